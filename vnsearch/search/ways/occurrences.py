"""What an index tells of words side by side, so that chance is told from a word of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

import numpy as np

from vnsearch.cached import cached_property
from vnsearch.frozen import NamedTuple
from vnsearch.index.arrays.array_file import Array, Documents
from vnsearch.index.arrays.ranges import cuts, distinct, owners
from vnsearch.index.segment.reader import Segment
from vnsearch.search.variants.word_variants import query_word, variants
from vnsearch.search.ways.sampling import KeyedText, Sample, texts_with
from vnsearch.text.terms import folded_term
from vnsearch.text.values.said import SAID

_BATCH = 1 << 21  # tokens looked through at once


class FormCount(NamedTuple):
    """How common a term is."""

    documents: int
    occurrences: int


class Together(NamedTuple):
    """Documents in which two terms stand side by side, and how often there words do that have
    the letters of both.
    """

    documents: int
    times: int


class Meetings(Protocol):
    """How often two folded words stand side by side."""

    @property
    def total(self) -> int:
        """The times that they do, whatever their marks."""
        ...

    def times_of(self, *terms: str) -> int:
        """The same in documents that have all of these terms."""
        ...

    def side_by_side(
        self, left: Iterable[str], right: Iterable[str]
    ) -> dict[tuple[str, str], Together]:
        """Which of all terms of the one's letters stand beside which of the other's."""
        ...


class Occurrences(Protocol):
    """Counts over the live documents of an index."""

    @property
    def tokens(self) -> int:
        """How many tokens there are."""
        ...

    def has(self, fold: str) -> bool:
        """Whether there is a term of these letters."""
        ...

    def says(self, term: str) -> bool:
        """Whether a document says this, as a term of what is said; it may be that none does."""
        ...

    def forms(self, fold: str) -> dict[str, FormCount]:
        """The terms of these letters."""
        ...

    def going_on_in_letters(self, digits: str) -> set[str]:
        """The terms that begin with these digits and a letter right behind."""
        ...

    def beside(self, first: str, second: str) -> bool:
        """Whether two words, folded, stand side by side anywhere."""
        ...

    def documents_beside(self, first: str, second: str) -> int:
        """How many live documents have two words, folded, side by side."""
        ...

    def meetings(self, left: str, right: str) -> Meetings:
        """Where two folded words meet."""
        ...

    def texts_with(self, terms: Sequence[str], sample: Sample) -> Sequence[KeyedText]:
        """Some texts, always the same, in which terms stand in a row."""
        ...


class SegmentOccurrences:
    """Asks the segments of an index, deleted documents left out; remembers what it found."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = segments
        self._forms: dict[str, dict[str, FormCount]] = {}
        self._beside: dict[tuple[str, str], int] = {}

    @cached_property
    def tokens(self) -> int:
        """How many tokens there are."""
        return sum(segment.live_tokens for segment in self._segments)

    def has(self, fold: str) -> bool:
        """Whether there is a term of these letters, maybe of deleted documents only."""
        return any(find(fold) >= 0 for find in self._find_folds)

    @cached_property
    def _find_folds(self) -> Sequence[Callable[[str], int]]:
        return [segment.lexicon.folds.find for segment in self._segments]

    def says(self, term: str) -> bool:
        """Whether a document says this, maybe a deleted one."""
        return any(each.field(SAID).lexicon.find(term) >= 0 for each in self._segments)

    def forms(self, fold: str) -> dict[str, FormCount]:
        """The terms of these letters."""
        if fold not in self._forms:
            counts: dict[str, FormCount] = {}
            for segment in self._segments:
                for ordinal, term in _forms(segment, fold):
                    before = counts.get(term, FormCount(0, 0))
                    count = _live_count(segment, ordinal)
                    counts[term] = FormCount(
                        before.documents + count.documents,
                        before.occurrences + count.occurrences,
                    )
            self._forms[fold] = counts
        return self._forms[fold]

    def going_on_in_letters(self, digits: str) -> set[str]:
        """The terms that begin with these digits and a letter right behind, in any segment."""
        terms: set[str] = set()
        for segment in self._segments:
            folds = segment.lexicon.folds
            # Letters sort behind digits, so what only has more digits is not looked at.
            first = folds.first_not_below(f"{digits}a".encode())
            last = folds.first_not_below(f"{digits}{{".encode())
            if first < last:
                groups = segment.lexicon.variants
                terms.update(segment.lexicon.terms.slice(groups(first)[0], groups(last - 1)[1]))
        return terms

    def beside(self, first: str, second: str) -> bool:
        """Whether some segment has two words, folded, side by side."""
        return any(segment.pair_ordinal(first, second) >= 0 for segment in self._segments)

    def documents_beside(self, first: str, second: str) -> int:
        """How many live documents have two words, folded, side by side."""
        both = folded_term(first), folded_term(second)
        if both not in self._beside:
            self._beside[both] = sum(_live_pairs(segment, *both) for segment in self._segments)
        return self._beside[both]

    def texts_with(self, terms: Sequence[str], sample: Sample) -> Sequence[KeyedText]:
        """Some live texts, always the same, in which terms stand in a row."""
        return texts_with(self._segments, terms, sample)

    def meetings(self, left: str, right: str) -> Meetings:
        """Where two folded words meet."""
        return _SegmentMeetings([_Meeting.of(each, left, right) for each in self._segments])


class _SegmentMeetings:
    """Where two folded words meet in the segments of an index."""

    def __init__(self, meeting: Sequence[_Meeting]) -> None:
        self._meeting = meeting

    @property
    def total(self) -> int:
        return sum(int(each.times.sum()) for each in self._meeting)

    def times_of(self, *terms: str) -> int:
        return sum(each.times_of(terms) for each in self._meeting)

    def side_by_side(
        self, left: Iterable[str], right: Iterable[str]
    ) -> dict[tuple[str, str], Together]:
        counts: dict[tuple[str, str], Together] = {}
        for each in self._meeting:
            for pair, (documents, times) in each.side_by_side():
                before = counts.get(pair, Together(0, 0))
                counts[pair] = Together(before.documents + documents, before.times + times)
        return counts


class _Meeting(NamedTuple):
    """The live documents of a segment in which two words meet, and how often in each."""

    segment: Segment
    words: tuple[str, str]
    documents: Documents
    times: Array

    @classmethod
    def of(cls, segment: Segment, first: str, second: str) -> _Meeting:
        """Where two folded words meet in a segment."""
        ordinal = segment.pair_ordinal(first, second)
        if ordinal < 0:
            none = np.zeros(0, np.intp)
            return cls(segment, (first, second), none, none)
        postings = segment.recent.read(segment.pairs, ordinal)
        live = segment.live[postings.documents]
        times = postings.frequencies[live].astype(np.int64)
        return cls(segment, (first, second), postings.documents[live], times)

    def times_of(self, terms: Sequence[str]) -> int:
        """How often they meet in documents that have all of these terms."""
        held = np.full(len(self.documents), True)
        for term in terms:
            numbers = [n for n, name in _forms(self.segment, folded_term(term)) if name == term]
            if not numbers or not len(held):
                return 0
            postings = self.segment.recent.read(self.segment.exact, numbers[0])
            held &= postings.holds(self.documents)
        return int(self.times[held].sum())

    def side_by_side(self) -> Iterator[tuple[tuple[str, str], Together]]:
        """Of each two terms of the words in what documents they stand side by side."""
        left, right = (_forms(self.segment, word) for word in self.words)
        begins, ends = _places_of(self.segment, left), _places_of(self.segment, right)
        counts = np.zeros((2, len(left) + 1, len(right) + 1), np.int64)
        for first, last in cuts(self.segment.stream_lengths()[self.documents], _BATCH):
            codes, lengths = self.segment.streams(self.documents[first:last])
            begin, end = begins[codes][:-1], ends[codes][1:]
            places = np.flatnonzero((begin > 0) & (end > 0))
            owner = owners(places, lengths)
            within = owner == owners(places + 1, lengths)
            places, owner = places[within], owner[within]
            shape = last - first, *counts[0].shape
            met = np.ravel_multi_index((owner, begin[places], end[places]), shape)
            owner, begin, end = np.unravel_index(distinct(met), shape)
            np.add.at(counts[0], (begin, end), 1)
            np.add.at(counts[1], (begin, end), self.times[first:last][owner])
        for one, other in np.argwhere(counts[0]).tolist():
            documents, times = counts[:, one, other].tolist()
            yield (left[one - 1][1], right[other - 1][1]), Together(documents, times)


def _forms(segment: Segment, fold: str) -> list[tuple[int, str]]:
    """The numbers and names of a segment's terms with some letters."""
    return [
        (variant.ordinal, variant.term)
        for variant in variants(segment.lexicon, query_word(fold))
        if variant.spelled
    ]


def _places_of(segment: Segment, forms: Sequence[tuple[int, str]]) -> Array:
    """By code of the segment's streams, the place of its term in a list of forms, from 1 on."""
    code_of = segment.code_of()
    table: Array = np.zeros(len(code_of) + 1, np.min_scalar_type(len(forms)))
    table[code_of[[number for number, _ in forms]]] = np.arange(1, len(forms) + 1)
    return table


def _live_pairs(segment: Segment, first: str, second: str) -> int:
    """How many live documents of a segment have two folded words side by side."""
    ordinal = segment.pair_ordinal(first, second)
    if ordinal < 0 or not len(segment.deleted):
        return segment.pairs.count(ordinal) if ordinal >= 0 else 0
    return len(segment.among_live(segment.recent.read(segment.pairs, ordinal).documents))


def _live_count(segment: Segment, ordinal: int) -> FormCount:
    if not len(segment.deleted):
        return FormCount(segment.exact.count(ordinal), segment.live_occurrences(ordinal))
    documents = segment.recent.read(segment.exact, ordinal).documents
    return FormCount(len(segment.among_live(documents)), segment.live_occurrences(ordinal))
