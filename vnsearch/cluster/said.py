"""What the texts of a document say in digits, as terms: which value, and in which tokens.

The tokens of a number do not tell it: `1.500` and `1, 500` have the same, and the index keeps
no signs. So each value is written as what `text.numbers` reads, and a way to write a value is
asked for by equal strings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from vnsearch.index.segment.reader import TEXT
from vnsearch.search.matching.way import Way
from vnsearch.text.forms import exact_way
from vnsearch.text.numbers import Date, Number, Value, read_values
from vnsearch.text.terms import exact_term
from vnsearch.text.tokenize import token_bounds
from vnsearch.text.units import is_unit, spellings_of


def said_terms(texts: Iterable[tuple[str, str]]) -> list[str]:
    """The terms for what some texts say, each with its field."""
    return sorted({term for field, text in texts for term in _of_text(field, text)})


def way_terms(way: Way) -> list[str]:
    """The terms that a document has in which a way says its value."""
    assert way.value is not None
    runs = product(*(sorted(part.only or (part.term,)) for part in way.parts))
    return [_term(way.field, _wanted(way.value), run) for run in runs]


def _of_text(field: str, text: str) -> Iterator[str]:
    if not any(map(str.isdecimal, text)):
        return
    readings = list(read_values(text))
    if not readings:
        return
    bounds = token_bounds(text)
    first = {start: number for number, (start, _) in enumerate(bounds)}
    last = {end: number for number, (_, end) in enumerate(bounds)}
    for reading in readings:
        for end in {reading.end, reading.with_unit}:
            if reading.start in first and end in last:
                tokens = bounds[first[reading.start] : last[end] + 1]
                run = tuple(exact_term(text[a:b]) for a, b in tokens)
                for name in _names(reading.value):
                    yield _term(field, name, run)


def _term(field: str, name: str, run: tuple[str, ...]) -> str:
    prefix = "" if field == TEXT else field
    return exact_way(f"{prefix}:{name}:{'_'.join(run)}")


def _names(value: Value) -> Iterator[str]:
    """What a value of a text may be asked for as: a unit that was not asked for is free."""
    yield _wanted(value._replace(unit="") if isinstance(value, Number) else value)
    if isinstance(value, Number) and is_unit(value.unit):
        yield _wanted(value)


def _wanted(value: Value) -> str:
    if isinstance(value, Number):
        unit = spellings_of(value.unit)[:1] if is_unit(value.unit) else (value.unit,)
        return f"{value.whole},{value.fraction}{''.join(unit)}"
    if isinstance(value, Date):
        return f"{value.day}/{value.month}/{value.year}"
    return f"tel{value.digits}"
