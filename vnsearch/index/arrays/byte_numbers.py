"""Small whole numbers as bytes: 1, 2 or 4 bytes each, little-endian.

A number too large for its width is a marker of all ones there, and follows behind all others
as 32 bits. Functions for one run of numbers, and for many runs at once.
"""

from __future__ import annotations

import numpy as np

from vnsearch.index.arrays.array_file import Array
from vnsearch.index.arrays.ranges import spread

ALL_ONES = {1: 0xFF, 2: 0xFFFF, 4: 0xFFFFFFFF}


def read_values(data: Array, at: int, count: int, width: int) -> tuple[Array, int]:
    """`count` numbers of `width` bytes at byte `at`, and where what follows them begins.

    Raises ValueError where there are not so many bytes.
    """
    at_end = at + count * width
    if at_end > len(data):
        raise ValueError("numbers that end too soon")
    raw = data[at:at_end]
    if width > 1:
        raw = np.frombuffer(raw.tobytes(), f"<u{width}")
    large = (raw == ALL_ONES[width]).nonzero()[0] if width < 4 else ()
    if not len(large):
        return raw, at_end
    values = raw.astype(np.uint32)
    end = at_end + 4 * len(large)
    if end > len(data):
        raise ValueError("large numbers that end too soon")
    values[large] = np.frombuffer(data[at_end:end].tobytes(), "<u4")
    return values, end


def value_bytes(values: Array, width: int) -> Array:
    """The bytes of some numbers of `width` bytes, as `read_values` reads them."""
    most = ALL_ONES[width]
    large = values[values >= most] if width < 4 else values[:0]
    return np.concatenate(
        (
            np.minimum(values, most).astype(f"<u{width}").view(np.uint8),
            large.astype("<u4").view(np.uint8),
        )
    )


def gather(data: Array, at: Array, width: int) -> Array:
    """The integers of `width` bytes at the byte places `at`."""
    values: Array = data[at].astype(np.int64)
    for i in range(1, width):
        values |= data[at + i].astype(np.int64) << (8 * i)
    return values


def gather_values(data: Array, at: Array, counts: Array, width: int) -> tuple[Array, Array]:
    """The numbers of runs that begin at the bytes `at`, and where each run ends."""
    values = gather(data, spread(at, counts, width), width)
    at = at + counts * width
    if width == 4:
        return values, at
    large = np.flatnonzero(values == ALL_ONES[width])
    owner = np.searchsorted(np.cumsum(counts), large, "right")
    extra = np.bincount(owner, minlength=len(counts))
    values[large] = gather(data, spread(at, extra, 4), 4)
    return values, at + 4 * extra


def scatter(data: Array, at: Array, values: Array, width: int) -> None:
    """Write integers of `width` bytes to the byte places `at`."""
    for i in range(width):
        data[at + i] = (values >> (8 * i)).astype(np.uint8)


def scatter_values(data: Array, at: Array, values: Array, counts: Array, width: int) -> Array:
    """Write runs of numbers from the bytes `at` on; where each run ends."""
    after: Array = at + counts * width
    if not len(values):
        return after
    if width == 4:
        scatter(data, spread(at, counts, 4), values, 4)
        return after
    scatter(data, spread(at, counts, width), np.minimum(values, ALL_ONES[width]), width)
    large = np.flatnonzero(values >= ALL_ONES[width])
    owner = np.searchsorted(np.cumsum(counts), large, "right")
    extra = np.bincount(owner, minlength=len(counts))
    scatter(data, spread(after, extra, 4), values[large], 4)
    after += 4 * extra
    return after
