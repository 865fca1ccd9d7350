"""How many different numbers there are, told by the slots of a table that they have taken."""

from __future__ import annotations

import math

import numpy as np

from vnsearch.index.arrays.array_file import Array

MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # 2^64 / golden ratio (Knuth, TAOCP 3, 6.4)


class LinearCount:
    """Tells whether numbers (uint64) are of more than `most` different ones, by 2^`bits` slots
    (linear counting: Whang, Vander-Zanden, Taylor, ACM TODS 15, 1990); right within a
    thousandth.
    """

    def __init__(self, bits: int, most: int) -> None:
        self._slots: Array = np.zeros(1 << bits, bool)
        self._shift = np.uint64(64 - bits)
        self._most_taken = round(len(self._slots) * -math.expm1(-most / len(self._slots)))

    def add(self, numbers: Array) -> None:
        """Count some more."""
        self._slots[(numbers * MULTIPLIER) >> self._shift] = True

    def are_more(self) -> bool:
        """Whether those so far are more than `most`."""
        return bool(np.count_nonzero(self._slots) > self._most_taken)
