"""The terms of some tokens in the order of the index: by folded term, then by exact term."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from vnsearch.index.arrays.array_file import Array
from vnsearch.index.arrays.ranges import firsts
from vnsearch.index.making.invert import slices
from vnsearch.index.segment.layout import GAP
from vnsearch.index.segment.lexicon import Lexicon
from vnsearch.text.terms import folded_term

_BEFORE_TERM = "\0"  # sorts before every letter


class Vocabulary(NamedTuple):
    """The terms that occur in some tokens, sorted; `place_of` has the place of each number, and
    behind them GAP, for -1.
    """

    numbers: Array  # of the terms
    fold_ends: Array  # where the variants of each folded term end
    fold_of: Array  # the folded term of each term
    place_of: Array


class GrowingVocabulary:
    """The terms of a tokenizer in their order, which is kept as terms are added."""

    def __init__(self) -> None:
        self._ordered: list[str] = []  # every term behind its folded term
        self._sorted: Array = np.zeros(0, np.uint32)  # their numbers
        self._fold_of: Array = self._sorted  # and their folded terms, by their order
        self._folds: dict[str, int] = {}  # folded terms, numbered as they came
        self._fold_by_number: Array = self._sorted

    def choose(self, terms: Sequence[str], numbers: Array) -> Vocabulary:
        """The vocabulary of some tokens, given by the numbers of their `terms` or -1."""
        self._grow(terms)
        present = np.zeros(len(terms) + 1, bool)  # the last one is for gaps
        for part in slices(len(numbers)):
            present[numbers[part]] = True
        chosen = np.flatnonzero(present[self._sorted])
        kept = self._sorted[chosen]
        return _vocabulary(kept, firsts(self._fold_of[chosen]), len(terms))

    def keys(self) -> tuple[list[str], Array]:
        """Every term behind its folded term, in their order, and the place of each number."""
        place_of = np.empty(len(self._sorted), np.uint32)
        place_of[self._sorted] = np.arange(len(self._sorted), dtype=np.uint32)
        return self._ordered, place_of

    def _grow(self, terms: Sequence[str]) -> None:
        known = len(self._ordered)
        if known == len(terms):
            return
        added = terms[known:]
        # Most are ASCII, and their own folds.
        folds = [term if term.isascii() else folded_term(term) for term in added]
        keys = list(map(_BEFORE_TERM.join, zip(folds, added, strict=True)))
        order = sorted(range(len(keys)), key=keys.__getitem__)
        places = [bisect_left(self._ordered, keys[each]) for each in order]
        self._sorted = np.insert(self._sorted, places, np.array(order, np.uint32) + known)
        self._ordered += keys
        self._ordered.sort()
        numbers = [self._folds.setdefault(fold, len(self._folds)) for fold in folds]
        self._fold_by_number = np.append(self._fold_by_number, np.array(numbers, np.uint32))
        first = firsts(self._fold_by_number[self._sorted])
        self._fold_of = (np.cumsum(first) - 1).astype(np.uint32)


class FewTerms(GrowingVocabulary):
    """The same for few documents out of many: only the terms that occur are put in order."""

    def __init__(self) -> None:
        super().__init__()
        self._keys: list[tuple[str, str]] = []  # by number: folded term, term

    def choose(self, terms: Sequence[str], numbers: Array) -> Vocabulary:
        """The vocabulary of some tokens, given by the numbers of their `terms` or -1."""
        self._keys += [(folded_term(term), term) for term in terms[len(self._keys) :]]
        held = np.zeros(len(terms) + 1, bool)  # the last one is for gaps
        held[numbers] = True
        present = np.flatnonzero(held[:-1])
        ordered = sorted(present.tolist(), key=self._keys.__getitem__)
        folds = [self._keys[ordinal][0] for ordinal in ordered]
        return ordered_vocabulary(np.array(ordered, np.uint32), folds, len(terms))


def ordered_vocabulary(numbers: Array, folds: Sequence[str], count: int) -> Vocabulary:
    """The vocabulary of some numbers out of so many, sorted, with the folded term of each."""
    first = np.fromiter(
        (fold != before for before, fold in pairwise(["", *folds])), bool, len(folds)
    )
    return _vocabulary(numbers, first, count)


def _vocabulary(numbers: Array, first: Array, count: int) -> Vocabulary:
    """The vocabulary of some numbers out of so many, sorted; `first` has which of them is the
    first of its folded term.
    """
    place_of = np.full(count + 1, GAP, np.uint32)
    place_of[numbers] = np.arange(len(numbers), dtype=np.uint32)
    starts = np.flatnonzero(first)
    ends = np.append(starts[1:], len(numbers)) if len(starts) else starts
    return Vocabulary(numbers, ends, (np.cumsum(first) - 1).astype(np.uint32), place_of)


class Terms(NamedTuple):
    """Some of the terms of a vocabulary: each behind its folded term, so that they sort."""

    keys: Sequence[str]  # of the whole vocabulary
    chosen: Array  # mask


class JoinedVocabulary(NamedTuple):
    """The terms of several vocabularies together.

    `numbers` gives for each vocabulary the place here of each of its terms, -1 for a term
    that was not chosen; `fold_of` the folded term of each term here.
    """

    folds: list[str]
    terms: list[str]
    fold_ends: Array
    fold_of: Array
    numbers: list[Array]


def lexicon_keys(lexicon: Lexicon) -> list[str]:
    """Every term of a lexicon behind its folded term."""
    folds = [fold + _BEFORE_TERM for fold in lexicon.folds]
    terms = zip(lexicon.fold_of().tolist(), lexicon.terms, strict=True)
    return [folds[fold] + term for fold, term in terms]


def join_vocabularies(vocabularies: Sequence[Terms]) -> JoinedVocabulary:
    """The chosen terms of all vocabularies."""
    joined = sorted({key for vocabulary in vocabularies for key in _chosen(vocabulary)})
    place_of = {key: place for place, key in enumerate(joined)}
    numbers = []
    for vocabulary in vocabularies:
        places: Array = np.full(len(vocabulary.keys), -1, np.int64)
        count = int(np.count_nonzero(vocabulary.chosen))
        places[vocabulary.chosen] = np.fromiter(
            map(place_of.__getitem__, _chosen(vocabulary)), np.int64, count
        )
        numbers.append(places)
    counts: dict[str, int] = {}
    terms = []
    for key in joined:
        fold, _, term = key.partition(_BEFORE_TERM)
        counts[fold] = counts.get(fold, 0) + 1
        terms.append(term)
    sizes = np.fromiter(counts.values(), np.int64, len(counts))
    fold_of = np.repeat(np.arange(len(counts)), sizes)
    return JoinedVocabulary(list(counts), terms, np.cumsum(sizes), fold_of, numbers)


def _chosen(terms: Terms) -> Iterator[str]:
    return map(terms.keys.__getitem__, np.flatnonzero(terms.chosen).tolist())


def fill_gone(places: Array, count: int) -> Array:
    """Rising places in which each -1 has become the place that follows, `count` at the end."""
    filled = np.where(places < 0, count, places)
    rising: Array = np.minimum.accumulate(filled[::-1])[::-1]
    return rising
