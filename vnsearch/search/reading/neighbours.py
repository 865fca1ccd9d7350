"""How the words of a query are really written beside each other, with all their marks.

The index counts pairs of folded words only. Its token streams know more: some documents that
have a pair are read, and each place where words of the query follow one another tells which
marks they bear there.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise, product
from typing import TypeAlias

import numpy as np

from vnsearch.frozen import NamedTuple
from vnsearch.index.arrays.array_file import Array, Documents
from vnsearch.index.arrays.ranges import distinct
from vnsearch.query.clauses import Word
from vnsearch.search.matching.segment_view import SegmentView
from vnsearch.search.variants.word_variants import Variant
from vnsearch.text.syllable import respelled
from vnsearch.text.terms import folded_term

Slot: TypeAlias = tuple[Word, ...]  # what may stand at one place of a query
Run: TypeAlias = Sequence[Slot]  # places side by side

_SAMPLE = 1 << 16  # tokens that are read for all pairs together, and at most of one document
_MOST_OF_A_PAIR = 16  # documents that are read for it
_MOST_VARIANTS = 40  # of a word: Vietnamese has 27 at most in 140,000 articles
_ABSENT = 0.01  # occurrences that a term has without any


class Neighbours(NamedTuple):
    """The exact terms that answer the words of a query, and what the index tells of them."""

    numbers: dict[str, int]  # of each term
    answers: dict[str, tuple[str, ...]]  # by word: itself, then what answers it exactly
    shares: Array  # of each term in all tokens of the index, never 0
    beside: Array  # [left, right]: how often in the sample; more where the match is longer

    def terms(self, slot: Slot) -> tuple[str, ...]:
        """The different terms that may stand in a slot."""
        return tuple(dict.fromkeys(term for word in slot for term in self.answers[word.term]))

    def places(self, slot: Slot) -> Array:
        """The numbers of those terms."""
        return np.array([self.numbers[term] for term in self.terms(slot)], np.intp)


def count_neighbours(views: Sequence[SegmentView], runs: Sequence[Run]) -> Neighbours:
    """Counts what may stand in the slots of a query, and what there stands side by side."""
    words = {word.term: word for run in runs for slot in run for word in slot}
    answers = {term: {term: 0} for term in words}
    numbers = {term: number for number, term in enumerate(words, 1)}  # 0 is any other term
    held = []
    for segment in views:
        of_segment: dict[int, tuple[int, int]] = {}
        for word in words.values():
            for variant, occurrences in _commonest(segment, word):
                # A spelling with i for y counts as evidence for the one that was typed.
                term = variant.term if variant.spelled else respelled(variant.term)
                answers[word.term][term] = 0
                number = numbers.setdefault(term, len(numbers) + 1)
                of_segment[variant.ordinal] = number, occurrences
        held.append(of_segment)
    size = len(numbers) + 1
    neighbours = Neighbours(
        numbers,
        {term: tuple(answering) for term, answering in answers.items()},
        np.full(size, _ABSENT),
        np.zeros((size, size)),
    )
    sides = [both for run in runs for both in pairwise(run)]
    wanted = _side_by_side(neighbours, sides)
    for segment, of_segment, documents in zip(views, held, _sample(views, sides), strict=True):
        terms = np.fromiter(of_segment, np.intp, len(of_segment))
        ours, counts = np.array([*of_segment.values()], np.intp).reshape(-1, 2).T
        np.add.at(neighbours.shares, ours, counts.astype(np.float64))
        if len(documents):
            number_of = np.zeros(len(segment.segment.stream.term_of), np.uint16)
            number_of[segment.segment.stream.code_of[terms]] = ours
            neighbours.beside[:] += _read(segment, documents, number_of, wanted)
    tokens = sum(segment.segment.live_tokens for segment in views)
    return neighbours._replace(shares=neighbours.shares / max(tokens, 1))


def _commonest(segment: SegmentView, word: Word) -> list[tuple[Variant, int]]:
    """What answers a word exactly in the live documents of a segment, and how often: the word
    itself, and not too much else.
    """
    counted = [
        (variant, occurrences)
        for variant in segment.variants(word)
        if variant.exact and (occurrences := segment.segment.live_occurrences(variant.ordinal))
    ]
    if len(counted) > _MOST_VARIANTS:
        counted.sort(key=lambda each: (each[0].term != word.term, -each[1]))
    return counted[:_MOST_VARIANTS]


def _side_by_side(neighbours: Neighbours, sides: Sequence[tuple[Slot, Slot]]) -> Array:
    """[left, right]: whether two terms may stand side by side."""
    wanted = np.zeros(neighbours.beside.shape, bool)
    for left, right in sides:
        wanted[neighbours.places(left)[:, None], neighbours.places(right)] = True
    return wanted


def _sample(views: Sequence[SegmentView], sides: Sequence[tuple[Slot, Slot]]) -> list[Array]:
    """Documents of each segment that have a pair, for every pair a few, evenly spread."""
    pairs = {
        (folded_term(first.term), folded_term(second.term)): (first.term, second.term)
        for left, right in sides
        for first, second in product(left[::-1], right[::-1])
    }
    documents = sum(segment.segment.live_documents for segment in views)
    tokens = sum(segment.segment.live_tokens for segment in views)
    affordable = _SAMPLE * documents // max(tokens * len(pairs), 1)
    most = min(max(affordable, 1), _MOST_OF_A_PAIR)
    chosen: list[list[Array]] = [[np.zeros(0, np.intp)] for _ in views]
    for first, second in pairs.values():
        bearing = [segment.bearing(first, second) for segment in views]
        for parts, documents_of, places in zip(
            chosen, bearing, _spread(bearing, most), strict=True
        ):
            parts.append(documents_of[places])
    unique = [distinct(np.concatenate(parts)) for parts in chosen]
    return [
        segment.segment.among_live(each) for segment, each in zip(views, unique, strict=True)
    ]


def _spread(lists: Sequence[Array], most: int) -> list[Array]:
    """At most so many places in some lists, evenly spread as if the lists were one."""
    ends = list(accumulate(map(len, lists), initial=0))
    count = min(most, ends[-1])
    places = [number * ends[-1] // count for number in range(count)]
    return [
        np.array([place - start for place in places if start <= place < end], np.intp)
        for start, end in pairwise(ends)
    ]


def _read(segment: SegmentView, documents: Documents, number_of: Array, wanted: Array) -> Array:
    """How often terms stand side by side in the documents; n matches in a row count n times n.

    `number_of` gives the number of each code of the stream, 0 for what is not wanted.
    """
    codes, lengths = segment.segment.streams(documents, most=_SAMPLE)
    numbers = number_of[codes]
    near = (numbers[:-1] > 0) & (numbers[1:] > 0)
    near[np.cumsum(lengths)[:-1] - 1] = False  # no neighbours across two documents
    places = np.flatnonzero(near)
    left, right = numbers[places].astype(np.intp), numbers[places + 1].astype(np.intp)
    matching = wanted[left, right]
    places, left, right = places[matching], left[matching], right[matching]
    row = np.concatenate(([0], np.cumsum(places[1:] > places[:-1] + 1)))[: len(places)]
    in_row = np.bincount(row)[row]
    size = len(wanted)
    counts = np.bincount(left * size + right, in_row * in_row, size * size)
    return counts.reshape(size, size)
