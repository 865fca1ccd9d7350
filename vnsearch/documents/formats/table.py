"""Tables in text (CSV, TSV): a document a row, if a column is called text, body or the like."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from vnsearch.documents.limits import DOCUMENT_LIMIT
from vnsearch.documents.record_fields import (
    FIELD_NAMES,
    Place,
    counted,
    field_keys,
    record_document,
    text_lines,
)
from vnsearch.documents.source import Reading, SkippedError, Source, problem
from vnsearch.errors import DocumentError

_SEPARATORS = "\t;,|"

csv.field_size_limit(DOCUMENT_LIMIT)


def read_table(source: Source) -> Iterator[Reading]:
    """A document for each row that has a text; raises SkippedError if no column is for it."""
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
            raise DocumentError(
                f"{source.label}:{line} is no row of a table ({error}); mend it"
            ) from None
        if row is None:
            return
        if not any(cell.strip() for cell in row):
            continue
        if not header:
            header = row
            if "text" not in field_keys(tuple(header)):
                names = " or ".join(FIELD_NAMES["text"][:4])
                raise SkippedError(
                    f"{source.label} has no column of texts and was skipped; call one {names}"
                )
            continue
        place = Place(source.path, source.member, line, "csv")
        cells = row + [""] * (len(header) - len(row))
        try:
            yield record_document(dict(zip(header, cells, strict=False)), place, str(line))
        except DocumentError as error:
            yield problem(source.path, error)


def _separator(header: str) -> str:
    """The character that separates the names of the header, of which none has it within."""
    return max(_SEPARATORS, key=header.count) if header else ","
