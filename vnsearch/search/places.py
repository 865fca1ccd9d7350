"""Where some of a text's tokens stand, found by array operations.

The same places as `vnsearch.text.tokenize` gives, without an object for every token.
"""

from __future__ import annotations

import numpy as np

from vnsearch.index.arrays import Array
from vnsearch.text.characters import LETTER, character_class
from vnsearch.text.tokenize import token_bounds

# By code point: what the character is to a token, from 1; 0 where nobody has asked so far.
_classes = np.zeros(0x110000, np.uint8)


def places_of(text: str, numbers: Array) -> list[tuple[int, int]]:
    """The [start, end) of the tokens of those numbers, which rise."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    classes = _classes[points]
    if not classes.all():
        for point in set(points[classes == 0].tolist()):
            _classes[point] = 1 + character_class(chr(point))
        classes = _classes[points]
    if classes.max(initial=0) > 1 + LETTER:  # marks of their own and invisible characters
        bounds = token_bounds(text)
        return [bounds[number] for number in numbers.tolist()]
    inside = np.concatenate(([False], classes == 1 + LETTER, [False]))
    changes = (inside[1:] != inside[:-1]).nonzero()[0]
    starts, ends = changes[2 * numbers], changes[2 * numbers + 1]
    return list(zip(starts.tolist(), ends.tolist(), strict=True))
