"""JSON files: an array of records, or one record; also several written one after another."""

from __future__ import annotations

import itertools
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
from vnsearch.records import Document, Problem

_between = re.compile(r"[\s,]*").match
_decode = json.JSONDecoder().raw_decode


def read_json(source: Source) -> Iterator[Reading]:
    """A document for each record; the whole text is one where it is no JSON from the start on,
    as with comments.
    """
    text, note = source.text()
    yield note
    held: list[Reading] = []  # problems, which only matter where there is a document
    found = False
    for reading in counted(_read_records(text, source), source.path):
        broken = isinstance(reading, Problem) and reading.what == "no json"
        if broken and not held and not found:
            yield source.document("json", text)
            return
        held.append(reading)
        found = found or isinstance(reading, Document)
        if found or (isinstance(reading, Problem) and reading.failed):
            yield from held
            held.clear()
            found = True
    if not found:
        raise source.place.passed_over("no records")


def _read_records(text: str, source: Source) -> Iterator[Reading]:
    records = _records(text, source)
    for number in itertools.count(1):
        try:
            found = next(records, None)
            if found is None:
                return
            yield record_document(found[1], found[0], str(number))
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
            record = without_surrogates(record)
        except (ValueError, RecursionError) as error:
            raise json_fault(place.place, error) from None
        yield place, record
        at = _after(text, at)


def _after(text: str, place: int) -> int:
    found = _between(text, place)
    return found.end() if found else place
