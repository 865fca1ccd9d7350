"""A small number for every character of a text, by one array operation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate

import numpy as np

from vnsearch.cached import cached_property
from vnsearch.index.arrays.array_file import Array
from vnsearch.index.arrays.ranges import distinct
from vnsearch.kernel.library import Function, is_compiled

_CODE_POINTS = 0x110000

_character_numbers = Function("character_numbers", "u4 u1 u1!")


def code_points(text: str) -> Array:
    """The code point of each character of a text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")


class JoinedTexts:
    """Some texts laid end to end, with a line end between them."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self.joined = "\n".join(texts)
        # Where each text begins, and one more would.
        self.bases = np.array([0, *accumulate(len(text) + 1 for text in texts)], np.int64)

    @cached_property
    def points(self) -> Array:
        """The code point of each character of them all."""
        return code_points(self.joined)


class CharacterTable:
    """Numbers from 0 to 254 by a rule, which is asked once for each character that is met."""

    def __init__(self, rule: Callable[[str], int]) -> None:
        self._rule = rule
        # One more than the number; 0 for a character not met so far. Untouched memory is free.
        self.known = np.zeros(_CODE_POINTS, np.uint8)

    def numbers(self, text: str) -> Array:
        """The number of each character of a text."""
        points = code_points(text)
        numbers, unknown = self._look_up(points)
        if len(unknown):
            for point in distinct(unknown).tolist():
                self.known[point] = 1 + self._rule(chr(point))
            numbers, _ = self._look_up(points)
        return numbers

    def _look_up(self, points: Array) -> tuple[Array, Array]:
        """The number of each character, and those that have none so far."""
        if is_compiled():
            numbers: Array = np.empty(len(points), np.uint8)
            if not _character_numbers(points, self.known, numbers):
                return numbers, points[:0]
        known = self.known.take(points)
        return known - np.uint8(1), points[known == 0]
