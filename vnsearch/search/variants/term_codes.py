"""Which codes of a segment's token streams answer the words of a query, and how well.

A stream holds a code for each token. The codes that answer any of some terms have a row each,
and a row has an entry for every term that it answers: mostly one.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from vnsearch.index.arrays.array_file import Array, Mask
from vnsearch.index.arrays.ranges import spread
from vnsearch.search.variants.word_variants import Variant


class TermCodes:
    """The rows of a field's codes for some terms, given by what answers each of them."""

    def __init__(self, code_of: Array, answers: Sequence[Sequence[Variant]]) -> None:
        all_variants = [variant for variants in answers for variant in variants]
        numbers = np.array([variant.ordinal for variant in all_variants], np.intp)
        order = np.argsort(numbers, kind="stable")
        numbers = numbers[order]
        first = np.concatenate(([True], numbers[1:] != numbers[:-1]))[: len(numbers)]
        self.starts = first.nonzero()[0]  # by row: its first entry
        self.counts = np.bincount(first.cumsum() - 1)  # and how many it has
        # By entry: which of the terms it answers, whether exactly, and its weight there.
        self.terms = np.repeat(np.arange(len(answers)), list(map(len, answers)))[order]
        self.exact = np.array([variant.exact for variant in all_variants], bool)[order]
        self.weights = np.array([variant.weight for variant in all_variants], np.float32)[order]
        rows = np.arange(1, len(self.counts) + 1)
        # By code: its row, counted from 1; a narrow table is zeroed and read in less time.
        self.row_of = np.zeros(len(code_of) + 1, np.min_scalar_type(len(rows)))
        self.row_of[code_of[numbers[first]]] = rows

    def entries(self, rows: Array) -> Array:
        """The entries of each of some rows, one after the other."""
        return spread(self.starts[rows], self.counts[rows])

    def answers(self, terms: int) -> Mask:
        """By term, of so many, whether each of the rows answers it."""
        answers: Mask = np.zeros((terms, len(self.counts)), bool)
        answers[self.terms, np.arange(len(self.counts)).repeat(self.counts)] = True
        return answers
