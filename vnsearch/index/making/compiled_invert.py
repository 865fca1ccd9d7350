"""What `invert` does by sorting, by counting: the functions of kernel/invert.c."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from vnsearch.index.arrays.array_file import Array
from vnsearch.index.arrays.ranges import cuts
from vnsearch.index.segment.postings.posting_codec import Postings
from vnsearch.kernel.library import Function

_count_postings = Function("count_postings", "u4 i8 u4! i8!")
_write_postings = Function("write_postings", "u4 i8 u4! i8! u4! u4!")
_sort_pairs = Function("sort_pairs", "u4 i8 n n i8! i8! u8! u8!")
_list_pairs = Function("list_pairs", "u8 i8 n n u8! i8! u4! u4!")

_PART = 1 << 18  # pairs that are listed at once


def posting_lists(terms: Array, ends: Array, count: int) -> Postings:
    """As `invert.invert`."""
    stream = np.ascontiguousarray(terms, np.uint32), np.ascontiguousarray(ends, np.int64)
    sizes = np.empty(count, np.int64)
    total = _checked(_count_postings(*stream, np.zeros(count, np.uint32), sizes))
    behind = np.cumsum(sizes) - sizes
    documents, frequencies = np.empty(total, np.uint32), np.empty(total, np.uint32)
    last = np.zeros(count, np.uint32)
    _checked(_write_postings(*stream, last, behind, documents, frequencies))
    return Postings(documents, frequencies, behind[sizes > 0])


def pair_lists(
    folds: Array, ends: Array, count: int, within: tuple[int, int], most: int, limit: int
) -> Iterator[tuple[Array, Postings]] | None:
    """The pairs whose first term is `within` a range, and their lists, as of
    `invert.invert_pairs`; `most` is how many there may be, or a guess. None where there are
    more than `limit`, each of which takes memory whether they differ or not.
    """
    stream = np.ascontiguousarray(folds, np.uint32), np.ascontiguousarray(ends, np.int64)
    low, high = within
    seconds, firsts = np.empty(count, np.int64), np.empty(high - low, np.int64)
    work, pairs = np.empty(most, np.uint64), np.empty(most, np.uint64)
    total = _checked(_sort_pairs(*stream, low, high, seconds, firsts, work, pairs))
    if total <= most:
        return _listed(pairs[:total], firsts, low, count)
    del work, pairs
    return pair_lists(folds, ends, count, within, total, limit) if total <= limit else None


def _listed(
    pairs: Array, firsts: Array, low: int, count: int
) -> Iterator[tuple[Array, Postings]]:
    """Sorted pairs as lists, some of their first terms at once: what they are made in takes
    several times the memory of the pairs.
    """
    for first, last in cuts(np.diff(firsts, prepend=0), _PART):
        start = int(firsts[first - 1]) if first else 0
        some, stops = pairs[start : int(firsts[last - 1])], firsts[first:last] - start
        keys, behind = np.empty(len(some), np.uint64), np.empty(len(some), np.int64)
        documents, frequencies = np.empty((2, len(some)), np.uint32)
        made = keys, behind, documents, frequencies
        lists = _checked(_list_pairs(some, stops, low + first, count, *made))
        postings = int(behind[lists - 1]) if lists else 0
        listed = documents[:postings], frequencies[:postings], behind[:lists]
        yield keys[:lists], Postings(*listed)


def _checked(result: int) -> int:
    if result < 0:
        raise ValueError("documents that end behind the last token, or no room for their lists")
    return result
