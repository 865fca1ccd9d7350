"""How many different words, and pairs of neighbours, a text of many pieces has.

Each takes memory of its own and time, however short the text.
"""

from __future__ import annotations

import numpy as np

from vnsearch.documents.limits import DIFFERENT_PAIRS, DIFFERENT_WORDS
from vnsearch.index.arrays.array_file import Array
from vnsearch.index.making.tokenizing.linear_count import LinearCount
from vnsearch.index.making.tokenizing.spelled_words import has_more_words, is_varied

_BITS = 24  # of the slots for pairs, so that about half of them are taken at the limit
_FIRST = np.uint64(32)  # bits above the second term of a pair
_SPELLINGS = 2  # of a term; more, all over a text, are no text that anybody wrote


class TooManyTermsError(Exception):
    """A text has more different terms, or pairs of them, than one may have: `most` says it."""

    def __init__(self, most: str) -> None:
        super().__init__(most)
        self.most = most


class Variety:
    """What the pieces of one text have had so far.

    Terms are made one by one: where most words of a piece are different ones, those of the
    whole text are counted before.
    """

    def __init__(self) -> None:
        self._terms: Array = np.zeros(0, bool)  # by number
        self._pairs = LinearCount(_BITS, DIFFERENT_PAIRS)
        self._is_foreseen = False

    def foresee(self, text: str, start: int, end: int) -> None:
        """Look at a piece of a text before it is read. Raises TooManyTermsError."""
        if self._is_foreseen or not is_varied(text[start:end]):
            return
        self._is_foreseen = True
        if has_more_words(text[start:], _SPELLINGS * DIFFERENT_WORDS):
            raise _too_many_words()

    def add(self, tokens: Array, said: Array, terms: int) -> None:
        """Count those of a piece, given by the numbers of its tokens and of what it says,
        where so many terms are known. Raises TooManyTermsError.
        """
        self._terms = np.append(self._terms, np.zeros(terms - len(self._terms), bool))
        self._terms[tokens] = self._terms[said] = True
        if np.count_nonzero(self._terms) > DIFFERENT_WORDS:
            raise _too_many_words()
        pairs = tokens[:-1].astype(np.uint64) << _FIRST
        pairs |= tokens[1:].astype(np.uint64)
        self._pairs.add(pairs)
        if self._pairs.are_more():
            raise TooManyTermsError(f"{DIFFERENT_PAIRS:,} different pairs of")


def _too_many_words() -> TooManyTermsError:
    return TooManyTermsError(f"{DIFFERENT_WORDS:,} different")
