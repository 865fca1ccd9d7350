"""The posting lists of one query in one segment: which documents answer, and how often."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import numpy as np

from vnsearch.index.arrays import Array
from vnsearch.index.ranges import distinct
from vnsearch.index.segment import Segment
from vnsearch.search.bm25 import FOLDED_WEIGHT
from vnsearch.search.expand import fuzzy_variants, prefix_variants
from vnsearch.search.query import Fuzzy, Prefix, Word
from vnsearch.search.words import QueryWord, Variant, query_word, variants

Term: TypeAlias = Word | Prefix | Fuzzy

FOLDED, EXACT, SPELLED, SAME = 1, 2, 4, 8  # how a code of the stream answers, in bits


class WeightedList(NamedTuple):
    """A posting list, rising, and what each of its occurrences is worth."""

    documents: Array
    frequencies: Array
    weight: float

    def weighted(self) -> Array:
        """The frequencies, each for what it is worth."""
        weighted: Array = np.multiply(self.frequencies, self.weight, dtype=np.float32)
        return weighted


@dataclass(frozen=True, slots=True)
class WordList:
    """The documents of a segment that answer a word or a pair, and the lists that say so."""

    documents: Array  # rising
    lists: Sequence[WeightedList]  # a document's frequencies add up
    exact: Sequence[Array] | None = None  # documents that bear every mark typed; None for all
    spelled: Sequence[Array] | None = None  # of those, the ones in the spelling typed

    def exact_among(self, documents: Array) -> Array:
        """Whether each of the answering documents bears, somewhere, every mark typed."""
        return among_any(documents, self.exact)

    def spelled_among(self, documents: Array) -> Array:
        """Whether each of them is exact, somewhere, in the spelling that was typed."""
        return among_any(documents, self.spelled)

    def exact_documents(self) -> Array:
        """The documents that answer exactly, rising."""
        if self.exact is None:
            return self.documents
        if len(self.exact) == 1:
            return self.exact[0]
        return self.documents[self.exact_among(self.documents)]


class SegmentLists:
    """Reads the lists that a query asks for, each once.

    `alone`: the query is one word, and counts as spelled as typed only with its very marks;
    beside other words the neighbours tell which was meant.
    """

    def __init__(self, segment: Segment, alone: bool) -> None:
        self.segment = segment
        self._alone = alone
        self._lists: dict[str, WordList] = {}
        self._pairs: dict[tuple[str, str], WordList] = {}
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

    def pair(self, first: str, second: str) -> WordList:
        """The documents that have two words side by side, folded."""
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
        lists = self._folded(word, 1.0)
        spelled = None
        if len(word.spellings) > 1:
            number = self.segment.lexicon.folds.find(word.spellings[0].fold)
            spelled = [self.segment.folded.read(number)[0]] if number >= 0 else []
        return WordList(union(lists), lists, None, spelled)

    def _marked(self, term: Word, word: QueryWord) -> WordList:
        found = self.variants(term)
        exact = [variant for variant in found if variant.exact]
        if len(exact) == len(found):
            return self._expanded(found)
        # Every occurrence counts a little, through the folded lists; an exact one in full.
        folded = self._folded(word, FOLDED_WEIGHT)
        read = [
            WeightedList(*self.segment.exact.read(v.number), v.weight - v.folded) for v in exact
        ]
        documents = [chosen.documents for chosen in read]
        return WordList(
            union(folded), folded + read, documents, self._spelled(exact, documents)
        )

    def _expanded(self, found: Sequence[Variant]) -> WordList:
        lists = [WeightedList(*self.segment.exact.read(v.number), v.weight) for v in found]
        documents = [chosen.documents for chosen in lists]
        exact = [
            chosen for variant, chosen in zip(found, documents, strict=True) if variant.exact
        ]
        return WordList(union(lists), lists, exact, self._spelled(found, documents))

    def _folded(self, word: QueryWord, weight: float) -> list[WeightedList]:
        find = self.segment.lexicon.folds.find
        return [
            WeightedList(*self.segment.folded.read(number), weight * spelling.weight)
            for spelling in word.spellings
            if (number := find(spelling.fold)) >= 0
        ]

    def _spelled(self, found: Sequence[Variant], documents: Sequence[Array]) -> list[Array]:
        return [
            chosen
            for variant, chosen in zip(found, documents, strict=True)
            if variant.spelled and (variant.same or not self._alone)
        ]


def read_pair(segment: Segment, first: QueryWord, second: QueryWord) -> WordList:
    """The documents in which the two stand side by side, folded, in each of their spellings."""
    find = segment.lexicon.folds.find
    lists = []
    for left in first.spellings:
        left_fold = find(left.fold)
        for right in second.spellings:
            right_fold = find(right.fold)
            if left_fold >= 0 and right_fold >= 0:
                number = segment.pair_lexicon.find(left_fold, right_fold)
                if number >= 0:
                    weight = left.weight * right.weight
                    lists.append(WeightedList(*segment.pairs.read(number), weight))
    return WordList(union(lists), lists)


def union(lists: Sequence[WeightedList]) -> Array:
    """The documents of any of the lists, rising."""
    if len(lists) == 1:
        return lists[0].documents
    none = np.zeros(0, np.intp)
    joined = np.concatenate([none, *(chosen.documents for chosen in lists)])
    if 8 * len(joined) < (int(joined.max()) if len(joined) else 0):
        return distinct(joined)
    held = np.zeros(int(joined.max()) + 1 if len(joined) else 0, bool)
    held[joined] = True
    return np.flatnonzero(held)


def frequencies_of_all(word: WordList, size: int) -> Array:
    """The weighted frequencies of all documents of a list, in a segment of `size`."""
    if len(word.lists) == 1:
        return word.lists[0].weighted()
    totals = np.zeros(size, np.float32)
    for chosen in word.lists:
        totals[chosen.documents] += chosen.weighted()
    return totals[word.documents]


def frequencies_among(word: WordList, documents: Array) -> Array:
    """The weighted frequencies of some documents, 0 where the list does not have one."""
    totals = np.zeros(len(documents), np.float32)
    for chosen in word.lists:
        places, held = find_among(chosen.documents, documents)
        totals[held] += chosen.frequencies[places[held]] * np.float32(chosen.weight)
    return totals


def find_among(held: Array, documents: Array) -> tuple[Array, Array]:
    """For each of some documents its place in a rising list, and whether it is there."""
    places = np.searchsorted(held, documents)
    places[places == len(held)] = 0
    found = held[places] == documents if len(held) else np.zeros(len(documents), bool)
    return places, found


def among_any(documents: Array, lists: Sequence[Array] | None) -> Array:
    """Whether each of some rising documents is in any of the lists; None is in every one."""
    flags = np.full(len(documents), lists is None)
    for held in lists or ():
        if 8 * len(documents) > len(held):
            mask = np.zeros(int(documents[-1]) + 1, bool)
            mask[held[: int(np.searchsorted(held, len(mask)))]] = True
            flags |= mask[documents]
        else:
            flags |= find_among(held, documents)[1]
    return flags
