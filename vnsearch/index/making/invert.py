"""From the stream of a run's tokens to its posting lists, by sorting integers.

A token becomes one integer, its term above its document; sorted, equal integers are one
posting and their number is its frequency. A stream is sorted in parts, so that the memory it
takes grows with its different postings alone, however long one document is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from vnsearch.index.arrays.array_file import Array
from vnsearch.index.arrays.ranges import firsts
from vnsearch.index.making.compiled_invert import pair_lists, posting_lists
from vnsearch.index.segment.layout import GAP
from vnsearch.index.segment.postings.posting_codec import Postings
from vnsearch.kernel.library import is_compiled

_TOGETHER = 1 << 21  # tokens that are looked at together
_AT_ONCE = 3  # times as many pairs that may begin with a few terms to be listed in one pass

_LAST = np.uint64(0xFFFFFFFFFFFFFFFF)  # is no pair, and sorts behind all

_Counted = tuple[Array, Array]  # different integers, rising, and how often each is there


def slices(length: int) -> Iterator[slice]:
    """The parts of a stream."""
    return (slice(start, start + _TOGETHER) for start in range(0, max(length, 1), _TOGETHER))


def invert(terms: Array, ends: Array, count: int) -> Postings:
    """The posting list of each term of a stream, in the order of the terms, of which there are
    `count`.

    `terms` has GAP where a document has no token; `ends` has where each document ends.
    """
    if is_compiled():
        return posting_lists(terms, ends, count)
    bits = _document_bits(ends)
    key_type = _key_type(count.bit_length() + bits)
    parts = []
    for part in slices(len(terms)):
        some = terms[part]
        keys = np.minimum(some, count).astype(key_type)  # gaps come behind all terms
        keys <<= key_type(bits)
        keys |= _owners(ends, part.start, len(some))
        parts.append(_counted(keys, int(np.count_nonzero(some == GAP))))
    return _lists(_joined(parts), bits)[1]


def invert_pairs(folds: Array, ends: Array, count: int) -> Iterator[tuple[Array, Postings]]:
    """The distinct pairs of neighbouring folded terms, and the posting list of each, in parts.

    A pair of terms below `count` is the integer first * count + second. Terms that stand in
    two documents, or on two sides of a gap, are no neighbours.
    """
    bits = _document_bits(ends)
    for low, high in _ranges(folds, count):
        if is_compiled():
            most = min(len(folds), _TOGETHER)
            lists = pair_lists(folds, ends, count, (low, high), most, _AT_ONCE * _TOGETHER)
            if lists:
                yield from lists
                continue
        parts = []
        for part in slices(len(folds)):
            some = folds[part.start : part.stop + 1]
            documents = _owners(ends, part.start, len(some))
            first, second = some[:-1], some[1:]
            near = documents[1:] == documents[:-1]
            near &= (first != GAP) & (second != GAP)
            keys = first.astype(np.uint64)
            keys *= np.uint64(count)
            keys += second
            keys <<= np.uint64(bits)
            keys |= documents[:-1]
            if (low, high) != (0, count):
                near &= (low <= first) & (first < high)
                parts.append(_counted(keys[near]))
            else:  # where nearly all are near, a mask costs more than to sort the others too
                apart = np.flatnonzero(~near)
                keys[apart] = _LAST
                parts.append(_counted(keys, len(apart)))
        yield _lists(_joined(parts), bits)


def _ranges(folds: Array, count: int) -> Iterator[tuple[int, int]]:
    """Ranges of folded terms, each with about as many tokens as are looked at together."""
    if len(folds) <= _TOGETHER:
        yield 0, count
        return
    tokens = np.zeros(count, np.int64)
    for part in slices(len(folds)):
        some = folds[part]
        tokens += np.bincount(some[some != GAP], minlength=count)
    cuts = np.flatnonzero(np.diff(np.cumsum(tokens) // _TOGETHER)) + 1
    bounds = [0, *cuts.tolist(), count]
    yield from pairwise(bounds)


def _document_bits(ends: Array) -> int:
    """How many bits a document's number takes."""
    return max((len(ends) - 1).bit_length(), 1)


def _key_type(bits: int) -> type[np.unsignedinteger[Any]]:
    """The narrowest type of so many bits: half the width is sorted in half the time."""
    return np.uint32 if bits <= 32 else np.uint64


def _owners(ends: Array, start: int, length: int) -> Array:
    """The document of each of some tokens of a stream from `start` on."""
    first = int(np.searchsorted(ends, start, "right"))
    last = int(np.searchsorted(ends, start + length, "left"))
    bounds = np.minimum(ends[first : last + 1], start + length)
    counts = np.diff(bounds, prepend=start)
    return np.repeat(np.arange(first, first + len(counts), dtype=np.uint32), counts)


def _counted(keys: Array, left_out: int = 0) -> _Counted:
    """Sorts `keys`, of which so many of the last are left out."""
    keys.sort()
    keys = keys[: len(keys) - left_out]
    places = np.flatnonzero(firsts(keys))
    return keys[places], np.diff(places.astype(np.uint32), append=np.uint32(len(keys)))


def _joined(parts: Sequence[_Counted]) -> _Counted:
    if len(parts) == 1:
        return parts[0]
    keys = np.concatenate([keys for keys, _ in parts])
    counts = np.concatenate([counts for _, counts in parts])
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    first = np.flatnonzero(firsts(keys))
    sums = np.add.reduceat(counts[order], first) if len(first) else counts
    return keys[first], sums


def _lists(counted: _Counted, bits: int) -> tuple[Array, Postings]:
    """Runs of equal upper parts as lists."""
    keys, frequencies = counted
    integer = keys.dtype.type
    documents = (keys & integer((1 << bits) - 1)).astype(np.uint32)
    keys = keys >> integer(bits)
    starts = np.flatnonzero(firsts(keys))
    ends = np.append(starts[1:], len(keys)) if len(starts) else starts
    return keys[starts], Postings(documents, frequencies, ends)
