"""What may be written in several ways, and in which tokens."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from vnsearch.frozen import NamedTuple

Forms = tuple[frozenset[str], ...]  # tokens side by side, each in some spellings


class Writings(NamedTuple):
    """The characters of something in a text, and all runs that it may be written in; what it
    is called, if not after its number of words.
    """

    start: int
    end: int
    runs: tuple[Forms, ...]
    how: Literal["date", "number"] | None = None


def as_spelled(tokens: Iterable[str]) -> Forms:
    """Tokens of which each has one spelling."""
    return tuple(frozenset((token,)) for token in tokens)
