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


class TokenPlaces:
    """Where the tokens of some texts stand."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        joined = "\n".join(texts)
        self._bases = np.array([0, *accumulate(len(text) + 1 for text in texts)])
        classes = _classes.numbers(joined)
        inside = np.zeros(len(classes) + 2, bool)
        np.equal(classes, LETTER, out=inside[1:-1])
        # Where tokens begin and end in turn, and at the end an empty one for texts without any.
        changes = (inside[1:] != inside[:-1]).nonzero()[0]
        self._changes = changes if len(changes) else np.zeros(2, np.intp)
        self._firsts = changes[::2].searchsorted(self._bases)  # the first token of each text
        self._bounds: dict[int, Array] = {}
        self._careful = _careful(texts, joined, classes, self._bases)

    def of(self, owner: Array, numbers: Array) -> tuple[Array, Array]:
        """The starts and the ends of tokens, each in its own text, given by text and number.

        Raises IndexError for a token that a text does not have.
        """
        tokens = self._firsts[owner] + numbers
        if self._careful:
            ordinary = np.ones(len(self._texts), bool)
            ordinary[self._careful] = False
            plain = ordinary[owner]
            _check(tokens[plain] < self._firsts[owner[plain] + 1])
            tokens[~plain] = 0
        else:
            _check(tokens < self._firsts[owner + 1])
        bases = self._bases[owner]
        starts = self._changes[2 * tokens] - bases
        ends = self._changes[2 * tokens + 1] - bases
        for text in self._careful:
            chosen = np.flatnonzero(owner == text)
            starts[chosen], ends[chosen] = self._bounds_of(text)[numbers[chosen]].T
        return starts, ends

    def _bounds_of(self, text: int) -> Array:
        """The bounds of all tokens of a text that is read with care."""
        if text not in self._bounds:
            bounds = np.array(token_bounds(self._texts[text]), np.intp)
            self._bounds[text] = bounds.reshape(-1, 2)
        return self._bounds[text]


def _careful(texts: Sequence[str], joined: str, classes: Array, bases: Array) -> list[int]:
    """The texts with marks of their own, with invisible characters or signs in tokens."""
    careful: set[int] = set()
    if classes.max(initial=0) > LETTER:
        places = np.flatnonzero(classes > LETTER)
        careful.update((bases.searchsorted(places, "right") - 1).tolist())
    if may_be_signed(joined):
        careful.update(row for row, text in enumerate(texts) if may_be_signed(text))
    return sorted(careful)


def _check(there: Array) -> None:
    if not there.all():
        raise IndexError("a token behind the last of its text")
