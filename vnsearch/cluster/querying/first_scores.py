"""Which of many hits may be among the first by the rule of a folder, told by their scores.

A score of the cluster is ours but for the length, of which a server keeps the four highest
bits: so the tokens of most hits need not be fetched.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

import numpy as np

from vnsearch.cluster.client.json_queries import Json
from vnsearch.cluster.storage.mapping import LENGTH, WAYS
from vnsearch.index.arrays.array_file import Array, Scores
from vnsearch.search.bm25 import Statistics

TOKENS_AT_ONCE = 1 << 21  # of documents that are fetched together
_EXACT = 24  # lengths below this are kept as they are
_BITS = 4  # that are kept of what is above
# The hundredth by the scores of the cluster and the hundredth by ours were apart by no more, as
# a part of the score, where that was tried; by much less where the length is made up for.
_UNSURE, _UNSURE_ALONE = 0.025, 0.007


class ClusterStatistics(NamedTuple):
    """What our scores depend on, and the mean length that those of the cluster do."""

    ours: Statistics
    tokens: int
    mean_ways: float


class FirstScores(NamedTuple):
    """The scores of hits from which the `first` are to be told. A tier is `step` above the
    next; where one word alone scores, it adds `alone` at most.
    """

    first: int
    step: float
    alone: float
    statistics: ClusterStatistics

    def fields(self) -> list[str]:
        """What is to come with each score."""
        return [LENGTH, WAYS] if self.alone else [LENGTH]

    def leading(self, hits: Sequence[Json]) -> Sequence[Json]:
        """Those hits that may be among the first."""
        if len(hits) <= self.first:
            return hits
        scores = np.array([hit["_score"] for hit in hits])
        within = np.fmod(scores, self.step)
        tiers = scores - within
        unsure = _UNSURE
        if self.alone:
            within, unsure = self._with_whole_lengths(within, hits), _UNSURE_ALONE
        last = np.lexsort((-within, -tiers))[self.first - 1]
        near = (tiers == tiers[last]) & (within >= (1 - unsure) * within[last])
        chosen = np.flatnonzero((tiers > tiers[last]) | near)
        return [hits[number] for number in chosen.tolist()]

    def _with_whole_lengths(self, scores: Scores, hits: Sequence[Json]) -> Scores:
        """What the scores would be if the server kept all of a length."""
        lengths, ways = (
            np.array([_number(hit, name) for hit in hits]) for name in (LENGTH, WAYS)
        )
        ours, _, mean_ways = self.statistics
        theirs = ours._replace(mean_length=mean_ways).norms(kept_length(ways))
        parts = np.clip(scores / self.alone, 0.0, 0.999)
        frequencies = parts * theirs / (1 - parts)
        whole: Scores = self.alone * frequencies / (frequencies + ours.norms(lengths))
        return whole


def in_parts(hits: Sequence[Json]) -> Iterator[Sequence[Json]]:
    """Hits whose lengths are known, so many together that they have no more tokens than are
    to be fetched at once.
    """
    tokens = np.cumsum([_number(hit, LENGTH) for hit in hits])
    parts = (np.maximum(tokens - 1, 0) // TOKENS_AT_ONCE).tolist()
    for _, numbers in groupby(range(len(hits)), parts.__getitem__):
        yield [hits[number] for number in numbers]


def _number(hit: Json, name: str) -> int:
    """What came with a score; 0 for a document without it."""
    number: int = hit.get("fields", {}).get(name, [0])[0]
    return number


def kept_length(lengths: Array) -> Array:
    """What a server keeps of lengths (Lucene's SmallFloat.intToByte4)."""
    above = np.maximum(lengths - _EXACT, 0)
    _, bits = np.frexp(above)
    lost = np.maximum(bits - _BITS, 0)
    kept: Array = np.minimum(lengths, _EXACT) + (above >> lost << lost)
    return kept
