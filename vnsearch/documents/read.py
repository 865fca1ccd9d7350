"""Files in, documents out: every format's reader behind two functions.

`chunks` cuts a file into pieces of work, `read` turns a piece into documents and may run in
another process. Whatever a file holds, it ends in documents and problems, not in exceptions.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from io import BufferedReader

from vnsearch.documents.compressed import compression, expanded
from vnsearch.documents.encoding import is_wide
from vnsearch.documents.files import open_file, unreadable
from vnsearch.documents.formats.jsonl import cut_lines, read_chunk
from vnsearch.documents.kinds import (
    file_kind,
    read_source,
    suffix_kind,
    without_compression,
)
from vnsearch.documents.limits import HEAD_SIZE, WHOLE_SIZE
from vnsearch.documents.source import Chunk, FileNote, Reading, ReadRules, Source
from vnsearch.documents.walk import FileEntry
from vnsearch.errors import DocumentError
from vnsearch.records import Problem

__all__ = ["Chunk", "FileNote", "ReadRules", "Reading", "chunks", "read"]


def chunks(entry: FileEntry, rules: ReadRules) -> Iterator[Chunk]:
    """The pieces of work that a file makes: some whole lines each for JSON Lines, else one.

    The file is read as the chunks are taken, so that one of any size takes little memory.
    """
    if suffix_kind(entry.path) not in ("json", "jsonl") or entry.size <= WHOLE_SIZE:
        yield Chunk(entry.path)
        return
    try:
        with open_file(entry.path) as file:
            stream = _expand(file, entry.path)
            head = stream.peek(HEAD_SIZE)
            if file_kind(entry.path, head) == "jsonl" and not is_wide(head, rules.encoding):
                yield from cut_lines(stream, entry.path, entry.path)
                return
    except (DocumentError, OSError):
        pass  # the reader of the whole file meets the fault again and tells it
    yield Chunk(entry.path)


def read(chunk: Chunk, rules: ReadRules) -> Iterator[Reading]:
    """The documents of a chunk, before them a note of their encoding, and its problems."""
    if chunk.payload is not None or chunk.fault:
        yield from read_chunk(chunk, rules)
        return
    try:
        with open_file(chunk.path) as file:
            stream = _expand(file, chunk.path)
            name = os.path.basename(chunk.path)
            if stream is not file:
                name = without_compression(name)
            yield from read_source(Source(chunk.path, name, stream, rules))
    except OSError as error:
        yield Problem(chunk.path, unreadable(chunk.path, error), failed=True)
    except DocumentError as error:
        yield Problem(chunk.path, str(error), failed=True)


def _expand(file: BufferedReader, path: str) -> BufferedReader:
    kind = compression(file.peek(HEAD_SIZE))
    return expanded(file, kind, path) if kind else file
