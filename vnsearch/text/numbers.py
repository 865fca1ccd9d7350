"""Numbers, dates and telephone numbers: in which other ways the same value is written.

Tokens in, runs of tokens out. Equal means equal in value and no more: 2024 is a year, 1.2 is
not 12, and 5/3 is not 5/30. What the signs between tokens say is asked of the query; an index
keeps none, so what stands for a value must have no digits beside it (`stands_alone`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Literal, NamedTuple

Run = tuple[str, ...]

_YEARS = range(1900, 2100)  # of four digits: a year, not a number of thousands
_GROUPING = (".", ",", " ")
_DATE_SIGNS = ("/", "-", ".")
_MONTH, _YEAR = ("tháng", "thang"), ("năm", "nam")
_LONGEST_NUMBER = 18  # digits
_LEAST_GROUP, _MOST_GROUP = 2, 5  # digits of a telephone number that stand together
_MOST_GROUPS = 5


class Value(NamedTuple):
    """What some tokens mean, and all the runs of tokens that mean it."""

    kind: Literal["number", "date", "telephone"]
    runs: tuple[Run, ...]


def read_value(tokens: Sequence[str], signs: Sequence[str]) -> Value | None:
    """The value of some neighbouring tokens, with what stands between them; None for none."""
    whole = "".join(tokens)
    if _is_telephone(whole, tokens, signs):
        return Value("telephone", tuple(_groupings(whole)))
    for kind, runs in (
        ("number", _number_runs(tokens, signs)),
        ("date", _date_runs(tokens, signs)),
    ):
        if runs:
            return Value("number" if kind == "number" else "date", runs)
    return None


def stands_alone(value: Value | None, before: str, after: str, run: Run) -> bool:
    """Whether a run between two tokens of a text ("" for none) is all of its number.

    A date without its year may be followed by one.
    """
    if before.isdecimal():
        return False
    if value and value.kind == "date" and len(run) == 2 and is_year(after):
        return True
    return not after.isdecimal()


def is_year(token: str) -> bool:
    """Whether four digits are a year of now or of a hundred years around."""
    return len(token) == 4 and token.isdecimal() and int(token) in _YEARS


def _number_runs(tokens: Sequence[str], signs: Sequence[str]) -> tuple[Run, ...]:
    """`1500000` and `1 500 000` of each other, whatever the sign that groups thousands."""
    first, *groups = tokens
    digits = "".join(tokens)
    if not (digits.isdecimal() and digits.isascii() and 4 <= len(digits) <= _LONGEST_NUMBER):
        return ()
    if first[0] == "0" or is_year(digits) or any(len(group) != 3 for group in groups):
        return ()
    if groups and (len(first) > 3 or len(set(signs)) > 1 or signs[0] not in _GROUPING):
        return ()
    if groups == groups[:1] and list(signs) == [" "] and groups[0][0] != "0":
        return ()  # two numbers as likely as one: `1 500`
    head = len(digits) % 3 or 3
    parts = (digits[:head], *(digits[at : at + 3] for at in range(head, len(digits), 3)))
    return (digits,), parts


def _date_runs(tokens: Sequence[str], signs: Sequence[str]) -> tuple[Run, ...]:
    """A day and a month, or with the year as well; in digits, and in words with the year."""
    if len(tokens) == 5 and tokens[1] in _MONTH and tokens[3] in _YEAR:
        day, month, year = tokens[0], tokens[2], tokens[4]
    elif len(tokens) == 2 and signs[0] in ("/", "-"):
        day, month, year = *tokens, ""
    elif len(tokens) == 3 and len(set(signs)) == 1 and signs[0] in _DATE_SIGNS:
        day, month, year = tokens if len(tokens[2]) == 4 else reversed(tokens)
    else:
        return ()
    if not (_within(day, 31) and _within(month, 12) and (not year or is_year(year))):
        return ()
    if year and len(tokens[0]) == 4 and (len(day), len(month)) != (2, 2):
        return ()
    days, months = _spelled(day), _spelled(month)
    if not year:
        return tuple(product(days, months))
    return (
        *((*both, year) for both in product(days, months)),
        (year, month.zfill(2), day.zfill(2)),
        *((d, _MONTH[0], m, _YEAR[0], year) for d, m in product(days, months)),
    )


def _within(token: str, most: int) -> bool:
    return token.isascii() and token.isdecimal() and len(token) <= 2 and 1 <= int(token) <= most


def _spelled(token: str) -> tuple[str, ...]:
    """A day or a month with a zero before it and without."""
    return tuple(dict.fromkeys((token.lstrip("0"), token.zfill(2))))


def _is_telephone(digits: str, tokens: Sequence[str], signs: Sequence[str]) -> bool:
    """Ten digits from 0 on (eleven in the old form), or a service number from 1800 or 1900."""
    if not (digits.isascii() and digits.isdecimal()):
        return False
    if len(tokens) > 1 and (not set(signs) <= {".", "-", " "} or min(map(len, tokens)) < 2):
        return False
    if digits[0] == "0":
        return len(digits) in (10, 11) and digits[1] != "0"
    return digits[:4] in ("1800", "1900") and len(digits) in (8, 10)


def _groupings(digits: str, groups: int = _MOST_GROUPS) -> Iterator[Run]:
    """All digits in a row, and every way to have them stand in a few groups."""
    if len(digits) <= _MOST_GROUP or groups == _MOST_GROUPS:
        yield (digits,)
    if groups > 1:
        for cut in range(_LEAST_GROUP, min(_MOST_GROUP, len(digits) - _LEAST_GROUP) + 1):
            for rest in _groupings(digits[cut:], groups - 1):
                yield (digits[:cut], *rest)
