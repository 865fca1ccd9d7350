"""Dates that may know no day or no month: as texts, as numbers, and the days they cover.

As text a date is YYYY, YYYY-MM or YYYY-MM-DD, "" for none; as a number it is YYYYMMDD with
zeros for what it does not know, 0 for none. Years go from 0001 to 9999.
"""

from __future__ import annotations

from functools import lru_cache

from vnsearch.patterns import pattern

LAST_DAY = "9999-12-31"

_FIRST_DAY = "0001-01-01"
_DATE = pattern(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_DAY_FIRST = pattern(r"(?:([0-9]{1,2})([/-]))?([0-9]{1,2})([/-])([0-9]{4})")
_NUMBER = pattern(r"[0-9]{8}")
_DAYS_IN_MONTH = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_date(text: str) -> bool:
    """Whether a text is a date, and one that the calendar has."""
    try:
        return bool(days_of(text))
    except ValueError:
        return False


def date_number(text: str) -> int:
    """The number of a date."""
    return int(text.replace("-", "").ljust(8, "0")) if text else 0


@lru_cache(1 << 12)
def date_text(yyyymmdd: int) -> str:
    """The text of a date."""
    parts = (f"{yyyymmdd // 10000:04}", f"{yyyymmdd // 100 % 100:02}", f"{yyyymmdd % 100:02}")
    known = parts[: 1 + bool(yyyymmdd // 100 % 100) + bool(yyyymmdd % 100)]
    return "-".join(known) if yyyymmdd else ""


def date_digits(yyyymmdd: int) -> str:
    """A date as eight digits that sort as dates do, "" for none."""
    return f"{yyyymmdd:08}" if yyyymmdd else ""


def read_digits(text: str) -> str:
    """The text of a date written either way; raises ValueError for what is none."""
    date = date_text(int(text)) if _NUMBER.fullmatch(text) else text
    if date:
        days_of(date)
    return date


def days_of(date: str) -> tuple[str, str]:
    """The first and the last day of '2024', '2024-12' or '2024-12-16', as YYYY-MM-DD.

    Raises ValueError, whose message says what to write.
    """
    match = _DATE.fullmatch(date)
    if not match:
        raise ValueError(f"“{date}” is no date; write it as 2024, 2024-12 or 2024-12-16")
    year, month, day = match[1], match[2] or "", match[3] or ""
    if year == "0000" or (month and not 1 <= int(month) <= 12):
        raise ValueError(f"there is no {date}; years begin at 0001, months go from 01 to 12")
    last_day = _last_day(int(year), int(month or 12))
    if day and not 1 <= int(day) <= last_day:
        raise ValueError(f"there is no {date}; the days of that month go from 01 to {last_day}")
    return f"{year}-{month or '01'}-{day or '01'}", f"{year}-{month or '12'}-{day or last_day}"


def typed_days(date: str) -> tuple[str, str]:
    """The same of a date as one types it, which may also be '16/12/2024' or '12/2024'."""
    match = _DAY_FIRST.fullmatch(date)
    if match and match[2] in (None, match[4]):
        day = f"-{match[1]:0>2}" if match[1] else ""
        date = f"{match[5]}-{match[3]:0>2}{day}"
    return days_of(date)


def days_of_range(dates: str) -> tuple[str, str]:
    """The first and the last day of a date as one types it, or of two with `..` between; one
    may be left out.

    Raises ValueError, whose message says what to write.
    """
    begin, dots, end = dates.partition("..")
    if not dots:
        return typed_days(dates)
    if not begin and not end:
        raise ValueError("a range needs a date before or after its two dots, as in 2024-01..")
    first = typed_days(begin)[0] if begin else _FIRST_DAY
    last = typed_days(end)[1] if end else LAST_DAY
    if first > last:
        raise ValueError(f"the range {dates} ends before it begins; swap its two dates")
    return first, last


def _last_day(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if leap and month == 2 else _DAYS_IN_MONTH[month - 1]
