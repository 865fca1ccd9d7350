"""The letter ư of TCVN3 where a PDF has lost it: its byte is a hyphen in WinAnsiEncoding."""

from __future__ import annotations

import re

from vnsearch.text.syllable import is_syllable
from vnsearch.text.terms import exact_term

# Consonants, a hyphen, and the rest of a word: đ-ờng, n-ớc, nh-.
_hyphened = re.compile(
    r"(?<![^\W_])([bcdđghklmnpqrstvx]{0,3})-([^\W\d_]{0,6})(?![^\W_])", re.IGNORECASE
)
# No syllable ends in ơc, ơng or ơu, so that the ư was dropped: đờng, nớc, rợu.
_dropped = re.compile(
    r"(?<![^\W_])([bcdđghklmnpqrstvx]{0,3})([ơờớởỡợ](?:ng|c|u))(?![^\W_])", re.IGNORECASE
)


def restore_u_horn(text: str) -> str:
    """The text with ư for a hyphen, or put in, where the whole is then a syllable.

    `Mác-Lênin` and a dash before a word stay.
    """
    return _dropped.sub(_filled, _hyphened.sub(_joined, text))


def _joined(word: re.Match[str]) -> str:
    onset, rest = word.groups()
    # An onset alone is mostly a word cut off: nh-, but B- is a mark.
    says = not rest.isascii() or (onset.islower() and (rest.islower() or not rest))
    whole = _filled(word) if says or (not onset and rest in ("u", "ng")) else word[0]
    return whole if is_syllable(exact_term(whole)) else word[0]


def _filled(word: re.Match[str]) -> str:
    onset, rest = word.groups()
    capital = (onset + rest).isupper() and len(onset + rest) > 1
    return f"{onset}{'Ư' if capital else 'ư'}{rest}"
