"""Rows of bytes, made of names or of texts, for some documents at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeAlias

import numpy as np

from vnsearch.cluster.client.strings import json_text, packed
from vnsearch.index.arrays.array_file import Array
from vnsearch.kernel.library import Function, is_compiled

Row: TypeAlias = "bytes | memoryview"

_NAME = 32  # bytes that a name takes, more or less

_escape_texts = Function("escape_texts", "u1 i8 u1! i8!")
_lay_names = Function("lay_names", "u1 i8 i4 i8 u1! i8!")


class NameTable:
    """Names by number, without spaces; there may come more."""

    def __init__(self) -> None:
        self.names: Array = np.zeros(0, object)
        self.bytes: Array = np.zeros(0, np.uint8)
        self.ends: Array = np.zeros(0, np.int64)

    def __len__(self) -> int:
        return len(self.names)

    def extend(self, names: Sequence[bytes]) -> None:
        """Take names behind those that are there."""
        if not names:
            return
        ends = len(self.bytes) + np.cumsum(np.fromiter(map(len, names), np.int64, len(names)))
        self.names = np.concatenate((self.names, np.array(names, object)))
        self.bytes = np.concatenate((self.bytes, np.frombuffer(b"".join(names), np.uint8)))
        self.ends = np.concatenate((self.ends, ends))

    def rows(self, numbers: Array, counts: Array) -> list[Row]:
        """Rows of so many names each, given by their numbers, with spaces between."""
        if not is_compiled():
            names = self.names[numbers].tolist()
            bounds = [0, *np.cumsum(counts).tolist()]
            return [b" ".join(names[start:end]) for start, end in pairwise(bounds)]
        given = self.bytes, self.ends, numbers, counts
        room = _NAME * len(numbers)
        return compiled_rows(lambda *out: _lay_names(*given, *out), len(counts), room)


def compiled_rows(write: Callable[[Array, Array], int], count: int, room: int) -> list[Row]:
    """So many rows, which a function of the library writes, each with its end, where they have
    room: `room` is a guess.
    """
    ends = np.empty(count, np.int64)
    while True:
        data = np.empty(room, np.uint8)
        size = write(data, ends)
        if size < 0:
            raise ValueError("rows of names that are not there")
        if size <= room:
            view = data.data
            return [view[start:end] for start, end in pairwise([0, *ends.tolist()])]
        room = size
        del data  # two of a long text would be much


def json_rows(texts: Sequence[str]) -> list[Row]:
    """The `json_text` of each of some texts."""
    if not is_compiled():
        return list(map(json_text, texts))
    encoded = list(map(packed, texts))
    data = np.frombuffer(b"".join(encoded), np.uint8)
    ends = np.cumsum(np.fromiter(map(len, encoded), np.int64, len(encoded)))
    room = len(data) + len(data) // 16 + 4 * len(ends)
    return compiled_rows(lambda *out: _escape_texts(data, ends, *out), len(ends), room)
