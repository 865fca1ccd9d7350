"""An index opened for searching: the whole way from a query to the hits of one page."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Literal

import numpy as np

from vnsearch.index.arrays import Array
from vnsearch.index.toc import open_segments
from vnsearch.records import SearchResult
from vnsearch.search.bm25 import LEADING, Statistics, statistics
from vnsearch.search.filter import Filter, month_counts
from vnsearch.search.hits import make_hit
from vnsearch.search.lists import SegmentLists
from vnsearch.search.match import Accepted, accept_all, accept_any, is_about_text
from vnsearch.search.parse import parse_query
from vnsearch.search.query import Query, Word
from vnsearch.search.rank import Ranking, add_passages, best, join, sort_by
from vnsearch.search.score import Evidence, gather, score

Sort = Literal["score", "date", "path"]


def open_index(index_dir: str | os.PathLike[str] = "index") -> Index:
    """Open an index for searching; raises IndexNotFoundError and IndexDamagedError."""
    return Index(os.fspath(index_dir))


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a query found, before hits are made of it."""

    lists: Sequence[SegmentLists]
    evidence: Sequence[Evidence]
    ranking: Ranking
    match: Literal["all", "any"]


class Index:
    """An index as it was when it was opened; a context manager.

    A commit of another process does not disturb it, and is seen after `refresh`.
    """

    def __init__(self, directory: str) -> None:
        self.directory = directory
        self.refresh()

    def refresh(self) -> None:
        """See the newest commit."""
        self._generation, self._segments = open_segments(self.directory)
        self._statistics: Statistics | None = None
        self._norms: dict[int, Array] = {}

    def __enter__(self) -> Index:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        self._segments = []

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
        explain: bool = False,
        fallback: bool = True,
        months: bool = False,
    ) -> SearchResult:
        """One page of the documents that answer a query, best first.

        Raises QueryError for a query that cannot be meant.
        """
        started = time.perf_counter()
        parsed = parse_query(query, literal)
        chosen = Filter(since, until, path, self.directory)
        answer = self._answer(parsed, any_words, exact, fallback, chosen)
        page = self._page(answer, offset, limit, sort)
        hits = []
        for place in range(len(page)):
            lists = answer.lists[int(page.segments[place])]
            hit = make_hit(self.directory, lists, answer.evidence, page, place, snippets)
            hits.append(replace(hit, rank=offset + place + 1))
        return SearchResult(
            query=query,
            match=answer.match,
            total=len(answer.ranking),
            hits=tuple(hits),
            seconds=time.perf_counter() - started,
            months=month_counts(self._dates(answer.ranking)) if months else (),
        )

    def _answer(
        self, query: Query, any_words: bool, exact: bool, fallback: bool, chosen: Filter
    ) -> _Answer:
        alone = len(query.clauses) == 1 and isinstance(query.clauses[0], Word)
        lists = [SegmentLists(segment, alone) for segment in self._segments]
        match: Literal["all", "any"] = "any" if any_words else "all"
        accepted = self._accept(lists, query, exact, chosen, any_words)
        several = sum(map(is_about_text, query.clauses)) > 1
        if (
            fallback
            and several
            and match == "all"
            and not any(len(a.documents) for a in accepted)
        ):
            wider = self._accept(lists, query, exact, chosen, any_words=True)
            if any(len(found.documents) for found in wider):
                match, accepted = "any", wider
        evidence = gather(lists, query, self.statistics)
        columns = []
        for number, found in enumerate(accepted):
            scores = score(evidence, number, self._norm(number))
            columns.append(
                (found.documents, found.exact, found.spelled, scores[found.documents])
            )
        return _Answer(lists, evidence, join(columns), match)

    def _accept(
        self,
        lists: Sequence[SegmentLists],
        query: Query,
        exact: bool,
        chosen: Filter,
        any_words: bool,
    ) -> list[Accepted]:
        accepted = []
        for segment_lists in lists:
            accept = accept_any if any_words else accept_all
            found = accept(segment_lists, query, exact)
            mask = chosen.mask(segment_lists.segment)
            if mask is not None:
                kept = mask[found.documents]
                found = Accepted(*(column[kept] for column in found))
            accepted.append(found)
        return accepted

    def _page(self, answer: _Answer, offset: int, limit: int, sort: Sort) -> Ranking:
        if sort != "score":
            ranking = sort_by(answer.ranking, answer.lists, sort)
            return ranking.take(np.arange(offset, min(offset + limit, len(ranking))))
        leading = best(answer.ranking, max(LEADING, offset + limit), answer.lists)
        leading = add_passages(leading, answer.lists, answer.evidence, self.statistics)
        return leading.take(np.arange(offset, min(offset + limit, len(leading))))

    @property
    def statistics(self) -> Statistics:
        """Live documents and their mean length."""
        if self._statistics is None:
            self._statistics = statistics(self._segments)
        return self._statistics

    def _norm(self, number: int) -> Array:
        if number not in self._norms:
            lengths = self._segments[number].lengths
            self._norms[number] = self.statistics.norms(lengths)
        return self._norms[number]

    def _dates(self, ranking: Ranking) -> Array:
        dates = [
            segment.columns.numbers("date")[ranking.documents[ranking.segments == number]]
            for number, segment in enumerate(self._segments)
        ]
        return np.concatenate([np.zeros(0, np.uint32), *dates])
