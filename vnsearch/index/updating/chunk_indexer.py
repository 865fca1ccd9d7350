"""Chunks of files to segments: the work of indexing, in this process or in another."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field

from vnsearch.documents.read import Chunk, FileNote, ReadRules, read
from vnsearch.index.making.build import SegmentBuilder
from vnsearch.index.segment.columns import FileState
from vnsearch.index.segment.layout import EXTENSION, segment_name
from vnsearch.index.segment.reader import SegmentEntry
from vnsearch.records import Document, Problem

_SEGMENT_TOKENS = 3_000_000  # about 18 MB of text, which takes some 120 MB to invert
_SEGMENT_DOCUMENTS = 1 << 17  # a pair and its document must fit one 64-bit integer


@dataclass(slots=True)
class ChunkReport:
    """What one chunk held, and what went wrong."""

    documents: int = 0
    problems: list[Problem] = field(default_factory=list)
    encodings: list[FileNote] = field(default_factory=list)
    size: int = 0  # bytes of text


def report_chunk(chunk: Chunk, rules: ReadRules, add: Callable[[Document], int]) -> ChunkReport:
    """Read a chunk and hand every document to `add`, which returns its `text_size`."""
    report = ChunkReport()
    for found in read(chunk, rules):
        if isinstance(found, Problem):
            report.problems.append(found)
        elif isinstance(found, FileNote):
            report.encodings.append(found)
        else:
            report.size += add(found)
            report.documents += 1
    if chunk.payload is None and not report.documents and not report.problems:
        report.problems.append(Problem(chunk.path, "no text", failed=False))
    return report


class ChunkIndexer:
    """Turns chunks into segment files of a folder; they become the index's at a commit."""

    def __init__(self, directory: str, rules: ReadRules) -> None:
        self._directory = directory
        self._rules = rules
        self._builder = SegmentBuilder()
        self._entries: list[SegmentEntry] = []

    def take(self, chunk: Chunk, file: FileState) -> ChunkReport:
        """Index the documents of a chunk of a file."""
        report = report_chunk(chunk, self._rules, lambda found: self._builder.add(found, file))
        full = self._builder.tokens >= _SEGMENT_TOKENS
        if full or len(self._builder) >= _SEGMENT_DOCUMENTS:
            self._flush()
        return report

    def finish(self) -> list[SegmentEntry]:
        """Write what is left; all segments that were written."""
        self._flush()
        return self._entries

    def _flush(self) -> None:
        if len(self._builder):
            name = segment_name()
            path = os.path.join(self._directory, name + EXTENSION)
            documents, checksum = self._builder.write(path)
            self._entries.append(SegmentEntry(name, documents, checksum, b""))
