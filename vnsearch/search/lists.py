"""The posting lists of one query in one segment: which documents answer, and how often."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from vnsearch.index.arrays import Array
from vnsearch.index.segment import Segment
from vnsearch.search.bm25 import FOLDED_WEIGHT
from vnsearch.search.expand import fuzzy_variants, prefix_variants
from vnsearch.search.query import Fuzzy, Prefix, Word
from vnsearch.search.words import QueryWord, Variant, query_word, variants

Term: TypeAlias = Word | Prefix | Fuzzy
Weighted: TypeAlias = tuple[tuple[Array, Array], float]  # a posting list, and its weight

FOLDED, EXACT, SPELLED, SAME = 1, 2, 4, 8  # how a code of the stream answers, in bits


@dataclass(frozen=True, slots=True)
class WordList:
    """The documents of a segment that answer a word, rising; the weights run beside them."""

    documents: Array
    weights: Array  # frequencies, less for what answers less well
    size: int  # of the segment, in documents
    exact_lists: Sequence[Array] | None  # lists that bear every mark typed; None for all
    spelled_lists: Sequence[Array] | None  # of those, the lists that are spelled as typed

    def exact(self) -> Array:
        """Whether each document bears, somewhere, every mark that was typed."""
        return self._among(self.exact_lists)

    def spelled(self) -> Array:
        """Whether each document is exact, somewhere, in the spelling that was typed."""
        return self._among(self.spelled_lists)

    def exact_documents(self) -> Array:
        """The documents that answer exactly, in no order."""
        if self.exact_lists is None:
            return self.documents
        if len(self.exact_lists) == 1:
            return self.exact_lists[0]
        return self.documents[self.exact()]

    def _among(self, lists: Sequence[Array] | None) -> Array:
        if lists is None:
            return np.ones(len(self.documents), bool)
        held = np.zeros(self.size, bool)
        for chosen in lists:
            held[chosen] = True
        flags: Array = held[self.documents]
        return flags


class SegmentLists:
    """Reads the lists that a query asks for, each once.

    `alone`: the query is one word, and counts as spelled as typed only with its very marks;
    beside other words the neighbours tell which was meant.
    """

    def __init__(self, segment: Segment, alone: bool) -> None:
        self.segment = segment
        self._alone = alone
        self._lists: dict[str, WordList] = {}
        self._pairs: dict[tuple[str, str], tuple[Array, Array]] = {}
        self._variants: dict[str, list[Variant]] = {}
        self._tables: dict[str, Array] = {}

    def variants(self, term: Term) -> list[Variant]:
        """The terms of the segment that answer a word, a prefix or an approximate word."""
        key = str(term)
        if key not in self._variants:
            lexicon = self.segment.lexicon
            if isinstance(term, Word):
                self._variants[key] = variants(lexicon, query_word(term.term))
            elif isinstance(term, Prefix):
                self._variants[key] = prefix_variants(lexicon, term.term)
            else:
                self._variants[key] = fuzzy_variants(lexicon, term.term)
        return self._variants[key]

    def word(self, term: Term) -> WordList:
        """The documents that answer it."""
        key = str(term)
        if key not in self._lists:
            self._lists[key] = self._read(term)
        return self._lists[key]

    def pair(self, first: str, second: str) -> tuple[Array, Array]:
        """The documents with two words side by side, folded, and how often, weighted."""
        key = first, second
        if key not in self._pairs:
            self._pairs[key] = read_pair(self.segment, query_word(first), query_word(second))
        return self._pairs[key]

    def table(self, term: Term) -> Array:
        """How each code of the segment's stream answers, in bits; 0 for not at all."""
        key = str(term)
        if key not in self._tables:
            table = np.zeros(len(self.segment.stream.term_of), np.uint8)
            found = self.variants(term)
            numbers = np.array([variant.number for variant in found], np.intp)
            codes = self.segment.stream.code_of[numbers]
            table[codes] = [
                FOLDED
                | (EXACT if variant.exact else 0)
                | (SPELLED if variant.spelled else 0)
                | (SAME if variant.same else 0)
                for variant in found
            ]
            self._tables[key] = table
        return self._tables[key]

    def _read(self, term: Term) -> WordList:
        if isinstance(term, Word):
            word = query_word(term.term)
            return self._marked(term, word) if word.marked else self._bare(word)
        return self._expanded(self.variants(term))

    def _bare(self, word: QueryWord) -> WordList:
        size = self.segment.documents
        documents, weights = union(self._folded(word, 1.0), size)
        if len(word.spellings) == 1:
            return WordList(documents, weights, size, None, None)
        number = self.segment.lexicon.folds.find(word.spellings[0].fold)
        typed = [self.segment.folded.read(number)[0]] if number >= 0 else []
        return WordList(documents, weights, size, None, typed)

    def _marked(self, term: Word, word: QueryWord) -> WordList:
        found = self.variants(term)
        exact = [variant for variant in found if variant.exact]
        if len(exact) == len(found):
            return self._expanded(found)
        # Every occurrence counts a little, through the folded lists; an exact one in full.
        read = [self.segment.exact.read(variant.number) for variant in exact]
        size = self.segment.documents
        documents, weights = union(self._folded(word, FOLDED_WEIGHT), size)
        totals = np.zeros(size)
        totals[documents] = weights
        for variant, (chosen, frequencies) in zip(exact, read, strict=True):
            totals[chosen] += frequencies * (variant.weight - variant.folded)
        weights = totals[documents].astype(np.float32)
        lists = [chosen for chosen, _ in read]
        return WordList(documents, weights, size, lists, self._spelled(exact, lists))

    def _expanded(self, found: Sequence[Variant]) -> WordList:
        size = self.segment.documents
        read = [self.segment.exact.read(variant.number) for variant in found]
        weights = [variant.weight for variant in found]
        documents, totals = union(list(zip(read, weights, strict=True)), size)
        lists = [chosen for chosen, _ in read]
        exact = [chosen for variant, chosen in zip(found, lists, strict=True) if variant.exact]
        return WordList(documents, totals, size, exact, self._spelled(found, lists))

    def _folded(self, word: QueryWord, weight: float) -> list[Weighted]:
        find = self.segment.lexicon.folds.find
        return [
            (self.segment.folded.read(number), weight * spelling.weight)
            for spelling in word.spellings
            if (number := find(spelling.fold)) >= 0
        ]

    def _spelled(self, found: Sequence[Variant], lists: Sequence[Array]) -> list[Array]:
        return [
            chosen
            for variant, chosen in zip(found, lists, strict=True)
            if variant.spelled and (variant.same or not self._alone)
        ]


def read_pair(segment: Segment, first: QueryWord, second: QueryWord) -> tuple[Array, Array]:
    """The documents in which the two stand side by side, folded, and how often, weighted."""
    find = segment.lexicon.folds.find
    lists: list[Weighted] = []
    for left in first.spellings:
        left_fold = find(left.fold)
        for right in second.spellings:
            right_fold = find(right.fold)
            if left_fold >= 0 and right_fold >= 0:
                number = segment.pair_lexicon.find(left_fold, right_fold)
                if number >= 0:
                    lists.append((segment.pairs.read(number), left.weight * right.weight))
    return union(lists, segment.documents)


def union(lists: Sequence[Weighted], size: int) -> tuple[Array, Array]:
    """The documents of any of the lists, rising, and the sums of their weighted frequencies."""
    if not lists:
        return np.zeros(0, np.intp), np.zeros(0, np.float32)
    if len(lists) == 1:
        (documents, frequencies), weight = lists[0]
        return documents, (frequencies * weight).astype(np.float32)
    joined = np.concatenate([documents for (documents, _), _ in lists])
    weights = np.concatenate([frequencies * weight for (_, frequencies), weight in lists])
    if 8 * len(joined) > size:
        totals = np.bincount(joined, weights, size)
        documents = np.flatnonzero(totals)
        return documents, totals[documents].astype(np.float32)
    documents, places = np.unique(joined, return_inverse=True)
    return documents, np.bincount(places, weights).astype(np.float32)

