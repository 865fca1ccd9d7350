"""Where some tokens of some texts stand, found by array operations.

The same places as `vnsearch.text.tokenize` gives, without an object for every token.
"""

from __future__ import annotations

import numpy as np

from vnsearch.cached import cached_property
from vnsearch.index.arrays.array_file import Array
from vnsearch.index.arrays.character_table import CharacterTable, JoinedTexts
from vnsearch.kernel.library import Function, is_compiled
from vnsearch.text.characters import LETTER, character_class
from vnsearch.text.tokenize import may_be_signed, may_begin_sign, token_bounds

_SIGN = 64  # of a character with which a sign may begin that belongs to a token or parts one
CLASSES = CharacterTable(lambda ch: character_class(ch) | (_SIGN if may_begin_sign(ch) else 0))
_find_places = Function("find_places", "u4 u1 i8 i8 i8 i8! i8!")


class TokenPlaces:
    """Where the tokens of some texts stand."""

    def __init__(self, laid: JoinedTexts) -> None:
        self._laid = laid
        self._bounds: dict[int, Array] = {}

    @cached_property
    def _all(self) -> tuple[Array, Array, list[int]]:
        """Where tokens begin and end in turn, the first token of each text, and the texts that
        are read with care.
        """
        laid = self._laid
        classes = CLASSES.numbers(laid.joined) & np.uint8(_SIGN - 1)
        inside = np.zeros(len(classes) + 2, bool)
        np.equal(classes, LETTER, out=inside[1:-1])
        # Where tokens begin and end in turn, and at the end an empty one for texts without any.
        changes = (inside[1:] != inside[:-1]).nonzero()[0]
        firsts = changes[::2].searchsorted(laid.bases)
        careful = _careful(laid, classes)
        return changes if len(changes) else np.zeros(2, np.intp), firsts, careful

    def of(self, owner: Array, numbers: Array) -> tuple[Array, Array]:
        """The starts and the ends of tokens, each in its own text, given by text and number.

        Raises IndexError for a token that a text does not have.
        """
        found = self._found(owner, numbers) if is_compiled() else None
        if found is not None:
            return found
        changes, firsts, careful = self._all
        tokens = firsts[owner] + numbers
        if careful:
            ordinary = np.ones(len(self._laid.texts), bool)
            ordinary[careful] = False
            plain = ordinary[owner]
            _check(tokens[plain] < firsts[owner[plain] + 1])
            tokens[~plain] = 0
        else:
            _check(tokens < firsts[owner + 1])
        bases = self._laid.bases[owner]
        starts = changes[2 * tokens] - bases
        ends = changes[2 * tokens + 1] - bases
        for text in careful:
            chosen = np.flatnonzero(owner == text)
            starts[chosen], ends[chosen] = self._bounds_of(text)[numbers[chosen]].T
        return starts, ends

    def _found(self, owner: Array, numbers: Array) -> tuple[Array, Array] | None:
        """The same by the compiled library, where all tokens are there, in order, and no text
        up to the last of them need be read with care.
        """
        asked = (np.ascontiguousarray(column, np.int64) for column in (owner, numbers))
        found = np.empty((2, len(owner)), np.int64)
        table = self._laid.points, CLASSES.known, self._laid.bases
        return (found[0], found[1]) if _find_places(*table, *asked, *found) >= 0 else None

    def _bounds_of(self, text: int) -> Array:
        """The bounds of all tokens of a text that is read with care."""
        if text not in self._bounds:
            bounds = np.array(token_bounds(self._laid.texts[text]), np.intp)
            self._bounds[text] = bounds.reshape(-1, 2)
        return self._bounds[text]


def _careful(laid: JoinedTexts, classes: Array) -> list[int]:
    """The texts with marks of their own, with invisible characters or signs in tokens."""
    careful: set[int] = set()
    if classes.max(initial=0) > LETTER:
        places = np.flatnonzero(classes > LETTER)
        careful.update((laid.bases.searchsorted(places, "right") - 1).tolist())
    if may_be_signed(laid.joined):
        careful.update(row for row, text in enumerate(laid.texts) if may_be_signed(text))
    return sorted(careful)


def _check(there: Array) -> None:
    if not there.all():
        raise IndexError("a token behind the last of its text")
