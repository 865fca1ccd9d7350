"""Candidates matched by the rules of a folder, and what each of them scores there."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

import numpy as np

from vnsearch.cluster.querying.candidate_search import CandidateSearch
from vnsearch.cluster.querying.candidates import Candidates
from vnsearch.cluster.querying.score_bounds import Floats
from vnsearch.cluster.querying.wanted import Wanted
from vnsearch.index.arrays.array_file import Array
from vnsearch.search.bm25 import Statistics
from vnsearch.search.matches import Collection, Matches
from vnsearch.search.matching.match import accept_all, accept_any
from vnsearch.search.matching.segment_view import SegmentView
from vnsearch.search.ranking.rank import NOTHING, Ranking

Match: TypeAlias = Literal["all", "any"]


class Matched(NamedTuple):
    """Candidates, if there are any, and what of them answers a query."""

    candidates: Candidates | None
    matches: Matches

    def page(self, wanted: Wanted) -> Ranking:
        """The documents of the page, in order."""
        if not self.candidates:
            return NOTHING
        collection = self.matches.collection
        return collection.page(self.matches, wanted.offset, wanted.limit, wanted.sort)

    def scores(self, numbers: Array, count: int) -> Floats:
        """Our scores of so many hits, of which those of some numbers were looked at; below all
        where a hit was not, and no number where it was and does not answer.
        """
        scores = np.full(count, -np.inf)
        scores[numbers] = np.nan
        for segment, accepted in enumerate(self.matches.accepted):
            own = self.matches.collection.scores(self.matches, segment)
            scores[numbers[accepted.documents]] = own
        return scores


def match_candidates(
    candidates: Candidates | None,
    search: CandidateSearch,
    of_all: int,
    match: Match,
    statistics: Statistics,
) -> Matched:
    """What of the candidates answers the query, of so many documents that were found."""
    clauses, query = search.clauses, search.clauses.query
    segments = [candidates] if candidates else []
    collection = Collection(segments, statistics)
    alone = query.is_one_word
    views = [SegmentView(one, alone, clauses.exact, clauses.ways) for one in segments]
    accept = accept_any if match == "any" else accept_all
    accepted = [accept(view, query) for view in views]
    of_all -= sum(len(one.hits) for one in segments)
    of_all += sum(len(one.documents) for one in accepted)
    matches = Matches(query, views, accepted, match, collection, search.counts, of_all)
    return Matched(candidates, matches)
