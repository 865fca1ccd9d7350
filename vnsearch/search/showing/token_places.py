"""Where some of a text's tokens stand, found by array operations.

The same places as `vnsearch.text.tokenize` gives, without an object for every token.
"""

from __future__ import annotations

import numpy as np

from vnsearch.index.arrays.array_file import Array
from vnsearch.index.arrays.character_table import CharacterTable
from vnsearch.text.characters import LETTER, character_class
from vnsearch.text.tokenize import may_be_signed, token_bounds

_classes = CharacterTable(character_class)


def places_of(text: str, numbers: Array) -> list[tuple[int, int]]:
    """The [start, end) of the tokens of those numbers, which rise."""
    classes = _classes.numbers(text)
    if classes.max(initial=0) > LETTER or may_be_signed(text):
        # Marks of their own, invisible characters, C++.
        bounds = token_bounds(text)
        return [bounds[number] for number in numbers.tolist()]
    inside = np.concatenate(([False], classes == LETTER, [False]))
    changes = (inside[1:] != inside[:-1]).nonzero()[0]
    starts, ends = changes[2 * numbers], changes[2 * numbers + 1]
    return list(zip(starts.tolist(), ends.tolist(), strict=True))
