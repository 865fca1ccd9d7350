"""Many posting lists that count alike as one: those of a prefix of one letter are thousands."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from vnsearch.index.arrays.array_file import Array
from vnsearch.index.arrays.ranges import cuts
from vnsearch.index.segment.postings.posting_file import PostingFile
from vnsearch.index.segment.postings.posting_list import PostingList, SparseList

_FEW = 8  # lists that stay as they are
_LONG = 1 << 11  # bytes of a list that is read by itself, in the form that it has
_PART = 1 << 20  # bytes of the other lists that are decoded at once


def read_joined(
    file: PostingFile, numbers: Array, size: int, read: Callable[[int], PostingList]
) -> list[PostingList]:
    """The lists of those rising numbers, of a segment of `size` documents; many as one list,
    a few as `read` gives them.

    What is done with a list once would be done for each. The long ones have most postings and
    are quickly added up; the short ones, which are most, are decoded together.
    """
    if len(numbers) <= _FEW:
        return list(map(read, numbers.tolist()))
    first = int(numbers[0])
    sizes = np.diff(file.bounds(first, int(numbers[-1]) + 1))[numbers - first]
    totals = np.zeros(size, np.uint32)
    for ordinal in numbers[sizes >= _LONG].tolist():
        file.read(ordinal).count_in(totals)
    short, sizes = numbers[sizes < _LONG], sizes[sizes < _LONG]
    for start, stop in cuts(sizes, _PART):
        postings = file.read_some(short[start:stop])
        totals += np.bincount(postings.documents, postings.frequencies, size).astype(np.uint32)
    documents = np.flatnonzero(totals)
    return [SparseList(documents, totals[documents])]
