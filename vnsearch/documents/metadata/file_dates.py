"""The date of a document that names none: its file's time, or a date in its file's name."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from vnsearch.dates import is_date
from vnsearch.documents.source import Reading
from vnsearch.records import Document

DatesFrom = Literal["", "mtime", "name"]  # as in ReadRules

_SIGN = r"[-_. ]?"
_year_first = re.compile(
    rf"(?<!\d)((?:19|20)\d\d){_SIGN}(0[1-9]|1[0-2])(?:{_SIGN}(0[1-9]|[12]\d|3[01]))?(?!\d)"
)
_day_first = re.compile(
    r"(?<!\d)(0?[1-9]|[12]\d|3[01])[-_. ](0?[1-9]|1[0-2])[-_. ]((?:19|20)\d\d)(?!\d)"
)


def with_dates(readings: Iterator[Reading], path: str, source: DatesFrom) -> Iterator[Reading]:
    """The readings of a file; its documents without a date have that of `source`."""
    date = date_of_file(path, source)
    for reading in readings:
        if date and isinstance(reading, Document) and not reading.date:
            reading = replace(reading, date=date)
        yield reading


def date_of_file(path: str, source: DatesFrom) -> str:
    """The day of a file's last change, or the date in its name; "" for none."""
    if source == "mtime":
        try:
            date = time.strftime("%Y-%m-%d", time.localtime(os.stat(path).st_mtime))
        except (OSError, OverflowError, ValueError):
            return ""
        return date if is_date(date) else ""  # a clock may have told any year
    return date_in_name(os.path.basename(path)) if source == "name" else ""


def date_in_name(file_name: str) -> str:
    """The first date in a name, day before month where the year comes last."""
    for pattern in (_year_first, _day_first):
        for match in pattern.finditer(file_name):
            parts = match.groups() if pattern is _year_first else reversed(match.groups())
            date = "-".join(part.zfill(2) for part in parts if part)
            if is_date(date):
                return date
    return ""
