"""A segment in memory without a file, for what searches it once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from vnsearch.document_fields import TEXT_FIELDS
from vnsearch.index.arrays.array_file import Documents
from vnsearch.index.arrays.memory_file import MemoryFile, MemoryWriter
from vnsearch.index.making.build import RunBuilder
from vnsearch.index.making.run import PlainPostings
from vnsearch.index.segment.columns import ColumnFile, FileState
from vnsearch.index.segment.layout import VERSION
from vnsearch.index.segment.lexicon import Lexicon, write_lexicon
from vnsearch.index.segment.postings.posting_file import PostingFile
from vnsearch.index.segment.reader import Segment, SegmentEntry, SegmentFile
from vnsearch.records import Document
from vnsearch.text.terms import folded_term
from vnsearch.text.values.said import SAID


class MemorySegment(Segment):
    """A segment of the arrays that a writer holds; `texts` are those of its documents, and
    `columns` what else is known of them, if that is not with the writer.
    """

    def __init__(
        self,
        writer: MemoryWriter,
        texts: Sequence[str],
        name: str,
        columns: ColumnFile | None = None,
    ) -> None:
        self._texts = texts
        file = MemoryFile(name, writer)
        entry = SegmentEntry(name, len(texts), 0, b"")
        SegmentFile.__init__(self, file, entry, columns=columns)
        self._fields = {}
        self.lexicon = Lexicon(file, "exact")
        self.exact = self.lists("exact")
        self.folded = self.lists("folded")
        self.pairs = self.lists("pairs")

    def lists(self, field: str) -> PostingFile:
        """The posting lists of a field."""
        return PlainPostings(self.file, field, self.documents)

    def bodies(self, documents: Documents) -> list[str]:
        """The texts of some documents."""
        return [self._texts[document] for document in documents.tolist()]


def memory_segment(
    builder: RunBuilder, documents: Sequence[tuple[Document, FileState]], name: str
) -> MemorySegment:
    """A segment of some documents, each of a file, in the order in which they are given.

    The first document of a file decides what is known of it. `builder` numbers terms, and goes
    on with those of earlier segments.
    """
    for document, state in documents:
        builder.add(document, state)
    writer = MemoryWriter(VERSION)
    builder.write_to(writer, texts=False)
    for field in ("exact", *(row.name for row in TEXT_FIELDS), SAID):
        numbers = writer.arrays[f"{field}.numbers"].tolist()
        write_terms(writer, field, [builder.terms[number] for number in numbers])
    return MemorySegment(writer, [document.body for document, _ in documents], name)


def write_terms(writer: MemoryWriter, field: str, terms: Sequence[str]) -> None:
    """Write the dictionary of a field: its terms in the order of the index."""
    ends: dict[str, int] = {}
    for end, term in enumerate(terms, 1):
        ends[folded_term(term)] = end
    places = np.fromiter(ends.values(), np.int64, len(ends))
    write_lexicon(writer, field, list(ends), terms, places)
