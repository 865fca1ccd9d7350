"""Where some tokens of some texts stand, found by array operations.

The same places as `vnsearch.text.tokenize` gives, without an object for every token.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import numpy as np

from vnsearch.index.arrays.array_file import Array
from vnsearch.index.arrays.character_table import CharacterTable
from vnsearch.text.characters import LETTER, character_class
from vnsearch.text.tokenize import may_be_signed, token_bounds

_classes = CharacterTable(character_class)


def places_of(text: str, numbers: Array) -> list[tuple[int, int]]:
    """The [start, end) of the tokens of those numbers in one text; raises as `places_in`."""
    starts, ends = places_in([text], np.zeros(len(numbers), np.intp), numbers)
    return list(zip(starts.tolist(), ends.tolist(), strict=True))


def places_in(texts: Sequence[str], owner: Array, numbers: Array) -> tuple[Array, Array]:
    """The starts and the ends of tokens, each in its own text, given by text and number.

    Raises IndexError for a token that a text does not have.
    """
    joined = "\n".join(texts)
    bases = np.array([0, *accumulate(len(text) + 1 for text in texts)])
    classes = _classes.numbers(joined)
    inside = np.zeros(len(classes) + 2, bool)
    np.equal(classes, LETTER, out=inside[1:-1])
    changes = (inside[1:] != inside[:-1]).nonzero()[0]
    firsts = changes[::2].searchsorted(bases)  # the first token of each text
    tokens: Array = firsts[owner] + numbers
    careful = _careful(texts, joined, classes, bases)
    if careful:
        ordinary = np.ones(len(texts), bool)
        ordinary[careful] = False
        plain: Array = ordinary[owner]
        _check(tokens[plain] < firsts[owner[plain] + 1])
        tokens[~plain] = 0
    else:
        _check(tokens < firsts[owner + 1])
    if not len(changes):
        changes = np.zeros(2, np.intp)
    starts, ends = changes[2 * tokens] - bases[owner], changes[2 * tokens + 1] - bases[owner]
    for text in careful:
        chosen = np.flatnonzero(owner == text)
        bounds = np.array(token_bounds(texts[text]), np.intp).reshape(-1, 2)
        starts[chosen], ends[chosen] = bounds[numbers[chosen]].T
    return starts, ends


def _careful(texts: Sequence[str], joined: str, classes: Array, bases: Array) -> list[int]:
    """The texts with marks of their own, with invisible characters or with C++ and the like."""
    found: set[int] = set()
    if classes.max(initial=0) > LETTER:
        places = np.flatnonzero(classes > LETTER)
        found.update((bases.searchsorted(places, "right") - 1).tolist())
    if may_be_signed(joined):
        found.update(number for number, text in enumerate(texts) if may_be_signed(text))
    return sorted(found)


def _check(there: Array) -> None:
    if not there.all():
        raise IndexError("a token behind the last of its text")
