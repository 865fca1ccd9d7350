"""How many different words a text has, told many times sooner than by their terms.

What is counted are runs of letters and marks, in capitals or not.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from vnsearch.index.arrays.array_file import Array
from vnsearch.index.arrays.character_table import CharacterTable, code_points
from vnsearch.index.arrays.ranges import distinct
from vnsearch.index.making.tokenizing.linear_count import MULTIPLIER, LinearCount
from vnsearch.text.characters import LETTER, MARK, character_class

_PIECE = 1 << 18  # characters counted at once
_BITS = 23  # of the slots for words, so that few share one
_HALF = np.uint64(32)  # bits
_TOLD = 64  # characters of a word whose order tells it from others
_FACTORS = np.cumprod(np.full(_TOLD, MULTIPLIER, np.uint64))
_SAMPLED, _EVERY = 1 << 12, 1 << 16  # characters
_SHARE = 0.4  # of the words of a sample that are different; prose has less than half of that


def is_varied(text: str) -> bool:
    """Whether most words of some samples of a text are met once."""
    hashes = _hashes(" ".join(text[at : at + _SAMPLED] for at in range(0, len(text), _EVERY)))
    return len(distinct(hashes)) > _SHARE * len(hashes)


def has_more_words(text: str, most: int) -> bool:
    """Whether a text has more different words than that."""
    words = LinearCount(_BITS, most)
    for at in range(0, len(text), _PIECE):
        words.add(_hashes(text[at : at + _PIECE]))
        if words.are_more():
            return True
    return False


def _hashes(text: str) -> Array:
    """A number for each word, the same for the same letters."""
    lowered = text.lower()
    places = np.flatnonzero(_table().numbers(lowered))
    starts = np.flatnonzero(np.diff(places, prepend=-2) > 1)
    if not len(starts):
        return places.astype(np.uint64)
    within = np.arange(len(places)) - np.repeat(starts, np.diff(starts, append=len(places)))
    letters = code_points(lowered)[places].astype(np.uint64)
    letters *= _FACTORS[np.minimum(within, _TOLD - 1)]
    sums = np.add.reduceat(letters, starts)
    hashes: Array = sums ^ (sums >> _HALF)
    return hashes


@lru_cache(1)
def _table() -> CharacterTable:
    return CharacterTable(lambda character: character_class(character) in (LETTER, MARK))
