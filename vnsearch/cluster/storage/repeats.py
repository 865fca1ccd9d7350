"""How often a term or a pair stands in a document, told so that counts of documents add it up.

A cluster counts documents. How often more than once something stands in one is written in bits,
each a term of its own: with `hội#0` and `hội#1` it stands there four times.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from vnsearch.cluster.storage.rows import NameTable, Row, compiled_rows
from vnsearch.index.arrays.array_file import Array
from vnsearch.index.segment.postings.posting_codec import Postings
from vnsearch.kernel.library import Function, is_compiled
from vnsearch.text.forms import exact_way, fold_way

_BITS = 16
_MANY_BIT = 8
MANY = "many"  # marks what has any bit from this one on
FEW_BITS, ALL_BITS = range(_MANY_BIT), range(_MANY_BIT, _BITS)
_NAME = 24  # bytes that one takes, more or less

_take_repeated = Function("take_repeated", "u4 u4 i8 i8! i8! i8!")
_name_repeats = Function("name_repeats", "u1 i8 i8 i8 i8 i8 u1! i8!")


def pair_name(first: str, second: str) -> str:
    """Two neighbouring terms as the one that they are in the index, folded."""
    return f"{fold_way(first)[1:]}_{fold_way(second)[1:]}"


@cache
def _signs(times: int) -> tuple[bytes, ...]:
    """What stands behind the name of what is there so often."""
    more = min(times - 1, (1 << _BITS) - 1)
    bits = tuple(f"#{bit}".encode() for bit in range(_BITS) if more >> bit & 1)
    return (*bits, f"#{MANY}".encode()) if more >> _MANY_BIT else bits


class Several(NamedTuple):
    """What stands more than once in a document, in the order of the documents, how often, and
    the place behind the last of each document.
    """

    numbers: Array
    times: Array
    ends: Array


def several(numbers: Array, lists: Postings, count: int) -> Several:
    """Of what stands in so many documents, given by the number and the posting list of each,
    all that does so more than once in one.
    """
    if is_compiled():
        ends = np.zeros(count, np.int64)
        room = int(np.count_nonzero(lists.frequencies > 1))
        which, times = np.empty(room, np.int64), np.empty(room, np.int64)
        held = map(np.ascontiguousarray, lists, (np.uint32, np.uint32, np.int64))
        if _take_repeated(*held, ends, which, times) != room:
            raise ValueError("lists of documents that are not there")
        return Several(numbers[which].astype(np.int64), times, ends)
    often = np.flatnonzero(lists.frequencies > 1)
    often = often[np.argsort(lists.documents[often], kind="stable")]
    which = np.searchsorted(lists.ends, often, "right")
    ends = np.searchsorted(lists.documents[often], np.arange(count), "right")
    times = lists.frequencies[often].astype(np.int64)
    return Several(numbers[which].astype(np.int64), times, ends)


class RepeatNames:
    """The terms for how often the terms and pairs of some documents stand there."""

    def __init__(self) -> None:
        self._terms = NameTable()
        self._folds = NameTable()  # as they stand in the names of pairs

    def learn(self, terms: Sequence[str], folds: Sequence[str]) -> None:
        """Take terms, and folded terms, that come behind those known."""
        self._terms.extend([exact_way(term).encode() for term in terms])
        self._folds.extend([fold_way(fold)[1:].encode() for fold in folds])

    def of_terms(self, held: Several) -> list[Row]:
        """What documents have in which terms, given by number, stand several times."""
        if is_compiled():
            return _compiled(self._terms, held.numbers, np.full_like(held.numbers, -1), held)
        return _rows(self._terms.names[held.numbers].tolist(), held)

    def of_pairs(self, held: Several, count: int) -> list[Row]:
        """The same for pairs of folded terms side by side: count times the first number, and
        the second.
        """
        firsts, seconds = np.divmod(held.numbers, count)
        if is_compiled():
            return _compiled(self._folds, firsts, seconds, held)
        names = self._folds.names
        both = zip(names[firsts].tolist(), names[seconds].tolist(), strict=True)
        return _rows([b"%b_%b" % pair for pair in both], held)


def _compiled(names: NameTable, firsts: Array, seconds: Array, held: Several) -> list[Row]:
    given = names.bytes, names.ends, firsts, seconds, held.times, held.ends
    room = _NAME * len(firsts)
    return compiled_rows(lambda *out: _name_repeats(*given, *out), len(held.ends), room)


def _rows(names: Sequence[bytes], held: Several) -> list[Row]:
    """A row for each document, of names with what stands behind them."""
    signed = [
        name + b"#0" if times == 2 else b" ".join([name + sign for sign in _signs(times)])
        for name, times in zip(names, held.times.tolist(), strict=True)
    ]
    return [b" ".join(signed[start:end]) for start, end in pairwise([0, *held.ends.tolist()])]
