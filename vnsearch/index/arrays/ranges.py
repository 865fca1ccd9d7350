"""What NumPy does not do on arrays of numbers, or only at the price of an import."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from vnsearch.index.arrays.array_file import Array, Mask


def spread(starts: Array, counts: Array, step: int = 1) -> Array:
    """starts[i], starts[i] + step, ... counts[i] times, for every i."""
    ends = counts.cumsum()
    ranks = np.arange(int(ends[-1]) if len(ends) else 0) - (ends - counts).repeat(counts)
    places: Array = starts.repeat(counts) + (ranks * step if step > 1 else ranks)
    return places


def owners(places: Array, lengths: Array) -> Array:
    """The run in which each of some rising places lies, of runs laid end to end."""
    stops = places.searchsorted(lengths.cumsum())
    owner: Array = np.arange(len(lengths)).repeat(np.diff(stops, prepend=0))
    return owner


def cuts(sizes: Array, most: int) -> Iterator[tuple[int, int]]:
    """[first, last) of consecutive runs whose sizes come to about `most` each."""
    ends = sizes.cumsum(dtype=np.int64)
    if not len(ends) or ends[-1] < most:
        return iter([(0, len(ends))] if len(ends) else [])
    bounds = np.flatnonzero(np.diff(ends // most)) + 1
    return pairwise([0, *bounds.tolist(), len(sizes)])


def first_best(values: Array, counts: Array) -> Array:
    """The place of the largest value, the first of equals, in each run of counts[i] values."""
    starts = counts.cumsum() - counts
    best = np.maximum.reduceat(values, starts)
    reached = (values == best.repeat(counts)).nonzero()[0]
    places: Array = reached[reached.searchsorted(starts)]
    return places


def kept(values: Array, mask: Array) -> Array:
    """Those of some values that a mask beside them keeps; several times as fast as by the mask
    itself where there are many.
    """
    chosen: Array = values[mask.nonzero()[0]]
    return chosen


def firsts(values: Array) -> Mask:
    """Whether each value is the first of a run of equal ones."""
    first = np.ones(len(values), bool)
    np.not_equal(values[1:], values[:-1], out=first[1:])
    return first


def sums_by_run(values: Array, ends: Array, counts: Array) -> Array:
    """The sum of each value and of those before it in its run, of runs that end there."""
    total: Array = np.cumsum(values)
    before = np.concatenate((np.zeros(1, np.int64), total))[ends - counts]
    total -= np.repeat(before, counts)
    return total


def all_rise(values: Array, ends: Array) -> bool:
    """Whether the values of each run rise, of runs that end there, none of which is empty."""
    rising = values[1:] > values[:-1]
    rising[ends[:-1] - 1] = True  # from one run to the next
    return bool(rising.all())


def distinct(numbers: Array) -> Array:
    """The different numbers, rising; `numpy.unique` imports NumPy's masked arrays."""
    ordered = np.sort(numbers)
    unique: Array = ordered[firsts(ordered)]
    return unique


def offsets(lengths: Array) -> Array:
    """Where runs of some lengths end that follow each other, in no wider a type than needed."""
    return narrowed(np.cumsum(lengths, dtype=np.int64))


def narrowed(numbers: Array) -> Array:
    """The numbers in the narrowest type that holds them."""
    return numbers.astype(np.min_scalar_type(int(numbers.max(initial=0))), copy=False)
