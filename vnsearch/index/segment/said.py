"""What the documents of a segment say in digits, and where: a value has a term of its own.

The terms lie as those of a field do, each document's in a row; beside each stands the place of
its first token in the document's stream. Neither they nor their lists are words of a text.
"""

from __future__ import annotations

import numpy as np

from vnsearch.cached import cached_property
from vnsearch.frozen import NamedTuple
from vnsearch.index.arrays.array_file import Array, ArrayFile
from vnsearch.index.arrays.pages import damaged
from vnsearch.index.arrays.ranges import spread
from vnsearch.index.segment.postings.posting_list import find_among
from vnsearch.text.values.said import SAID

SAID_PLACES = f"{SAID}.places"
_CODES, _LENGTHS = f"{SAID}.codes", f"{SAID}.lengths"


class SaidThere(NamedTuple):
    """What some documents say: how many values each, and of each value code and place."""

    lengths: Array
    codes: Array  # the number of the term, and 1
    places: Array


class SaidFile:
    """What each document of a segment says, read on demand."""

    def __init__(self, file: ArrayFile) -> None:
        self._file = file

    @cached_property
    def _lengths(self) -> Array:
        lengths = self._file.array(_LENGTHS)
        total = int(lengths.sum(dtype=np.int64))
        if {self._file.length(name) for name in (_CODES, SAID_PLACES)} != {total}:
            raise damaged(self._file.path, f"does not have the values that {_LENGTHS} counts")
        return lengths

    @cached_property
    def _ends(self) -> Array:
        return np.cumsum(self._lengths, dtype=np.int64)

    def of(self, documents: Array) -> SaidThere:
        """What some documents say, one after the other."""
        lengths = self._lengths[documents].astype(np.int64)
        ends = self._ends[documents]
        codes, places = (
            self._file.check(name, ends - lengths, ends) for name in (_CODES, SAID_PLACES)
        )
        chosen = spread(ends - lengths, lengths)
        return SaidThere(lengths, codes[chosen], places[chosen])

    def find(self, documents: Array, terms: Array) -> tuple[Array, Array]:
        """Which of some documents say terms of some rising numbers, and where; in order."""
        said = self.of(documents if len(terms) else documents[:0])
        chosen = find_among(terms + 1, said.codes)[1].nonzero()[0]
        owner = np.searchsorted(np.cumsum(said.lengths), chosen, "right")
        return owner, said.places[chosen].astype(np.int64)

    def lengths(self, documents: Array) -> Array:
        """How many values some documents say."""
        some: Array = self._lengths[documents]
        return some

    def largest_place(self) -> int:
        """No place is above it."""
        return int(self._file.array(SAID_PLACES).max(initial=0))
