"""Files in, documents out: every format's reader behind two functions.

`chunks` cuts a file into pieces of work, `read` turns a piece into documents and may run in
another process. Whatever a file holds, it ends in documents and problems, not in exceptions.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from io import BufferedReader

from vnsearch.documents.containers.budget import Budget
from vnsearch.documents.containers.compressed import compression, expanded
from vnsearch.documents.encodings.encoding import is_wide
from vnsearch.documents.faults import Fault, OversizeError, Place, unreadable
from vnsearch.documents.formats.jsonl import cut_lines, read_chunk
from vnsearch.documents.formats.pdf.isolation import end_readers
from vnsearch.documents.kinds import file_kind, suffix_kind, without_compression
from vnsearch.documents.limits import HEAD_SIZE, WHOLE_SIZE
from vnsearch.documents.metadata.file_dates import with_dates
from vnsearch.documents.readers import left_out, read_source
from vnsearch.documents.source import Chunk, FileNote, Reading, ReadRules, Source
from vnsearch.files import FileEntry, open_file
from vnsearch.records import Problem

__all__ = [
    "Chunk",
    "FileNote",
    "ReadRules",
    "Reading",
    "chunks",
    "end_readers",
    "passed_over",
    "read",
]


def chunks(entry: FileEntry, rules: ReadRules) -> Iterator[Chunk]:
    """The pieces of work that a file makes: some whole lines each for JSON Lines, else one.

    The file is read as the chunks are taken, so that one of any size takes little memory.
    """
    if suffix_kind(entry.path) not in ("json", "jsonl") or entry.size <= WHOLE_SIZE:
        yield Chunk(entry.path)
        return
    try:
        with open_file(entry.path) as file:
            stream = _expand(file, Place(entry.path))
            head = stream.peek(HEAD_SIZE)
            if file_kind(entry.path, head) == "jsonl" and not is_wide(head, rules.encoding):
                yield from cut_lines(stream, Place(entry.path))
                return
    except (Fault, OSError):
        pass  # the reader of the whole file meets the fault again and tells it
    yield Chunk(entry.path)


def passed_over(path: str, rules: ReadRules) -> Problem | None:
    """Why a file is left out of which the beginning tells that it is no text, as a film or a
    program is; None where all of it must be looked at.
    """
    try:
        with open_file(path) as file:
            head = file.peek(HEAD_SIZE)[:HEAD_SIZE]
    except OSError:
        return None  # whoever reads the whole file meets it again
    what = left_out(file_kind(path, head), head, rules) if not compression(head) else None
    return Place(path).passed_over(what).problem if what else None


def read(chunk: Chunk, rules: ReadRules) -> Iterator[Reading]:
    """The documents of a chunk, before them a note of their encoding, and its problems."""
    readings = _read(chunk, rules)
    yield from with_dates(readings, chunk.path, rules.dates) if rules.dates else readings


def _read(chunk: Chunk, rules: ReadRules) -> Iterator[Reading]:
    try:
        if chunk.payload is not None or chunk.fault:
            yield from read_chunk(chunk, rules)
            return
        with open_file(chunk.path) as file:
            stream = _expand(file, Place(chunk.path))
            file_name = os.path.basename(chunk.path)
            compressed = stream is not file
            if compressed:
                file_name = without_compression(file_name)
            source = Source(
                chunk.path,
                file_name,
                stream,
                rules,
                read_source,
                was_compressed=compressed,
                budget=Budget(os.fstat(file.fileno()).st_size),
            )
            yield from read_source(source)
    except (Fault, OversizeError, OSError) as error:
        yield unreadable(Place(chunk.path), error)


def _expand(file: BufferedReader, place: Place) -> BufferedReader:
    kind = compression(file.peek(HEAD_SIZE))
    return expanded(file, kind, place) if kind else file
