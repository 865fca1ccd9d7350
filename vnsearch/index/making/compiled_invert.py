"""What `invert` does by sorting, by counting: the functions of kernel/invert.c."""

from __future__ import annotations

import numpy as np

from vnsearch.index.arrays.array_file import Array
from vnsearch.index.segment.postings.posting_codec import Postings
from vnsearch.kernel.library import Function

_count_postings = Function("count_postings", "u4 i8 u4! i8!")
_write_postings = Function("write_postings", "u4 i8 u4! i8! u4! u4!")
_sort_pairs = Function("sort_pairs", "u4 i8 n n i8! i8! u8! u8!")
_list_pairs = Function("list_pairs", "u8 i8 n n u8! i8! u4! u4!")


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
) -> tuple[Array, Postings] | None:
    """The pairs whose first term is `within` a range, and their lists, as of
    `invert.invert_pairs`; `most` is how many there may be, or a guess. None where there are
    more than `limit`, each of which takes memory whether they differ or not.
    """
    stream = np.ascontiguousarray(folds, np.uint32), np.ascontiguousarray(ends, np.int64)
    low, high = within
    seconds, firsts = np.empty(count, np.int64), np.empty(high - low, np.int64)
    work, pairs = np.empty(most, np.uint64), np.empty(most, np.uint64)
    total = _checked(_sort_pairs(*stream, low, high, seconds, firsts, work, pairs))
    if total > most:
        if total > limit:
            return None
        return pair_lists(folds, ends, count, within, total, limit)
    behind = np.empty(total, np.int64)
    documents, frequencies = np.empty(total, np.uint32), np.empty(total, np.uint32)
    lists = _checked(
        _list_pairs(pairs[:total], firsts, low, count, work, behind, documents, frequencies)
    )
    behind = behind[:lists].copy()
    postings = int(behind[-1]) if lists else 0
    return work[:lists].copy(), Postings(documents[:postings], frequencies[:postings], behind)


def _checked(result: int) -> int:
    if result < 0:
        raise ValueError("documents that end behind the last token, or no room for their lists")
    return result
