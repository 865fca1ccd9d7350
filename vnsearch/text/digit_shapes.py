"""What of digits tells which value they are, so that many are read as one is.

`read_values` looks at how many digits there are, whether a day, a month, a year or a byte can
be told by them, and at the signs between. Tokens of one shape in place of one another change
nothing of it but the digits of the values.
"""

from __future__ import annotations

import re

from vnsearch.text.numbers import SIGNS, begins_a_service, is_year
from vnsearch.text.units import is_unit

_TELEPHONE_SIGNS = frozenset(" .-()\u00a0")
_MOST = 20  # digits; more are neither a number nor a telephone

_parted = re.compile(r"([0-9]+)((?:[^\W\d_][^\W_]*)?)").fullmatch
# The least of each group: what comes below the next one is alike.
_LEAST = {
    1: (0, 1, 2, 3),  # 1.900 may be a year, and 2.000
    2: (0, 1, 10, 13, 32),  # months, days
    3: (0, 1, 10, 100, 256, 900),  # begin a telephone, a byte, end a year
}


def tells(gap: str) -> bool:
    """Whether what stands between two groups of digits has a say in what they are."""
    gap = SIGNS.get(gap, gap)
    return gap in ("/", ",") or _TELEPHONE_SIGNS.issuperset(gap)


def shape(term: str) -> str:
    """Another term that begins with digits, which stands for all that are read alike; "" for
    none.
    """
    parts = _parted(term)
    if not parts or begins_a_service(parts[1]):
        return ""
    letters = parts[2]
    return _digits(parts[1]) + (letters if not letters or is_unit(letters) else "x")


def _digits(digits: str) -> str:
    size = min(len(digits), _MOST)
    if size in _LEAST:
        number = int(digits)
        return f"{max(least for least in _LEAST[size] if least <= number):0{size}}"
    if is_year(digits):
        return "2000"
    zeros = len(digits[:2]) - len(digits[:2].lstrip("0"))
    return "0" * zeros + "3" * (size - zeros)
