"""So much for each: 100km/h, 100 km/giờ, 5.000đ/kg, and in which tokens it may be written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from vnsearch.patterns import pattern
from vnsearch.text.values.number_runs import runs_of
from vnsearch.text.values.numbers import Number
from vnsearch.text.values.units import UNITS, spellings_of
from vnsearch.text.values.writings import Forms, Writings, as_spelled

# What is counted, however it is written.
_EACH = (("h", "giờ", "gio"), ("s", "giây", "giay"), ("ph", "phút", "phut"), ("m2", "m²", "㎡"))
_find_rates = pattern(
    rf"(?<![^\W_])(?<![0-9][.,])([0-9]{{1,3}}(?:([.,])[0-9]{{3}}(?:\2[0-9]{{3}})*)?|[0-9]+)"
    rf"(?:[.,]([0-9]{{1,2}}))? ?({UNITS}) ?/ ?([^\W\d_]+[2²]?)(?![^\W_])",
    re.IGNORECASE,
).finditer


def rates(text: str) -> Iterator[Writings]:
    """The rates of a text."""
    if "/" not in text:
        return
    for rate in _find_rates(text):
        whole = "".join(filter(str.isdecimal, rate[1]))
        number = Number(whole, rate[3] or "")
        unit, each = rate[4].lower(), rate[5].lower()
        yield Writings(*rate.span(), tuple(_runs(number, unit, each)))


def _runs(number: Number, unit: str, each: str) -> Iterator[Forms]:
    units = frozenset(spellings_of(unit))
    of_each = next((forms for forms in _EACH if each in forms), (each,))
    for run in runs_of(number):
        last = frozenset(map("".join, product(run[-1:], units)))
        yield *as_spelled(run[:-1]), last, frozenset(of_each)
        yield *as_spelled(run), units, frozenset(of_each)
