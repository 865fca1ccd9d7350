"""What a cell of a sheet shows: numbers, dates and percentages as a person reads them."""

from __future__ import annotations

import datetime
import re

_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_PERCENT = frozenset((9, 10))
_TIMES = frozenset((18, 19, 20, 21, 45, 46, 47))
# What nothing closes goes to the end: looked for again and again, it would take quadratic time.
_unquoted = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]?').sub
_elapsed = re.compile(r"\[[hms]+\]", re.IGNORECASE).search
_running_codes = re.compile(r'&(?:"[^"]*"|\d+|K[0-9A-F]{6}|[A-Za-z])').sub
_LAST_DAY = 2_958_465  # 9999-12-31


def format_kind(format_id: int, code: str = "") -> str:
    """What a number format, by its code or built in, shows: "date", "time", "percent" or ""."""
    if code:
        if _elapsed(code):
            return "time"
        plain = _unquoted("", code.split(";")[0]).lower()
        if "%" in plain:
            return "percent"
        if re.search(r"[dy]", plain) and "general" not in plain:
            return "date"
        return "time" if re.search(r"[hs]", plain) and "general" not in plain else ""
    if format_id in _TIMES:
        return "time"
    return "date" if format_id in _DATES else "percent" if format_id in _PERCENT else ""


def running_text(code: str) -> str:
    """What a header or footer shows, without its codes for fonts, numbers and dates."""
    return _running_codes(" ", code)


def shown(value: float, kind: str, epoch_1904: bool = False) -> str:
    """A number as a cell of a kind of format shows it, without separators of thousands."""
    if kind == "date" and 0 < value < _LAST_DAY:
        return _date(value, epoch_1904)
    if kind == "time" and 0 <= value < _LAST_DAY:
        minutes = round(value * 24 * 60)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    if kind == "percent":
        return f"{_plain(value * 100)}%"
    return _plain(value)


def _plain(value: float) -> str:
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.15g}"


def _date(value: float, epoch_1904: bool) -> str:
    days = int(value) + (1462 if epoch_1904 else 0)
    # Excel counts a 29 February 1900, as Lotus 1-2-3 did.
    start = datetime.date(1899, 12, 30 if days > 59 else 31)
    try:
        date = f"{start + datetime.timedelta(days):%d/%m/%Y}"
    except OverflowError:
        return _plain(value)
    minutes = round((value - int(value)) * 24 * 60)
    return f"{date} {minutes // 60:02}:{minutes % 60:02}" if 0 < minutes < 1440 else date
