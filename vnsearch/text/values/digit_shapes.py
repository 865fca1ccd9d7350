"""What of digits tells which value they are, so that many are read as one is.

`read_values` looks at how many digits there are, whether a day, a month, a year or a byte can
be told by them, at the signs between, and of letters right behind them at units alone. Texts of
one shape differ in nothing that it reads but the digits of the values.
"""

from __future__ import annotations

import re
from functools import lru_cache

from vnsearch.text.values.number_signs import DASH, INNER_SIGNS, SIGNS, narrow
from vnsearch.text.values.numbers import TELEPHONE_SIGNS, is_year
from vnsearch.text.values.units import is_unit

TELLS, DASHED, SPACED, INSIDE = (1 << n for n in range(4))  # see `gap_kind`
_MOST = 20  # digits; more are neither a number nor a telephone
_REMEMBERED = 1 << 14

# Not those of m2, and with what is glued to them if that is of ASCII to its end: 3a1b.
_digits = re.compile(r"(?<![^\W_])([0-9]+)((?:[a-zA-Z][a-zA-Z0-9]*(?![^\W_]))?)").sub
_NO_UNIT = "z"
may_be_a_service = re.compile("1[89]00").search
# The least of each group: what comes below the next one is alike.
_LEAST = {
    1: (0, 1, 2, 3),  # 1.900 may be a year, and 2.000
    2: (0, 1, 10, 13, 32),  # months, days
    3: (0, 1, 10, 100, 256, 900),  # begin a telephone, a byte, end a year
}


@lru_cache(_REMEMBERED)
def gap_kind(gap: str) -> int:
    """What stands between two groups of digits, in bits: whether it has a say in what they are,
    is a dash, is all space, or stands between a number and its fraction.
    """
    sign = narrow(gap)
    sign = SIGNS.get(sign, sign)
    tells = sign in ("/", ",") or TELEPHONE_SIGNS.issuperset(sign)
    return (
        TELLS * tells
        | DASHED * (sign == DASH)
        | SPACED * sign.isspace()
        | INSIDE * (sign in INNER_SIGNS)
    )


def shape(text: str) -> str:
    """A text that stands for all that are read alike, with as many tokens; O(text)."""
    return _digits(_alike, text)


def _alike(group: re.Match[str]) -> str:
    digits, letters = group.groups()
    return _shape_of(digits) + _letters_alike(letters) if letters else _shape_of(digits)


@lru_cache(_REMEMBERED)
def _letters_alike(letters: str) -> str:
    return letters.lower() if is_unit(letters.lower()) else _NO_UNIT


@lru_cache(_REMEMBERED)
def _shape_of(digits: str) -> str:
    size = min(len(digits), _MOST)
    if size in _LEAST:
        number = int(digits)
        return f"{max(least for least in _LEAST[size] if least <= number):0{size}}"
    if is_year(digits):
        return "2000"
    zeros = len(digits[:2]) - len(digits[:2].lstrip("0"))
    return "0" * zeros + "3" * (size - zeros)
