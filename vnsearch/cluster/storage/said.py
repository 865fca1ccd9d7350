"""What the texts of a document say in digits, as terms of the field `said`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from vnsearch.index.making.tokenizing.said_places import SaidPlaces
from vnsearch.search.ways.way import Way
from vnsearch.text.forms import exact_way


class SaidOf(NamedTuple):
    """What a document says: each term once and in order, and each value with its place."""

    terms: list[bytes]
    places: bytes


class SaidTerms:
    """The terms for what documents say, given by numbers of `terms`."""

    def __init__(self, terms: Sequence[str]) -> None:
        self._terms = terms
        self._named: dict[int, bytes] = {}

    def of(self, count: int, said: SaidPlaces) -> list[SaidOf]:
        """Those of so many documents."""
        names: list[set[bytes]] = [set() for _ in range(count)]
        places: list[list[bytes]] = [[] for _ in range(count)]
        for owner, number, place in zip(*map(np.ndarray.tolist, said), strict=True):
            names[owner].add(self._name(number))
            places[owner] += self._terms[number].encode(), b"%d" % place
        both = zip(names, places, strict=True)
        return [SaidOf(sorted(terms), b" ".join(values)) for terms, values in both]

    def _name(self, number: int) -> bytes:
        name = self._named.get(number)
        if name is None:
            name = self._named[number] = exact_way(self._terms[number]).encode()
        return name


def way_terms(way: Way) -> list[str]:
    """The terms that a document has in which a way says its value."""
    return list(map(exact_way, way.said_terms()))
