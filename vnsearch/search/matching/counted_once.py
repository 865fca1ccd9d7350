"""What several ways of one word find at the same place of a text counts there once.

"100km/h" is found for `100 km/giờ` by its number, by the unit of that, and as a rate.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from vnsearch.frozen import NamedTuple
from vnsearch.index.arrays.array_file import Array, Documents, Mask
from vnsearch.index.arrays.ranges import cuts
from vnsearch.index.segment.postings.posting_list import SparseList
from vnsearch.index.segment.reader import Segment
from vnsearch.search.ways.way import WayInSegment, WayPlaces

_BATCH = 1 << 21  # tokens looked through at once


class Counts(NamedTuple):
    """How often each document has a way exactly, and how often with other marks."""

    exact: SparseList
    other: SparseList


def count_once(segment: Segment, ways: Sequence[WayInSegment]) -> list[Counts]:
    """How often documents have each of some ways of one word, where no way before it, or one
    that is more exact, has been found at the same place.
    """
    counts = [Counts(*way.lists) for way in ways]
    meeting = _meeting(ways)
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
        ends = np.cumsum(lengths)
        for number, (places, exact) in enumerate(apart(some, found, len(codes))):
            owners = first + ends.searchsorted(places, "right")
            np.add.at(totals[0, number], owners[exact], 1)
            np.add.at(totals[1, number], owners[~exact], 1)
    for number, exact, other in zip(meeting, *totals, strict=True):
        told = zip(counts[number], (exact, other), strict=True)
        counts[number] = Counts(*(_replaced(held, shared, times) for held, times in told))
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


def _meeting(ways: Sequence[WayInSegment]) -> list[int]:
    """The numbers of those ways that have letters with another of them in common."""
    folds = [frozenset().union(*(part.folds for part in way.way.parts)) for way in ways]
    common = Counter(fold for each in folds for fold in each)
    return [
        number for number, each in enumerate(folds) if any(common[fold] > 1 for fold in each)
    ]


def _shared(counts: Sequence[Counts], size: int) -> Documents:
    """The documents of a segment that have two of some ways, or more."""
    if len(counts) < 2:
        return np.zeros(0, np.intp)
    held = np.zeros(size, np.int64)
    for exact, other in counts:
        either: Mask = np.zeros(size, bool)
        either[exact.documents] = either[other.documents] = True
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
