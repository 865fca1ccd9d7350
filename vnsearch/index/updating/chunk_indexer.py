"""Chunks of files to runs: the work of indexing, in this process or in another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from vnsearch.documents.faults import Fault
from vnsearch.documents.read import Chunk, ReadRules, read
from vnsearch.index.making.build import RunBuilder
from vnsearch.index.making.run import RunEntry, RunWriter
from vnsearch.index.segment.columns import FileState
from vnsearch.index.updating.word_limit import too_many_words
from vnsearch.records import Document, FileNote, PageRead, Problem

_RUN_TOKENS = 1_500_000  # about 9 MB of text, which takes some 60 MB to invert
_RUN_DOCUMENTS = 1 << 17  # a pair and its document must fit one 64-bit integer


@dataclass(slots=True)
class ChunkReport:
    """What one chunk held, and what went wrong."""

    documents: int = 0
    problems: list[Problem] = field(default_factory=list)
    notes: list[FileNote] = field(default_factory=list)
    size: int = 0  # bytes of text


def report_chunk(
    chunk: Chunk,
    rules: ReadRules,
    add: Callable[[Document], int],
    tell: Callable[[PageRead], None] | None = None,
) -> ChunkReport:
    """Read a chunk and hand every document to `add`, which returns its `text_size`, and every
    page that was read as a picture to `tell`, at once. `add` raises Fault for what it refuses.
    """
    report = ChunkReport()
    for reading in read(chunk, rules):
        if isinstance(reading, Problem):
            report.problems.append(reading)
        elif isinstance(reading, FileNote):
            report.notes.append(reading)
        elif isinstance(reading, PageRead):
            if tell:
                tell(reading)
        elif problem := too_many_words(reading):
            report.problems.append(problem)
        else:
            try:
                report.size += add(reading)
                report.documents += 1
            except Fault as fault:
                report.problems.append(fault.problem)
    if chunk.payload is None and not report.documents and not report.problems:
        report.problems.append(Problem(chunk.path, "no text", failed=False))
    return report


class ChunkIndexer:
    """Turns chunks into runs in a folder, of which a merge makes a segment."""

    def __init__(self, directory: str) -> None:
        self._directory = directory
        self._builder = RunBuilder()
        self._runs: RunWriter | None = None

    def take(
        self,
        chunk: Chunk,
        file: FileState,
        rules: ReadRules,
        tell: Callable[[PageRead], None] | None = None,
    ) -> ChunkReport:
        """Index the documents of a chunk of a file; `tell` as in `report_chunk`."""
        return report_chunk(chunk, rules, lambda document: self._add(document, file), tell)

    def finish(self) -> list[RunEntry]:
        """Write what is left; all runs that were written."""
        self._flush()
        if not self._runs:
            return []
        try:
            self._builder.write_vocabulary(self._runs)
            return self._runs.close()
        except BaseException:
            self._runs.abandon()
            raise

    def _add(self, document: Document, file: FileState) -> int:
        size = self._builder.add(document, file)
        full = self._builder.tokens >= _RUN_TOKENS
        if full or len(self._builder) >= _RUN_DOCUMENTS:
            self._flush()
        return size

    def _flush(self) -> None:
        if len(self._builder):
            self._runs = self._runs or RunWriter(self._directory)
            try:
                self._builder.write(self._runs)
            except BaseException:
                self._runs.abandon()
                raise
