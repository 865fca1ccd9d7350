"""Amounts that look like a year, by their unit: 2000 USD, and in which tokens 2.000 USD is.

A year is no number of thousands, but 2.000 before a unit is nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vnsearch.patterns import pattern
from vnsearch.text.values.units import UNITS, spellings_of
from vnsearch.text.values.writings import Forms, Writings, as_spelled

_find_amounts = pattern(
    r"(?<![^\W_])(?<![0-9][.,/-])(?<!năm\s)(?<!nam\s)"
    rf"(1(?=[.,]?9)|2(?=[.,]?0))[.,]?([0-9]{{3}}) ?({UNITS})(?![^\W_])",
    re.IGNORECASE,
).finditer


def round_thousands(text: str) -> Iterator[Writings]:
    """The amounts of a text."""
    for amount in _find_amounts(text):
        units = spellings_of(amount[3].lower())
        yield Writings(*amount.span(), tuple(_runs(amount[1], amount[2], units)), "number")


def _runs(thousands: str, rest: str, units: tuple[str, ...]) -> Iterator[Forms]:
    yield *as_spelled((thousands, rest)), frozenset(units)
    yield *as_spelled((thousands,)), frozenset(rest + unit for unit in units)
    yield *as_spelled((thousands + rest,)), frozenset(units)
    yield (frozenset(thousands + rest + unit for unit in units),)
