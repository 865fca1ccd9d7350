"""Fractions of one character, and the two numbers that they are: ½ is 1/2."""

from __future__ import annotations

from functools import cache
from unicodedata import normalize

from vnsearch.text.characters import FRACTIONS, is_fraction

_SLASH = "\u2044"  # which Unicode has between the two
SLASHES = ("/", _SLASH, "\u2215")  # which people have there


def numbers_of(term: str) -> tuple[str, str] | None:
    """The number above the line and the one below, of a term that is such a fraction."""
    if len(term) != 1 or not is_fraction(term):
        return None
    above, _, below = normalize("NFKC", term).partition(_SLASH)
    return (above, below) if below else None  # ⅟ has none of its own


def fraction_of(above: str, below: str) -> str | None:
    """The fraction that two numbers are, if it has a character."""
    return _fractions().get((above, below))


@cache
def _fractions() -> dict[tuple[str, str], str]:
    found = ((numbers_of(sign), sign) for sign in map(chr, range(ord(FRACTIONS[-1]) + 1)))
    return {numbers: sign for numbers, sign in found if numbers}
