"""What the texts of a document say in digits, as terms of the field `said`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from vnsearch.index.arrays.array_file import Array
from vnsearch.index.making.tokenizing.said_reader import SaidTokens
from vnsearch.search.ways.way import Way
from vnsearch.text.forms import exact_way
from vnsearch.text.values.said import in_field


class SaidOf(NamedTuple):
    """What some texts say: of which document each is, below 0 for none, and of which field
    beside the text, "" for the text.
    """

    tokens: SaidTokens
    documents: Array
    field: str


class SaidTerms:
    """The terms for what documents say, given by numbers of `terms`."""

    def __init__(self, terms: Sequence[str]) -> None:
        self._terms = terms
        self._named: dict[tuple[int, str], bytes] = {}

    def of(self, count: int, texts: Iterable[SaidOf]) -> list[list[bytes]]:
        """Those of so many documents, each term once and in order."""
        terms_of: list[set[bytes]] = [set() for _ in range(count)]
        for tokens, documents, field in texts:
            owners = np.repeat(documents, tokens.counts).tolist()
            for owner, token_number in zip(owners, tokens.numbers.tolist(), strict=True):
                if owner >= 0:
                    terms_of[owner].add(self._name(token_number, field))
        return list(map(sorted, terms_of))

    def _name(self, token_number: int, field: str) -> bytes:
        name = self._named.get((token_number, field))
        if name is None:
            term = self._terms[token_number]
            name = exact_way(in_field(term, field) if field else term).encode()
            self._named[token_number, field] = name
        return name


def way_terms(way: Way) -> list[str]:
    """The terms that a document has in which a way says its value."""
    return list(map(exact_way, way.said_terms()))
