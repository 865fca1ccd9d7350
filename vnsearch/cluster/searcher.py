"""An index on a cluster opened for searching: it offers what a folder does."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cached_property, wraps
from types import TracebackType
from typing import Concatenate, ParamSpec, TypeVar

import numpy as np

from vnsearch.arguments import check_flags, check_number, check_path, check_text
from vnsearch.cluster.client.address import parse_address
from vnsearch.cluster.client.connection import Connection
from vnsearch.cluster.client.fetching import ClusterFetcher, Missed
from vnsearch.cluster.client.json_queries import Json, any_term
from vnsearch.cluster.figures import cluster_stats, count_terms
from vnsearch.cluster.lookup import find_source, known_names
from vnsearch.cluster.querying.clauses import pair_names
from vnsearch.cluster.querying.finding import Finder, Found, Wanted
from vnsearch.cluster.querying.known import KnownToCluster
from vnsearch.cluster.querying.narrowing import in_time, on_path
from vnsearch.cluster.storage.generation import find_generation
from vnsearch.cluster.storage.machine import this_machine
from vnsearch.cluster.storage.mapping import PAIRS
from vnsearch.cluster.storage.source import read_source
from vnsearch.cluster.storage.state import State
from vnsearch.dates import date_text
from vnsearch.errors import IndexNotFoundError
from vnsearch.index.catalogue import shown_path
from vnsearch.index.segment.columns import FileState
from vnsearch.query.clauses import Query
from vnsearch.query.half_typed import parse_half_typed
from vnsearch.query.parse import parse_query
from vnsearch.records import (
    Document,
    Hit,
    IndexStats,
    Places,
    Remark,
    SearchResult,
    TermCount,
)
from vnsearch.search.asked import ANYWHERE, Where, check_facets, check_page, check_query
from vnsearch.search.like import Pair, query_like
from vnsearch.search.matches import Sort
from vnsearch.search.matching.filter import Filter
from vnsearch.search.matching.segment_view import SegmentView
from vnsearch.search.own_synonyms import read_synonyms, with_synonyms
from vnsearch.search.ranking.score_parts import scored_terms
from vnsearch.search.reading.accents import read_query
from vnsearch.search.showing.highlight import find_spans
from vnsearch.search.showing.hits import file_line, make_hits
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
    own = read_synonyms(check_path("synonyms", synonyms)) if synonyms else None
    return ClusterIndex(address, own, partial)


_Given = ParamSpec("_Given")
_Found = TypeVar("_Found")


def _reopening(
    method: Callable[Concatenate[ClusterIndex, _Given], _Found],
) -> Callable[Concatenate[ClusterIndex, _Given], _Found]:
    """Ask once more where the index was made anew and the one that was opened has gone."""

    @wraps(method)
    def asked(self: ClusterIndex, /, *given: _Given.args, **named: _Given.kwargs) -> _Found:
        try:
            return method(self, *given, **named)
        except IndexNotFoundError:
            self.reopen()
            return method(self, *given, **named)

    return asked


class ClusterIndex:
    """An index on a cluster as it was when it was opened; a context manager.

    Several threads may search it at the same time; `refresh` and `close` are for one thread
    while no other is searching.
    """

    at_once = 4

    def __init__(
        self, address: str, synonyms: Synonyms | None = None, partial: bool = False
    ) -> None:
        self._synonyms = synonyms
        self._partial = partial
        self._address = parse_address(address)
        self.directory = f"{self._address.scheme}://{self._address}"
        self._connection = Connection(self._address, connections=self.at_once)
        self._machine = this_machine()
        self._seen: tuple[str, int] | None = None
        try:
            self.reopen()
        except BaseException:
            self.close()
            raise

    def reopen(self) -> None:
        """See the index that the name leads to now."""
        self._names = find_generation(self._connection).names
        self._fetcher = ClusterFetcher(self._connection, self._names)
        self._local = threading.local()
        self._state = State(self._connection, self._names)
        self.__dict__.pop("_paths", None)

    @property
    def _finder(self) -> Finder:
        """What this thread asks with."""
        found: Finder | None = getattr(self._local, "finder", None)
        if found is None:
            found = Finder(self._fetcher, self.directory, self._synonyms)
            self._local.finder = found
        return found

    def _searching(self) -> Finder:
        """What one search asks with: of partial answers the next one is to remember nothing."""
        if not self._partial:
            return self._finder
        fetcher = ClusterFetcher(self._connection, self._names, partial=True)
        return Finder(fetcher, self.directory, self._synonyms)

    def refresh(self) -> bool:
        """See what has been written since the last look; whether there was anything."""
        names = find_generation(self._connection).names
        seen = names.documents, State(self._connection, names).run()
        if seen == self._seen:
            return False
        self._seen = seen
        self.reopen()
        return True

    def close(self) -> None:
        """Close the connections."""
        self._connection.close()

    def __enter__(self) -> ClusterIndex:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @_reopening
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
        wanted = Wanted(
            any_words,
            exact,
            fallback,
            self._holding(narrowed),
            where,
            sort,
            offset,
            limit,
            months,
            tuple(facets),
        )
        finder = self._searching()
        found = finder.find(parsed, wanted)
        matches = found.matches
        hits = self._hits(found, offset, snippets, places)
        if explain:
            collection = matches.collection
            hits = [
                replace(hit, explanation=collection.explain(matches, found.page, number))
                for number, hit in enumerate(hits)
            ]
        counts = tuple((date_text(100 * month), count) for month, count in found.months)
        without = exact and not matches.total
        wider = wanted._replace(exact=False, fallback=False)
        known = KnownToCluster(finder, parsed, exact, lambda: self._paths)
        result = SearchResult(
            query=query,
            match=matches.match,
            total=matches.total,
            hits=tuple(hits),
            reading="" if exact else read_query(matches.views, parsed),
            without_exact=finder.count(parsed, wider) if without else 0,
            seconds=time.perf_counter() - started,
            months=counts,
            facets=found.facets,
            remarks=finder.asked.until_known(
                lambda: remarks(
                    known,
                    parsed,
                    narrowed,
                    matches.total,
                    literal,
                    undated=months and not counts,
                )
            ),
        )
        return _told(result, finder.fetcher.missed)

    def _hits(self, found: Found, offset: int, snippets: int, places: Places) -> list[Hit]:
        def is_here(state: FileState) -> bool:
            return found.machines.get(state) == self._machine

        return list(
            make_hits("", found.matches, found.page, offset + 1, snippets, is_here, places)
        )

    def _holding(self, narrowed: Filter) -> tuple[Json, ...]:
        """What must hold for documents by a filter."""
        paths = self._paths if narrowed.path else ()
        return (*in_time(narrowed), *on_path(narrowed.path, paths))

    @cached_property
    def _paths(self) -> list[str]:
        """The stored path of every file, for a pattern that is to be held against each."""
        return self._state.paths()

    @_reopening
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
        source = find_source(self._fetcher, check_path("document_id", document_id))
        finder = self._searching()
        segment = finder.segment([read_source(source)])
        query = query_like(
            segment, 0, lambda pairs: _count_pairs(finder, pairs), finder.statistics
        )
        if not query.clauses:
            return SearchResult("", "any", 0, (), time.perf_counter() - started)
        found = finder.find(query, Wanted(any_words=True, limit=offset + limit + 1))
        views, page = found.matches.views, found.page
        columns = views[0].segment.columns
        itself = np.array(
            [
                columns.document_id(document) == segment.columns.document_id(0)
                for document in page.documents.tolist()
            ],
            bool,
        )
        page = page.take(np.flatnonzero(~itself)[offset : offset + limit])
        result = SearchResult(
            query=" ".join(map(str, query.clauses)),
            match="any",
            total=found.matches.total - 1,
            hits=tuple(self._hits(replace(found, page=page), offset, snippets, places)),
            seconds=time.perf_counter() - started,
        )
        return _told(result, finder.fetcher.missed)

    @_reopening
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
        holding = self._holding(Filter(since, until, path, ""))
        wanted = Wanted(any_words, exact, fallback=False, narrowed=holding)
        return self._finder.count(parse_query(query, literal), wanted)

    @_reopening
    def document(self, document_id: str) -> Document:
        """The document with that id, or of that path; raises VnsearchError for none."""
        document_id = check_path("document_id", document_id)
        document, state = read_source(find_source(self._fetcher, document_id))
        own = document.id or (f"{state.path}#{document.part}" if document.part else state.path)
        return replace(document, path=shown_path(state.path, ""), id=own)

    @_reopening
    def file_line(self, hit: Hit) -> int:
        """The line of the file at which a hit begins that was searched for in its text alone,
        with `places="text"`; of a file of another machine that of the text.
        """
        source = find_source(self._fetcher, hit.id)
        if source["machine"] != self._machine:
            return hit.line
        return file_line(hit, self._finder.segment([read_source(source)]), 0)

    @_reopening
    def highlights(
        self, document: Document, query: str, half_typed: bool = False
    ) -> tuple[tuple[int, int], ...]:
        """The [start, end) characters of a document's body that match a query."""
        check_query(query, half_typed=half_typed)
        parsed: Query | None = parse_half_typed(query) if half_typed else parse_query(query)
        if parsed is None:
            return ()
        segment = self._finder.segment([read_source(find_source(self._fetcher, document.id))])
        terms = dict.fromkeys(scored_terms(parsed), 1.0)
        view = SegmentView(segment, alone=len(terms) == 1, ways=self._finder.ways(parsed))
        return tuple(find_spans(view, terms, 0, document.body))

    @_reopening
    def names(self, prefix: str, limit: int = 40) -> list[str]:
        """The ids, and the files as they open from here, that begin so; in order."""
        check_text("prefix", prefix)
        check_number("limit", limit)
        return known_names(self._fetcher, prefix, limit)

    @_reopening
    def terms(self, prefix: str, limit: int = 20) -> list[TermCount]:
        """The words that begin so, with all their accents, the commonest first."""
        check_text("prefix", prefix)
        check_number("limit", limit)
        return count_terms(self._finder, prefix, limit)

    @_reopening
    def stats(self) -> IndexStats:
        """What the index holds, and how much of it is out of date."""
        found = cluster_stats(
            self._connection, self._fetcher, self._state, self.directory, self._machine
        )
        return with_synonyms(found, self._synonyms)


def _count_pairs(finder: Finder, pairs: Iterable[Pair]) -> list[int]:
    queries = [any_term(PAIRS, pair_names(*pair)) for pair in pairs]
    return finder.fetcher.counts(queries) if queries else []


def _told(result: SearchResult, missed: Missed) -> SearchResult:
    """A result with a remark where shards are missing in it."""
    if not missed.failed:
        return result
    remark = Remark("shards", f"{missed.failed} of {missed.total}")
    return replace(result, remarks=(remark, *result.remarks))
