"""Tables in text (CSV, TSV): a document a row, if a column is called text, body or the like."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from vnsearch.documents.faults import Fault
from vnsearch.documents.limits import DOCUMENT_LIMIT
from vnsearch.documents.record_fields import (
    RecordPlace,
    counted,
    field_keys,
    record_document,
    text_lines,
)
from vnsearch.documents.source import Reading, Source

_SEPARATORS = "\t;,|"

csv.field_size_limit(DOCUMENT_LIMIT)


def read_table(source: Source) -> Iterator[Reading]:
    """A document for each row that has a text; raises Fault if no column is for it."""
    text, note = source.text()
    yield note
    yield from counted(_rows(text, source), source.path)


def _rows(text: str, source: Source) -> Iterator[Reading]:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    first, _, _ = text.partition("\n")
    rows = csv.reader(text_lines(text), delimiter=_separator(first))
    header: list[str] = []
    while True:
        line = rows.line_num + 1
        try:
            row = next(rows, None)
        except csv.Error as error:
            raise source.place.at(line).failed("no row", str(error)) from None
        if row is None:
            return
        if not any(cell.strip() for cell in row):
            continue
        if not header:
            header = row
            if "text" not in field_keys(tuple(header)):
                raise source.place.passed_over("no columns")
            continue
        place = RecordPlace(source.place.at(line), "csv")
        cells = row + [""] * (len(header) - len(row))
        try:
            yield record_document(dict(zip(header, cells, strict=False)), place, str(line))
        except Fault as fault:
            yield fault.problem


def _separator(header: str) -> str:
    """The character that separates the names of the header, of which none has it within."""
    return max(_SEPARATORS, key=header.count) if header else ","
