"""The other ways in which an index writes what is asked for in digits: numbers, dates,
telephones, plates, roads and rates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, product
from operator import contains
from typing import Literal

from vnsearch.frozen import NamedTuple
from vnsearch.patterns import pattern
from vnsearch.query.clauses import Word
from vnsearch.records import How
from vnsearch.search.ways.collocations import Collocations
from vnsearch.search.ways.way import Part, Way, only_term
from vnsearch.text.marks import bears
from vnsearch.text.terms import folded_term
from vnsearch.text.unseen import Seen, seen
from vnsearch.text.values.months import months_in
from vnsearch.text.values.number_runs import MONTH, YEAR, Run, runs_from_abroad, runs_of
from vnsearch.text.values.number_signs import narrow
from vnsearch.text.values.numbered_names import numbered_names
from vnsearch.text.values.numbers import (
    Date,
    Number,
    Telephone,
    Value,
    ValueInText,
    is_year,
    read_values,
)
from vnsearch.text.values.rates import rates
from vnsearch.text.values.round_thousands import round_thousands
from vnsearch.text.values.units import is_unit, spellings_of
from vnsearch.text.values.writings import Forms, Writings

_DAY = {"ngày": ("ngày", "ngay"), "mùng": ("mùng", "mồng", "mung", "mong")}
_find_days = pattern(
    rf"(?<!\w)((?:{'|'.join(chain(*_DAY.values()))})\s+)?"
    rf"(([0-9]{{1,2}})\s+(?:{'|'.join(MONTH)})\s+([0-9]{{1,2}})(?!\w)"
    rf"(?:(?:\s?[,/-]\s?|\s*,?\s+(?:{'|'.join(YEAR)})\s+)([0-9]{{4}})(?!\w))?)",
    re.IGNORECASE,
).finditer
_SIGN = r"[ .()\u00a0-]"
_find_from_abroad = pattern(
    rf"(?:(?:\+ ?|\()(?=84)|(?<![\w.,])(?=0084|84[35789][0-9]{{8}}(?!\w)"
    rf"|84-[35789][0-9]{{1,3}}-))"
    rf"((?:00)?84{_SIGN}{{0,3}}"
    rf"(?:0{_SIGN}{{0,2}})?((?:{_SIGN}{{0,2}}[0-9]){{9,10}}))(?!\w)"
).finditer

_WRITTEN = (numbered_names, rates, months_in, round_thousands)

_Kind = Literal["number", "date", "telephone"]


class QueryValue(NamedTuple):
    """A value in a query: where its tokens stand, and where its unit begins, or the word for a
    day before it; -1 for none.
    """

    start: int
    end: int
    value: Value
    beside: int


def query_values(text: str) -> list[QueryValue]:
    """What a query says in digits, full-width ones as well."""
    shown = seen(narrow(text))
    return [_where_it_stood(typed, shown) for typed in _in_seen(shown.text)]


def query_writings(text: str) -> list[Writings]:
    """The plates, roads, rates, months and amounts of a query."""
    shown = seen(narrow(text))
    written = (each for find in _WRITTEN for each in find(shown.text))
    return [
        each._replace(start=start, end=end)
        for each in written
        for start, end in [shown.stood(each.start, each.end)]
    ]


def _where_it_stood(typed: QueryValue, shown: Seen) -> QueryValue:
    start, end = shown.stood(typed.start, typed.end)
    beside = shown.places[typed.beside] if typed.beside >= 0 else -1
    return QueryValue(start, end, typed.value, beside)


def _in_seen(text: str) -> list[QueryValue]:
    in_words = list(_in_other_words(text))
    plain = map(_query_value, read_values(text))
    return in_words + [
        typed for typed in plain if not any(_is_part(typed, other) for other in in_words)
    ]


def _in_other_words(text: str) -> Iterator[QueryValue]:
    """A telephone number with that of the country, and a day in words."""
    for called in _find_from_abroad(text):
        national = "".join(filter(str.isdecimal, called[2]))
        yield QueryValue(*called.span(1), Telephone("0" + national), -1)
    for words in _find_days(text):
        day, month, year = (int(number or 0) for number in words.group(3, 4, 5))
        beside = words.start() if words[1] else -1
        if 1 <= day <= 31 and 1 <= month <= 12:
            if words[1]:
                yield QueryValue(words.start(2), words.end(4), Date(day, month, 0), beside)
            if year:
                yield QueryValue(*words.span(2), Date(day, month, year), beside)


def _is_part(typed: QueryValue, other: QueryValue) -> bool:
    """Whether it is a number within a telephone number."""
    called = isinstance(typed.value, Number) and isinstance(other.value, Telephone)
    return called and other.start <= typed.start < other.end


def _query_value(told: ValueInText) -> QueryValue:
    start, end, value, with_unit = told
    if not (isinstance(value, Number) and is_unit(value.unit)):
        return QueryValue(start, end, value, -1)
    unit_start = with_unit - len(value.unit)
    if unit_start > end:
        return QueryValue(start, end, value, unit_start)
    return QueryValue(start, with_unit, value, start)  # a sign that is a unit is a word too


def ways_of_value(
    typed: QueryValue, words: tuple[Word, ...], is_phrase: bool, collocations: Collocations
) -> Iterator[Way]:
    """The runs that say a value which some of the words, or all of a phrase, say."""
    for way in _ways_of_value(typed, words, is_phrase, collocations):
        if collocations.stand_side_by_side(way.parts) and not way.has_its_words():
            yield way


def _ways_of_value(
    typed: QueryValue, words: tuple[Word, ...], is_phrase: bool, collocations: Collocations
) -> Iterator[Way]:
    held = tuple(word for word in words if typed.start <= word.start and word.end <= typed.end)
    complete = bool(held) and (held[0].start, held[-1].end) == (typed.start, typed.end)
    if complete and (not is_phrase or held == words):
        tokens = tuple(word.term for word in held)
        for parts, value in _written(typed, tokens, collocations):
            yield Way(held, parts, _kind(typed.value), value)
    for word in words:
        if word.start == typed.beside:
            is_scored = word.start > typed.start  # a day may have the word before it, or not
            for parts, value in _without(typed, word.term, collocations):
                yield Way((word,), parts, _kind(typed.value), value, is_scored=is_scored)


def _without(
    typed: QueryValue, word: str, collocations: Collocations
) -> Iterator[tuple[tuple[Part, ...], Value | None]]:
    """Where a text says a value that has no need of the word beside it."""
    if isinstance(typed.value, Date):
        for (first, *rest), value in _written(typed, (), collocations):
            # With another word for a day: mồng for mùng.
            forms = frozenset(form for form in first.only if not bears(form, word))
            if forms:
                yield (Part(max(forms), forms), *rest), value
    elif typed.beside > typed.start:
        # Where the number has its unit right behind it, that stands for the unit too; so
        # does the number with the unit in other letters: 500.000 đ, 500.000 đồng.
        others = _with_other_units(typed.value, word)
        for parts in chain(_glued(typed.value, collocations), others):
            yield parts, typed.value


def ways_of_written(
    text: str, written: Writings, held: Sequence[Word], collocations: Collocations
) -> Iterator[Way]:
    """The other runs of what some words of a text say, if these are all that say it."""
    words, typed = tuple(held), tuple(word.term for word in held)
    letters = sum(map(str.isalnum, text[written.start : written.end]))
    if letters != sum(sum(map(str.isalnum, text[word.start : word.end])) for word in held):
        return  # some of it stands in quotation marks, or in another field
    for run in written.runs:
        how: How = written.how or ("joined" if len(run) < len(words) else "parted")
        for other in _other_than(run, typed):
            parts = tuple(Part(max(forms), forms) for forms in other)
            if collocations.stand_side_by_side(parts):
                yield Way(words, parts, how)


def _other_than(run: Forms, typed: Run) -> Iterator[Forms]:
    """The forms of a run, those that were typed apart from others, without what was typed."""
    words = frozenset(typed)
    for each in product(*(filter(None, (forms & words, forms - words)) for forms in run)):
        if len(each) != len(typed) or not all(map(contains, each, typed)):
            yield each


def _written(
    typed: QueryValue, tokens: Run, collocations: Collocations
) -> Iterator[tuple[tuple[Part, ...], Value | None]]:
    """How else a value is written than by some tokens, and what a text must say there, if its
    signs have a say.
    """
    value = typed.value
    if not isinstance(value, Number):
        for run in runs_of(value):
            if run != tokens:
                yield tuple(map(only_term, run)), value
        if isinstance(value, Telephone):
            for run in runs_from_abroad(value):
                if run != tokens:
                    yield tuple(map(only_term, run)), None
        else:
            for parts in _in_words(value):
                if tuple(part.term for part in parts) != tokens:
                    yield parts, None
        return
    if typed.beside == typed.start:  # the unit is right behind the number
        yield from ((parts, value) for parts in _glued(value, collocations, tokens))
        for run in runs_of(value):
            unit = Part(value.unit, frozenset(spellings_of(value.unit)))
            yield (*_parts(run, frozenset((run[-1],))), unit), value
        return
    bare = value._replace(unit="")
    for run in runs_of(value):
        forms = collocations.with_units(run[-1]) | ({run[-1]} if run != tokens else set())
        if forms:
            yield _parts(run, forms), bare


def _in_words(date: Date) -> Iterator[tuple[Part, ...]]:
    """The runs that say it whatever signs lie between: behind the word for a day, or before a
    year (2 tháng 9, 2024), which has its own word in `runs_of`.
    """
    month = Part("tháng", frozenset(MONTH))
    for run in runs_of(date._replace(year=0)):
        if int(run[0]) == date.day and int(run[1]) == date.month:
            first, second = map(only_term, run)
            if is_year(str(date.year)):
                yield first, month, second, only_term(str(date.year))
            for word, spellings in () if date.year else _DAY.items():
                yield Part(word, frozenset(spellings)), first, month, second


def _glued(
    value: Value, collocations: Collocations, tokens: Run = ()
) -> Iterator[tuple[Part, ...]]:
    """The runs of a number with its unit right behind, but for the tokens given."""
    assert isinstance(value, Number)
    for run in runs_of(value):
        wanted = {run[-1] + unit for unit in spellings_of(value.unit)}
        forms = collocations.with_units(run[-1]) & wanted
        if run[:-1] == tokens[:-1]:
            forms -= set(tokens[-1:])
        if forms:
            yield _parts(run, forms)


def _with_other_units(value: Value, unit: str) -> Iterator[tuple[Part, ...]]:
    """The runs of a number with its unit as another word than it was typed."""
    assert isinstance(value, Number)
    typed = folded_term(unit)
    forms = frozenset(each for each in spellings_of(value.unit) if folded_term(each) != typed)
    for run in runs_of(value) if forms else ():
        yield *_parts(run, frozenset((run[-1],))), Part(min(forms), forms)


def _parts(run: Run, last: frozenset[str]) -> tuple[Part, ...]:
    *before, end = run
    representative = end if end in last else min(last)
    return (
        *(Part(term, frozenset((term,))) for term in before),
        Part(representative, last),
    )


def _kind(value: Value) -> _Kind:
    if isinstance(value, Number):
        return "number"
    return "date" if isinstance(value, Date) else "telephone"
