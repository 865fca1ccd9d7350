"""The parts of a search that nothing in the index answers, so that no zero is unexplained."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from vnsearch.dates import date_text
from vnsearch.document_fields import QUERIED
from vnsearch.index.arrays.array_file import Array
from vnsearch.query.clauses import (
    DateRange,
    InField,
    Not,
    Operand,
    Or,
    Phrase,
    Query,
)
from vnsearch.records import Remark
from vnsearch.search.matches import Matches
from vnsearch.search.matching.filter import Filter
from vnsearch.search.matching.match import answering, excluded
from vnsearch.search.matching.segment_view import SegmentView

_FIELDS = tuple(field.name for field in QUERIED)
_name = re.compile(r"[A-Za-z_]{2,}").fullmatch


def remarks(
    matches: Matches, query: Query, narrowed: Filter, literal: bool, undated: bool
) -> tuple[Remark, ...]:
    """What finds nothing, or leaves nothing out, whatever else the query asks for.

    Fields, dates and filters are looked at only where nothing was found in all. `undated`: no
    month was counted, though months were asked for.
    """
    views, total = matches.views, matches.total
    found = [*_exclusions(views, query)]
    found += () if literal else _unknown_fields(views, query)
    if not total:
        found += _fields(views, query)
        found += _filters(views, narrowed)
    if total and undated:
        found.append(Remark("months", ""))
    return tuple(dict.fromkeys(found))


def _exclusions(views: Sequence[SegmentView], query: Query) -> Iterator[Remark]:
    for clause in query.clauses:
        if isinstance(clause, Not):
            live = (view.segment.live[excluded(view, clause.operand)].any() for view in views)
            if not any(live):
                yield Remark("exclusion", _typed(query, clause.operand))


def _unknown_fields(views: Sequence[SegmentView], query: Query) -> Iterator[Remark]:
    """`tilte:x` where no document has those two words side by side."""
    for operand in _operands(query):
        if not isinstance(operand, Phrase):
            continue
        name, word = operand.words[:2]
        typed = query.text[name.start : name.end]
        before = query.text[: name.start][-1:]
        meant = not before or before.isspace() or before in "([{"  # not in quotation marks
        meant = meant and query.text[name.end : word.start] == ":" and bool(_name(typed))
        if meant and not _answered(views, operand):
            yield Remark("name", typed, _near(typed))


def _near(name: str) -> tuple[str, ...]:
    """The field that was probably meant, else all of them."""
    from difflib import get_close_matches  # few queries need it

    return tuple(get_close_matches(name.lower(), _FIELDS, n=1)) or _FIELDS


def _fields(views: Sequence[SegmentView], query: Query) -> Iterator[Remark]:
    for operand in _operands(query):
        if not isinstance(operand, InField | DateRange) or _answered(views, operand):
            continue
        typed = _typed(query, operand)
        if isinstance(operand, DateRange):
            yield Remark("date", typed, _first_and_last_date(views))
        elif operand.name == "kind":
            yield Remark("kind", typed, _kinds(views))
        else:
            yield Remark("field", typed)


def _filters(views: Sequence[SegmentView], narrowed: Filter) -> Iterator[Remark]:
    segments = [view.segment for view in views]
    dates = {"--since": narrowed.since, "--until": narrowed.until}
    typed = " ".join(f"{name} {date}" for name, date in dates.items() if date)
    if typed and not any((narrowed.in_time(one) & one.live).any() for one in segments):
        yield Remark("date", typed, _first_and_last_date(views))
    if narrowed.path and not any((narrowed.on_path(one) & one.live).any() for one in segments):
        yield Remark("path", narrowed.path)


def _operands(query: Query) -> Iterator[Operand]:
    for clause in query.clauses:
        if not isinstance(clause, Not):
            yield from clause.operands if isinstance(clause, Or) else (clause,)


def _answered(views: Sequence[SegmentView], operand: Operand) -> bool:
    return any(view.segment.live[answering(view, operand)].any() for view in views)


def _typed(query: Query, operand: Operand) -> str:
    return query.text[operand.start : operand.end]


def _kinds(views: Sequence[SegmentView]) -> tuple[str, ...]:
    kinds: set[str] = set()
    for view in views:
        column = view.segment.columns.keywords("kind")
        codes = np.unique(column.codes[view.segment.live]).tolist()
        kinds.update(column.values[code] for code in codes)
    return tuple(sorted(kinds))


def _first_and_last_date(views: Sequence[SegmentView]) -> tuple[str, ...]:
    """The earliest and the latest date of the index as YYYY, YYYY-MM or YYYY-MM-DD, if any."""
    dates: list[Array] = [np.zeros(0, np.int64)]
    for view in views:
        numbers = view.segment.columns.numbers("date")[view.segment.live]
        dates.append(numbers[numbers > 0].astype(np.int64))
    dated = np.concatenate(dates)
    return (date_text(int(dated.min())), date_text(int(dated.max()))) if len(dated) else ()
