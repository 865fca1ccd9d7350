"""Words of an index one edit away from another word: one letter more, less, another, swapped.

The words of a table are compared at once: what two such words have in common at their beginning
and at their end leaves out one letter, or two that are swapped.
"""

from __future__ import annotations

from typing import AnyStr

import numpy as np

from vnsearch.index.arrays.array_file import Array
from vnsearch.index.segment.lexicon import StringTable


def one_edit_away(table: StringTable, fold: str) -> list[str]:
    """The folded terms of a table that differ by one edit from `fold`, a term in ASCII."""
    letters, ends = table.arrays()
    lengths = np.diff(ends, prepend=0)
    numbers = np.flatnonzero(np.abs(lengths - len(fold)) <= 1)
    ends, lengths = ends[numbers], lengths[numbers]
    starts = ends - lengths
    wanted = np.frombuffer(fold.encode(), np.uint8)
    head = _in_common(letters, starts, 1, lengths, wanted)
    tail = _in_common(letters, ends - 1, -1, lengths, wanted[::-1])
    longer = np.maximum(lengths, len(fold))
    near = (head + tail >= longer - 1) & ((head < longer) | (lengths != len(fold)))
    swapped = np.flatnonzero((lengths == len(fold)) & (head + tail == len(fold) - 2))
    places = starts[swapped] + head[swapped]
    crossed = wanted[np.stack((head[swapped] + 1, head[swapped]))]
    near[swapped] = (letters[np.stack((places, places + 1))] == crossed).all(0)
    return [table[ordinal] for ordinal in numbers[near].tolist()]


def _in_common(
    letters: Array, places: Array, step: int, lengths: Array, wanted: Array
) -> Array:
    """How many letters of each term, read from a place on, are those that are wanted."""
    count = np.zeros(len(places), np.intp)
    going = np.arange(len(places))
    for position, letter in enumerate(wanted.tolist()):
        going = going[lengths[going] > position]
        going = going[letters[places[going] + step * position] == letter]
        count[going] += 1
    return count


def is_one_edit(one: AnyStr, other: AnyStr) -> bool:
    """Whether two words differ by one letter more, less or another, or by two swapped."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    head = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if head is None:
        return True
    rest, others = one[head:], other[head:]
    return (
        rest[1:] == others[1:]
        or rest[1:] == others
        or rest == others[1:]
        or (rest[:2] == others[:2][::-1] and rest[2:] == others[2:])
    )
