"""Small whole numbers as bytes: half a byte each, so that two operations read them all.

How many are too large for that (32 bits); then half bytes, number i in the lower half of byte
i and number i + n in the upper half of byte i, n being the number of bytes; then the places
and the values of the large ones, 32 bits each. A large one is 0 among the others.
"""

from __future__ import annotations

import numpy as np

from vnsearch.index.arrays.array_file import Array

_MOST = 15  # all that half a byte holds
_HEAD = 4  # bytes


def read_half_bytes(data: Array, at: int, count: int) -> tuple[Array, int]:
    """The `count` numbers that begin at byte `at`, and where they end.

    Raises ValueError where there are not so many bytes.
    """
    half = (count + 1) // 2
    start = at + _HEAD
    if start + half > len(data):
        raise ValueError("half bytes that end too soon")
    packed = data[start : start + half]
    numbers = np.empty(2 * half, np.uint8)
    np.bitwise_and(packed, _MOST, out=numbers[:half])
    np.right_shift(packed, 4, out=numbers[half:])
    large = int.from_bytes(data[at:start].tobytes(), "little")
    end = start + half + 8 * large
    if large:
        behind = data[start + half : end].tobytes()
        places, values = np.frombuffer(behind, "<u4").reshape(2, large)
        if values.max() > np.iinfo(np.uint8).max:
            numbers = numbers.astype(np.uint32)
        numbers[places] = values
    return numbers[:count], end


def half_bytes(numbers: Array) -> Array:
    """The bytes of some numbers."""
    half = (len(numbers) + 1) // 2
    places = np.flatnonzero(numbers > _MOST)
    small = np.zeros(2 * half, np.uint8)
    small[: len(numbers)] = np.where(numbers > _MOST, 0, numbers)
    return np.concatenate(
        (
            np.array([len(places)], "<u4").view(np.uint8),
            small[:half] | small[half:] << 4,
            np.concatenate((places, numbers[places])).astype("<u4").view(np.uint8),
        )
    )
