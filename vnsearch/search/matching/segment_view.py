"""The posting lists of one query in one segment: which documents answer, and how often."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TypeAlias

import numpy as np

from vnsearch.frozen import NamedTuple
from vnsearch.index.arrays.array_file import Array, Documents, Mask
from vnsearch.index.arrays.ranges import kept
from vnsearch.index.segment.postings.posting_file import PostingFile
from vnsearch.index.segment.postings.posting_list import PostingList
from vnsearch.index.segment.reader import TEXT, Segment
from vnsearch.query.clauses import WITH_WAYS, Fuzzy, Prefix, Word
from vnsearch.search.bm25 import FOLDED_WEIGHT
from vnsearch.search.matching.counted_once import Counts, count_once, widened
from vnsearch.search.matching.joined_lists import read_joined
from vnsearch.search.matching.word_list import WeightedList, WordList, in_any
from vnsearch.search.variants.prefix_and_fuzzy import fuzzy_variants, prefix_variants
from vnsearch.search.variants.term_codes import TermCodes
from vnsearch.search.variants.word_variants import (
    QueryWord,
    Variant,
    only_typed,
    query_word,
    variants,
)
from vnsearch.search.ways.way import Way, WayInSegment
from vnsearch.text.marks import has_marks
from vnsearch.text.terms import folded_term

Term: TypeAlias = Word | Prefix | Fuzzy


class ClauseMatches(NamedTuple):
    """What one clause finds: documents, rising, and how many words each answers."""

    documents: Documents
    exact: Array  # words answered exactly
    spelled: Array  # and of those as spelled


class SegmentView:
    """Reads the lists that a query asks for, each once.

    `alone`: the query is one word, and counts as typed only with its very marks; beside other
    words the neighbours tell which was meant. `exact`: only the very words typed answer.
    """

    def __init__(
        self, segment: Segment, alone: bool, exact: bool = False, ways: Sequence[Way] = ()
    ) -> None:
        self.segment = segment
        self.exact = exact
        self._ways: dict[str, list[WayInSegment]] = {}  # by field
        self._ways_for: dict[tuple[str, tuple[str, ...]], list[WayInSegment]] = {}
        for way in ways:
            here = WayInSegment(segment, way)
            self._ways.setdefault(way.field, []).append(here)
            for terms in way.stood_for():
                self._ways_for.setdefault((way.field, terms), []).append(here)
        self._alone = alone
        self._lists: dict[tuple[str, str], WordList] = {}
        self._pairs: dict[tuple[str, str], WordList] = {}
        self._wider: dict[tuple[str, ...], WordList] = {}
        self._counted: dict[tuple[WayInSegment, ...], list[Counts]] = {}
        self._variants: dict[tuple[str, str], Sequence[Variant]] = {}
        self._codes: dict[tuple[str, tuple[Term, ...]], TermCodes] = {}
        self._bearing: dict[tuple[str, str], Documents] = {}
        self._read: dict[tuple[PostingFile, int], PostingList] = {}

    def ways(self, field: str = TEXT) -> Sequence[WayInSegment]:
        """What stands for words of the query in a field."""
        return self._ways.get(field, ())

    def ways_for(self, terms: tuple[str, ...], field: str = TEXT) -> Sequence[WayInSegment]:
        """What stands for a word of the query, or for a pair, in a field."""
        return self._ways_for.get((field, terms), ())

    def have_ways(self, documents: Documents) -> Mask:
        """Which of some documents have what stands for words of the query in the text."""
        mask = np.zeros(self.segment.documents, bool)
        for way in self.ways():
            for postings in way.lists:
                postings.mark(mask)
        return mask[documents]

    def read(self, file: PostingFile, ordinal: int) -> PostingList:
        """The list of that number of a file of the segment."""
        key = file, ordinal
        if key not in self._read:
            self._read[key] = self.segment.recent.read(file, ordinal)
        return self._read[key]

    def variants(self, term: Term, field: str = TEXT) -> Sequence[Variant]:
        """The terms of a field that answer a word, a prefix or an approximate word."""
        key = field, str(term)
        if key not in self._variants:
            lexicon = self.segment.lexicon_of(field)
            if isinstance(term, Word):
                answers = variants(lexicon, query_word(term.term))
                self._variants[key] = only_typed(answers, term.term) if self.exact else answers
            elif isinstance(term, Prefix):
                self._variants[key] = prefix_variants(lexicon, term.term, self.exact)
            else:
                self._variants[key] = fuzzy_variants(lexicon, term.term)
        return self._variants[key]

    def word(self, term: Term, field: str = TEXT) -> WordList:
        """The documents that answer it in a field."""
        key = field, str(term)
        if key not in self._lists:
            self._lists[key] = self._look_up(term, field)
        return self._lists[key]

    def pair(self, first: str, second: str) -> WordList:
        """The documents that have two words side by side, folded."""
        key = first, second
        if key not in self._pairs:
            self._pairs[key] = self._look_up_pair(query_word(first), query_word(second))
        return self._pairs[key]

    def bearing(self, first: str, second: str) -> Documents:
        """The documents that have two words side by side; where some of them have the words
        with the very marks that they bear here, if any, only those.
        """
        key = first, second
        if key not in self._bearing:
            documents = self.pair(first, second).documents
            for term in filter(has_marks, key):
                same = [each for each in self.variants(Word(term, 0, 0)) if each.same]
                bears_it = in_any(self._exact_lists(same), documents)
                documents = kept(documents, bears_it) if bears_it.any() else documents
            self._bearing[key] = documents
        return self._bearing[key]

    def typed(self, terms: Sequence[Term], documents: Documents) -> Array:
        """How many of some words each of some rising documents has in the very form typed."""
        counts = np.zeros(len(documents), np.int64)
        for term in terms:
            if isinstance(term, Word):
                same = only_typed(self.variants(term), term.term)
                counts += in_any(self._exact_lists(same), documents)
        return counts

    def answering(self, term: Term, field: str = TEXT) -> WordList:
        """The documents that answer it in a field, in whichever way it is written there."""
        word_list = self.word(term, field)
        ways = self.ways_for((term.term,), field)
        if not (ways and isinstance(term, WITH_WAYS)):
            return word_list
        return self._widened((field, str(term)), word_list, ways)

    def answering_pair(self, first: str, second: str) -> WordList:
        """The documents that have two words side by side, or what stands for both."""
        pair = self.pair(first, second)
        ways = self.ways_for((first, second))
        return self._widened((TEXT, first, second), pair, ways) if ways else pair

    def _widened(
        self, key: tuple[str, ...], word_list: WordList, ways: Sequence[WayInSegment]
    ) -> WordList:
        if key not in self._wider:
            together = tuple(ways)  # all words of a name have the same ones
            if together not in self._counted:
                self._counted[together] = count_once(self.segment, together)
            self._wider[key] = widened(word_list, self._counted[together])
        return self._wider[key]

    def codes(self, terms: tuple[Term, ...], field: str = TEXT) -> TermCodes:
        """Which codes of a field's streams answer some terms, and how well."""
        key = field, terms
        if key not in self._codes:
            answers = [self.variants(term, field) for term in terms]
            self._codes[key] = TermCodes(self.segment.code_of(field), answers)
        return self._codes[key]

    def _look_up(self, term: Term, field: str) -> WordList:
        if isinstance(term, Word) and field == TEXT and not self.exact:
            word = query_word(term.term)
            return self._marked(term, word) if word.marked else self._bare(word)
        if (
            isinstance(term, Prefix)
            and field == TEXT
            and not (self.exact or has_marks(term.term))
        ):
            return self._begun(folded_term(term.term))
        return self._expanded(self.variants(term, field), self.segment.postings_of(field))

    def _begun(self, prefix: str) -> WordList:
        """A prefix without marks: all that has its letters answers alike."""
        folds = np.arange(*self.segment.lexicon.folds.prefix_range(prefix))
        joined = self._read_all(self.segment.folded, folds)
        lists = [WeightedList(postings, 1.0) for postings in joined]
        return WordList(self.segment.documents, lists, joined, joined, joined)

    def _bare(self, word: QueryWord) -> WordList:
        lists = self._folded(word, 1.0)
        postings = _postings(lists)
        typed = postings
        if len(word.spellings) > 1:
            ordinal = self.segment.lexicon.folds.find(word.spellings[0].fold)
            typed = [postings[0]] if ordinal >= 0 else []
        return WordList(self.segment.documents, lists, postings, postings, typed)

    def _marked(self, term: Word, word: QueryWord) -> WordList:
        variants = self.variants(term)
        exact = [variant for variant in variants if variant.exact]
        if len(exact) == len(variants):
            return self._expanded(variants, self.segment.exact)
        # Every occurrence counts a little, through the folded lists; an exact one in full.
        folded = self._folded(word, FOLDED_WEIGHT)
        postings = self._exact_lists(exact)
        read = [
            WeightedList(held, variant.weight - variant.folded)
            for held, variant in zip(postings, exact, strict=True)
        ]
        spelled = self._spelled(exact, postings)
        lists = folded + read
        return WordList(self.segment.documents, lists, _postings(folded), postings, spelled)

    def _expanded(self, variants: Sequence[Variant], file: PostingFile) -> WordList:
        grades: dict[tuple[float, bool, bool], list[int]] = {}
        for variant in variants:
            grade = variant.weight, variant.exact, self._is_spelled(variant)
            grades.setdefault(grade, []).append(variant.ordinal)
        size = self.segment.documents
        held = [
            (postings, *grade)
            for grade, numbers in grades.items()
            for postings in self._read_all(file, np.array(numbers))
        ]
        return WordList(
            size,
            [WeightedList(postings, weight) for postings, weight, _, _ in held],
            [postings for postings, _, _, _ in held],
            [postings for postings, _, exact, _ in held if exact],
            [postings for postings, _, _, spelled in held if spelled],
        )

    def _exact_lists(self, variants: Sequence[Variant]) -> list[PostingList]:
        return [self.read(self.segment.exact, variant.ordinal) for variant in variants]

    def _look_up_pair(self, first: QueryWord, second: QueryWord) -> WordList:
        """The documents in which the two stand side by side, in each of their spellings."""
        segment = self.segment
        find = segment.lexicon.folds.find
        lists = []
        for left in first.spellings:
            left_fold = find(left.fold)
            for right in second.spellings:
                right_fold = find(right.fold)
                if left_fold >= 0 and right_fold >= 0:
                    ordinal = segment.pair_lexicon.find(left_fold, right_fold)
                    if ordinal >= 0:
                        held = self.read(segment.pairs, ordinal)
                        lists.append(WeightedList(held, left.weight * right.weight))
        postings = _postings(lists)
        return WordList(segment.documents, lists, postings, postings, postings)

    def _read_all(self, file: PostingFile, numbers: Array) -> list[PostingList]:
        """The lists of those rising numbers; of many, which count alike, fewer."""
        return read_joined(file, numbers, self.segment.documents, partial(self.read, file))

    def _folded(self, word: QueryWord, weight: float) -> list[WeightedList]:
        find = self.segment.lexicon.folds.find
        return [
            WeightedList(self.read(self.segment.folded, ordinal), weight * spelling.weight)
            for spelling in word.spellings
            if (ordinal := find(spelling.fold)) >= 0
        ]

    def _spelled(
        self, variants: Sequence[Variant], postings: Sequence[PostingList]
    ) -> list[PostingList]:
        return [
            chosen
            for variant, chosen in zip(variants, postings, strict=True)
            if self._is_spelled(variant)
        ]

    def _is_spelled(self, variant: Variant) -> bool:
        return variant.as_typed and (variant.same or not self._alone)


def _postings(lists: Sequence[WeightedList]) -> list[PostingList]:
    return [chosen.postings for chosen in lists]
