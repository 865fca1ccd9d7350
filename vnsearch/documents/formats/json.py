"""JSON files: an array of records, or one record; also several written one after another."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from vnsearch.documents.faults import Fault
from vnsearch.documents.record_fields import (
    RecordPlace,
    counted,
    json_fault,
    record_document,
    without_surrogates,
)
from vnsearch.documents.source import Reading, Source
from vnsearch.records import Document

_between = re.compile(r"[\s,]*").match
_decode = json.JSONDecoder().raw_decode


def read_json(source: Source) -> Iterator[Reading]:
    """A document for each record; raises Fault for what holds none."""
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
        raise source.place.passed_over("no records")


def _read_records(text: str, source: Source) -> Iterator[Reading]:
    for number, (place, record) in enumerate(_records(text, source), 1):
        try:
            yield record_document(record, place, str(number))
        except Fault as fault:
            yield fault.problem


def _records(text: str, source: Source) -> Iterator[tuple[RecordPlace, object]]:
    """Each record and its place; never more than one of them in memory."""
    at, line, counted_to = _after(text, 0), 1, 0
    if text[at : at + 1] == "[":
        at = _after(text, at + 1)
    while at < len(text) and text[at] != "]":
        line += text.count("\n", counted_to, at)
        counted_to = at
        place = RecordPlace(source.place.at(line), "json")
        try:
            record, at = _decode(text, at)
        except (ValueError, RecursionError) as error:
            raise json_fault(place.place, error) from None
        yield place, without_surrogates(record)
        at = _after(text, at)


def _after(text: str, place: int) -> int:
    found = _between(text, place)
    return found.end() if found else place
