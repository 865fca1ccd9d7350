"""JSON files: an array of records, or one record; also several written one after another."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from vnsearch.documents.fields import counted, json_fault, record_document
from vnsearch.documents.source import Reading, SkippedError, Source, problem
from vnsearch.errors import DocumentError
from vnsearch.records import Document

_between = re.compile(r"[\s,]*").match
_decode = json.JSONDecoder().raw_decode


def read_json(source: Source) -> Iterator[Reading]:
    """A document for each record; raises SkippedError for what holds none."""
    text, note = source.text()
    yield note
    held: list[Reading] = []  # problems, which only matter where there is a document
    found = False
    for reading in counted(_read_records(text, source), source.path):
        held.append(reading)
        found = found or isinstance(reading, Document)
        if found:
            yield from held
            held.clear()
    if not found:
        raise SkippedError(
            f'{source.label} holds no records with a field named "text" and was skipped'
        )


def _read_records(text: str, source: Source) -> Iterator[Reading]:
    for number, (line, record) in enumerate(_records(text, source.label), 1):
        place = Document(source.path, "", "", part=source.member, line=line, kind="json")
        try:
            if not isinstance(record, dict):
                raise DocumentError(f"{source.label}:{line} is no JSON object; make it one")
            yield record_document(record, place, str(number))
        except DocumentError as error:
            yield problem(source.path, error)


def _records(text: str, label: str) -> Iterator[tuple[int, object]]:
    """Each record and the line where it begins; never more than one of them in memory."""
    place, line, counted_to = _after(text, 0), 1, 0
    if text[place : place + 1] == "[":
        place = _after(text, place + 1)
    while place < len(text) and text[place] != "]":
        line += text.count("\n", counted_to, place)
        counted_to = place
        try:
            record, place = _decode(text, place)
        except (ValueError, RecursionError) as error:
            raise json_fault(f"{label}:{line}", error) from None
        yield line, record
        place = _after(text, place)


def _after(text: str, place: int) -> int:
    found = _between(text, place)
    return found.end() if found else place
