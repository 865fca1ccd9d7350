"""From a parsed query to ranked documents: matching, scoring, narrowing, paging."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from vnsearch.cached import cached_property
from vnsearch.frozen import dataclass
from vnsearch.index.arrays.array_file import Scores
from vnsearch.index.segment.reader import Segment
from vnsearch.query.clauses import Query
from vnsearch.records import Explanation
from vnsearch.search.bm25 import LEADING, Statistics, statistics
from vnsearch.search.matching.match import Accepted, accept_all, accept_any, is_about_text
from vnsearch.search.matching.segment_view import SegmentView
from vnsearch.search.narrowing.filter import Filter
from vnsearch.search.ranking.explain import explain
from vnsearch.search.ranking.maxscore import score
from vnsearch.search.ranking.order import DocumentOrder
from vnsearch.search.ranking.rank import (
    NOTHING,
    Ranking,
    add_passages,
    add_scores,
    best,
    first_by,
    unscored,
)
from vnsearch.search.ranking.score_parts import (
    DocumentCounts,
    ScorePart,
    SegmentCounts,
    gather,
)
from vnsearch.search.ways.collocations import Collocations
from vnsearch.search.ways.occurrences import SegmentOccurrences
from vnsearch.search.ways.way import Way
from vnsearch.search.ways.ways import Ways
from vnsearch.text.synonyms import Synonyms, common_abbreviations

if TYPE_CHECKING:
    from vnsearch.search.narrowing.facets import Facets

Sort = Literal["score", "date", "path"]


@dataclass(frozen=True, slots=True)
class MatchRules:
    """Which documents count as answers."""

    any_words: bool = False  # any word is enough
    exact: bool = False  # words in another spelling than was typed are no answer
    fallback: bool = True  # where no document has all the words, any is enough
    narrowed: Filter | None = None


@dataclass(frozen=True)
class Matches:
    """What a query found, before anything is scored; beside one another by segment."""

    query: Query
    views: Sequence[SegmentView]
    accepted: Sequence[Accepted]
    match: Literal["all", "any"]
    collection: Collection
    # Of an index that is more than these segments:
    counts: DocumentCounts | None = None
    of_all: int | None = None  # documents found there

    @cached_property
    def parts(self) -> Sequence[ScorePart]:
        """What tells for a document; not looked at where nothing is ranked."""
        counts = self.counts or SegmentCounts(self.views)
        return gather(self.views, self.query, self.collection.statistics, counts)

    @property
    def total(self) -> int:
        """How many documents were found."""
        return _count(self.accepted) if self.of_all is None else self.of_all

    @property
    def total_of_all(self) -> int:
        """How many of them are known to have all the words."""
        return self.total if self.match == "all" else 0


class Collection:
    """The segments of an index and what scores depend on, worked out once."""

    def __init__(
        self,
        segments: Sequence[Segment],
        of_all: Statistics | None = None,
        synonyms: Synonyms | None = None,
    ) -> None:
        self.segments = segments
        self._synonyms = synonyms  # of one's own
        self._of_all = of_all  # of an index that is more than these segments
        self._norms: dict[int, Scores] = {}

    @cached_property
    def _order(self) -> DocumentOrder:
        return DocumentOrder(self.segments)

    @cached_property
    def statistics(self) -> Statistics:
        """What scores depend on; reads the length of every document."""
        return self._of_all or statistics(self.segments)

    @cached_property
    def _ways(self) -> Ways:
        own = (self._synonyms,) if self._synonyms else ()
        collocations = Collocations(SegmentOccurrences(self.segments))
        return Ways(collocations, (*own, common_abbreviations()))

    @cached_property
    def facets(self) -> Facets:
        """The facets of the documents."""
        from vnsearch.search.narrowing.facets import Facets  # few searches need it

        return Facets()

    def ways(self, query: Query) -> tuple[Way, ...]:
        """In which other ways the words of a query are written in the index."""
        return self._ways.of(query)

    def views(self, query: Query, exact: bool = False) -> list[SegmentView]:
        """The segments as a query sees them; nothing is read so far."""
        ways = () if exact else self.ways(query)
        return [SegmentView(each, query.is_one_word, exact, ways) for each in self.segments]

    def answer(self, query: Query, rules: MatchRules) -> Matches:
        """The documents that answer a query; nothing is ranked so far."""
        views = self.views(query, rules.exact)
        accepted = _accept(views, query, rules, rules.any_words)
        match: Literal["all", "any"] = "any" if rules.any_words else "all"
        several = sum(map(is_about_text, query.clauses)) > 1
        if rules.fallback and several and match == "all" and not _count(accepted):
            wider = _accept(views, query, rules, any_words=True)
            if _count(wider):
                match, accepted = "any", wider
        return Matches(query, views, accepted, match, self)

    def page(self, matches: Matches, offset: int, limit: int, sort: Sort) -> Ranking:
        """Documents `offset` to `offset + limit` of an answer, in order."""
        if not matches.total or not limit:
            return NOTHING
        views, parts, window = matches.views, matches.parts, slice(offset, offset + limit)
        norms = [self._norm(segment) for segment in range(len(views))]
        if sort == "score":
            count = max(LEADING, window.stop)
            ranking = best(matches.accepted, parts, norms, count, views, self._order)
            ranking = add_passages(ranking, views, parts, self.statistics, self._order)
            return ranking.take(window)
        ranking = first_by(unscored(matches.accepted), sort, window.stop, self._order)
        return add_scores(ranking.take(window), parts, norms)

    def scores(self, matches: Matches, segment: int) -> Scores:
        """What the documents of a segment that answer score, but for passages and titles."""
        documents = matches.accepted[segment].documents
        return score(matches.parts, segment, documents, self._norm(segment))

    def explain(self, matches: Matches, page: Ranking, row: int) -> Explanation:
        """Why the document at a place of a page has its score."""
        segment = int(page.segments[row])
        lists, norms = matches.views[segment], self._norm(segment)
        return explain(lists, matches.parts, page, row, norms)

    def _norm(self, segment: int) -> Scores:
        if segment not in self._norms:
            self._norms[segment] = self.statistics.norms(self.segments[segment].lengths)
        return self._norms[segment]


def _count(accepted: Sequence[Accepted]) -> int:
    return sum(len(each.documents) for each in accepted)


def _accept(
    views: Sequence[SegmentView], query: Query, rules: MatchRules, any_words: bool
) -> list[Accepted]:
    accept = accept_any if any_words else accept_all
    accepted = []
    for view in views:
        of_segment = accept(view, query)
        mask = rules.narrowed.mask(view.segment) if rules.narrowed else None
        if mask is not None:
            of_segment = of_segment.among(mask[of_segment.documents])
        accepted.append(of_segment)
    return accepted
