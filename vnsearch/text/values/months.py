"""Months of a year: tháng 7/2022, tháng 07-2022, tháng 7 năm 2022, and in which tokens.

The word for a month is needed, as `12/2022` alone may be the number of a law.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vnsearch.patterns import pattern
from vnsearch.text.values.number_runs import MONTH, YEAR, with_zero
from vnsearch.text.values.writings import Forms, Writings, as_spelled

_find_months = pattern(
    rf"(?<!\w)(?<![0-9]\s)(?:{'|'.join(MONTH)})\s+(0?[1-9]|1[0-2])"
    rf"(?:\s?[/.,-]\s?|\s*,?\s+(?:{'|'.join(YEAR)})\s+)((?:19|20)[0-9]{{2}})"
    r"(?![^\W_]|[/.,-][0-9])",
    re.IGNORECASE,
).finditer


def months_in(text: str) -> Iterator[Writings]:
    """The months of a text; not those of a day, which are dates."""
    for found in _find_months(text):
        month, year = int(found[1]), found[2]
        yield Writings(*found.span(), tuple(_runs(month, year)), "date")


def _runs(month: int, year: str) -> Iterator[Forms]:
    head = frozenset(MONTH), frozenset(with_zero(month))
    yield *head, *as_spelled((year,))
    yield *head, frozenset(YEAR), *as_spelled((year,))
