"""The token stream of a segment: every document's terms in order, two bytes a token.

A code is the rank of a term by frequency, from 1; 0 is a gap, which no pair or phrase
crosses. The rare codes that need more than two bytes are kept aside.
"""

from __future__ import annotations

import numpy as np

from vnsearch.frozen import NamedTuple
from vnsearch.index.arrays.array_file import Array, ArrayFile, ArrayWriter, Codes
from vnsearch.index.arrays.ranges import owners
from vnsearch.index.segment.layout import GAP
from vnsearch.kernel.library import Function, Pinned, is_compiled

_MARKER = 0xFFFF
_WIDEST = 2  # bytes that a code has in the tables of the compiled library

_pack_codes = Function("pack_codes", "u4 u4 u2!")
_find_rows = Function("find_rows", "u2 u8 u4 i8 i8 u1 n i8! i8! i8!")
_find_phrase = Function("find_phrase", "u2 u8 u4 i8 i8 u1 n u1 n n n n i8!")


class FoundTokens(NamedTuple):
    """Some tokens of some stretches of a stream, in order; the columns run side by side."""

    owner: Array  # which of the stretches
    number: Array  # the how manieth token of it, from 0
    row: Array  # of its code, in the table that was looked up


def rank_terms(occurrences: Array) -> tuple[Array, Array]:
    """Codes by term and terms by code; the commonest term has code 1, and code 0 is GAP."""
    order = np.argsort(-occurrences.astype(np.int64), kind="stable")
    term_of = np.concatenate((np.array([GAP], np.uint32), order.astype(np.uint32)))
    code_of = np.empty(len(order), np.uint32)
    code_of[order] = np.arange(1, len(order) + 1, dtype=np.uint32)
    return code_of, term_of


class StreamWriter:
    """Collects the codes of a stream, given in consecutive parts, while they are written."""

    def __init__(self) -> None:
        self._length = 0
        self._places: list[Array] = [np.zeros(0, np.uint64)]
        self._codes: list[Array] = [np.zeros(0, np.uint32)]

    def pack(self, numbers: Array, code_of: Array) -> Array:
        """The part as two-byte codes: of each number its own, the last one for GAP; what needs
        more is kept for `write_rare`.
        """
        packed: Array = np.empty(len(numbers), np.uint16)
        if not is_compiled():
            packed[:] = np.minimum(code_of[numbers.view(np.int32)], _MARKER)
        elif _pack_codes(numbers, code_of, packed) < 0:
            raise IndexError("a number that has no code")
        large = np.flatnonzero(packed == _MARKER)
        self._places.append((large + self._length).astype(np.uint64))
        self._codes.append(code_of[numbers[large].view(np.int32)])
        self._length += len(numbers)
        return packed

    def write_rare(self, writer: ArrayWriter) -> None:
        """Write the codes that need more than two bytes, and their places."""
        writer.add("stream.rare_places", np.concatenate(self._places))
        writer.add("stream.rare_codes", np.concatenate(self._codes))


class TokenStream:
    """The token stream of a segment, decoded on demand."""

    def __init__(self, file: ArrayFile) -> None:
        self._file = file
        self._rare: tuple[Array, Array] | None = None
        self._pinned: tuple[Pinned, Pinned, Pinned] | None = None
        self._term_of: Array | None = None
        self._code_of: Array | None = None

    @property
    def term_of(self) -> Array:
        """The term of each code; GAP for code 0."""
        if self._term_of is None:
            self._term_of = self._file.array("stream.term_of")
        return self._term_of

    @property
    def code_of(self) -> Array:
        """The code of each term."""
        if self._code_of is None:
            code_of = np.empty(len(self.term_of) - 1, np.uint32)
            code_of[self.term_of[1:]] = np.arange(1, len(self.term_of), dtype=np.uint32)
            self._code_of = code_of  # only when it is full: other threads read it
        return self._code_of

    def codes(self, start: int, stop: int) -> Codes:
        """The codes of tokens [start, stop), as uint32."""
        codes = self._file.part("stream.codes", start, stop).astype(np.uint32)
        places, rare = self._rare_codes()
        if len(places):
            first, last = np.searchsorted(places, np.array((start, stop), np.uint64))
            codes[(places[first:last] - np.uint64(start)).astype(np.intp)] = rare[first:last]
        return codes

    def gather(self, starts: Array, stops: Array) -> Codes:
        """The codes of tokens [starts[i], stops[i]) for every i, one after the other."""
        packed = self._file.check("stream.codes", starts, stops)
        none = packed[:0]
        bounds = zip(starts.tolist(), stops.tolist(), strict=True)
        joined = np.concatenate([none, *(packed[start:stop] for start, stop in bounds)])
        codes: Codes = joined.astype(np.uint32)
        large = np.flatnonzero(joined == _MARKER)
        if len(large):
            lengths = stops - starts
            owner = np.searchsorted(np.cumsum(lengths), large, "right")
            places = large + (stops - np.cumsum(lengths))[owner]
            rare_places, rare = self._rare_codes()
            codes[large] = rare[np.searchsorted(rare_places, places.astype(np.uint64))]
        return codes

    def find(self, starts: Array, lengths: Array, row_of: Array) -> FoundTokens:
        """The tokens, in stretches of lengths[i] from starts[i] on, whose code has a row in a
        table by code, which counts rows from 1 and has 0 for no row.

        Raises IndexError for a code that is not in the table.
        """
        if is_looked_up(row_of):
            columns = np.empty((3, int(lengths.sum())), np.int64)
            stream = *self.checked(starts, lengths), starts, lengths
            count = _find_rows(*stream, row_of.view(np.uint8), row_of.itemsize, *columns)
            _check(count)
            return FoundTokens(*columns[:, :count])
        rows = row_of.take(self.gather(starts, starts + lengths))
        places = (rows != 0).nonzero()[0]
        owner = owners(places, lengths)
        firsts = lengths.cumsum() - lengths
        return FoundTokens(owner, places - firsts[owner], rows[places].astype(np.int64) - 1)

    def find_phrase(
        self,
        starts: Array,
        lengths: Array,
        row_of: Array,
        answers: Array,
        bits: tuple[int, int, int],
    ) -> Array:
        """For each of those stretches how well it answers words that follow one another, at the
        best place: (words + 1) times the words answered exactly, and those as typed; -1 for not
        at all. `answers` [word, row] has in bits how the codes of a row answer; `bits`: those
        that are wanted, of exact ones, and of such as typed. Only for what `is_looked_up`.

        Raises IndexError for a code that is not in the table.
        """
        best = np.empty(len(starts), np.int64)
        stream = *self.checked(starts, lengths), starts, lengths
        table = row_of.view(np.uint8), row_of.itemsize
        _check(_find_phrase(*stream, *table, answers, len(answers), *bits, best))
        return best

    def checked(self, starts: Array, lengths: Array) -> tuple[Pinned, Pinned, Pinned]:
        """The whole stream, of which those stretches have been checked, and the rare codes."""
        packed = self._file.check("stream.codes", starts, starts + lengths)
        if self._pinned is None:
            places, rare = self._rare_codes()
            self._pinned = Pinned(packed), Pinned(places), Pinned(rare)
        return self._pinned

    def _rare_codes(self) -> tuple[Array, Array]:
        if self._rare is None:
            places = self._file.array("stream.rare_places")
            self._rare = places, self._file.array("stream.rare_codes")
        return self._rare


def is_looked_up(row_of: Array) -> bool:
    """Whether the compiled library is there, and looks codes up in such a table."""
    return is_compiled() and row_of.itemsize <= _WIDEST


def _check(count: int) -> None:
    if count < 0:
        raise IndexError("a code that no term has")
