"""Tables in text (CSV, TSV): a document a row.

A column called text, body or the like is its text; where none is, all cells are, and where no
column's name is known at all, the first row is one as well.
"""

from __future__ import annotations

import csv
import itertools
import re
from collections.abc import Iterator, Mapping

from vnsearch.documents.faults import Fault
from vnsearch.documents.limits import DOCUMENT_LIMIT, ROW_CELLS
from vnsearch.documents.record_fields import (
    RecordPlace,
    counted,
    field_keys,
    record_document,
    text_lines,
)
from vnsearch.documents.source import Reading, Source

_SEPARATORS = "\t;,|"
_SAMPLE = 20  # lines by which the separator is told
_REST = "\x00"  # the name of what a row has beyond the header
_said_separator = re.compile(r"sep=(.)\n", re.IGNORECASE).match  # a line of Excel's own

csv.field_size_limit(DOCUMENT_LIMIT)


def read_table(source: Source) -> Iterator[Reading]:
    """A document for each row that has words."""
    text, note = source.text()
    yield note
    yield from counted(_rows(text, source), source.path)


def _rows(text: str, source: Source) -> Iterator[Reading]:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    said = _said_separator(text)
    separator = said[1] if said else _separator(text)
    lines = _Lines(text, separator, source)
    rows = csv.reader(lines, delimiter=separator)
    header: list[str] | None = None
    keys: Mapping[str, str] | None = None
    while True:
        line = rows.line_num + 1
        lines.cells = 0
        try:
            row = next(rows, None)
        except csv.Error as error:
            raise source.place.at(line).failed("no row", str(error)) from None
        if row is None:
            return
        if not any(cell.strip() for cell in row) or (said and line == 1):
            continue
        if header is None:
            keys = field_keys(tuple(row)) or None
            header = row if keys else []
            if keys:
                continue
        place = RecordPlace(source.place.at(line), "csv")
        try:
            yield record_document(_record(header, row, keys or {}), place, str(line), keys)
        except Fault as fault:
            yield fault.problem


class _Lines:
    """The lines of a text; raises Fault within a row of more cells than are held in memory."""

    def __init__(self, text: str, separator: str, source: Source) -> None:
        self.cells = 0  # of the row so far, or more where texts hold the separator
        self._lines = enumerate(text_lines(text), 1)
        self._separator = separator
        self._place = source.place

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        number, line = next(self._lines)
        self.cells += line.count(self._separator)
        if self.cells > ROW_CELLS:
            raise self._place.at(number).failed("too many values", f"{ROW_CELLS:,}")
        return line


def _record(header: list[str], row: list[str], keys: Mapping[str, str]) -> object:
    """The row by the names of its columns, or as it is where none of them is known.

    Of the cells that a short row lacks only those of known columns are there, as "".
    """
    if not header:
        return row
    named: dict[str, object] = dict(zip(header, row, strict=False))
    for name in keys.values():
        named.setdefault(name, "")
    if len(row) > len(header):
        named[_REST] = row[len(header) :]
    return named


def _separator(text: str) -> str:
    """The character that cuts the first rows into the most columns, all into as many."""
    lines = list(itertools.islice(text_lines(text), _SAMPLE))

    def columns(separator: str) -> int:
        try:
            counts = [len(row) for row in csv.reader(lines, delimiter=separator) if row]
        except csv.Error:
            return 0
        return min(counts, default=0)

    best = max(_SEPARATORS, key=columns)
    return best if columns(best) > 1 else max(_SEPARATORS, key=lines[0].count if lines else len)
