"""How often a term or a pair stands in a document, told so that counts of documents add it up.

A cluster counts documents. How often more than once something stands in one is written in bits,
each a term of its own: with `hội#0` and `hội#1` it stands there four times.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import numpy as np

from vnsearch.index.arrays.array_file import Array
from vnsearch.text.forms import exact_way, fold_way

_BITS = 16
_MANY_BIT = 8
MANY = "many"  # marks what has any bit from this one on
FEW_BITS, ALL_BITS = range(_MANY_BIT), range(_MANY_BIT, _BITS)


def pair_name(first: str, second: str) -> str:
    """Two neighbouring terms as the one that they are in the index, folded."""
    return f"{fold_way(first)[1:]}_{fold_way(second)[1:]}"


@cache
def _signs(times: int) -> tuple[bytes, ...]:
    """What stands behind the name of what is there so often."""
    more = min(times - 1, (1 << _BITS) - 1)
    bits = tuple(f"#{bit}".encode() for bit in range(_BITS) if more >> bit & 1)
    return (*bits, f"#{MANY}".encode()) if more >> _MANY_BIT else bits


class RepeatNames:
    """The terms for how often the terms and pairs of some documents stand there."""

    def __init__(self) -> None:
        self._terms: list[bytes] = []
        self._folds: list[bytes] = []

    def learn(self, terms: Sequence[str], folds: Mapping[str, int]) -> None:
        """Take terms, and folded terms by number, that come behind those known."""
        self._terms += [exact_way(term).encode() for term in terms]
        new = list(folds)[len(self._folds) :]
        self._folds += [fold_way(fold)[1:].encode() for fold in new]

    def of_term(self, term: int, times: int) -> list[bytes]:
        """What a document has in which a term stands so many times."""
        name = self._terms[term]
        return [name + sign for sign in _signs(times)]

    def of_pair(self, first: int, second: int, times: int) -> list[bytes]:
        """The same for two folded terms side by side."""
        name = self._folds[first] + b"_" + self._folds[second]
        return [name + sign for sign in _signs(times)]


def several(owner: Array, numbers: Array) -> Iterator[tuple[int, int, int]]:
    """Of what stands in documents, given by owner and number, all that does so more than once
    in one: the owner, the number, and how often.
    """
    order = np.lexsort((numbers, owner))
    owner, numbers = owner[order], numbers[order]
    first = np.ones(len(numbers), bool)
    first[1:] = (numbers[1:] != numbers[:-1]) | (owner[1:] != owner[:-1])
    places = np.flatnonzero(first)
    times = np.diff(places, append=len(numbers))
    chosen = times > 1
    places, times = places[chosen], times[chosen]
    return zip(owner[places].tolist(), numbers[places].tolist(), times.tolist(), strict=True)
