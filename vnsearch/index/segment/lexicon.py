"""Sorted strings as arrays, and the dictionary of a field's terms grouped by folded term.

A `Lexicon` numbers the folded terms in their order and the exact terms in the order of
(folded, exact), so that the accented variants of a folded term are neighbours, and so are
all terms of a prefix.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from vnsearch.cached import cached_property
from vnsearch.index.arrays.array_file import Array, ArrayFile, ArrayWriter
from vnsearch.index.arrays.offsets import Offsets
from vnsearch.index.arrays.pages import damaged
from vnsearch.index.arrays.ranges import offsets, spread
from vnsearch.text.terms import folded_term

_REMEMBERED = 1 << 16  # look-ups of a table that need not be made again
_MIDDLES = 1 << 12  # strings that look-ups begin with, and that need not be read again


class StringTable:
    """Strings by number, kept as UTF-8 (file names that are no UTF-8 included).

    `whole`: checked all at once when first used, for a table in which much is looked up.
    """

    def __init__(self, file: ArrayFile, prefix: str, whole: bool = False) -> None:
        self._file = file
        self._bytes = f"{prefix}.bytes"
        self._ends = f"{prefix}.ends"
        self._bounds = Offsets(file, self._ends)
        self._length = len(self._bounds)
        self.is_blank = not file.length(self._bytes)  # as of a field that no document has
        self._whole = whole
        self._found: dict[str, int] = {}
        self._middles: dict[int, bytes] = {}

    def __len__(self) -> int:
        return self._length

    @cached_property
    def _checked(self) -> tuple[memoryview, memoryview]:
        blob, ends = self._file.array(self._bytes), self._file.array(self._ends)
        if (ends[1:] < ends[:-1]).any() or int(ends[-1] if len(ends) else 0) != len(blob):
            raise damaged(self._file.path, f"cuts {self._bytes} where nothing ends")
        return blob.data, ends.data

    def raw(self, ordinal: int) -> bytes:
        """The string of that number as UTF-8."""
        if self._whole:
            blob, bounds = self._checked
            return bytes(blob[bounds[ordinal - 1] if ordinal else 0 : bounds[ordinal]])
        start, end = self._bounds.of(ordinal)
        return self._file.part(self._bytes, start, end).tobytes() if start != end else b""

    def __getitem__(self, ordinal: int) -> str:
        if self.is_blank and 0 <= ordinal < self._length:
            return ""
        return self.raw(ordinal).decode("utf-8", "surrogatepass")

    def slice(self, first: int, last: int) -> list[str]:
        """The strings [first, last)."""
        if first >= last:
            return []
        bounds = self._bounds.bounds(first, last).tolist()
        blob = self._file.part(self._bytes, bounds[0], bounds[-1]).tobytes()
        places = [bound - bounds[0] for bound in bounds]
        return [blob[a:b].decode("utf-8", "surrogatepass") for a, b in pairwise(places)]

    def __iter__(self) -> Iterator[str]:
        blob = self._file.array(self._bytes).tobytes()
        start = 0
        for end in self._file.array(self._ends).tolist():
            yield blob[start:end].decode("utf-8", "surrogatepass")
            start = end

    def arrays(self) -> tuple[Array, Array]:
        """The bytes of all strings, and where each string ends in them."""
        return self._file.array(self._bytes), self._file.array(self._ends).astype(np.intp)

    def gather(self, numbers: Array) -> tuple[Array, Array]:
        """The bytes of the strings of some rising numbers, end to end, and the size of each."""
        if not len(numbers):
            return np.zeros(0, np.uint8), np.zeros(0, np.int64)
        first, last = int(numbers[0]), int(numbers[-1]) + 1
        bounds = self._bounds.bounds(first, last)
        data = self._file.part(self._bytes, int(bounds[0]), int(bounds[-1]))
        sizes = np.diff(bounds)
        if len(numbers) == last - first:
            return data, sizes
        sizes = sizes[numbers - first]
        return data[spread(bounds[numbers - first] - bounds[0], sizes)], sizes

    def first_not_below(self, text: bytes) -> int:
        """The number of the first string that is not below `text`; the table must be sorted."""
        low, high = 0, self._length
        while low < high:
            middle = (low + high) // 2
            found = self._middles.get(middle)
            if found is None:
                found = self.raw(middle)
                if len(self._middles) < _MIDDLES:
                    self._middles[middle] = found
            if found < text:
                low = middle + 1
            else:
                high = middle
        return low

    def find(self, text: str) -> int:
        """The number of `text` in a sorted table, or -1."""
        ordinal = self._found.get(text)
        if ordinal is None:
            key = encode(text)
            place = self.first_not_below(key)
            ordinal = place if place < self._length and self.raw(place) == key else -1
            if len(self._found) < _REMEMBERED:
                self._found[text] = ordinal
        return ordinal

    def equal(self, text: str) -> list[int]:
        """The numbers of all strings that are `text`, in a table of any order."""
        key = encode(text)
        data, ends = self.arrays()
        equal = np.flatnonzero(np.diff(ends, prepend=0) == len(key))
        # From the end, where names of one kind differ most.
        for place in range(1, len(key) + 1):
            if not len(equal):
                break
            equal = equal[data[ends[equal] - place] == key[-place]]
        return [int(number) for number in equal]

    def prefix_range(self, prefix: str) -> tuple[int, int]:
        """The numbers [first, last) of the strings of a sorted table that begin so."""
        key = encode(prefix)
        # 0xFF occurs in no UTF-8, so it is above every string that begins so.
        return self.first_not_below(key), self.first_not_below(key + b"\xff")


def encode(text: str) -> bytes:
    """UTF-8 that carries every Python string, the undecodable bytes of file names included."""
    return text.encode("utf-8", "surrogatepass")


def write_strings(writer: ArrayWriter, prefix: str, strings: Sequence[str]) -> None:
    """Write strings so that `StringTable` reads them."""
    joined = "".join(strings)
    if joined.isascii():  # as is a column that few documents have anything in
        data, sizes = joined.encode(), map(len, strings)
    else:
        encoded = [encode(string) if string else b"" for string in strings]
        data, sizes = b"".join(encoded), map(len, encoded)
    writer.add(f"{prefix}.bytes", np.frombuffer(data, np.uint8))
    writer.add(f"{prefix}.ends", offsets(np.fromiter(sizes, np.int64, len(strings))))


class Lexicon:
    """The terms of a field by number, and the folded term of each."""

    def __init__(self, file: ArrayFile, prefix: str) -> None:
        self.folds = StringTable(file, f"{prefix}.folds", whole=True)
        self.terms = StringTable(file, f"{prefix}.terms", whole=True)
        self._file = file
        self._ends = f"{prefix}.fold_ends"
        self._groups = Offsets(file, self._ends)

    def variants(self, fold: int) -> tuple[int, int]:
        """The numbers [first, last) of the exact terms with that folded term."""
        first, last = self._groups.of(fold)
        if not first < last <= len(self.terms):
            raise damaged(self._file.path, f"groups terms in {self._ends} that are not there")
        return first, last

    def find(self, term: str) -> int:
        """The number of a term, or -1."""
        fold = self.folds.find(folded_term(term))
        if fold < 0:
            return -1
        first, last = self.variants(fold)
        names = self.terms.slice(first, last)
        return first + names.index(term) if term in names else -1

    def fold_of(self) -> Array:
        """The number of the folded term of every exact term."""
        ends = self._file.array(self._ends)
        if (ends[1:] <= ends[:-1]).any() or int(ends[-1] if len(ends) else 0) != len(
            self.terms
        ):
            raise damaged(self._file.path, f"groups terms in {self._ends} that are not there")
        counts = np.diff(ends, prepend=ends.dtype.type(0))
        return np.repeat(np.arange(len(ends), dtype=np.uint32), counts)


def write_lexicon(
    writer: ArrayWriter, prefix: str, folds: Sequence[str], terms: Sequence[str], ends: Array
) -> None:
    """Write sorted folded terms, the exact terms in their order, and where each group ends."""
    write_strings(writer, f"{prefix}.folds", folds)
    write_strings(writer, f"{prefix}.terms", terms)
    writer.add(f"{prefix}.fold_ends", ends.astype(np.uint32))
