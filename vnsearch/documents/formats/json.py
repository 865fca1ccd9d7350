"""JSON files: an array of records, or one record; also several written one after another."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator

from vnsearch.documents.encodings.escapes import spelled_out, without_surrogates
from vnsearch.documents.faults import Fault, Place
from vnsearch.documents.formats.json_values import (
    json_fault,
    json_values,
    too_many_values,
)
from vnsearch.documents.formats.many_records import counted
from vnsearch.documents.limits import PIECE_SIZE, RECORD_VALUES
from vnsearch.documents.metadata.record_fields import RecordPlace, record_document
from vnsearch.documents.source import Reading, Source
from vnsearch.records import Document, Problem

_between = re.compile(r"[\s,]*").match
_decode = json.JSONDecoder().raw_decode
_LONGEST_SIGN = 64  # more characters than a number's, a name's or an escape's beginning


def read_json(source: Source) -> Iterator[Reading]:
    """A document for each record; the whole text is one where it is no JSON from the start on,
    as with comments.
    """
    text, note = source.text()
    yield note
    held: list[Reading] = []  # problems, which only matter where there is a document
    has_told = False
    for reading in counted(_read_records(text, source), source.path):
        broken = isinstance(reading, Problem) and reading.what == "no json"
        if broken and not held and not has_told:
            yield source.document("json", spelled_out(text))
            return
        held.append(reading)
        has_told = has_told or isinstance(reading, Document)
        if has_told or (isinstance(reading, Problem) and reading.failed):
            yield from held
            held.clear()
            has_told = True
    if not has_told:
        raise source.place.passed_over("no records")


def _read_records(text: str, source: Source) -> Iterator[Reading]:
    records = _records(text, source)
    for ordinal in itertools.count(1):
        try:
            entry = next(records, None)
            if entry is None:
                return
            yield record_document(entry[1], entry[0], str(ordinal))
        except Fault as fault:
            yield fault.problem


def _records(text: str, source: Source) -> Iterator[tuple[RecordPlace, object]]:
    """Each record and its place; never more than one of them in memory."""
    at, line, counted_to = _after(text, 0), 1, 0
    if text[at : at + 1] == "[":
        at = _after(text, at + 1)
    window = _Window(text)
    while at < len(text) and text[at] != "]":
        line += text.count("\n", counted_to, at)
        counted_to = at
        place = RecordPlace(source.place.at(line), "json")
        record, at = window.decode(at, place.place)
        yield place, record
        at = _after(text, at)


class _Window:
    """The part of a text that is decoded from: of no more values than memory is to hold."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._escapes = "\\u" in text
        self._move(0)

    def decode(self, at: int, place: Place) -> tuple[object, int]:
        """The record that begins at a place of the text, and where it ends; raises Fault."""
        try:
            record, end = _decode(self._part, at - self._start)
            if not self._is_whole and end == len(self._part):
                raise json.JSONDecodeError("a number cut off", self._part, end)
        except RecursionError as error:
            raise json_fault(place, error) from None
        except json.JSONDecodeError as error:
            if self._is_whole or not self._is_cut(error):
                raise json_fault(place, error) from None
            if at == self._start:
                raise too_many_values(place) from None
            self._move(at)
            return self.decode(at, place)
        return without_surrogates(record) if self._escapes else record, self._start + end

    def _is_cut(self, error: json.JSONDecodeError) -> bool:
        near_the_end = error.pos > len(self._part) - _LONGEST_SIGN
        return near_the_end or error.msg.startswith("Unterminated")

    def _move(self, start: int) -> None:
        text, end, values = self._text, start, 0
        while end < len(text):
            values += json_values(text, end, end + PIECE_SIZE)
            if values > RECORD_VALUES:
                break
            end = min(len(text), end + PIECE_SIZE)
        end = max(end, min(len(text), start + PIECE_SIZE))
        self._start = start
        self._is_whole = end == len(text)
        self._part = text[start:end]


def _after(text: str, place: int) -> int:
    match = _between(text, place)
    return match.end() if match else place
