"""The search that brings the documents that may be the best, or first their scores alone."""

from __future__ import annotations

from typing import NamedTuple

from vnsearch.cluster.client.fetching import counting
from vnsearch.cluster.client.json_queries import Json
from vnsearch.cluster.client.questions import Asked
from vnsearch.cluster.querying.candidates import Looked, looked_at
from vnsearch.cluster.querying.clauses import Clauses
from vnsearch.cluster.querying.facets import BY_MONTH
from vnsearch.cluster.querying.first_scores import (
    TOKENS_AT_ONCE,
    ClusterStatistics,
    FirstScores,
)
from vnsearch.cluster.querying.ranked import ClusterCounts, ranked
from vnsearch.cluster.querying.wanted import Wanted
from vnsearch.errors import ClusterError
from vnsearch.query.clauses import Fuzzy, Not, Prefix
from vnsearch.search.bm25 import LEADING, Statistics
from vnsearch.search.matches import Sort
from vnsearch.search.ranking.score_parts import scored_terms

CANDIDATES = 200
_CANDIDATES_OF_MANY = 500  # where the cluster's order is only roughly ours
_COMMON = 0.2  # of all documents: words of which all are commoner tell little apart
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
    scores: FirstScores | None = None  # where they come first

    @property
    def spared(self) -> str:
        """What of the response is not looked at."""
        return "responses.hits.hits.sort" if self.scores else ""


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
    body, scores = counting(matching), None
    if wanted.limit:
        body |= {"size": min(wanted.end, WINDOW), "sort": _ORDERS[wanted.sort]}
        body |= {"_source": looked.source(), **VERSION}
        if wanted.sort == "score":
            scored = ranked(clauses, matching, counts, asked, statistics.ours, wanted.any_words)
            first = max(LEADING, wanted.end)
            size = _size(clauses, counts, statistics.ours)
            body |= {"query": scored.query, "track_scores": True}
            body["size"] = min(max(size, first), WINDOW)
            long = body["size"] * statistics.ours.mean_length > TOKENS_AT_ONCE
            if size > CANDIDATES or (size and wanted.any_words) or long:
                scores = FirstScores(first, scored.step, scored.alone, statistics)
                body |= {"_source": False, "docvalue_fields": scores.fields()}
    if wanted.months:
        body["aggs"] = BY_MONTH
    return CandidateSearch(clauses, counts, looked, body, scores)


def _size(clauses: Clauses, counts: ClusterCounts, statistics: Statistics) -> int:
    """How many candidates are fetched, besides those that a page needs."""
    if not scored_terms(clauses.query):
        return 0  # the cluster's order is ours
    terms = [clause for clause in clauses.query.clauses if not isinstance(clause, Not)]
    rough = bool(clauses.ways)
    rough = rough or any(isinstance(clause, Prefix | Fuzzy) for clause in terms)
    common = _COMMON * statistics.documents
    rough = rough or all(counts.word(word) > common for word in clauses.query.words())
    return _CANDIDATES_OF_MANY if rough else CANDIDATES
