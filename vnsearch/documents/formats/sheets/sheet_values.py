"""Texts of sheets that are written otherwise than they are shown: days, headers and footers."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

_running_codes = re.compile(r'&(?:"[^"]*"|\d+|K[0-9A-F]{6}|[A-Za-z])').sub
_escape = re.compile(r"_x([0-9A-Fa-f]{4})_").sub
_NO_DAYS = ("1899-12-30", "1899-12-31")
_DATE = 10  # characters of a day in "2024-03-05T00:00:00.000"


def running_text(code: str) -> str:
    """What a header or footer shows, without its codes for fonts, numbers and dates."""
    return _running_codes(" ", code)


def string_shown(text: str) -> str:
    """A string of a workbook, in which "_x000D_" stands for a character that XML cannot have
    (ECMA-376, 22.9.2.19); what has no shape is a space.
    """
    if "_x" not in text:
        return text
    shown = _escape(lambda found: chr(max(32, int(found[1], 16))), text)
    return shown.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def moment_shown(text: str) -> str:
    """A day of ISO 8601 as dd/mm/yyyy, with its hour unless that is midnight; the hour alone of
    the day from which Excel counts, else the text.
    """
    if text[4:5] != "-":
        return text
    day = "/".join(reversed(text[:_DATE].split("-")))
    time = text[_DATE + 1 : _DATE + 6]
    if text[:_DATE] in _NO_DAYS and time:
        return time
    return day if time in ("", "00:00") else f"{day} {time}"


def month_shown(day: datetime.date, pieces: Sequence[str]) -> str:
    """A month or a year by the letters of its format, and words behind "="."""
    shown = []
    for piece in pieces:
        if piece.startswith("="):
            shown.append(piece[1:])
        elif piece[0] == "y":
            shown.append(f"{day.year:04}"[-4 if len(piece) > 2 else -2 :])
        else:
            shown.append(f"{day.month:0{len(piece)}}")
    return "".join(shown).strip()
