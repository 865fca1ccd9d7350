"""Text cut into tokens, each with its place in the text; a Vietnamese token is one syllable.

A token is a run of letters, digits, combining marks and invisible characters. It begins at
the run's first letter or digit and ends after its last letter, digit or mark; everything else
separates. An ideograph, with the marks after it, is a token of its own. The text is never
changed, so `text[start:end]` is what was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from vnsearch.text.characters import (
    IDEOGRAPH,
    IDEOGRAPHS,
    INVISIBLE,
    LETTER,
    MARK,
    SEPARATOR,
    UNCOMMON,
    UNSEEN,
    character_class,
    has_uncommon,
)
from vnsearch.text.normalize import compose
from vnsearch.text.syllable import is_bare_syllable, is_syllable

__all__ = ["Token", "character_class", "token_bounds", "tokenize"]

_plain_runs = re.compile(r"[^\W_]+").finditer
_runs = re.compile(
    rf"(?:[^\W_{IDEOGRAPHS}]+|[{IDEOGRAPHS}])(?:{UNCOMMON}+[^\W_{IDEOGRAPHS}]*)*"
).finditer
_ZERO_WIDTH_SPACE = "\u200b"
_WITHOUT_INVISIBLE = dict.fromkeys(map(ord, INVISIBLE))


class Token(NamedTuple):
    """A piece of text with its place: `text` as written, `position` counted in tokens."""

    text: str
    start: int
    end: int
    position: int


def tokenize(text: str) -> Iterator[Token]:
    """The tokens of a text, in order; `text[start:end]` gives each one back."""
    for position, (start, end) in enumerate(token_bounds(text)):
        yield Token(text[start:end], start, end, position)


def token_bounds(text: str) -> list[tuple[int, int]]:
    """The [start, end) of every token, in order."""
    if not has_uncommon(text):
        return [run.span() for run in _plain_runs(text)]
    bounds: list[tuple[int, int]] = []
    for run in _runs(text):
        if run[0].isalnum():
            bounds.append(run.span())
        else:
            for start, end in _refined(text, *run.span()):
                bounds.extend(_parted(text, start, end))
    return bounds


def _refined(text: str, begin: int, stop: int) -> Iterator[tuple[int, int]]:
    """The tokens of a stretch that holds uncommon characters, looked at one by one."""
    start = end = -1
    alone = False  # the token is an ideograph, to which no letter is added
    for place in range(begin, stop):
        kind = character_class(text[place])
        if start >= 0 and (kind in (SEPARATOR, IDEOGRAPH) or (alone and kind == LETTER)):
            yield start, end
            start = -1
        if start < 0:
            if kind in (LETTER, IDEOGRAPH):
                start, end, alone = place, place + 1, kind == IDEOGRAPH
        elif kind != UNSEEN:
            end = place + 1
    if start >= 0:
        yield start, end


def _parted(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The token, parted at each zero-width space between two syllables that make none.

    Web pages have such a space in place of a plain one; elsewhere it only allows a line break.
    """
    token = text[start:end]
    if _ZERO_WIDTH_SPACE not in token:
        yield start, end
        return
    pieces = list(re.finditer(f"[^{_ZERO_WIDTH_SPACE}]+", token))
    for before, after in pairwise(pieces):
        joined = before[0] + after[0]
        if _spells(before[0]) and _spells(after[0]) and not _spells(joined):
            yield from _within(text, start, end - len(token) + before.end())
            start = end - len(token) + after.start()
    yield from _within(text, start, end)


def _within(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The token of [start, end) without invisible characters at its ends."""
    while start < end and character_class(text[start]) in (MARK, UNSEEN):
        start += 1
    while start < end and character_class(text[end - 1]) == UNSEEN:
        end -= 1
    if start < end:
        yield start, end


def _spells(piece: str) -> bool:
    """Whether a piece of a token is a Vietnamese syllable, with its marks or without any."""
    letters = compose(piece.translate(_WITHOUT_INVISIBLE).lower())
    return is_syllable(letters) or is_bare_syllable(letters)
