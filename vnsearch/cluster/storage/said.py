"""What the texts of a document say in digits, as terms: which value, and in which tokens.

The tokens of a number do not tell it: `1.500` and `1, 500` have the same, and the index keeps
no signs. So each value is written as what `text.numbers` reads, and a way to write a value is
asked for by equal strings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import product
from unicodedata import category

from vnsearch.index.segment.reader import TEXT
from vnsearch.search.matching.way import Way
from vnsearch.text.characters import INVISIBLE
from vnsearch.text.forms import exact_way
from vnsearch.text.numbers import Date, Number, Value, read_values
from vnsearch.text.terms import exact_term
from vnsearch.text.tokenize import token_bounds
from vnsearch.text.units import is_unit, spellings_of

_digit = re.compile("[0-9]").search


def said_terms(texts: Iterable[tuple[str, str]]) -> list[str]:
    """The terms for what some texts say, each with its field."""
    return sorted({term for field, text in texts for term in _of_text(field, text)})


def way_terms(way: Way) -> list[str]:
    """The terms that a document has in which a way says its value."""
    assert way.value is not None
    runs = product(*(sorted(part.only or (part.term,)) for part in way.parts))
    return [_term(way.field, _wanted(way.value), run) for run in runs]


def _of_text(field: str, text: str) -> Iterator[str]:
    if not _digit(text):
        return
    for reading in read_values(text):
        for end in {reading.end, reading.with_unit}:
            if _is_whole(text, reading.start, end):
                said = text[reading.start : end]
                run = tuple(exact_term(said[a:b]) for a, b in token_bounds(said))
                for name in _names(reading.value):
                    yield _term(field, name, run)


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether tokens begin and end there: no mark and nothing invisible goes on with one."""
    around = text[max(start - 1, 0) : start] + text[end : end + 1]
    return around.isascii() or not any(
        category(ch)[0] == "M" or ch in INVISIBLE for ch in around
    )


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
