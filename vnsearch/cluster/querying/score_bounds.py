"""What a score of the cluster says of ours: so few documents need be looked at, and it is known
whether they were enough.

Both are sums over the same words and pairs of a weight times a part x below 1, which is
f / (f + t) there and y = f / (f + o) here, of one frequency f. As f = t x / (1 - x),
y = k x / (k x + 1 - x) with k = t / o: no less than x and concave in x where k is at least 1,
else no more than x. So of all sums S of weights W together, by Jensen's inequality,

    ours <= W g(S / W) where k >= 1, g(x) = k x / (k x + 1 - x), and ours <= S where k < 1;
    where one word alone scores, ours = W g(S / W).

It rests on this:

- A server keeps of a length its four highest bits, rounded down (Lucene's
  SmallFloat.intToByte4), so t is known from the length L; and for any L at all, k is no more
  than the mean length here by that there. Pairs are measured by their own number, L less one or
  two, and by its mean, which is no less than ours less 2.
- An occurrence is worth to us at most `spread` times what it is worth there, where the eighths
  that a query repeats a way by are rounded: k grows by that much. Where one prefix alone
  scores, whose ways are worth the same and too many to be repeated by eighths, all are repeated
  less often, and k is `scale` times what it was.
- What the server counts is what is there. Documents that were deleted it counts until it
  merges, and of other ways, of what begins so or is spelled so, it may know but roughly.
  So each document that was looked at is asked whether the bound held for it. By as much as it
  did not for one, it is taken to be off for all, and doubly so.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from vnsearch.cluster.client.json_queries import Json
from vnsearch.cluster.storage.mapping import LENGTH, WAYS_A_TOKEN
from vnsearch.index.arrays.array_file import Array
from vnsearch.search.bm25 import Statistics

Floats: TypeAlias = NDArray[np.float64]

TOKENS_AT_ONCE = 1 << 21  # of documents that are fetched together
_EXACT = 24  # lengths below this are kept as they are
_BITS = 4  # that are kept of what is above
_VALUES = 2  # texts of a document, of which each has a pair less than tokens
_ROUNDING = 1e-5  # of sums of 32-bit numbers, as a part of them
# As much may a guess be off, where there is a bound and where not, so that hardly ever more is
# looked at in a second go.
_OFF, _OFF_ROUGH = 0.01, 0.03
_UNSURE = 0.0125  # as much more or less than told where there is no bound, to begin with
_MOST, _MOST_ROUGH = 10_000, 500  # hits that are looked at, to be sure or where nothing is
_MOST_SPREAD = 1.25  # above it the bound tells nothing


class ClusterStatistics(NamedTuple):
    """What our scores depend on, and the mean length that those of the cluster do."""

    ours: Statistics
    tokens: int
    mean_ways: float

    @property
    def mean_there(self) -> float:
        """What stands there for our mean length."""
        return self.mean_ways / WAYS_A_TOKEN

    @property
    def least_mean_of_pairs(self) -> float:
        """What the number of pairs of a document is on the mean at least."""
        return max(self.ours.mean_length - _VALUES, 1e-3)


class Scored(NamedTuple):
    """Hits of a server: tiers, scores within, and against how many times as much as here words
    are measured there, and pairs at most.
    """

    tiers: Floats
    within: Floats
    words: Floats
    pairs: Floats


class ScoreBounds(NamedTuple):
    """Tells of hits, the best of the cluster first, which may be among the `first` of ours. A
    tier is `step` above the next; what is below the tier `sure` may be above it by our rules.
    So many `parts` score, `most` together. An occurrence is worth to us `scale` times what it
    is worth there, and up to `spread` times that; of ours as much may be `hidden`.
    """

    first: int
    step: float
    parts: int
    most: float
    spread: float
    statistics: ClusterStatistics
    scale: float = 1.0
    sure: float = -math.inf
    hidden: float = 0.0

    @property
    def is_rough(self) -> bool:
        """Whether scores tell only roughly what ours are."""
        return self.spread > _MOST_SPREAD

    @property
    def most_looked_at(self) -> int:
        """How many hits are looked at, at most."""
        return max(_MOST_ROUGH, self.first) if self.is_rough else _MOST

    def read(self, hits: Sequence[Json]) -> Scored:
        """What the server said of hits."""
        scores = np.array([hit["_score"] for hit in hits], np.float64)
        within = np.fmod(scores, self.step)
        lengths = np.fromiter(map(length_of, hits), np.int64, len(hits))
        return Scored(scores - within, within, *self._factors(lengths))

    def leading(self, scored: Scored) -> Array:
        """The numbers of the hits that are likely to be among the first."""
        tiers = scored.tiers
        if len(tiers) <= self.first:
            return np.arange(len(tiers))
        highest = self.highest(scored)
        guess = highest if self.parts == 1 else (scored.within + self._likely(scored)) / 2
        off = _OFF_ROUGH if self.is_rough else _OFF if self.parts > 1 else 2 * _ROUNDING
        last = np.lexsort((-guess, -tiers))[self.first - 1]
        near = (tiers == tiers[last]) & (highest >= (1 - off) * guess[last])
        return np.flatnonzero((tiers > tiers[last]) | near)

    def highest(self, scored: Scored) -> Floats:
        """What our score of each hit is at most."""
        if self.is_rough:
            return self._likely(scored) * (1 + _UNSURE) + self.hidden
        words = scored.words * self.spread
        factors = words if self.parts == 1 else np.maximum(np.maximum(words, scored.pairs), 1)
        return _measured(scored.within, self.most, factors)

    def highest_behind(self, within: float) -> float:
        """What our score of any document is at most whose score there is no higher."""
        ours, there = self.statistics.ours.mean_length, self.statistics
        words = self.scale * ours / there.mean_there * (1.0 if self.is_rough else self.spread)
        pairs = ours / there.least_mean_of_pairs if self.parts > 1 else 1.0
        factor = np.array([max(words, pairs, 1.0)])
        highest = float(_measured(np.array([within]), self.most, factor)[0])
        return highest * (1 + _UNSURE) + self.hidden if self.is_rough else highest

    def _likely(self, scored: Scored) -> Floats:
        """What our score would be if all parts were alike."""
        return _measured(scored.within, self.most, scored.words)

    def _factors(self, lengths: Array) -> tuple[Floats, Floats]:
        """What `Scored` has of documents of these lengths."""
        kept, stats = kept_length(lengths), self.statistics
        norms = stats.ours.norms(lengths).astype(np.float64)
        means = stats.mean_there, stats.least_mean_of_pairs
        words, pairs = (
            stats.ours._replace(mean_length=mean).norms(kept) / norms for mean in means
        )
        return self.scale * words, pairs


def _measured(scores: Floats, most: float, factors: Floats) -> Floats:
    """What sums of parts are where each is measured against so many times less."""
    parts = np.clip(scores / max(most, 1e-12), 0.0, 1.0)
    above = factors * parts
    measured: Floats = most * above / np.maximum(above + 1 - parts, 1e-12)
    return measured


class Doubt(NamedTuple):
    """Hits that may be among the first and were not looked at, by their numbers; whether such
    may stand `behind` them all; by how much the bound was off where it could be seen.
    """

    hits: Array
    behind: bool
    off: float


def doubt(bounds: ScoreBounds, scored: Scored, ours: Floats, total: int) -> Doubt:
    """What is to be looked at still, once the scores of some hits are known to be `ours`; those
    of others are less than 0.
    """
    known = np.flatnonzero(ours >= 0)
    highest = bounds.highest(scored)
    off = _seen_off(ours[known], highest[known])
    tier, least = -math.inf, -math.inf
    if len(known) >= bounds.first:
        order = np.lexsort((-ours[known], -scored.tiers[known]))
        last = known[order[bounds.first - 1]]
        tier, least = float(scored.tiers[last]), (1 - _ROUNDING) * float(ours[last])
    if tier < bounds.sure:
        tier = least = -math.inf
    able = (scored.tiers > tier) | ((scored.tiers == tier) & (highest * off >= least))
    behind = False
    if total > len(ours):
        last_tier, within = float(scored.tiers[-1]), float(scored.within[-1])
        reached = bounds.highest_behind(within) * off
        behind = last_tier > tier or (last_tier == tier and reached >= least)
    return Doubt(np.flatnonzero(able & np.isneginf(ours)), behind, off)


def _seen_off(ours: Floats, highest: Floats) -> float:
    """By how much the bound is taken to be off: twice as much as it was."""
    there = highest > 0
    worst = float(np.max(ours[there] / highest[there], initial=1.0))
    return 2 * worst - 1 if worst > 1 + _ROUNDING else 1.0


def followed(numbers: Array, others: Array) -> Array:
    """Some numbers, and behind them those of others that are not among them."""
    new = np.zeros(1 + max(numbers.max(initial=-1), others.max(initial=-1)), bool)
    new[others] = True
    new[numbers] = False
    return np.concatenate((numbers, np.flatnonzero(new)))


def in_parts(hits: Sequence[Json]) -> Iterator[Sequence[Json]]:
    """Hits whose lengths are known, so many together that they have no more tokens than are
    to be fetched at once.
    """
    tokens = np.cumsum([length_of(hit) for hit in hits])
    parts = (np.maximum(tokens - 1, 0) // TOKENS_AT_ONCE).tolist()
    for _, numbers in groupby(range(len(hits)), parts.__getitem__):
        yield [hits[number] for number in numbers]


def length_of(hit: Json) -> int:
    """The length that came with a document or its score; 0 where it did not."""
    told: int = hit.get("_source", {}).get(LENGTH, 0)
    return hit["fields"][LENGTH][0] if "fields" in hit else told


def kept_length(lengths: Array) -> Array:
    """What a server keeps of lengths (Lucene's SmallFloat.intToByte4)."""
    above = np.maximum(lengths - _EXACT, 0)
    _, bits = np.frexp(above)
    lost = np.maximum(bits - _BITS, 0)
    kept: Array = np.minimum(lengths, _EXACT) + (above >> lost << lost)
    return kept
