"""In which tokens a value may be written: all the runs that an index is asked for.

Whether a text that has such a run says the value, `vnsearch.text.values.numbers` tells.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from vnsearch.text.values.numbers import Date, Number, Telephone, Value, is_year

Run = tuple[str, ...]

MONTH, YEAR = ("tháng", "thang"), ("năm", "nam")
_LEAST_GROUP, _MOST_GROUP = 2, 5  # digits of a telephone number that stand together
_MOST_GROUPS = 5


def runs_of(value: Value) -> tuple[Run, ...]:
    """The different runs of tokens, a number's without its unit."""
    if isinstance(value, Number):
        return tuple(dict.fromkeys(_of_number(value)))
    if isinstance(value, Date):
        return tuple(_of_date(value))
    return tuple(_of_telephone(value))


def runs_from_abroad(value: Telephone) -> Iterator[Run]:
    """Those with the number of the country in front, which need no sign to say the value."""
    if value.digits[0] != "0":
        return
    for country in ("84", "0084"):
        for groups in _groupings(value.digits[1:], _MOST_GROUPS):
            yield country, *groups
            yield country + groups[0], *groups[1:]
            yield country, "0", *groups  # +84 (0) 912 345 678
        for groups in _groupings(value.digits, _MOST_GROUPS):
            yield country, *groups


def _of_number(value: Number) -> Iterator[Run]:
    digits = value.whole
    fraction = (value.fraction,) if value.fraction else ()
    yield (digits, *fraction)
    if len(digits) > 3 and not is_year(digits):
        head = len(digits) % 3 or 3
        groups = (digits[at : at + 3] for at in range(head, len(digits), 3))
        yield (digits[:head], *groups, *fraction)


def _of_date(date: Date) -> Iterator[Run]:
    days, months = with_zero(date.day), with_zero(date.month)
    if not date.year:
        year_first = f"{date.month:02}", f"{date.day:02}"  # as in 2024-09-02
        yield from dict.fromkeys((*product(days, months), year_first))
        return
    year = f"{date.year:02}"
    yield from ((*both, year) for both in product(days, months))
    if is_year(year):
        yield year, f"{date.month:02}", f"{date.day:02}"
        for words in product(days, MONTH, months, YEAR):
            yield (*words, year)


def with_zero(number: int) -> tuple[str, ...]:
    """A day or a month in figures: 9 and 09."""
    return tuple(dict.fromkeys((str(number), f"{number:02}")))


def _of_telephone(value: Telephone) -> Iterator[Run]:
    return _groupings(value.digits, _MOST_GROUPS)


def _groupings(digits: str, groups: int) -> Iterator[Run]:
    """All digits in a row, and every way to have them stand in a few groups; in two of which
    the first is that of a place, the other may be long: (028) 38221234.
    """
    if len(digits) <= _MOST_GROUP or groups >= _MOST_GROUPS - 1:
        yield (digits,)
    if groups > 1:
        for cut in range(_LEAST_GROUP, min(_MOST_GROUP, len(digits) - _LEAST_GROUP) + 1):
            for rest in _groupings(digits[cut:], groups - 1):
                yield (digits[:cut], *rest)
