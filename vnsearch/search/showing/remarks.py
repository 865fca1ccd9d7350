"""The parts of a search that nothing in the index answers, so that no zero is unexplained."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

import numpy as np

from vnsearch.dates import date_text
from vnsearch.document_fields import QUERIED
from vnsearch.index.arrays.array_file import Array
from vnsearch.index.arrays.ranges import distinct
from vnsearch.patterns import pattern
from vnsearch.query.clauses import (
    DateRange,
    InField,
    Not,
    Operand,
    Phrase,
    Query,
)
from vnsearch.records import Remark
from vnsearch.search.matches import Matches
from vnsearch.search.matching.match import answering, excluded
from vnsearch.search.matching.segment_view import SegmentView
from vnsearch.search.narrowing.filter import Filter
from vnsearch.search.showing.lookup import live_paths

_FIELDS = tuple(field.name for field in QUERIED)
_SIGNS = frozenset("!(*:|~")  # of which few queries have any

_name = pattern(r"[A-Za-z_]{2,}").fullmatch


class Known(Protocol):
    """What an index holds, asked for one part of a query at a time."""

    def excludes(self, operand: Operand) -> bool:
        """Whether an exclusion leaves anything out."""
        ...

    def answers(self, operand: Operand) -> bool:
        """Whether anything answers an operand on its own."""
        ...

    def in_time(self, narrowed: Filter) -> bool:
        """Whether anything is of the days of a filter."""
        ...

    def on_path(self, narrowed: Filter) -> bool:
        """Whether anything is of a file that a filter names."""
        ...

    def like_path(self, narrowed: Filter) -> tuple[str, ...]:
        """The path that a filter may mean, where it names none, if any."""
        ...

    def kinds(self) -> tuple[str, ...]:
        """The kinds of documents, in order."""
        ...

    def first_and_last_date(self) -> tuple[str, ...]:
        """The earliest and the latest date as YYYY, YYYY-MM or YYYY-MM-DD, if any."""
        ...


def remarks(
    known: Known,
    matches: Matches,
    narrowed: Filter,
    any_words: bool,
    literal: bool,
    undated: bool,
) -> tuple[Remark, ...]:
    """What finds nothing, or leaves nothing out, whatever else the query asks for.

    Fields, dates and filters are looked at only where nothing was found in all, and signs that
    seldom are meant as operators where no document has all that was asked for. `undated`: no
    month was counted, though months were asked for.
    """
    query, total = matches.query, matches.total
    if not total and not known.kinds():
        return (Remark("empty", ""),)
    told = [*_exclusions(known, query)]
    if not literal:
        told += _unknown_fields(known, query)
        as_asked = total if any_words else matches.total_of_all
        if not (as_asked and _SIGNS.isdisjoint(query.text)):
            told += _foreign_signs(query, not as_asked)
    if not total:
        told += _fields(known, query)
        told += _filters(known, narrowed)
    if total and undated:
        told.append(Remark("months", ""))
    return tuple(dict.fromkeys(told))


def _exclusions(known: Known, query: Query) -> Iterator[Remark]:
    for clause in query.clauses:
        if isinstance(clause, Not) and not known.excludes(clause.operand):
            yield Remark("exclusion", _typed(query, clause.operand))


def _unknown_fields(known: Known, query: Query) -> Iterator[Remark]:
    """`tilte:x` where no document has those two words side by side."""
    for operand in query.operands():
        if not isinstance(operand, Phrase):
            continue
        field, word = operand.words[:2]
        typed = query.text[field.start : field.end]
        before = query.text[: field.start][-1:]
        meant = not before or before.isspace() or before in "([{"  # not in quotation marks
        meant = meant and query.text[field.end : word.start] == ":" and bool(_name(typed))
        if meant and not known.answers(operand):
            yield Remark("name", typed, _near(typed))


def _foreign_signs(query: Query, nothing: bool) -> Iterator[Remark]:
    from vnsearch.query.foreign_signs import foreign_signs  # few queries need it

    for typed, here in foreign_signs(query.text, nothing):
        yield Remark("sign", typed, (here,) if here else ())


def _near(field: str) -> tuple[str, ...]:
    """The field that was probably meant, else all of them."""
    from difflib import get_close_matches  # few queries need it

    from vnsearch.query.foreign_signs import FOREIGN_FIELDS

    if field.lower() in FOREIGN_FIELDS:
        return (FOREIGN_FIELDS[field.lower()],)
    return tuple(get_close_matches(field.lower(), _FIELDS, n=1)) or _FIELDS


def _fields(known: Known, query: Query) -> Iterator[Remark]:
    for operand in query.operands():
        if not isinstance(operand, InField | DateRange) or known.answers(operand):
            continue
        typed = _typed(query, operand)
        if isinstance(operand, DateRange):
            yield Remark("date", typed, known.first_and_last_date())
        elif operand.name == "kind":
            yield Remark("kind", typed, known.kinds())
        else:
            yield Remark("field", typed)


def _filters(known: Known, narrowed: Filter) -> Iterator[Remark]:
    dates = {"--since": narrowed.since, "--until": narrowed.until}
    typed = " ".join(f"{name} {date}" for name, date in dates.items() if date)
    if typed and not known.in_time(narrowed):
        yield Remark("date", typed, known.first_and_last_date())
    if narrowed.path and not known.on_path(narrowed):
        yield Remark("path", narrowed.path, known.like_path(narrowed))


def _typed(query: Query, operand: Operand) -> str:
    return query.text[operand.start : operand.end]


class KnownToSegments:
    """What segments that are all of an index hold; deleted documents do not count."""

    def __init__(self, views: Sequence[SegmentView]) -> None:
        self._views = views

    def excludes(self, operand: Operand) -> bool:
        """Whether an exclusion leaves anything out."""
        return any(view.segment.live[excluded(view, operand)].any() for view in self._views)

    def answers(self, operand: Operand) -> bool:
        """Whether anything answers an operand on its own."""
        return any(view.segment.live[answering(view, operand)].any() for view in self._views)

    def in_time(self, narrowed: Filter) -> bool:
        """Whether anything is of the days of a filter."""
        segments = [view.segment for view in self._views]
        return any((narrowed.in_time(one) & one.live).any() for one in segments)

    def on_path(self, narrowed: Filter) -> bool:
        """Whether anything is of a file that a filter names."""
        segments = [view.segment for view in self._views]
        return any((narrowed.on_path(one) & one.live).any() for one in segments)

    def like_path(self, narrowed: Filter) -> tuple[str, ...]:
        """The path that a filter may mean, where it names none, if any."""
        paths = (path for view in self._views for path in live_paths(view.segment))
        return narrowed.like_path(paths)

    def kinds(self) -> tuple[str, ...]:
        """The kinds of documents, in order."""
        kinds: set[str] = set()
        for view in self._views:
            column = view.segment.columns.keywords("kind")
            codes = distinct(column.codes[view.segment.live]).tolist()
            kinds.update(column.values[code] for code in codes)
        return tuple(sorted(kinds))

    def first_and_last_date(self) -> tuple[str, ...]:
        """The earliest and the latest date as YYYY, YYYY-MM or YYYY-MM-DD, if any."""
        dates: list[Array] = [np.zeros(0, np.int64)]
        for view in self._views:
            numbers = view.segment.columns.numbers("date")[view.segment.live]
            dates.append(numbers[numbers > 0].astype(np.int64))
        dated = np.concatenate(dates)
        if not len(dated):
            return ()
        return date_text(int(dated.min())), date_text(int(dated.max()))
