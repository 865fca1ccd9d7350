"""Where a long text has a character of some set, of which most texts have none or few."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from vnsearch.kernel.library import Function, is_compiled
from vnsearch.patterns import pattern

_LONG = 1 << 8  # characters from which on a call of the library pays,
_LONGEST = 1 << 21  # and up to which it takes little memory
_TOLD = 1 << 16  # code points of which a table tells; any other may be of the set
_BLOCK = 1 << 8  # of them, of which the table learns when one is met

_find_character = Function("find_character", "s s n n")


class CharacterSearch:
    """A set of characters, `[...]` in a regular expression."""

    def __init__(self, characters: str) -> None:
        self._find = pattern(characters).search
        self._table = b"\1" * _TOLD  # 1 for each code point that may be of the set
        self._learned: set[int] = set()

    def is_in(self, text: str) -> bool:
        """Whether the text has any of them."""
        return self.over(text)(0) >= 0 if len(text) >= _LONG else bool(self._find(text))

    def over(self, text: str) -> Callable[[int], int]:
        """What tells where from a place on the text has the next of them, -1 for nowhere."""
        if not (_LONG <= len(text) <= _LONGEST and is_compiled()):
            return partial(self._next, text)
        units = text.encode("utf-16-le", "surrogatepass")  # mostly as Python has it
        if len(units) != 2 * len(text):
            units = text.encode("utf-32-le", "surrogatepass")
        return partial(self._next_of_units, text, units, len(units) // len(text))

    def _next(self, text: str, start: int) -> int:
        found = self._find(text, start)
        return found.start() if found else -1

    def _next_of_units(self, text: str, units: bytes, width: int, start: int) -> int:
        while (start := _find_character(units, self._table, width, start)) >= 0:
            first = ord(text[start]) // _BLOCK * _BLOCK
            if first >= _TOLD or first in self._learned:
                return self._next(text, start)
            self._learn(first)
        return -1

    def _learn(self, first: int) -> None:
        told = bytes(map(bool, map(self._find, map(chr, range(first, first + _BLOCK)))))
        self._table = self._table[:first] + told + self._table[first + _BLOCK :]
        self._learned.add(first)
