"""An index on a cluster opened for searching: it offers what a folder does."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from types import TracebackType

from vnsearch.arguments import check_flags, check_number, check_path, check_text
from vnsearch.cluster.index_stats import cluster_stats, count_terms
from vnsearch.cluster.lookup import known_names
from vnsearch.cluster.querying.known import KnownToCluster
from vnsearch.cluster.querying.wanted import Wanted
from vnsearch.cluster.session import Session, reopening
from vnsearch.cluster.showing import count_pairs, explained, hits_of, others_than, with_doubts
from vnsearch.cluster.storage.document import sent_document
from vnsearch.index.catalogue import shown_path
from vnsearch.index.segment import columns
from vnsearch.query.clauses import Query
from vnsearch.query.half_typed import parse_half_typed
from vnsearch.query.parse import parse_query
from vnsearch.records import (
    Document,
    Hit,
    IndexStats,
    Places,
    SearchResult,
    TermCount,
)
from vnsearch.search.asked import (
    ANYWHERE,
    Where,
    check_document,
    check_facets,
    check_page,
    check_query,
)
from vnsearch.search.like import query_like
from vnsearch.search.matches import Sort
from vnsearch.search.matching.segment_view import SegmentView
from vnsearch.search.narrowing.filter import Filter
from vnsearch.search.own_synonyms import read_synonyms, with_synonyms
from vnsearch.search.ranking.score_parts import scored_terms
from vnsearch.search.reading.accents import read_query
from vnsearch.search.showing.highlight import find_spans
from vnsearch.search.showing.hits import file_line, staleness
from vnsearch.search.showing.remarks import remarks
from vnsearch.text.synonyms import Synonyms


def open_cluster(
    address: str, synonyms: str | os.PathLike[str] = "", partial: bool = False
) -> ClusterIndex:
    """Open an index by its address, with a file of synonyms of one's own; `partial`: where
    some shards do not answer, a result of the others is one, with a remark.

    Raises IndexNotFoundError, IndexVersionError, ClusterError for what stands in the way, and
    VnsearchError for a wrong line of the file.
    """
    own = read_synonyms(synonyms) if synonyms else None
    return ClusterIndex(address, own, partial)


class ClusterIndex:
    """An index on a cluster as it was when it was opened; a context manager.

    Several threads may search it at the same time; `refresh` and `close` are for one thread
    while no other is searching.
    """

    at_once = 4

    def __init__(
        self, address: str, synonyms: Synonyms | None = None, partial: bool = False
    ) -> None:
        self._session = Session(address, self.at_once, synonyms, partial)
        self.directory = self._session.directory

    def refresh(self) -> bool:
        """See what has been written since the last look; whether there was anything."""
        return self._session.refresh()

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def __enter__(self) -> ClusterIndex:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @reopening
    def search(
        self,
        query: str,
        limit: int = 10,
        offset: int = 0,
        any_words: bool = False,
        exact: bool = False,
        literal: bool = False,
        *,
        sort: Sort = "score",
        since: str = "",
        until: str = "",
        path: str = "",
        snippets: int = 1,
        places: Places = "line",
        explain: bool = False,
        fallback: bool = True,
        months: bool = False,
        facets: Sequence[str] = (),
        where: Where = ANYWHERE,
        half_typed: bool = False,
    ) -> SearchResult:
        """One page of the documents that matches a query, best first, as a folder gives it.

        Raises QueryError for a query that cannot be meant, VnsearchError for a date or an
        option that is none, ClusterError where the cluster does not answer for all of it.
        """
        started = time.perf_counter()
        check_page(limit, offset, snippets, sort, places)
        check_query(query, any_words=any_words, exact=exact, literal=literal)
        check_flags(half_typed=half_typed, explain=explain, fallback=fallback, months=months)
        parsed = parse_half_typed(query) if half_typed else parse_query(query, literal)
        if parsed is None:
            return SearchResult(query, "all", 0, (), time.perf_counter() - started)
        where = check_facets(facets, where)
        narrowed = Filter(since, until, path, "")
        holding = self._session.holding(narrowed)
        chosen = (sort, offset, limit, months, tuple(facets))
        wanted = Wanted(any_words, exact, fallback, holding, where, *chosen)
        finder = self._session.searching()
        found_page = finder.find(parsed, wanted)
        matches = found_page.matches
        hits = hits_of(found_page, self._session.machine, offset, snippets, places)
        without = exact and not matches.total
        wider = wanted._replace(exact=False, fallback=False)
        known = KnownToCluster(finder, parsed, exact, lambda: self._session.paths)
        undated = months and not found_page.months
        told = partial(remarks, known, matches, narrowed, any_words, literal, undated)
        result = SearchResult(
            query=query,
            match=matches.match,
            total=matches.total,
            hits=tuple(explained(hits, found_page) if explain else hits),
            without_exact=finder.count(parsed, wider) if without else 0,
            seconds=time.perf_counter() - started,
            months=found_page.months,
            facets=found_page.facets,
            remarks=finder.asked.until_known(told),
        )
        if not exact:
            result.leave("reading", lambda: read_query(matches.views, parsed))
        return with_doubts(result, finder.fetcher.missed, found_page.unsure)

    @reopening
    def like(
        self,
        document_id: str,
        limit: int = 10,
        offset: int = 0,
        *,
        snippets: int = 1,
        places: Places = "line",
    ) -> SearchResult:
        """The documents that are most like one, without itself; raises VnsearchError for none
        of that id.
        """
        started = time.perf_counter()
        check_page(limit, offset, snippets, "score", places)
        stored = self._session.stored(check_path("document_id", document_id))
        finder = self._session.searching()
        segment = finder.segment([stored])
        query = query_like(
            segment, 0, lambda pairs: count_pairs(finder, pairs), finder.statistics
        )
        if not query.clauses:
            return SearchResult("", "any", 0, (), time.perf_counter() - started)
        found_page = finder.find(query, Wanted(any_words=True, limit=offset + limit + 1))
        page = others_than(segment, found_page).take(slice(offset, offset + limit))
        found_page = replace(found_page, page=page)
        hits = hits_of(found_page, self._session.machine, offset, snippets, places)
        result = SearchResult(
            query=" ".join(map(str, query.clauses)),
            match="any",
            total=found_page.matches.total - 1,
            hits=tuple(hits),
            seconds=time.perf_counter() - started,
        )
        return with_doubts(result, finder.fetcher.missed, found_page.unsure)

    @reopening
    def count(
        self,
        query: str,
        any_words: bool = False,
        exact: bool = False,
        literal: bool = False,
        *,
        since: str = "",
        until: str = "",
        path: str = "",
    ) -> int:
        """How many documents match a query, none of them ranked or read; raises as `search`."""
        check_query(query, any_words=any_words, exact=exact, literal=literal)
        holding = self._session.holding(Filter(since, until, path, ""))
        wanted = Wanted(any_words, exact, fallback=False, narrowed=holding)
        return self._session.finder.count(parse_query(query, literal), wanted)

    @reopening
    def document(self, document_id: str) -> Document:
        """The document with that id, or of that path; raises VnsearchError for none."""
        document_id = check_path("document_id", document_id)
        source = self._session.source(document_id)
        document, state = sent_document(source)
        own_id = columns.document_id(document.id, state.path, document.part)
        path = shown_path(state.path, "")
        stale = staleness(state, path) if source["machine"] == self._session.machine else ""
        return replace(document, path=path, id=own_id, stale=stale)

    @reopening
    def file_line(self, hit: Hit) -> int:
        """The line of the file at which a hit begins that was searched for in its text alone,
        with `places="text"`; of a file of another machine that of the text.
        """
        source = self._session.source(hit.id)
        if source["machine"] != self._session.machine:
            return hit.line
        return file_line(hit, self._session.finder.segment([sent_document(source)]), 0)

    @reopening
    def highlights(
        self, document: Document, query: str, half_typed: bool = False
    ) -> tuple[tuple[int, int], ...]:
        """The [start, end) characters of a document's body that match a query."""
        check_query(query, half_typed=half_typed)
        check_document(document)
        parsed: Query | None = parse_half_typed(query) if half_typed else parse_query(query)
        if parsed is None:
            return ()
        finder = self._session.finder
        segment = finder.segment([self._session.stored(document.id)])
        terms = dict.fromkeys(scored_terms(parsed), 1.0)
        view = SegmentView(segment, alone=len(terms) == 1, ways=finder.ways(parsed))
        return tuple(find_spans(view, parsed, terms, 0, document.body))

    @reopening
    def names(self, prefix: str, limit: int = 40) -> list[str]:
        """The ids, and the files as they open from here, that begin so; in order."""
        check_text("prefix", prefix)
        check_number("limit", limit)
        return known_names(self._session.fetcher, prefix, limit)

    @reopening
    def terms(self, prefix: str, limit: int = 20) -> list[TermCount]:
        """The words that begin so, with all their accents, the commonest first."""
        check_text("prefix", prefix)
        check_number("limit", limit)
        return count_terms(self._session.finder, prefix, limit)

    @reopening
    def stats(self) -> IndexStats:
        """What the index holds, and how much of it is out of date."""
        figures = cluster_stats(self._session)
        return with_synonyms(figures, self._session.synonyms)
