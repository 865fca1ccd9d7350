"""Tokens of a few Vietnamese letters and digits as integers, and the numbers of their terms."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from vnsearch.index.arrays.array_file import Array
from vnsearch.index.arrays.ranges import distinct
from vnsearch.index.making.tokenizing.linear_count import MULTIPLIER
from vnsearch.kernel.library import Function, is_compiled
from vnsearch.text.terms import exact_term_of_letters

LONGEST_PACKED = 8  # letters of a byte each fit 64 bits

_LETTERS = (
    "0123456789abcdefghijklmnopqrstuvwxyzđ"
    "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
)
CODES = {
    each: code for code, letter in enumerate(_LETTERS, 1) for each in (letter, letter.upper())
}
OTHER = 254  # a code: of a character that is neither, and no separator
_CODE_POINTS = np.array([0, *map(ord, _LETTERS)], np.uint32)  # by code
# By the size of a token, the bits of its own codes among eight.
_OWN_CODES = np.array([(1 << 8 * size) - 1 for size in range(LONGEST_PACKED + 1)], np.uint64)
_FIRST_SIZE = 1 << 16  # slots
NOT_PACKED, _UNKNOWN = -1, -2

_find_runs = Function("find_runs", "u1 u8 i4 i8! i8! i4!")


class Runs(NamedTuple):
    """Runs of characters without separators: where each begins and ends, and the number of its
    term, NOT_PACKED where it is too long or has another character than a Vietnamese one.
    """

    starts: Array
    ends: Array
    numbers: Array


def pack(codes: Array, starts: Array, sizes: Array) -> Array:
    """One integer a token: its codes, a byte each, the first in the lowest byte."""
    padded = np.concatenate((codes, np.zeros(LONGEST_PACKED, np.uint8)))
    # The eight codes from every place on, as one integer: rows of this view overlap.
    keys: Array = np.ndarray((len(codes),), "<u8", padded.data, 0, (1,))[starts]
    keys &= _OWN_CODES[sizes]
    return keys


class PackedTerms:
    """The numbers of packed tokens, in a hash table; `number` numbers a term."""

    def __init__(self, number: Callable[[str], int]) -> None:
        self._number = number
        self._slot_keys: Array = np.zeros(0, np.uint64)  # 0 in a free slot
        self._slot_numbers: Array = np.zeros(0, np.int32)
        self._resize(_FIRST_SIZE)

    def runs(self, codes: Array) -> Runs:
        """The runs of a text, given by the codes of its characters, of which the first and the
        last part words.
        """
        runs = self._found_runs(codes) if is_compiled() else _bounds(codes)
        unknown = np.flatnonzero(runs.numbers == _UNKNOWN)
        starts = runs.starts[unknown]
        keys = pack(codes, starts, runs.ends[unknown] - starts)
        runs.numbers[unknown] = self.numbers(keys)
        return runs

    def _found_runs(self, codes: Array) -> Runs:
        """The runs, with the numbers of those that are there."""
        most = len(codes) // 2 + 1  # of which memory that is not written to takes none
        starts, ends = np.empty(most, np.int64), np.empty(most, np.int64)
        numbers = np.empty(most, np.int32)
        found = _find_runs(codes, self._slot_keys, self._slot_numbers, starts, ends, numbers)
        return Runs(starts[:found], ends[:found], numbers[:found])

    def numbers(self, keys: Array) -> Array:
        """The number of the term of each packed token."""
        slots, is_known = self._find(keys)
        if not np.all(is_known):
            unknown, size = np.flatnonzero(~is_known), len(self._slot_keys)
            self._insert(distinct(keys[unknown]))
            if len(self._slot_keys) != size:
                unknown = np.arange(len(keys))  # all slots have changed
            slots[unknown] = self._find(keys[unknown])[0]
        numbers: Array = self._slot_numbers[slots]
        return numbers

    def _find(self, keys: Array) -> tuple[Array, Array]:
        """The slot of each key in the hash table, and whether the key is there."""
        slots = ((keys * MULTIPLIER) >> self._shift).astype(np.intp)
        held = self._slot_keys[slots]
        is_known = held == keys
        pending = np.flatnonzero(~is_known & (held != 0))
        while len(pending):
            slots[pending] = (slots[pending] + 1) & (len(self._slot_keys) - 1)
            held = self._slot_keys[slots[pending]]
            is_known[pending] = held == keys[pending]
            pending = pending[~is_known[pending] & (held != 0)]
        return slots, is_known

    def _insert(self, keys: Array) -> None:
        """Number the terms of keys that are not there."""
        size = len(self._slot_keys)
        while 3 * (self._filled + len(keys)) > size:
            size *= 4
        if size > len(self._slot_keys):
            self._resize(size)
        terms = map(exact_term_of_letters, _unpack(keys))
        self._place(keys, np.fromiter(map(self._number, terms), np.int32, len(keys)))

    def _place(self, keys: Array, numbers: Array) -> None:
        """Put keys that are not there into the table, each in the next free slot."""
        self._filled += len(keys)
        slots = ((keys * MULTIPLIER) >> self._shift).astype(np.intp)
        while len(keys):
            free = np.flatnonzero(self._slot_keys[slots] == 0)
            self._slot_keys[slots[free]] = keys[free]  # of several for one slot the last stays
            held = self._slot_keys[slots] == keys
            self._slot_numbers[slots[held]] = numbers[held]
            left = ~held
            keys, numbers = keys[left], numbers[left]
            slots = (slots[left] + 1) & (len(self._slot_keys) - 1)

    def _resize(self, size: int) -> None:
        used = np.flatnonzero(self._slot_keys)
        keys, numbers = self._slot_keys[used], self._slot_numbers[used]
        self._slot_keys = np.zeros(size, np.uint64)
        self._slot_numbers = np.zeros(size, np.int32)
        self._shift = np.uint64(64 - (size.bit_length() - 1))
        self._filled = 0
        self._place(keys, numbers)


def _bounds(codes: Array) -> Runs:
    """The runs, of which no number is known."""
    inside = codes > 0
    bounds = np.flatnonzero(inside[1:] != inside[:-1]) + 1
    starts, ends = bounds[::2].copy(), bounds[1::2].copy()
    numbers = np.where(ends - starts > LONGEST_PACKED, NOT_PACKED, _UNKNOWN).astype(np.int32)
    others = np.searchsorted(starts, np.flatnonzero(codes == OTHER), "right") - 1
    numbers[others] = NOT_PACKED
    return Runs(starts, ends, numbers)


def _unpack(keys: Array) -> list[str]:
    """The letters of each key."""
    codes = np.ascontiguousarray(keys, "<u8").view(np.uint8)
    unpacked: list[str] = _CODE_POINTS[codes].view(f"U{LONGEST_PACKED}").tolist()
    return unpacked
