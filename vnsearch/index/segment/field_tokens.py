"""The tokens of a field beside the text: every document's terms in order, for phrases.

A code is a term of the field's own dictionary, from 1; 0 is a gap between two values of a
document, which no phrase crosses.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from vnsearch.index.arrays.array_file import Array, ArrayFile, ArrayWriter
from vnsearch.index.arrays.pages import damaged
from vnsearch.index.arrays.ranges import spread


class FieldTokens:
    """The tokens of a field of a segment, read on demand."""

    def __init__(self, file: ArrayFile, field: str) -> None:
        self._file = file
        self._codes = f"{field}.codes"
        self._lengths = f"{field}.lengths"

    @property
    def lengths(self) -> Array:
        """How many codes every document has, gaps included."""
        return self._file.array(self._lengths)

    def gather(self, documents: Array) -> tuple[Array, Array]:
        """The codes of some documents one after the other, and how many each has."""
        lengths = self.lengths.astype(np.int64)
        starts = np.cumsum(lengths) - lengths
        chosen = lengths[documents]
        if int(lengths.sum()) != self._file.length(self._codes):
            raise damaged(
                self._file.path, f"does not have the tokens that {self._lengths} counts"
            )
        return self._file.array(self._codes)[spread(starts[documents], chosen)], chosen


def write_field_tokens(
    writer: ArrayWriter, field: str, codes: Iterator[Array], lengths: Array, terms: int
) -> None:
    """Write codes, given in consecutive parts, so that `FieldTokens` reads them."""
    writer.extend(f"{field}.codes", codes, np.min_scalar_type(terms))
    narrowest = np.min_scalar_type(int(lengths.max(initial=0)))
    writer.add(f"{field}.lengths", lengths.astype(narrowest))
