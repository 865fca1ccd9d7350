"""The documents of a segment that answer a word or a pair, as the posting lists that say so."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from vnsearch.cached import cached_property
from vnsearch.frozen import NamedTuple, dataclass
from vnsearch.index.arrays.array_file import Documents, Mask, Scores
from vnsearch.index.arrays.ranges import kept
from vnsearch.index.segment.postings.posting_list import DenseList, PostingList
from vnsearch.index.segment.reader import Segment
from vnsearch.kernel.library import Function, is_compiled
from vnsearch.search.bm25 import saturate

_add_impacts = Function("add_impacts", "f4 f4 f4 f4!")
_add_dense_impacts = Function("add_dense_impacts", "u1 u1 f4 f4 f4!")
_NOTHING = np.zeros(0, np.uint8)


class WeightedList(NamedTuple):
    """A posting list, and what each of its occurrences is worth."""

    postings: PostingList
    weight: float


@dataclass(frozen=True)
class WordList:
    """The documents of a segment that answer a word or a pair, and the lists that say so."""

    size: int  # documents of the segment
    lists: Sequence[WeightedList]  # a document's frequencies add up
    covering: Sequence[PostingList]  # those of them that have, between them, every document
    exact: Sequence[PostingList]  # in these a document bears every mark typed
    spelled: Sequence[PostingList]  # and in these it does so as typed

    @cached_property
    def documents(self) -> Documents:
        """All documents that answer, rising."""
        return union(self.covering, self.size)

    @property
    def count(self) -> int:
        """How many documents answer."""
        return len(self.covering[0] if len(self.covering) == 1 else self.documents)

    def among(self, documents: Documents) -> Scores:
        """The weighted frequencies of some documents, 0 where the word is not."""
        totals = np.zeros(len(documents), np.float32)
        for postings, weight in self.lists:
            totals += np.multiply(postings.among(documents), weight, dtype=np.float32)
        return totals

    def add_impacts(self, scores: Scores, norms: Scores, weight: float) -> None:
        """Add to every document's score what the word is worth there, `weight` at most."""
        if any(isinstance(postings, DenseList) for postings in self.covering):
            if is_compiled():
                self._add_compiled(scores, norms, weight)
                return
            impacts = saturate(self._by_document(), norms)
            impacts *= np.float32(weight)
            scores += impacts
        elif self.lists:
            documents = self.documents
            impacts = saturate(self._totals(), norms[documents])
            scores[documents] += np.float32(weight) * impacts

    def _add_compiled(self, scores: Scores, norms: Scores, weight: float) -> None:
        """The same for a list with a frequency of every document, by the compiled library."""
        dense = [
            postings.all_frequencies
            for postings, _ in self.lists
            if isinstance(postings, DenseList) and postings.all_frequencies.itemsize == 1
        ]
        if len(self.lists) == len(dense) <= 2:
            worths = [worth for _, worth in self.lists]
            weights = np.array([weight, *worths, 0][:3], np.float32)
            first, second = (*dense, _NOTHING)[:2]
            added = _add_dense_impacts(first, second, norms, weights, scores)
        else:
            weights = np.array([weight], np.float32)
            added = _add_impacts(self._by_document(), norms, weights, scores)
        if added < 0:
            raise ValueError("scores of other documents")

    def _totals(self) -> Scores:
        """The weighted frequencies of the documents that answer."""
        if len(self.lists) > 1:
            totals = self._by_document()[self.documents]
            return totals
        [(postings, worth)] = self.lists
        return np.multiply(postings.frequencies, worth, dtype=np.float32)

    def _by_document(self) -> Scores:
        """The weighted frequencies of all documents of the segment."""
        (first, worth), *others = self.lists
        totals = first.by_document(self.size, worth)
        for postings, worth in others:
            postings.add_to(totals, worth)
        return totals


def union(lists: Sequence[PostingList], size: int) -> Documents:
    """The documents of any of the lists, rising, in a segment of `size` documents."""
    if len(lists) == 1:
        return lists[0].documents
    return union_mask(lists, size).nonzero()[0]


def union_mask(lists: Sequence[PostingList], size: int) -> Mask:
    """Whether each document of a segment is in any of the lists."""
    mask = np.zeros(size, bool)
    for postings in lists:
        postings.mark(mask)
    return mask


def in_all(held: Sequence[Sequence[PostingList]], segment: Segment) -> Documents:
    """The live documents, rising, that are in one at least of each of some lots of lists."""
    rarest, *rest = sorted(held, key=lambda lists: sum(map(len, lists)))
    documents = segment.among_live(union(rarest, segment.documents))
    for lists in rest:
        documents = kept(documents, in_any(lists, documents))
    return documents


def in_any(lists: Sequence[PostingList], documents: Documents) -> Mask:
    """Whether each of some rising documents is in any of the lists."""
    if not lists:
        return np.zeros(len(documents), bool)
    first, *others = lists
    flags = first.holds(documents)
    for postings in others:
        flags |= postings.holds(documents)
    return flags


def count_live(lists: Sequence[PostingList], segment: Segment) -> int:
    """How many of the documents in any of the lists are still there."""
    if len(lists) == 1:
        gone = lists[0].holds(segment.deleted) if len(segment.deleted) else ()
        return len(lists[0]) - int(np.count_nonzero(gone))
    return int(np.count_nonzero(union_mask(lists, segment.documents) & segment.live))
