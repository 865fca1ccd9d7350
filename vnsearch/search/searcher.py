"""An index opened for searching: what `vnsearch.open_index` gives."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from functools import wraps
from types import TracebackType
from typing import Concatenate, ParamSpec, TypeVar

from vnsearch.arguments import check_flags, check_number, check_path, check_text
from vnsearch.errors import VnsearchError
from vnsearch.frozen import replace
from vnsearch.index.toc import newest_table, open_segments
from vnsearch.index.verifying.blame import blaming
from vnsearch.query.half_typed import parse_half_typed
from vnsearch.query.parse import parse_query
from vnsearch.records import Document, Hit, IndexStats, Places, SearchResult, TermCount
from vnsearch.search.asked import (
    ANYWHERE,
    Where,
    check_document,
    check_facets,
    check_page,
    check_query,
)
from vnsearch.search.matches import Collection, MatchRules, Sort
from vnsearch.search.matching.segment_view import SegmentView
from vnsearch.search.narrowing.filter import Filter
from vnsearch.search.own_synonyms import read_synonyms, with_synonyms
from vnsearch.search.ranking.score_parts import scored_terms
from vnsearch.search.reading.meant import Meant
from vnsearch.search.showing.counted import facet_found, months_found
from vnsearch.search.showing.highlight import find_spans
from vnsearch.search.showing.hits import Viewpoint, file_line, make_hits, stored_document
from vnsearch.search.showing.lookup import find_document, known_names
from vnsearch.search.showing.remarks import KnownToSegments, remarks


def open_index(
    index_dir: str | os.PathLike[str] = "index", *, synonyms: str | os.PathLike[str] = ""
) -> Index:
    """Open an index for searching, with a file of synonyms of one's own; a line of it is
    `ubnd = ủy ban nhân dân`.

    Raises IndexNotFoundError, IndexDamagedError, and VnsearchError for a wrong line.
    """
    return Index(check_path("index_dir", index_dir), synonyms)


_Index = TypeVar("_Index", bound="Index")
_Given = ParamSpec("_Given")
_Found = TypeVar("_Found")


def _watched(
    method: Callable[Concatenate[_Index, _Given], _Found],
) -> Callable[Concatenate[_Index, _Given], _Found]:
    """Let an error that wrong values in a segment have caused name its file."""

    @wraps(method)
    def watched(self: _Index, /, *given: _Given.args, **named: _Given.kwargs) -> _Found:
        with blaming(self._collection.segments):
            return method(self, *given, **named)

    return watched


class Index:
    """An index as it was when it was opened; a context manager.

    A commit of another process does not disturb it, and is seen after `refresh`. Several
    threads may search one index at the same time; `refresh` and `close` are for one thread
    while no other is searching. A closed index raises VnsearchError.
    """

    at_once = 1  # a search is work for this process

    def __init__(self, directory: str, synonyms: str | os.PathLike[str] = "") -> None:
        self.directory = self._named = directory
        self._synonyms = read_synonyms(synonyms) if synonyms else None
        self._table: tuple[int, int, int] | None = None
        self.refresh()
        self.directory = os.path.abspath(directory)  # whatever folder is the current one later
        self._viewpoint = Viewpoint(self.directory)

    def refresh(self) -> bool:
        """See the newest commit; whether there was one since the last look."""
        if (newest := newest_table(self.directory)) == self._table:
            return False
        self._toc, segments = open_segments(self.directory)
        self._table = newest
        self._open: Collection | None = Collection(segments, synonyms=self._synonyms)
        return True

    @property
    def _collection(self) -> Collection:
        if self._open is None:
            raise VnsearchError(
                f"the index {self._named} has been closed: open it again to search it"
            )
        return self._open

    def close(self) -> None:
        """Let go of the files."""
        self._table = self._open = None

    def __enter__(self) -> Index:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @_watched
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
        """One page of the documents that matches a query, best first; with a limit of 0
        nothing is ranked, and only what concerns all of them is told. One that is `half_typed`
        is an open quotation mark or the beginning of a word so far, and never an error. What
        the query means (`reading`, `suggestion`) is worked out when it is first looked at, by
        the documents that were searched, whatever has come of the index since.

        `facets` are counted over all that match. `where` keeps to documents that have one of
        the values given of each facet in it; that facet itself is counted as if it were not.

        Raises QueryError for a query that cannot be meant, VnsearchError for an argument that
        cannot be: a date or an order that is none, a number below 0, `since` after `until`.
        """
        started = time.perf_counter()
        check_page(limit, offset, snippets, sort, places)
        check_query(query, any_words=any_words, exact=exact, literal=literal)
        check_flags(half_typed=half_typed, explain=explain, fallback=fallback, months=months)
        parsed = parse_half_typed(query) if half_typed else parse_query(query, literal)
        if parsed is None:
            return SearchResult(query, "all", 0, (), time.perf_counter() - started)
        where = check_facets(facets, where)
        kept = self._collection.facets if where else None
        narrowed = Filter(since, until, path, self.directory, kept, where)
        rules = MatchRules(any_words, exact, fallback, narrowed)
        matches = self._collection.answer(parsed, rules)
        page = self._collection.page(matches, offset, limit, sort)
        hits = list(make_hits(self._viewpoint, matches, page, offset + 1, snippets, places))
        if explain:
            reasons = (self._collection.explain(matches, page, n) for n in range(len(page)))
            explained = zip(hits, reasons, strict=True)
            hits = [replace(hit, explanation=reason) for hit, reason in explained]
        counts = months_found(matches) if months else ()
        wider = MatchRules(any_words, False, False, narrowed)
        without = exact and not matches.total
        undated = months and not counts
        known = KnownToSegments(matches.views)
        result = SearchResult(
            query=query,
            match=matches.match,
            total=matches.total,
            hits=tuple(hits),
            without_exact=self._collection.answer(parsed, wider).total if without else 0,
            seconds=time.perf_counter() - started,
            months=counts,
            facets=tuple(facet_found(name, matches, rules, self.directory) for name in facets),
            remarks=remarks(known, matches, narrowed, any_words, literal, undated),
        )
        meant = Meant(self._collection, parsed, matches.total_of_all)
        if not exact:
            result.leave("reading", meant.reading)
            if not any_words:
                result.leave("suggestion", meant.suggestion)
        return result

    @_watched
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
        from vnsearch.search.like import find_like

        started = time.perf_counter()
        check_page(limit, offset, snippets, "score", places)
        document_id = check_path("document_id", document_id)
        found = find_document(self._collection.segments, document_id, self.directory)
        like = find_like(self._collection, *found, offset, limit)
        if like is None:
            return SearchResult("", "any", 0, (), time.perf_counter() - started)
        query, matches, page = like
        return SearchResult(
            query=" ".join(map(str, query.clauses)),
            match="any",
            total=matches.total - 1,
            hits=tuple(make_hits(self._viewpoint, matches, page, offset + 1, snippets, places)),
            seconds=time.perf_counter() - started,
        )

    @_watched
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
        narrowed = Filter(since, until, path, self.directory)
        rules = MatchRules(any_words, exact, fallback=False, narrowed=narrowed)
        return self._collection.answer(parse_query(query, literal), rules).total

    @_watched
    def document(self, document_id: str) -> Document:
        """The document with that id, or of that path; raises VnsearchError for none."""
        document_id = check_path("document_id", document_id)
        segment, own = find_document(self._collection.segments, document_id, self.directory)
        return stored_document(segment, own, self.directory)

    @_watched
    def file_line(self, hit: Hit) -> int:
        """The line of the file at which a hit begins that was searched for in its text alone,
        with `places="text"`.
        """
        segment, document = find_document(self._collection.segments, hit.id, self.directory)
        return file_line(hit, segment, document)

    @_watched
    def highlights(
        self, document: Document, query: str, half_typed: bool = False
    ) -> tuple[tuple[int, int], ...]:
        """The [start, end) characters of a document's body that match a query."""
        check_query(query, half_typed=half_typed)
        check_document(document)
        parsed = parse_half_typed(query) if half_typed else parse_query(query)
        if parsed is None:
            return ()
        segments = self._collection.segments
        segment, own_document = find_document(segments, document.id, self.directory)
        terms = dict.fromkeys(scored_terms(parsed), 1.0)
        ways = self._collection.ways(parsed)
        lists = SegmentView(segment, alone=len(terms) == 1, ways=ways)
        return tuple(find_spans(lists, parsed, terms, own_document, document.body))

    @_watched
    def names(self, prefix: str, limit: int = 40) -> list[str]:
        """The ids, and the files as they open from here, that begin so; in order."""
        check_text("prefix", prefix)
        check_number("limit", limit)
        return known_names(self._collection.segments, prefix, self.directory)[:limit]

    @_watched
    def terms(self, prefix: str, limit: int = 20) -> list[TermCount]:
        """The words that begin so, with all their accents, the commonest first."""
        check_text("prefix", prefix)
        check_number("limit", limit)
        from vnsearch.search.showing.term_counts import count_terms

        return count_terms(self._collection.segments, prefix)[:limit]

    @_watched
    def stats(self) -> IndexStats:
        """What the index holds, and how much of it is out of date."""
        from vnsearch.search.showing.index_stats import index_stats

        figures = index_stats(self.directory, self._toc.roots, self._collection.segments)
        return with_synonyms(replace(figures, directory=self._named), self._synonyms)
