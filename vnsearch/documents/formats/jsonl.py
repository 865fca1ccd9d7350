"""JSON Lines: a document a line, cut into chunks of lines that are read side by side."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BufferedReader

from vnsearch.documents.encoding import decode, is_wide
from vnsearch.documents.fields import counted, json_fault, record_document, text_lines
from vnsearch.documents.files import unreadable
from vnsearch.documents.limits import CHUNK_SIZE, DOCUMENT_LIMIT, HEAD_SIZE
from vnsearch.documents.source import (
    Chunk,
    FileNote,
    Reading,
    ReadRules,
    Source,
    problem,
    too_large,
)
from vnsearch.errors import DocumentError
from vnsearch.records import Document, Problem


def read_jsonl(source: Source) -> Iterator[Reading]:
    """A document for each line; a problem for each line that is none."""
    if is_wide(source.head(), source.rules.encoding):
        text, note = source.text()
        yield note
        yield from counted(_read_lines(text, 1, source.path, source.member), source.path)
        return
    for chunk in cut_lines(source.stream, source.path):
        yield from read_chunk(chunk, source.rules, source.member)


def read_chunk(chunk: Chunk, rules: ReadRules, member: str = "") -> Iterator[Reading]:
    """The documents of the lines of one chunk; `member` is the archive member they are of."""
    if chunk.fault:
        yield Problem(chunk.path, chunk.fault, failed=True)
    if chunk.payload:
        text, encoding = decode(chunk.payload, rules.encoding)
        yield FileNote(chunk.path, encoding.label)
        yield from counted(_read_lines(text, chunk.first_line, chunk.path, member), chunk.path)


def cut_lines(stream: BufferedReader, path: str) -> Iterator[Chunk]:
    """Chunks of whole lines, some CHUNK_SIZE bytes each, and one for each fault on the way."""
    pending = bytearray()
    whole = 0  # so many bytes of `pending` are whole lines
    line = 1  # the number of the first of them
    skipping = False  # within a line that is too long
    while True:
        try:
            piece = stream.read1(HEAD_SIZE)
        except (DocumentError, OSError) as error:
            if whole:
                yield Chunk(path, bytes(pending[:whole]), line)
            yield Chunk(path, fault=unreadable(path, error))
            return
        if not piece:
            break
        if skipping:
            _, newline, piece = piece.partition(b"\n")
            if not newline:
                continue
            skipping = False
            line += 1
        pending += piece
        newline_at = piece.rfind(b"\n")
        if newline_at >= 0:
            whole = len(pending) - len(piece) + newline_at + 1
        skipping = len(pending) - whole > DOCUMENT_LIMIT
        if (skipping and whole) or whole >= CHUNK_SIZE:
            payload = bytes(pending[:whole])
            yield Chunk(path, payload, line)
            line += payload.count(b"\n")
            del pending[:whole]
            whole = 0
        if skipping:
            yield Chunk(path, fault=str(too_large(f"{path}:{line}", DOCUMENT_LIMIT)))
            pending.clear()
    if pending:
        yield Chunk(path, bytes(pending), line)


def _read_lines(text: str, first_line: int, path: str, member: str) -> Iterator[Reading]:
    for number, line in enumerate(text_lines(text), first_line):
        if line.isspace():
            continue
        place = Document(path, title="", body="", part=member, line=number, kind="jsonl")
        try:
            yield record_document(_parse(line, place), place, str(number))
        except DocumentError as error:
            yield problem(path, error)


def _parse(line: str, place: Document) -> dict[str, object]:
    label = f"{place.path}#{place.part}" if place.part else place.path
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise json_fault(f"{label}:{place.line}", error) from None
    if not isinstance(record, dict):
        raise DocumentError(f"{label}:{place.line} is no JSON object; make it one or remove it")
    return record
