"""How the words of a query are really written beside each other, with all their marks.

The index counts pairs of folded words only. Its token streams know more: some documents that
have a pair are read, and each place where words of the query follow one another tells which
marks they bear there.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, product
from typing import NamedTuple, TypeAlias

import numpy as np

from vnsearch.index.arrays import Array
from vnsearch.search.lists import SegmentLists
from vnsearch.search.query import Word
from vnsearch.text.syllable import respelled

Slot: TypeAlias = tuple[Word, ...]  # what may stand at one place of the query
Run: TypeAlias = Sequence[Slot]

_SAMPLE = 1 << 16  # tokens that are read
_MOST_OF_A_PAIR = 16  # documents


class Neighbours(NamedTuple):
    """Exact terms that answer words of the query; `number_of` numbers them."""

    number_of: dict[str, int]
    words: dict[str, tuple[str, ...]]  # the terms that answer each word as it is spelled
    shares: Array  # of each term in all tokens of the index; never 0
    beside: Array  # [left, right]: how often in the sample, more in a longer match

    def numbers(self, slot: Slot) -> Array:
        """The terms that may stand in a slot; those that were typed are always among them."""
        terms = dict.fromkeys(term for word in slot for term in self.words[word.term])
        return np.array([self.number_of[term] for term in terms], np.intp)


def count_neighbours(lists: Sequence[SegmentLists], runs: Sequence[Run]) -> Neighbours:
    """What the index tells of the words in the slots and of their neighbours."""
    words = {word.term: word for run in runs for slot in run for word in slot}
    terms = {key: _terms(lists, word) for key, word in words.items()}
    number_of: dict[str, int] = {}
    for key, found in terms.items():
        for term in (*found, key):
            number_of.setdefault(term, len(number_of) + 1)
    size = len(number_of) + 1
    pairs = np.zeros((size, size), bool)
    spelled = {key: tuple(dict.fromkeys((key, *found))) for key, found in terms.items()}
    neighbours = Neighbours(number_of, spelled, np.zeros(size), np.zeros((size, size)))
    for run in runs:
        for left, right in pairwise(run):
            pairs[np.ix_(neighbours.numbers(left), neighbours.numbers(right))] = True
    counts, tokens = np.ones(size), size
    for segment, documents in zip(lists, _sample(lists, runs), strict=True):
        codes_of, numbers = _codes(segment, words.values(), number_of)
        counts += np.bincount(numbers, _occurrences(segment, codes_of), size)
        tokens += segment.segment.live_tokens
        if len(documents):
            number_at = np.zeros(len(segment.segment.stream.term_of), np.int64)
            number_at[codes_of] = numbers
            neighbours.beside[:] += _count(segment, documents, number_at, pairs)
    return neighbours._replace(shares=counts / tokens)
