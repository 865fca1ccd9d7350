"""One posting list in memory: the documents that have a term, and how often.

A list is sparse, document numbers with a frequency beside each, or, for a common term, dense:
a frequency for every document. Both answer the same questions; a dense one needs no decoding.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np

from vnsearch.index.arrays.array_file import Array, Documents, Mask, Scores

_SEARCH = 8  # to look a document up costs as much as to go over so many
_CLEAR = 32  # and to go over one as much as to set so many numbers to 0


class SparseList:
    """A list of document numbers (intp, rising) and their frequencies (some integers)."""

    def __init__(self, documents: Documents, frequencies: Array) -> None:
        self.documents = documents
        self.frequencies = frequencies

    def __len__(self) -> int:
        return len(self.documents)

    @property
    def nbytes(self) -> int:
        """The memory that it takes."""
        return self.documents.nbytes + self.frequencies.nbytes

    def among(self, documents: Documents) -> Array:
        """The frequencies of some rising documents, 0 where the list does not have one."""
        if self._is_long_for(documents):
            places, held = find_among(self.documents, documents)
            frequencies: Array = self.frequencies.take(places, mode="clip") * held
            return frequencies
        last = max(
            int(numbers[-1]) if len(numbers) else 0 for numbers in (documents, self.documents)
        )
        totals = np.zeros(last + 1, self.frequencies.dtype)
        totals[self.documents] = self.frequencies
        return totals[documents]

    def holds(self, documents: Documents) -> Mask:
        """Whether the list has each of some rising documents."""
        if self._is_long_for(documents):
            return find_among(self.documents, documents)[1]
        mask = np.zeros(int(documents[-1]) + 1 if len(documents) else 0, bool)
        mask[self.documents[: int(np.searchsorted(self.documents, len(mask)))]] = True
        return mask[documents]

    def _is_long_for(self, documents: Documents) -> bool:
        """Whether some documents are better looked up than all told apart in a table."""
        table = int(self.documents[-1]) if len(self) else 0
        return len(documents) * _SEARCH < len(self) + table // _CLEAR

    def mark(self, mask: Mask) -> None:
        """Set what a mask of the segment's documents has for those of the list."""
        mask[self.documents] = True

    def by_document(self, size: int, weight: float) -> Scores:
        """The frequencies of all documents of a segment, each for what it is worth."""
        totals = np.zeros(size, np.float32)
        totals[self.documents] = np.multiply(self.frequencies, weight, dtype=np.float32)
        return totals

    def count_in(self, totals: Array) -> None:
        """Add the frequencies to a whole number of every document."""
        totals[self.documents] += self.frequencies.astype(totals.dtype)

    def add_to(self, totals: Scores, weight: float) -> None:
        """Add the frequencies, each for what it is worth, to a total of every document."""
        totals[self.documents] += np.multiply(self.frequencies, weight, dtype=np.float32)


class DenseList:
    """The frequency of each document from the first on, 0 for those that have no such term."""

    def __init__(self, by_document: Array, count: int) -> None:
        self.all_frequencies = by_document  # and one 0 more, for all documents behind them
        self._count = count

    def __len__(self) -> int:
        return self._count

    @property
    def nbytes(self) -> int:
        """The memory that it takes."""
        return self.all_frequencies.nbytes

    @property
    def size(self) -> int:
        """How many documents it tells of."""
        return len(self.all_frequencies) - 1

    def is_whole(self) -> bool:
        """Whether it has as many documents as it says, and ends as it must."""
        held = int(np.count_nonzero(self.all_frequencies != 0))
        return held == self._count and self.all_frequencies[-1] == 0

    @property
    def documents(self) -> Documents:
        """The document numbers, rising; they take much more memory than the list itself."""
        held: Mask = self.all_frequencies != 0
        return held.nonzero()[0]  # of a mask several times as fast as of numbers

    @property
    def frequencies(self) -> Array:
        """The frequency of each of the documents."""
        return self.all_frequencies[self.documents]

    def among(self, documents: Documents) -> Array:
        """The frequencies of some rising documents, 0 where the list does not have one."""
        frequencies: Array = self.all_frequencies.take(documents, mode="clip")
        return frequencies

    def holds(self, documents: Documents) -> Mask:
        """Whether the list has each of some rising documents."""
        return self.among(documents) > 0

    def mark(self, mask: Mask) -> None:
        """Set what a mask of the segment's documents has for those of the list."""
        mask = mask[: len(self.all_frequencies)]
        np.logical_or(mask, self.all_frequencies[: len(mask)], out=mask)

    def by_document(self, size: int, weight: float) -> Scores:
        """The frequencies of all documents of a segment, each for what it is worth."""
        held = self.all_frequencies[:size]
        totals = np.empty(size, np.float32)
        np.multiply(held, weight, out=totals[: len(held)], dtype=np.float32)
        totals[len(held) :] = 0
        return totals

    def count_in(self, totals: Array) -> None:
        """Add the frequencies to a whole number of every document."""
        totals = totals[: len(self.all_frequencies)]
        totals += self.all_frequencies[: len(totals)].astype(totals.dtype, copy=False)

    def add_to(self, totals: Scores, weight: float) -> None:
        """Add the frequencies, each for what it is worth, to a total of every document."""
        totals = totals[: len(self.all_frequencies)]
        totals += np.multiply(self.all_frequencies[: len(totals)], weight, dtype=np.float32)


PostingList: TypeAlias = SparseList | DenseList


def find_among(held: Documents, documents: Documents) -> tuple[Array, Mask]:
    """For each of some documents its place in a rising list, or that of the next which is in
    it, and whether it is there.
    """
    if not len(held):
        return np.zeros(len(documents), np.intp), np.zeros(len(documents), bool)
    places = held.searchsorted(documents)
    return places, held.take(places, mode="clip") == documents
