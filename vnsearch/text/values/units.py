"""Units that stand behind a number, with a space or none: 50kg is 50 kg."""

from __future__ import annotations

import re
from functools import cache

from vnsearch.patterns import pattern

_DONG = ("đ", "d", "đồng", "dong", "vnđ", "vnd")
_OTHERS = (
    "k", "nghìn", "ngàn", "triệu", "tr", "tỷ", "tỉ", "ty", "usd",
    "kg", "g", "mg", "tấn", "tạ", "km", "m", "cm", "mm", "m2", "m3", "km2", "ha",
    "l", "lít", "ml", "kw", "kwh", "mw", "gb", "mb", "tb",
)  # fmt: skip
_SIGNS = "㎏㎎㎞㎝㎜㎡㎥㎢㏊㎖㎾㎿"  # of one character, and what they are
_OF_SIGNS = "kg", "mg", "km", "cm", "mm", "m2", "m3", "km2", "ha", "ml", "kw", "mw"
_CLASS = {
    **{unit: unit for unit in _OTHERS},
    **dict.fromkeys(_DONG, "đ"),
    "tỉ": "tỷ",
    "ty": "tỷ",
    "m²": "m2",
    "m³": "m3",
    "km²": "km2",
    **dict(zip(_SIGNS, _OF_SIGNS, strict=True)),
}
_NAMES = frozenset(("g", "k", "d"))  # behind one digit: 4G, 4K, 3D

# All of them, in a regular expression.
UNITS = "|".join(sorted(_CLASS, key=len, reverse=True))

# A unit behind a place of a text, in small letters or not, with a space before it, which one of
# one character need not have.
UNIT_AFTER = pattern(rf"(?:[ \u00a0]|(?=[{_SIGNS}]))({UNITS})(?![^\W_])", re.IGNORECASE).match


def is_unit(letters: str) -> bool:
    """Whether letters behind digits, in small ones, are a unit."""
    return letters in _CLASS


def same_unit(one: str, other: str) -> bool:
    """Whether two units are one, however they are written."""
    return is_unit(one) and _CLASS[one] == _CLASS.get(other)


@cache
def spellings_of(unit: str) -> tuple[str, ...]:
    """All ways to write a unit."""
    return tuple(other for other in _CLASS if same_unit(unit, other))


def measures(digits: str, letters: str) -> bool:
    """Whether letters right behind a whole number are its unit: 50kg, but not 4G."""
    return is_unit(letters) and not (len(digits) == 1 and letters in _NAMES)
