"""JSON Lines: a document a line, cut into chunks of lines that are read side by side."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BufferedReader

from vnsearch.documents.encodings.encoding import decode_escaped, is_wide
from vnsearch.documents.encodings.escapes import json_letters, without_surrogates
from vnsearch.documents.faults import Fault, Place, unreadable
from vnsearch.documents.formats.json_values import (
    json_fault,
    json_values,
    too_many_values,
)
from vnsearch.documents.formats.many_records import counted, text_lines
from vnsearch.documents.limits import CHUNK_SIZE, DOCUMENT_LIMIT, HEAD_SIZE, RECORD_VALUES
from vnsearch.documents.metadata.record_fields import RecordPlace, record_document
from vnsearch.documents.source import (
    Chunk,
    FileNote,
    Reading,
    ReadRules,
    Source,
    too_large,
)

_raw_decode = json.JSONDecoder().raw_decode


def read_jsonl(source: Source) -> Iterator[Reading]:
    """A document for each line; a problem for each line that is none."""
    if is_wide(source.head(), source.rules.encoding):
        text, note = source.text()
        yield note
        yield from counted(_read_lines(text, 1, source.place), source.path)
        return
    for chunk in cut_lines(source.stream, source.place):
        yield from read_chunk(chunk, source.rules, source.member)


def read_chunk(chunk: Chunk, rules: ReadRules, member: str = "") -> Iterator[Reading]:
    """The documents of the lines of one chunk; `member` is the archive member they are of."""
    if chunk.fault:
        yield chunk.fault
    if chunk.payload:
        text, encoding = decode_escaped(chunk.payload, json_letters, rules.encoding)
        place = Place(chunk.path, member)
        yield FileNote(str(place), encoding.label)
        yield from counted(_read_lines(text, chunk.first_line, place), chunk.path)


def cut_lines(stream: BufferedReader, place: Place) -> Iterator[Chunk]:
    """Chunks of whole lines, some CHUNK_SIZE bytes each, and one for each fault on the way."""
    pending = bytearray()
    whole = 0  # so many bytes of `pending` are whole lines
    line = 1  # the number of the first of them
    fault: Chunk | None = None
    try:
        while piece := stream.read1(HEAD_SIZE):
            pending += piece
            newline = piece.rfind(b"\n")
            if newline >= 0:
                whole = len(pending) - len(piece) + newline + 1
            is_too_long = len(pending) - whole > DOCUMENT_LIMIT
            if whole >= CHUNK_SIZE or (is_too_long and whole):
                yield Chunk(place.path, bytes(pending[:whole]), line)
                line += pending.count(b"\n", 0, whole)
                del pending[:whole]
                whole = 0
            if is_too_long:
                yield Chunk(place.path, fault=too_large(place.at(line), DOCUMENT_LIMIT).problem)
                pending[:] = _after_newline(stream)
                whole = pending.rfind(b"\n") + 1
                line += 1
        whole = len(pending)
    except (Fault, OSError) as error:
        fault = Chunk(place.path, fault=unreadable(place, error))
    if whole:
        yield Chunk(place.path, bytes(pending[:whole]), line)
    if fault is not None:
        yield fault


def _after_newline(stream: BufferedReader) -> bytes:
    """Reads to the end of a line; what was read beyond it."""
    while piece := stream.read1(HEAD_SIZE):
        _, newline, rest = piece.partition(b"\n")
        if newline:
            return rest
    return b""


def _read_lines(text: str, first_line: int, place: Place) -> Iterator[Reading]:
    for line_number, line in enumerate(text_lines(text), first_line):
        if line.isspace():
            continue
        record_place = RecordPlace(place.at(line_number), "jsonl")
        try:
            record = _parse(line, record_place.place)
            yield record_document(record, record_place, str(line_number))
        except Fault as fault:
            yield fault.problem


def _parse(line: str, place: Place) -> object:
    if len(line) > RECORD_VALUES and json_values(line, 0, len(line)) > RECORD_VALUES:
        raise too_many_values(place)
    try:
        record = _record(line)
        return without_surrogates(record) if "\\u" in line else record
    except (ValueError, RecursionError) as error:
        raise json_fault(place, error) from None


def _record(line: str) -> object:
    """What `json.loads` makes of a line, sooner for most of them."""
    try:
        record, end = _raw_decode(line)
    except ValueError:
        return json.loads(line)  # behind spaces, or it says what is wrong
    return json.loads(line) if line[end:].strip("\n\r\t ") else record
