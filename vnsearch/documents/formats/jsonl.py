"""JSON Lines: a document a line, cut into chunks of lines that are read side by side."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BufferedReader

from vnsearch.documents.encoding import decode, is_wide
from vnsearch.documents.files import unreadable
from vnsearch.documents.limits import CHUNK_SIZE, DOCUMENT_LIMIT, HEAD_SIZE
from vnsearch.documents.record_fields import (
    Place,
    counted,
    json_fault,
    record_document,
    text_lines,
    without_surrogates,
)
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
from vnsearch.records import Problem


def read_jsonl(source: Source) -> Iterator[Reading]:
    """A document for each line; a problem for each line that is none."""
    if is_wide(source.head(), source.rules.encoding):
        text, note = source.text()
        yield note
        yield from counted(_read_lines(text, 1, source.path, source.member), source.path)
        return
    for chunk in cut_lines(source.stream, source.path, source.label):
        yield from read_chunk(chunk, source.rules, source.member)


def read_chunk(chunk: Chunk, rules: ReadRules, member: str = "") -> Iterator[Reading]:
    """The documents of the lines of one chunk; `member` is the archive member they are of."""
    if chunk.fault:
        yield Problem(chunk.path, chunk.fault, failed=True)
    if chunk.payload:
        text, encoding = decode(chunk.payload, rules.encoding)
        yield FileNote(f"{chunk.path}#{member}" if member else chunk.path, encoding.label)
        yield from counted(_read_lines(text, chunk.first_line, chunk.path, member), chunk.path)


def cut_lines(stream: BufferedReader, path: str, label: str) -> Iterator[Chunk]:
    """Chunks of whole lines, some CHUNK_SIZE bytes each, and one for each fault on the way.

    Messages call the file `label`.
    """
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
                yield Chunk(path, bytes(pending[:whole]), line)
                line += pending.count(b"\n", 0, whole)
                del pending[:whole]
                whole = 0
            if is_too_long:
                yield Chunk(path, fault=str(too_large(f"{label}:{line}", DOCUMENT_LIMIT)))
                pending[:] = _after_newline(stream)
                whole = pending.rfind(b"\n") + 1
                line += 1
        whole = len(pending)
    except (DocumentError, OSError) as error:
        fault = Chunk(path, fault=unreadable(path, error))
    if whole:
        yield Chunk(path, bytes(pending[:whole]), line)
    if fault is not None:
        yield fault


def _after_newline(stream: BufferedReader) -> bytes:
    """Reads to the end of a line; what was read beyond it."""
    while piece := stream.read1(HEAD_SIZE):
        _, newline, rest = piece.partition(b"\n")
        if newline:
            return rest
    return b""


def _read_lines(text: str, first_line: int, path: str, member: str) -> Iterator[Reading]:
    for number, line in enumerate(text_lines(text), first_line):
        if line.isspace():
            continue
        place = Place(path, member, number, "jsonl")
        try:
            yield record_document(_parse(line, place), place, str(number))
        except DocumentError as error:
            yield problem(path, error)


def _parse(line: str, place: Place) -> object:
    try:
        return without_surrogates(json.loads(line)) if "\\u" in line else json.loads(line)
    except (ValueError, RecursionError) as error:
        raise json_fault(place, error) from None
