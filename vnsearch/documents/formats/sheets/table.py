"""Tables in text (CSV, TSV): a document a row.

A column called text, body or the like is its text; where none is, all cells are. The first row
names the columns where one of its names is known, or where it has words and the next figures;
else it is a document as well.
"""

from __future__ import annotations

import csv
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from vnsearch.documents.faults import Fault
from vnsearch.documents.formats.many_records import counted, text_lines
from vnsearch.documents.limits import DOCUMENT_LIMIT, PIECE_SIZE, ROW_CELLS
from vnsearch.documents.metadata.record_fields import RecordPlace, field_keys, record_document
from vnsearch.documents.source import Reading, Source

_SEPARATORS = "\t;,|"
_SAMPLE = 20  # lines by which the separator is told
_REST = "\x00"  # the name of what a row has beyond the header
_said_separator = re.compile(r"sep=(.)\n", re.IGNORECASE).match  # a line of Excel's own

_has_digit = re.compile(r"\d").search
_figures = re.compile(r"\s*[-+(]?\d[\d.,/:% )-]*\s*").fullmatch
_Row: TypeAlias = tuple[int, list[str]]  # with the number of its first line

csv.field_size_limit(DOCUMENT_LIMIT)


def read_table(source: Source) -> Iterator[Reading]:
    """A document for each row that has words."""
    text, note = source.text()
    yield note
    yield from counted(_rows(text, source), source.path)


def _rows(text: str, source: Source) -> Iterator[Reading]:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    rows = _numbered(text, source)
    first = next(rows, None)
    if first is None:
        return
    keys = field_keys(tuple(first[1])) or None
    below: list[_Row] = []
    fault: Fault | None = None
    if keys is None:
        try:
            below += itertools.islice(rows, 1)
        except Fault as met:  # which does not concern the row above it
            fault = met
    is_heading = bool(keys) or any(_is_heading(first[1], row) for _, row in below)
    header = first[1] if is_heading else []
    for line, row in itertools.chain([] if is_heading else [first], below, rows):
        place = RecordPlace(source.place.at(line), "csv")
        try:
            yield record_document(_record(header, row, keys or {}), place, str(line), keys)
        except Fault as without_words:
            yield without_words.problem
    if fault:
        raise fault


def _numbered(text: str, source: Source) -> Iterator[_Row]:
    """The rows that hold anything, each with the number of its first line."""
    said = _said_separator(text)
    separator = said[1] if said else _separator(text)
    lines = _Lines(text, separator, source)
    rows = csv.reader(lines, delimiter=separator)
    while True:
        line = rows.line_num + 1
        lines.cells = 0
        try:
            row = next(rows, None)
        except csv.Error as error:
            raise source.place.at(line).failed("no row", str(error)) from None
        if row is None:
            return
        if any(cell.strip() for cell in row) and not (said and line == 1):
            yield line, row


def _is_heading(first: list[str], second: list[str]) -> bool:
    """Whether a row of words stands above one with figures, and so names its columns."""
    names = [cell.strip() for cell in first]
    if not all(names) or len(set(names)) < len(names) or any(map(_has_digit, names)):
        return False
    return any(map(_figures, second))


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
        line_number, line = next(self._lines)
        self.cells += line.count(self._separator)
        if self.cells > ROW_CELLS:
            raise self._place.at(line_number).failed("too many values", f"{ROW_CELLS:,}")
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
    """The character that cuts the first rows into the most columns, all of them, or else as
    many of them as can be: a title may stand above a table, and notes below it.
    """
    lines = list(itertools.islice(text_lines(text[:PIECE_SIZE]), _SAMPLE))

    def columns(separator: str) -> list[int]:
        try:
            return [len(row) for row in csv.reader(lines, delimiter=separator) if row]
        except csv.Error:
            return []

    cut = {separator: columns(separator) for separator in _SEPARATORS}
    least = {separator: min(counts, default=0) for separator, counts in cut.items()}
    best = max(_SEPARATORS, key=least.__getitem__)
    if least[best] > 1:
        return best
    widths = {name: Counter(one for one in cut[name] if one > 1) for name in _SEPARATORS}
    agreeing = {name: max(widths[name].values(), default=0) for name in _SEPARATORS}
    best = max(_SEPARATORS, key=agreeing.__getitem__)
    if 2 * agreeing[best] > len(cut[best]):
        return best
    return max(_SEPARATORS, key=lines[0].count if lines else len)
