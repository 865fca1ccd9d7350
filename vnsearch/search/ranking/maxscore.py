"""The score of a document: BM25 of the query's words and of their neighbouring pairs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from vnsearch.index.arrays.array_file import Documents, Scores
from vnsearch.search.bm25 import saturate
from vnsearch.search.ranking.score_parts import ScorePart

_FEW = 64  # to look documents up in lists costs as much as so many that are added up
_BLOCKS = 64  # documents of which the best alone is looked at for a bound
_ROUNDING = 2.0**-22  # more than one sum of two scores is off, in parts of it


def score(
    parts: Sequence[ScorePart], segment: int, documents: Documents, norms: Scores
) -> Scores:
    """The scores of some rising documents of one `segment`; the norms are of all of its own."""
    scores = np.zeros(len(documents), np.float32)
    if len(documents):
        _add_among(_strongest_first(parts), segment, scores, documents, norms)
    return scores


class Reached:
    """The score that the `count` best of the documents seen so far have at least."""

    def __init__(self, count: int) -> None:
        self.score = -np.inf
        self._count = count
        self._best: Scores = np.zeros(0, np.float32)

    def see(self, scores: Scores) -> None:
        """Take note of the scores of some documents, of which no more will be seen."""
        self._best = np.concatenate((self._best, scores))
        if len(self._best) > self._count:
            self._best = np.partition(self._best, -self._count)[-self._count :]
            self.score = max(self.score, float(self._best[0]))

    def look(self, scores: Scores) -> None:
        """The same for scores that may still rise: the best of each block of them tells."""
        best = scores.reshape(_BLOCKS, -1).max(0)
        if len(best) >= self._count:
            self.score = max(self.score, float(np.partition(best, -self._count)[-self._count]))


def score_best(
    parts: Sequence[ScorePart],
    segment: int,
    documents: Documents,
    norms: Scores,
    reached: Reached,
) -> tuple[Documents, Scores]:
    """Those of some rising documents that may be among the best of all, and their scores.

    What cannot reach these any more is left out (MaxScore; Turtle and Flood, Query Evaluation:
    Strategies and Optimizations, 1995).
    """
    if _FEW * len(documents) > len(norms):
        documents, scores = _score_many(parts, segment, documents, norms, reached)
    else:
        scores = score(parts, segment, documents, norms)
    reached.see(scores)
    return documents, scores


def _score_many(
    parts: Sequence[ScorePart],
    segment: int,
    documents: Documents,
    norms: Scores,
    reached: Reached,
) -> tuple[Documents, Scores]:
    ordered = _strongest_first(parts)
    left = _left_to_reach(ordered)
    padded = np.full(-(-len(norms) // _BLOCKS) * _BLOCKS, -np.inf, np.float32)
    scores = padded[: len(norms)]
    scores[documents] = 0
    for rank, part in enumerate(ordered):
        part.lists[segment].add_impacts(scores, norms, part.weight)
        # Sooner hardly any score is above what is left.
        if 2 * left[rank] < left[0] or part is ordered[-1]:
            reached.look(padded)
        if left[rank] < reached.score:
            able = scores >= reached.score - left[rank]
            if _FEW * np.count_nonzero(able) <= len(norms):
                documents = able.nonzero()[0]
                scores = scores[documents]
                _add_among(ordered[rank + 1 :], segment, scores, documents, norms)
                return documents, scores
    documents = (scores >= max(reached.score, 0.0)).nonzero()[0]
    return documents, scores[documents]


def _strongest_first(parts: Sequence[ScorePart]) -> list[ScorePart]:
    """The order in which scores add up, whichever way: sums of floats depend on it. What is
    worth nothing is not read.
    """
    return sorted((part for part in parts if part.weight), key=lambda part: -part.weight)


def _left_to_reach(parts: Sequence[ScorePart]) -> list[float]:
    """What all that follows each can add to a score, at most."""
    bounds = np.array([part.weight for part in parts])
    left = np.cumsum(bounds[::-1])[::-1] - bounds
    slack = _ROUNDING * len(bounds) * bounds.sum()
    bounded: list[float] = (left + slack).tolist()
    return bounded


def _add_among(
    parts: Sequence[ScorePart],
    segment: int,
    scores: Scores,
    documents: Documents,
    norms: Scores,
) -> None:
    """Add what the evidence is worth in some documents to their scores."""
    chosen = norms[documents]
    for part in parts:
        frequencies = part.lists[segment].among(documents)
        scores += np.float32(part.weight) * saturate(frequencies, chosen)
