"""A text cut where no token goes on, nor what digits say: its pieces can be read alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from vnsearch.index.arrays.array_file import Array
from vnsearch.patterns import pattern
from vnsearch.text.characters import LONE_CHARACTERS

_FARTHEST = 1 << 16  # characters that are looked through for a better place to cut
# Where a text may be cut, so that its tokens stay as they are: before what no token or name
# goes on with; and rather where no number, date or telephone goes on. A quotation mark may
# stand between a date and the word that tells it from a range.
_cut = pattern(
    r"[;:\[\]{}<>=&|!?*]|(?<=[\w.])\n(?=[^\W\dnt])|(?<=[\d.])[\n\t](?=\d)", re.IGNORECASE
).search
_PARTING = rf"[\s,;:()\[\]{{}}\"<>=&|!?/*_{LONE_CHARACTERS}]"
_cut_among_words = pattern(rf"(?<=\D{{40}}){_PARTING}(?=\D{{40}})").search
_cut_anywhere = pattern(_PARTING).search


def pieces(text: str, size: int) -> Iterator[tuple[int, int]]:
    """The bounds of pieces of about a size, whose tokens, and what they say, are together those
    of the text.
    """
    start = 0
    while start < len(text):
        near = start + size
        far = near + _FARTHEST
        cut = _cut(text, near, far)
        if not cut and far < len(text):
            cut = _cut_among_words(text, near, far) or _cut_anywhere(text, near)
        end = cut.start() if cut else len(text)
        yield start, end
        start = end


class Piece(NamedTuple):
    """A piece of a text, and the range of its tokens."""

    text: str
    first: int
    last: int


def pieces_with(
    texts: Sequence[str], starts: Array, tokens: Sequence[int], size: int
) -> Iterator[Piece]:
    """The pieces of texts that hold some of their tokens, each of which starts at a place among
    all characters, with one more before, between and behind the texts.
    """
    if not tokens:
        return
    ends = np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)) + 1) + 1
    holds = np.zeros(len(starts), bool)
    holds[tokens] = True
    for number in np.unique(np.searchsorted(ends, starts[tokens], "right")).tolist():
        text = texts[number]
        bounds = np.array(list(pieces(text, size)))
        first_tokens = np.searchsorted(starts, bounds + (ends[number] - len(text) - 1))
        for (start, end), (first, last) in zip(bounds, first_tokens.tolist(), strict=True):
            if np.any(holds[first:last]):
                yield Piece(text[start:end], first, last)
