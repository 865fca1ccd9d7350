"""Where each of consecutive stretches of an array ends, read for the few that are asked for."""

from __future__ import annotations

import numpy as np

from vnsearch.index.arrays.array_file import Array, ArrayFile
from vnsearch.index.arrays.single_numbers import SingleNumbers


class Offsets:
    """The bounds of stretches that follow one another, of which the file keeps the ends."""

    def __init__(self, file: ArrayFile, prefix: str) -> None:
        self._file = file
        self._name = prefix
        self._ends = SingleNumbers(file, prefix)

    def __len__(self) -> int:
        return self._file.length(self._name)

    def of(self, stretch: int) -> tuple[int, int]:
        """Where stretch `stretch` begins and ends."""
        return self._ends[stretch - 1] if stretch else 0, self._ends[stretch]

    def bounds(self, first: int, last: int) -> Array:
        """Where each of the stretches [first, last) begins, and where the last ends (int64)."""
        if first:
            return self._file.part(self._name, first - 1, last).astype(np.int64)
        ends = self._file.part(self._name, 0, last).astype(np.int64)
        return np.concatenate((np.zeros(1, np.int64), ends))

    def starts(self, numbers: Array) -> Array:
        """Where each of some stretches begins; for the count of all, where the last ends."""
        ends = self._file.array(self._name)
        starts = np.zeros(len(numbers), np.int64)
        later = np.flatnonzero(numbers)
        starts[later] = ends[numbers[later] - numbers.dtype.type(1)]
        return starts
