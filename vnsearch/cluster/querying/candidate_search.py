"""The search that brings the documents that may be the best, or first their scores alone."""

from __future__ import annotations

import math
from typing import NamedTuple

from vnsearch.cluster.client.fetching import counting
from vnsearch.cluster.client.json_queries import Json
from vnsearch.cluster.client.questions import Asked
from vnsearch.cluster.querying.candidates import Looked, looked_at
from vnsearch.cluster.querying.clauses import Clauses
from vnsearch.cluster.querying.facets import BY_MONTH
from vnsearch.cluster.querying.ranked import ClusterCounts, ranked
from vnsearch.cluster.querying.score_bounds import (
    TOKENS_AT_ONCE,
    ClusterStatistics,
    ScoreBounds,
)
from vnsearch.cluster.querying.wanted import Wanted
from vnsearch.cluster.storage.mapping import LENGTH
from vnsearch.errors import ClusterError
from vnsearch.search.bm25 import LEADING
from vnsearch.search.matches import Sort

_SPARE = 50  # hits behind those that are wanted, of which some may be better by our rule
_SCORES = 500  # that come first where the cluster's order is only roughly ours
_MORE = 8  # times as many come where these were not enough
_MOST_ROUGH = 2000  # scores that tell roughly
WINDOW = 10_000  # hits that a server gives at once
_MOST_WORDS = 400  # of a query: a server takes no more than 1024 clauses
VERSION = {"seq_no_primary_term": True}
TIES: list[Json] = [{"path": "asc"}, {"line": "asc"}, {"part": "asc"}]
_ORDERS: dict[Sort, list[Json | str]] = {
    "score": ["_score", *TIES],
    "date": [{"date": "desc"}, *TIES],
    "path": [*TIES],
}


class CandidateSearch(NamedTuple):
    """A search for candidates, and what it was made of."""

    clauses: Clauses
    counts: ClusterCounts
    looked: Looked
    body: Json
    bounds: ScoreBounds | None = None  # where the order of the cluster is not ours
    scores_first: bool = False

    @property
    def spared(self) -> str:
        """What of the response is not looked at."""
        return "responses.hits.hits.sort" if self.scores_first else ""

    @property
    def size(self) -> int:
        """How many hits are asked for."""
        size: int = self.body.get("size", 0)
        return size

    def for_scores(self, size: int) -> CandidateSearch:
        """The same that brings scores first, of so many hits."""
        scores = {"_source": False, "docvalue_fields": [LENGTH], "size": min(size, WINDOW)}
        return self._replace(body=self.body | scores, scores_first=True)

    def for_more(self) -> CandidateSearch | None:
        """The same for more hits; None for what is asked for at most."""
        most = _MOST_ROUGH if self.bounds and self.bounds.is_rough else WINDOW
        return self.for_scores(min(self.size * _MORE, most)) if self.size < most else None


def candidate_search(
    clauses: Clauses, wanted: Wanted, asked: Asked, statistics: ClusterStatistics
) -> CandidateSearch:
    """The search for the candidates of a query."""
    words = clauses.query.words()
    if len(words) > _MOST_WORDS:
        raise ClusterError(
            f"a query of {len(words)} words is more than a cluster takes: ask for "
            f"{_MOST_WORDS} at most"
        )
    counts = ClusterCounts(clauses, asked)
    looked = looked_at(clauses, asked)
    matching = clauses.matching(wanted.any_words, wanted.holding())
    body = counting(matching)
    if wanted.months:
        body["aggs"] = BY_MONTH
    if not wanted.limit:
        return CandidateSearch(clauses, counts, looked, body)
    body |= {"size": min(wanted.end, WINDOW), "sort": _ORDERS[wanted.sort]}
    body |= {"_source": looked.source(), **VERSION}
    if wanted.sort != "score":
        counts.ask()  # what is put in another order has its score as well
        return CandidateSearch(clauses, counts, looked, body)
    scored = ranked(clauses, matching, counts, asked, statistics.ours, wanted.any_words)
    body |= {"query": scored.query, "track_scores": True}
    search = CandidateSearch(clauses, counts, looked, body)
    if not scored.most and scored.sure == -math.inf:
        return search  # no word scores: the cluster's order is ours
    first = max(LEADING, wanted.end)
    bounds = ScoreBounds(
        first,
        scored.step,
        scored.parts,
        scored.most,
        scored.spread,
        statistics,
        scored.scale,
        scored.sure,
        scored.hidden,
    )
    body["_source"] = [LENGTH, *looked.source()]
    search = search._replace(bounds=bounds)
    size = first + max(_SPARE, first // 4)
    if bounds.is_rough and asked.count(matching) > size:
        return search.for_scores(max(size, _SCORES))
    if size * statistics.ours.mean_length > TOKENS_AT_ONCE:
        return search.for_scores(size)
    body["size"] = min(size, WINDOW)
    return search
