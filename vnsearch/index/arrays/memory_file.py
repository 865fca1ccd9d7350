"""The arrays of a segment in memory, for one that is made, searched and let go of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from vnsearch.index.arrays.array_file import Array, ArrayFile, ArrayWriter


class MemoryWriter(ArrayWriter):
    """Takes arrays as `ArrayWriter` does, and keeps them."""

    def __init__(self, attributes: dict[str, Any]) -> None:
        self.attributes = attributes
        self.arrays: dict[str, Array] = {}

    def extend(self, name: str, parts: Iterable[Array], dtype: Any) -> None:
        """Keep the concatenation of `parts` under a name."""
        held = list(parts)
        joined = held[0] if len(held) == 1 else np.concatenate([np.zeros(0, dtype), *held])
        self.arrays[name] = np.ascontiguousarray(joined, dtype)


class MemoryFile(ArrayFile):
    """Gives the arrays of a `MemoryWriter` as `ArrayFile` does; `path` stands for what they
    were made of, in messages.
    """

    def __init__(self, path: str, written: MemoryWriter) -> None:
        self.path = path
        self.attributes = written.attributes
        self.checksum = 0
        self._held = written.arrays

    def names(self) -> list[str]:
        """The names of the arrays."""
        return list(self._held)

    def length(self, name: str) -> int:
        """The number of elements of the array of that name."""
        return len(self.array(name))

    def array(self, name: str) -> Array:
        """The whole array of that name."""
        try:
            return self._held[name]
        except KeyError:
            raise self._damaged(f"lacks the array {name}") from None

    def part(self, name: str, start: int, stop: int) -> Array:
        """Elements [start, stop) of the array of that name."""
        return self.array(name)[start:stop]

    def take(self, name: str, places: Array) -> Array:
        """Elements at some places of the array of that name."""
        return self.array(name)[places]

    def check(self, name: str, starts: Array, stops: Array) -> Array:
        """The array of that name; there is nothing to check."""
        return self.array(name)

    def release(self) -> None:
        """Nothing of it can be read again, so nothing is let go of."""

    def verify(self) -> None:
        """There is nothing to check."""
