"""The dense form of a posting list: half a byte for every document up to the last.

The number of documents up to the last (32 bits), then the frequencies: a byte holds that of
document i in its lower half and that of document i + n in its upper half, n being the number
of bytes, so that two operations on whole arrays read them. A frequency of 15 or more is 15
there, and follows behind as a byte (`values`).
"""

from __future__ import annotations

import numpy as np

from vnsearch.index.arrays import Array
from vnsearch.index.posting_list import DenseList
from vnsearch.index.values import ALL_ONES, read_values

_LARGE = 15  # all that half a byte holds
_HEAD = 4  # bytes


def read_dense(data: Array, at: int, count: int) -> DenseList:
    """The list of `count` documents that begins at byte `at`."""
    span = int.from_bytes(data[at : at + _HEAD].tobytes(), "little")
    half = (span + 1) // 2
    at += _HEAD
    packed = data[at : at + half]
    frequencies = np.empty(2 * half + 1, np.uint8)
    np.bitwise_and(packed, _LARGE, out=frequencies[:half])
    np.right_shift(packed, 4, out=frequencies[half : 2 * half])
    frequencies[2 * half] = 0
    large = (frequencies == _LARGE).nonzero()[0]
    if len(large):
        values, _ = read_values(data, at + half, len(large), 1)
        frequencies = frequencies.astype(values.dtype, copy=False)
        frequencies[large] = values
    return DenseList(frequencies, count)


def dense_bytes(documents: Array, frequencies: Array) -> Array:
    """The bytes of a list."""
    span = int(documents[-1]) + 1
    half = (span + 1) // 2
    packed = np.zeros(2 * half, np.uint8)
    packed[documents] = np.minimum(frequencies, _LARGE)
    large = frequencies[frequencies >= _LARGE]
    return np.concatenate(
        (
            np.array([span], "<u4").view(np.uint8),
            packed[:half] | packed[half:] << 4,
            np.minimum(large, ALL_ONES[1]).astype(np.uint8),
            large[large >= ALL_ONES[1]].astype("<u4").view(np.uint8),
        )
    )
