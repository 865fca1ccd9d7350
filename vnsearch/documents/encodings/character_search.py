"""Where a long text has a character of some set, of which most texts have none or few."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial

from vnsearch.kernel.library import Function, is_compiled
from vnsearch.patterns import pattern

_LONG = 1 << 8  # characters from which on a call of the library pays,
_LONGEST = 1 << 21  # and up to which it takes little memory
_TOLD = 1 << 16  # code points of which a table tells; any other may be of the set

_find_character = Function("find_character", "s s n")


class CharacterSearch:
    """A set of characters, `[...]` in a regular expression."""

    def __init__(self, characters: str) -> None:
        self._find = pattern(characters).search
        self._find_runs = pattern(f"{characters}+").finditer

    def over(self, text: str) -> Callable[[int], int]:
        """What tells where from a place on the text has the next of them, -1 for nowhere."""
        if not (_LONG <= len(text) <= _LONGEST and is_compiled()):
            return partial(self._next, text)
        return partial(self._next_of_points, text, text.encode("utf-32-le", "surrogatepass"))

    def _next(self, text: str, start: int) -> int:
        found = self._find(text, start)
        return found.start() if found else -1

    def _next_of_points(self, text: str, points: bytes, start: int) -> int:
        place = _find_character(points, self._table, start)
        return place if place < 0 else self._next(text, place)

    @cached_property
    def _table(self) -> bytes:
        """1 for each code point of the set."""
        table = bytearray(_TOLD)
        for run in self._find_runs("".join(map(chr, range(_TOLD)))):
            table[run.start() : run.end()] = b"\1" * (run.end() - run.start())
        return bytes(table)
