"""What terms are to what digits say, and where digits that stand side by side are apart.

Figures of a table are apart where no value goes on over the space between them: so a row is
read in short windows, of which there are few different ones.
"""

from __future__ import annotations

import re

import numpy as np

from vnsearch.index.arrays.array_file import Array
from vnsearch.text.spelled import LONGEST_PART, is_part
from vnsearch.text.terms import exact_term
from vnsearch.text.values import number_neighbours
from vnsearch.text.values.digit_shapes import INSIDE, SPACED, TELLS
from vnsearch.text.values.numbers import LONGEST_TELEPHONE, begins_a_telephone
from vnsearch.text.values.units import is_unit

# What a term may be, in bits.
DIGITS, ALONE, UNIT, PLACE, MONTH, YEAR, NUMBERED, COUNTED, NAMED = (1 << n for n in range(9))
SPELLED, SINGLE = 1 << 9, 1 << 10  # a part of a word spelled with signs; one letter of it
_FEW, _THREE, _CALL = (1 << n for n in range(11, 14))  # see `kind_of_digits`

_WORDS = {
    PLACE: [words.split()[-1] for words in number_neighbours.PLACED],
    MONTH: ("tháng", "thang"),
    YEAR: ("năm", "nam"),
    NUMBERED: number_neighbours.NUMBERED,
    COUNTED: number_neighbours.COUNTED,
}
_KINDS: dict[str, int] = {}
for _kind, _words in _WORDS.items():
    for _word in map(exact_term, _words):
        _KINDS[_word] = _KINDS.get(_word, 0) | _kind
_THOUSANDS = 3  # digits of a group
_CALL_GROUPS = LONGEST_TELEPHONE // 2 + 1  # of two digits or more, that are looked at together

# Digits with letters glued to them that are no unit, as in 3a1b: they are in no value.
_is_named = re.compile("[0-9]+[a-z][a-z0-9]*").fullmatch


def kind_of_word(term: str) -> int:
    """What a term that begins with no digit is."""
    kind = _KINDS.get(term, UNIT if is_unit(term) else 0)
    if len(term) <= LONGEST_PART and is_part(term):
        kind |= SPELLED | (SINGLE if len(term) == 1 else 0)
    return kind


def kind_of_digits(term: str) -> int:
    """What a term that begins with digits is: also whether these may begin a number of several
    groups, be the next of its groups, or begin a telephone number that goes on behind them.
    """
    letters = term.lstrip("0123456789")
    digits = term[: len(term) - len(letters)]
    kind = DIGITS
    if letters and _is_named(term) and not is_unit(letters):
        kind |= NAMED
    if len(digits) <= _THOUSANDS and not letters:
        kind |= _FEW
    if len(digits) == _THOUSANDS:
        kind |= _THREE
    if len(digits) < LONGEST_TELEPHONE and begins_a_telephone(digits):
        kind |= _CALL
    return kind


def goes_on_behind(gap_kinds: Array, kinds: Array) -> Array:
    """Whether a value may go on behind each token of digits, by the `gap_kind` of what stands
    there and the kinds of the tokens: over spaces only thousands and telephone numbers do.
    """
    parts = gap_kinds & SPACED > 0
    parts[:-1] &= ~((kinds[:-1] & _FEW > 0) & (kinds[1:] & _THREE > 0))
    calls = kinds & _CALL > 0
    calls[1:] &= gap_kinds[:-1] & INSIDE == 0
    places = np.arange(len(kinds))
    latest = np.maximum.accumulate(np.where(calls, places, -_CALL_GROUPS))
    parts &= places - latest >= _CALL_GROUPS
    goes_on: Array = (gap_kinds & TELLS > 0) & ~parts
    return goes_on


def may_be_days(kinds: Array) -> Array:
    """Whether each token of digits and the next one may be a day and a month: of two digits at
    most, without letters.
    """
    few: Array = kinds & (_FEW | _THREE) == _FEW
    few[:-1] &= few[1:]
    return few
