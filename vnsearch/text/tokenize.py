"""Text cut into tokens, each with its place in the text; a Vietnamese token is one syllable.

A token is a run of letters, digits, combining marks and invisible characters. It begins at
the run's first letter or digit and ends after its last letter, digit or mark; everything else
separates. The text is never changed, so `text[start:end]` is what was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from vnsearch.text.characters import (
    LETTER,
    SEPARATOR,
    UNCOMMON,
    UNSEEN,
    character_class,
    has_uncommon,
)

__all__ = ["Token", "character_class", "token_bounds", "tokenize"]

_plain_runs = re.compile(r"[^\W_]+").finditer
_runs = re.compile(rf"[^\W_]+(?:{UNCOMMON}+[^\W_]*)*").finditer


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
            bounds.extend(_refined(text, *run.span()))
    return bounds


def _refined(text: str, begin: int, stop: int) -> Iterator[tuple[int, int]]:
    """The tokens of a stretch that holds uncommon characters, looked at one by one."""
    start = end = -1
    for place in range(begin, stop):
        kind = character_class(text[place])
        if kind == SEPARATOR:
            if start >= 0:
                yield start, end
            start = -1
        elif start >= 0:
            if kind != UNSEEN:
                end = place + 1
        elif kind == LETTER:
            start, end = place, place + 1
    if start >= 0:
        yield start, end
