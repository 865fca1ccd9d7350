"""The terms of some tokens in the order of the index: by folded term, then by exact term."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import NamedTuple, TypeVar

import numpy as np

from vnsearch.index.segment.array_file import Array
from vnsearch.index.segment.lexicon import Lexicon

_Key = TypeVar("_Key", bound=Hashable)


class Vocabulary(NamedTuple):
    """Sorted terms; `place_of` gives the place of each number they had before."""

    folds: list[str]
    terms: list[str]
    fold_ends: Array  # where the variants of each folded term end
    fold_of: Array  # the folded term of each term
    place_of: Array


def sort_terms(terms: Sequence[str], folds: Sequence[str], numbers: Array) -> Vocabulary:
    """The vocabulary of those `terms` that occur in `numbers`; `folds` runs beside `terms`."""
    present = np.flatnonzero(np.bincount(numbers, minlength=len(terms))).tolist()
    order = sorted([(folds[number], terms[number], number) for number in present])
    place_of = np.zeros(len(terms), np.uint32)
    place_of[[number for _, _, number in order]] = np.arange(len(order), dtype=np.uint32)
    counts: dict[str, int] = {}
    for fold, _, _ in order:
        counts[fold] = counts.get(fold, 0) + 1
    sizes = np.fromiter(counts.values(), np.int64, len(counts))
    fold_of = np.repeat(np.arange(len(counts), dtype=np.uint32), sizes)
    sorted_terms = [term for _, term, _ in order]
    return Vocabulary(list(counts), sorted_terms, np.cumsum(sizes), fold_of, place_of)


class JoinedVocabulary(NamedTuple):
    """The live terms of several segments together.

    `numbers` and `fold_numbers` give, for each segment, the place here of each of its terms,
    rising; a term that has gone has the place of the next that has not.
    """

    folds: list[str]
    terms: list[str]
    fold_ends: Array
    numbers: list[Array]
    fold_numbers: list[Array]
    fold_live: list[Array]


def join_lexicons(lexicons: Sequence[Lexicon], live: Sequence[Array]) -> JoinedVocabulary:
    """The vocabulary of all lexicons' live terms."""
    keys = []
    for lexicon in lexicons:
        folds = list(lexicon.folds)
        terms = zip(lexicon.fold_of().tolist(), lexicon.terms, strict=True)
        keys.append([(folds[fold], term) for fold, term in terms])
    joined = sorted(
        {
            key
            for lexicon_keys, flags in zip(keys, live, strict=True)
            for key, flag in zip(lexicon_keys, flags.tolist(), strict=True)
            if flag
        }
    )
    place_of = {key: place for place, key in enumerate(joined)}
    numbers = [_places(lexicon_keys, place_of) for lexicon_keys in keys]
    counts: dict[str, int] = {}
    for fold, _ in joined:
        counts[fold] = counts.get(fold, 0) + 1
    fold_place = {fold: place for place, fold in enumerate(counts)}
    fold_numbers = [_places(list(lexicon.folds), fold_place) for lexicon in lexicons]
    fold_live = [
        np.array([fold in fold_place for fold in lexicon.folds], bool) for lexicon in lexicons
    ]
    ends = np.cumsum(np.fromiter(counts.values(), np.int64, len(counts)))
    names = [term for _, term in joined]
    return JoinedVocabulary(list(counts), names, ends, numbers, fold_numbers, fold_live)


def _places(keys: Sequence[_Key], place_of: Mapping[_Key, int]) -> Array:
    places = np.array([place_of.get(key, -1) for key in keys], np.int64)
    return fill_gone(places, len(place_of))


def fill_gone(places: Array, count: int) -> Array:
    """Rising places in which each -1 has become the place that follows, `count` at the end."""
    filled = np.where(places < 0, count, places)
    rising: Array = np.minimum.accumulate(filled[::-1])[::-1]
    return rising
