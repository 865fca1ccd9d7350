"""Digits, and the signs between groups of them: which are one to us.

All that parts groups is of one character, but in a telephone number.
"""

from __future__ import annotations

from vnsearch.patterns import pattern

DASH, FIRM_SPACE = "-", "\u00a0"
SIGNS = {
    **dict.fromkeys("-‐‑‒–—−", DASH),
    **dict.fromkeys("\u00a0\u2007\u2009\u202f", FIRM_SPACE),
}
INNER_SIGNS = (".", ",")  # what stands right behind a digit, and a digit behind it

# Full-width digits and the signs among them: ， － ． ／ ０ to ９.
_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF0C, 0xFF1A)}
_wide = pattern("[\uff0c-\uff19]").search
_digit = pattern("[0-9\uff10-\uff19]").search


def has_digits(text: str) -> bool:
    """Whether a text says anything in digits, full-width ones as well."""
    return _digit(text) is not None


def narrow(text: str) -> str:
    """The text, as long as it is, with full-width digits, and signs among them, as others."""
    return text.translate(_NARROW) if not text.isascii() and _wide(text) else text
