"""A small number for every character of a text, by one array operation."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from vnsearch.index.arrays.array_file import Array
from vnsearch.index.arrays.ranges import distinct

_CODE_POINTS = 0x110000


def code_points(text: str) -> Array:
    """The code point of each character of a text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")


class CharacterTable:
    """Numbers from 0 to 254 by a rule, which is asked once for each character that is met."""

    def __init__(self, rule: Callable[[str], int]) -> None:
        self._rule = rule
        # One more than the number; 0 for a character not met so far. Untouched memory is free.
        self.known = np.zeros(_CODE_POINTS, np.uint8)

    def numbers(self, text: str) -> Array:
        """The number of each character of a text."""
        points = code_points(text)
        known = self.known.take(points)
        if not known.all():
            for point in distinct(points[known == 0]).tolist():
                self.known[point] = 1 + self._rule(chr(point))
            known = self.known.take(points)
        numbers: Array = known - np.uint8(1)
        return numbers
