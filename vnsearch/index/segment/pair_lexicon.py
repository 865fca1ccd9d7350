"""The dictionary of pairs: neighbouring folded terms, kept as arrays.

A pair is the number of its first folded term and, among the pairs that begin so, that of
its second.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from vnsearch.index.arrays.array_file import Array, ArrayFile, ArrayWriter
from vnsearch.index.arrays.offsets import Offsets
from vnsearch.index.arrays.pages import damaged


def write_pair_lexicon(writer: ArrayWriter, keys: Iterable[Array], folds: int) -> None:
    """Write the pairs `first * folds + second`, rising, in parts, of `folds` folded terms."""
    per_first = np.zeros(folds, np.int64)

    def seconds() -> Iterator[Array]:
        for part in keys:
            part = part.astype(np.int64)
            first = part // max(folds, 1)
            second = part - first * folds  # in a quarter of the time that `divmod` takes
            if len(first):
                low = int(first[0])
                counts = np.bincount(first - low)
                per_first[low : low + len(counts)] += counts
            yield second

    writer.extend("pairs.second", seconds(), np.uint16 if folds <= 0x10000 else np.uint32)
    writer.add("pairs.first_ends", np.cumsum(per_first).astype(np.uint32))


class PairLexicon:
    """Finds the number of a pair."""

    def __init__(self, file: ArrayFile) -> None:
        self._file = file
        self._firsts = Offsets(file, "pairs.first_ends")

    def seconds(self, first: int) -> tuple[int, Array]:
        """The number of the first pair that begins with `first`, and all second terms."""
        start, end = self._firsts.of(first)
        return start, self._file.part("pairs.second", start, end)

    def bounds(self, first: int, last: int) -> Array:
        """Where the pairs begin of each of the first terms [first, last), and where those of
        the last end.
        """
        return self._firsts.bounds(first, last)

    def second(self, start: int, stop: int) -> Array:
        """The second terms of the pairs [start, stop)."""
        return self._file.part("pairs.second", start, stop)

    def find(self, first: int, second: int) -> int:
        """The number of a pair of folded terms, or -1."""
        start, seconds = self.seconds(first)
        if second >> 8 * seconds.itemsize:
            return -1  # above all that the numbers here can be
        place = int(seconds.searchsorted(seconds.dtype.type(second)))
        is_there = place < len(seconds) and int(seconds[place]) == second
        return start + place if is_there else -1

    def keys(self, folds: int) -> Array:
        """All pairs as first * folds + second (uint64), rising."""
        ends = self._file.array("pairs.first_ends").astype(np.int64)
        total = self._file.length("pairs.second")
        if (ends[1:] < ends[:-1]).any() or int(ends[-1] if len(ends) else 0) != total:
            raise damaged(self._file.path, "does not have the pairs that it counts")
        first = np.repeat(np.arange(len(ends), dtype=np.uint64), np.diff(ends, prepend=0))
        first *= np.uint64(folds)
        first += self._file.array("pairs.second")
        return first
