"""What several ways of one word find at the same place of a text counts there once.

"100km/h" is found for `100 km/giờ` by its number, by the unit of that, and as a rate.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from vnsearch.frozen import NamedTuple
from vnsearch.index.arrays.array_file import Array, Documents, Mask
from vnsearch.index.arrays.ranges import cuts, owners
from vnsearch.index.segment.postings.posting_list import SparseList
from vnsearch.index.segment.reader import Segment
from vnsearch.search.bm25 import FOLDED_WEIGHT, WAY_WEIGHT
from vnsearch.search.matching.word_list import WeightedList, WordList
from vnsearch.search.ways.way import Part, Way, WayInSegment, WayPlaces

_BATCH = 1 << 21  # tokens looked through at once


class Counts(NamedTuple):
    """How often each document has a way exactly, and how often with other marks."""

    way: Way
    exact: SparseList
    other: SparseList


def widened(word_list: WordList, counted: Sequence[Counts]) -> WordList:
    """The documents of a word or a pair, and with them those that have what stands for it."""
    lists, exact = [], []
    for way, very, other in counted:
        weight = WAY_WEIGHT if way.is_scored else 0.0
        if len(very):
            lists.append(WeightedList(very, weight))
            exact.append(very)
        if len(other):
            lists.append(WeightedList(other, weight * FOLDED_WEIGHT))
    if not lists:
        return word_list
    return WordList(
        word_list.size,
        [*word_list.lists, *lists],
        [*word_list.covering, *(each.postings for each in lists)],
        [*word_list.exact, *exact],
        [*word_list.spelled, *exact],
    )


def count_once(segment: Segment, ways: Sequence[WayInSegment]) -> list[Counts]:
    """How often documents have each of some ways of one word, where no way before it, or one
    that is more exact, has been found at the same place; of none that holds another of them.
    """
    ways = _without_holders(ways) if len(ways) > 1 else ways
    counts = [Counts(way.way, *way.lists) for way in ways]
    meeting = _meeting(ways) if len(ways) > 1 else []
    shared = _shared([counts[number] for number in meeting], segment.documents)
    if not len(shared):
        return counts
    some = [ways[number] for number in meeting]
    field = some[0].way.field
    totals = np.zeros((2, len(some), len(shared)), np.int64)
    for first, last in cuts(segment.stream_lengths(field)[shared], _BATCH):
        documents = shared[first:last]
        codes, lengths = segment.streams(documents, field)
        found = [way.find(documents, codes, lengths) for way in some]
        for number, (places, exact) in enumerate(apart(some, found, len(codes))):
            rows = first + owners(places, lengths)
            np.add.at(totals[0, number], rows[exact], 1)
            np.add.at(totals[1, number], rows[~exact], 1)
    for number, exact, other in zip(meeting, *totals, strict=True):
        way, *held = counts[number]
        told = zip(held, (exact, other), strict=True)
        counts[number] = Counts(way, *(_replaced(each, shared, times) for each, times in told))
    return counts


def apart(
    ways: Sequence[WayInSegment], found: Sequence[WayPlaces], tokens: int
) -> list[WayPlaces]:
    """Where each of some ways of one word stands, without what lies over a place of a way
    before it, or of one that is more exact.
    """
    if len(_meeting(ways)) < 2:
        return list(found)
    taken = np.zeros(tokens, bool)
    kept = [np.zeros(len(each.places), bool) for each in found]
    for exactly in (True, False):
        for way, (places, exact), free in zip(ways, found, kept, strict=True):
            covered = [places + offset for offset in range(len(way.way.parts))]
            chosen = (exact == exactly) & ~np.any([taken[each] for each in covered], axis=0)
            for each in covered:
                taken[each[chosen]] = True
            free |= chosen
    return [
        WayPlaces(places[free], exact[free])
        for (places, exact), free in zip(found, kept, strict=True)
    ]


def _without_holders(ways: Sequence[WayInSegment]) -> list[WayInSegment]:
    """Some ways but for those that are nowhere but where another one is, as "TP Hồ Chí Minh" is
    where "Hồ Chí Minh" is.
    """
    left = list(ways)
    for way in ways:
        if any(other is not way and _holds(way.way, other.way) for other in left):
            left.remove(way)
    return left


def _holds(way: Way, other: Way) -> bool:
    """Whether each text that has the one has the other at the same place, and as exactly."""
    if other.value or other.barred or not other.all_exact or way.is_scored > other.is_scored:
        return False
    runs = way.runs(len(other.parts))
    return any(all(map(_is_among, run, other.parts)) for run in runs)


def _is_among(part: Part, other: Part) -> bool:
    """Whether what answers a part of a way answers another one, too."""
    if other.only:
        return bool(part.only) and part.only <= other.only
    return part.folds <= other.folds


def _meeting(ways: Sequence[WayInSegment]) -> list[int]:
    """The numbers of those ways that may lie over another of them in a text."""
    met: set[int] = set()
    for one, other in combinations(range(len(ways)), 2):
        # Which others it meets makes no odds.
        if not met.issuperset((one, other)) and _may_overlap(
            ways[one].folds, ways[other].folds
        ):
            met.update((one, other))
    return sorted(met)


def _may_overlap(run: Sequence[frozenset[str]], other: Sequence[frozenset[str]]) -> bool:
    """Whether one text may have both where some of their words are the same ones."""
    for shift in range(1 - len(other), len(run)):
        here, there = run[max(shift, 0) :], other[max(-shift, 0) :]
        if not any(map(frozenset.isdisjoint, here, there)):
            return True
    return False


def _shared(counts: Sequence[Counts], size: int) -> Documents:
    """The documents of a segment that have two of some ways, or more."""
    if len(counts) < 2:
        return np.zeros(0, np.intp)
    held = np.zeros(size, np.int64)
    for _, exact, other in counts:
        either: Mask = np.zeros(size, bool)
        exact.mark(either)
        other.mark(either)
        held += either
    return (held > 1).nonzero()[0]


def _replaced(held: SparseList, documents: Documents, times: Array) -> SparseList:
    """A list with other numbers for some of its documents, which may be 0."""
    size = 1 + max(int(each[-1]) if len(each) else -1 for each in (held.documents, documents))
    totals = np.zeros(size, np.int64)
    totals[held.documents] = held.frequencies
    totals[documents] = times
    left = totals.nonzero()[0]
    return SparseList(left, totals[left])
