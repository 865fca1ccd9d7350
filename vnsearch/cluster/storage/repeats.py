"""How often a term or a pair stands in a document, told so that counts of documents add it up.

A cluster counts documents. How often more than once something stands in one is written in bits,
each a term of its own: with `hội#0` and `hội#1` it stands there four times.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from vnsearch.index.arrays.array_file import Array
from vnsearch.index.segment.postings.posting_codec import Postings
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


def _signed(name: bytes, times: int) -> bytes:
    """What a document has in which something stands so many times, with spaces between."""
    return b" ".join([name + sign for sign in _signs(times)])


class RepeatNames:
    """The terms for how often the terms and pairs of some documents stand there."""

    def __init__(self) -> None:
        self._terms: list[bytes] = []
        # Folds as they stand in the names of pairs: first, second, and second of what is there
        # twice or three times, as most is.
        self._firsts: list[bytes] = []
        self._seconds: list[bytes] = []
        self._twice: list[bytes] = []
        self._thrice: list[bytes] = []
        self._signed = _SignedTerms(self._terms)

    def learn(self, terms: Sequence[str], folds: Mapping[str, int]) -> None:
        """Take terms, and folded terms by number, that come behind those known."""
        self._terms += [exact_way(term).encode() for term in terms]
        new = list(folds)[len(self._firsts) :]
        names = [fold_way(fold)[1:].encode() for fold in new]
        self._firsts += [name + b"_" for name in names]
        self._seconds += names
        self._twice += [name + b"#0" for name in names]
        self._thrice += [name + b"#1" for name in names]

    def of_terms(self, numbers: Array, times: Array) -> list[bytes]:
        """What a document has in which a term stands so many times, for each of some terms."""
        return list(map(self._signed.__getitem__, (numbers << 32 | times).tolist()))

    def of_pairs(self, firsts: Array, seconds: Array, times: Array) -> list[bytes]:
        """The same for pairs of folded terms side by side."""
        begin, end, twice, thrice = self._firsts, self._seconds, self._twice, self._thrice
        held = zip(firsts.tolist(), seconds.tolist(), times.tolist(), strict=True)
        return [
            begin[one] + twice[other]
            if count == 2
            else begin[one] + thrice[other]
            if count == 3
            else _signed(begin[one] + end[other], count)
            for one, other, count in held
        ]


class _SignedTerms(dict[int, bytes]):
    """What a document has in which a term stands so many times, by number and times; made when
    it is first asked for.
    """

    def __init__(self, terms: Sequence[bytes]) -> None:
        super().__init__()
        self._terms = terms

    def __missing__(self, key: int) -> bytes:
        made = self[key] = _signed(self._terms[key >> 32], key & 0xFFFFFFFF)
        return made


class Several(NamedTuple):
    """What stands more than once in a document, in the order of the documents."""

    documents: Array
    numbers: Array
    times: Array

    def ends(self, count: int) -> list[int]:
        """The place behind the last of each of so many documents."""
        found: list[int] = np.searchsorted(self.documents, np.arange(count), "right").tolist()
        return found


def several(numbers: Array, lists: Postings) -> Several:
    """Of what stands in documents, given by the number and the posting list of each, all that
    does so more than once in one.
    """
    often = np.flatnonzero(lists.frequencies > 1)
    often = often[np.argsort(lists.documents[often], kind="stable")]
    which = numbers[np.searchsorted(lists.ends, often, "right")].astype(np.int64)
    return Several(lists.documents[often], which, lists.frequencies[often].astype(np.int64))
