"""Which codes of a segment's token stream answer the words of a query, and how well.

A stream holds a code for each token. The codes that answer any of some terms have a row each,
and a row has an entry for every term that it answers: mostly one.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from vnsearch.index.arrays.array_file import Array
from vnsearch.index.arrays.ranges import spread
from vnsearch.index.segment.token_stream import FoundTokens, TokenStream
from vnsearch.search.variants.word_variants import Variant


class TermCodes:
    """The rows of a segment's codes for some terms, given by what answers each of them."""

    def __init__(self, stream: TokenStream, answers: Sequence[Sequence[Variant]]) -> None:
        self._stream = stream
        all_variants = [variant for variants in answers for variant in variants]
        numbers = np.array([variant.ordinal for variant in all_variants], np.intp)
        order = np.argsort(numbers, kind="stable")
        numbers = numbers[order]
        first = np.concatenate(([True], numbers[1:] != numbers[:-1]))[: len(numbers)]
        self._starts = first.nonzero()[0]
        self.counts = np.bincount(first.cumsum() - 1)  # by row: its entries
        # By entry: which of the terms it answers, whether exactly, and its weight there.
        self.terms = np.repeat(np.arange(len(answers)), list(map(len, answers)))[order]
        self.exact = np.array([variant.exact for variant in all_variants], bool)[order]
        self.weights = np.array([variant.weight for variant in all_variants], np.float32)[order]
        rows = np.arange(1, len(self.counts) + 1)
        dtype = np.uint16 if len(rows) < 1 << 16 else np.uint32
        self._row_of = np.zeros(len(stream.term_of), dtype)
        self._row_of[stream.code_of[numbers[first]]] = rows

    def find(self, starts: Array, lengths: Array) -> FoundTokens:
        """The tokens that answer a term, of stretches of the stream that begin at `starts`."""
        return self._stream.find(starts, lengths, self._row_of)

    def entries(self, rows: Array) -> Array:
        """The entries of each of some rows, one after the other."""
        return spread(self._starts[rows], self.counts[rows])
