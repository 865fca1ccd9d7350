"""Numbers, dates and telephone numbers: which of them a text says, and where.

Digits side by side may be one number or many; what stands between them, and how many there
are, tells. `read_values` is the one place that tells it, for queries and documents alike, so
that what is found for a value says that value and no other: 2024 is a year, 1.2 is not 12,
5/3 is not 5/30, and 10.0.0.1 is no number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from vnsearch.frozen import NamedTuple
from vnsearch.patterns import pattern
from vnsearch.text.values.number_neighbours import is_place, is_range
from vnsearch.text.values.number_signs import DASH, FIRM_SPACE, INNER_SIGNS, SIGNS
from vnsearch.text.values.units import UNIT_AFTER, is_unit, measures, same_unit

_YEARS = range(1900, 2100)  # of four digits: a year, not a number of thousands
_LONGEST_NUMBER = 18  # digits
LONGEST_TELEPHONE = 11
TELEPHONE_SIGNS = frozenset(f" .()-{FIRM_SPACE}")  # within one
_MOST_THOUSANDS = 6  # groups of digits, so that reading takes time as there is text
_LONGEST_GAP = 3  # characters
_SPACE, _FAR = " ", "\n"
_GROUPING = (".", ",", _SPACE, FIRM_SPACE)  # between groups of three digits
_ADDRESS_GROUPS, _ADDRESS_MOST = 4, 255  # of an IP address

# Both begin with a digit, and only then look back: so a text without one is passed over fast.
_find_groups = pattern(
    r"([0-9](?<![^\W_][0-9])[0-9]*)((?:[^\W\d_][^\W_]*)?)(?![^\W_])"
).finditer
_find_worded_dates = pattern(
    r"([0-9](?<![^\W_][0-9])[0-9]?)\s+th(?:á|a)ng\s+([0-9]{1,2})\s*,?\s+n(?:ă|a)m\s+([0-9]{4})"
    r"(?![^\W_])",
    re.IGNORECASE,
).finditer


class Number(NamedTuple):
    """A number by its digits: 1.500.000,5 is ("1500000", "5")."""

    whole: str
    fraction: str = ""
    unit: str = ""  # in small letters, where one follows


class Date(NamedTuple):
    """A day of a month, of any year where that is 0; a year of two digits stays as it is."""

    day: int
    month: int
    year: int


class Telephone(NamedTuple):
    """All digits of a telephone number."""

    digits: str


Value: TypeAlias = Number | Date | Telephone


class ValueInText(NamedTuple):
    """What some tokens of a text mean: from the first character of the first of them to the
    last of the last; a number's unit may be a token of its own behind them.
    """

    start: int
    end: int
    value: Value
    with_unit: int  # where it ends if such a unit counts


class _Group(NamedTuple):
    """A token that begins with digits, and what stands between it and the one before it."""

    gap: str  # a sign, with spaces around it; _FAR for anything longer
    start: int
    end: int
    digits: str
    letters: str  # right behind the digits, in small letters


_ValueAndEnd: TypeAlias = tuple[Value, int] | None  # and the place behind the last group


def read_values(text: str) -> Iterator[ValueInText]:
    """All that a composed text says in digits, from left to right; dates in words come last.

    O(text). What may be two things, such as 1900 1234, comes as both; 2/9/2024 says 2/9 too.
    """
    groups = list(_groups(text))
    place = 0
    taken = False  # whether the group before is the end of a value
    while place < len(groups):
        values = [_date(text, groups, place)]
        if not values[0]:
            values = [_telephone(groups, place), _number(text, groups, place, taken)]
        end = place
        for value, last in filter(None, values):
            end = max(end, last)
            yield _value_in_text(text, groups[place:last], value)
            if isinstance(value, Date) and value.year:
                year_first = is_year(groups[place].digits)
                days = groups[place + 1 : last] if year_first else groups[place : last - 1]
                yield _value_in_text(text, days, value._replace(year=0))
        taken = end > place
        place = max(end, place + 1)
    for words in _find_worded_dates(text):
        day, month, year = map(int, words.groups())
        if _is_date(words[1], words[2]) and year in _YEARS:
            yield ValueInText(*words.span(), Date(day, month, year), words.end())


def answers(wanted: Value, found: Value) -> bool:
    """Whether what a text says is the value wanted; a unit that was not asked for is free."""
    if isinstance(wanted, Number) and isinstance(found, Number):
        if wanted.unit and not same_unit(wanted.unit, found.unit):
            return False
        return wanted[:2] == found[:2]
    return wanted == found and type(wanted) is type(found)


def is_year(digits: str) -> bool:
    """Whether four digits are a year of now or of a hundred years around."""
    return len(digits) == 4 and int(digits) in _YEARS


def _groups(text: str) -> Iterator[_Group]:
    end = -1
    for token in _find_groups(text):
        gap = text[end : token.start()] if 0 <= end >= token.start() - _LONGEST_GAP else _FAR
        yield _Group(SIGNS.get(gap, gap), *token.span(), token[1], token[2].lower())
        end = token.end()


def _value_in_text(text: str, groups: Sequence[_Group], value: Value) -> ValueInText:
    first, last = groups[0], groups[-1]
    end = last.end
    if isinstance(value, Number) and not last.letters:
        unit = UNIT_AFTER(text, end)
        if unit:
            value = value._replace(unit=unit[1].lower())
            return ValueInText(first.start, end, value, unit.end())
    return ValueInText(first.start, end, value, end)


def _gap(groups: Sequence[_Group], place: int) -> str:
    """What stands before a group; _FAR behind the last."""
    return groups[place].gap if place < len(groups) else _FAR


def _date(text: str, groups: Sequence[_Group], place: int) -> _ValueAndEnd:
    """Day and month, or with the year; three groups by one sign that are no date hold none."""
    sign, before = _gap(groups, place + 1), groups[place].gap
    if sign not in ("/", DASH, ".") or before in ("/", ".", sign):
        return None
    three = _gap(groups, place + 2) == sign
    held = groups[place : place + 2 + three]
    behind = _gap(groups, place + len(held))
    if any(group.letters for group in held) or behind in (".", "/", sign):
        return None
    if sign == DASH and behind == ",":
        return None  # 1-1,2 km
    if not three:
        day, month = (group.digits for group in held)
        if sign == "." or not _is_date(day, month):
            return None
        if sign == DASH and is_range(text, held[0].start, held[1].end):
            return None
        return Date(int(day), int(month), 0), place + 2
    day, month, year = (group.digits for group in held)
    if is_year(day) and len(month) == len(year) == 2:
        day, year = year, day
    if not _is_date(day, month) or not (is_year(year) or (len(year) == 2 and sign == "/")):
        return None
    return Date(int(day), int(month), int(year)), place + 3


def _is_date(day: str, month: str) -> bool:
    return max(len(day), len(month)) <= 2 and 1 <= int(day) <= 31 and 1 <= int(month) <= 12


def _telephone(groups: Sequence[_Group], place: int) -> _ValueAndEnd:
    """Ten digits from 0 on (eleven in the old form), or a service number from 1800 or 1900."""
    first = groups[place]
    if first.gap in INNER_SIGNS or not begins_a_telephone(first.digits):
        return None
    sizes = (10, LONGEST_TELEPHONE) if first.digits[0] == "0" else (8, 10)
    digits, end = "", place
    while end < len(groups) and not groups[end].letters and len(digits) < sizes[1]:
        group = groups[end]
        if end > place and not (
            TELEPHONE_SIGNS.issuperset(group.gap) and len(group.digits) >= 2
        ):
            break
        digits += group.digits
        end += 1
        if len(digits) in sizes and not _goes_on(groups, place, end):
            is_span = first.digits[0] != "0" and end == place + 2 and is_year(digits[4:])
            is_no_call = is_span or _are_drawn(groups[place:end])
            return None if is_no_call else (Telephone(digits), end)
    return None


def _are_drawn(groups: Sequence[_Group]) -> bool:
    """Whether groups are the numbers of a lottery: 02 - 03 - 06 - 13 - 14."""
    dashed = any(DASH in group.gap for group in groups[1:])
    return dashed and all(len(group.digits) == 2 for group in groups)


def begins_a_telephone(digits: str) -> bool:
    """Whether a telephone number may begin with these digits."""
    if digits[0] == "0":
        return len(digits) > 1 and digits[1] != "0"
    return digits[:4] in ("1800", "1900")


def _goes_on(groups: Sequence[_Group], first: int, end: int) -> bool:
    """Whether the sign within a telephone number stands behind it too, with more digits."""
    behind = _gap(groups, end)
    within = {group.gap for group in groups[first + 1 : end]}
    return behind == "." or (behind in within and not behind.isspace())


def _number(text: str, groups: Sequence[_Group], place: int, taken: bool) -> _ValueAndEnd:
    """A whole number, its thousands grouped or not, or one with a decimal sign."""
    first = groups[place]
    if (first.gap in INNER_SIGNS and not taken) or (
        len(first.digits) > 1 and first.digits[0] == "0"
    ):
        return None
    sign, end = _thousands(groups, place)
    whole = "".join(group.digits for group in groups[place:end])
    last, behind = groups[end - 1], _gap(groups, end)
    fraction = ""
    if behind in INNER_SIGNS and not last.letters:
        if behind not in (sign, first.gap) and _is_fraction(text, groups, end, whole, sign):
            fraction, last, end = groups[end].digits, groups[end], end + 1
        elif behind == "." or (behind == sign and end - place == 2):
            return None
    if (sign and is_year(whole)) or len(whole) > _LONGEST_NUMBER:
        return None
    if last.letters and not measures(whole + fraction, last.letters):
        return None  # 10h40, 4G, 30A
    if sign == "." and not fraction and _is_no_amount(text, groups[place:end]):
        return None
    return Number(whole, fraction, last.letters), end


def _thousands(groups: Sequence[_Group], place: int) -> tuple[str, int]:
    """The sign between the groups of thousands that begin here, and the place behind them.

    One plain space groups only where no other number can begin: 5 000, but not 1 500.
    """
    first, end, sign = groups[place], place + 1, ""
    if len(first.digits) > 3 or first.digits == "0":
        return "", end
    while (
        end < min(len(groups), place + _MOST_THOUSANDS)
        and not groups[end - 1].letters
        and len(groups[end].digits) == 3
        and groups[end].gap in _GROUPING
        and groups[end].gap == (sign or groups[end].gap)
    ):
        sign = groups[end].gap
        end += 1
    if sign == _SPACE and end == place + 2 and groups[place + 1].digits[0] != "0":
        return "", place + 1
    return sign, end


def _is_fraction(
    text: str, groups: Sequence[_Group], place: int, whole: str, sign: str
) -> bool:
    """Whether a group behind a decimal sign is a fraction, not the next of a list."""
    group = groups[place]
    if not group.letters and _gap(groups, place + 1) in INNER_SIGNS:
        return False
    if group.gap == ".":
        return True
    long = not sign and len(whole) > 3 and len(group.digits) > 3
    return not long and (len(whole) > 2 or _date(text, groups, place) is None)


def _is_no_amount(text: str, groups: Sequence[_Group]) -> bool:
    """Whether dotted groups are an address of the Internet, or a place in a text."""
    digits = [group.digits for group in groups]
    if len(groups) == 2:
        return is_place(text, groups[0].start)
    if len(groups) != _ADDRESS_GROUPS or "000" in digits or is_unit(groups[-1].letters):
        return False
    return all(int(part) <= _ADDRESS_MOST for part in digits)
