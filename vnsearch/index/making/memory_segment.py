"""A segment of a few documents, made in memory without a file, for what searches them once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from vnsearch.document_fields import TEXT_FIELDS
from vnsearch.index.arrays.array_file import Documents
from vnsearch.index.arrays.memory_file import MemoryFile, MemoryWriter
from vnsearch.index.making.build import RunBuilder
from vnsearch.index.making.run import PlainPostings
from vnsearch.index.segment.columns import FileState
from vnsearch.index.segment.layout import VERSION
from vnsearch.index.segment.lexicon import Lexicon, write_lexicon
from vnsearch.index.segment.postings.posting_file import PostingFile
from vnsearch.index.segment.reader import Segment, SegmentEntry, SegmentFile
from vnsearch.records import Document
from vnsearch.text.terms import folded_term
from vnsearch.text.values.said import SAID


class MemorySegment(Segment):
    """A segment of some documents, each of a file, in the order in which they are given.

    The first document of a file decides what is known of it. `builder` numbers terms, and goes
    on with those of earlier segments.
    """

    def __init__(
        self, builder: RunBuilder, documents: Sequence[tuple[Document, FileState]], name: str
    ) -> None:
        self._texts = [document.body for document, _ in documents]
        for document, state in documents:
            builder.add(document, state)
        writer = MemoryWriter(VERSION)
        builder.write_to(writer, texts=False)
        _write_dictionaries(writer, builder.terms)
        file = MemoryFile(name, writer)
        entry = SegmentEntry(name, len(self._texts), 0, b"")
        SegmentFile.__init__(self, file, entry)
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


def _write_dictionaries(writer: MemoryWriter, terms: Sequence[str]) -> None:
    """Write the terms of each field, by their numbers among all that the builder knows."""
    for field in ("exact", *(row.name for row in TEXT_FIELDS), SAID):
        chosen = [terms[number] for number in writer.arrays[f"{field}.numbers"].tolist()]
        ends: dict[str, int] = {}
        for end, term in enumerate(chosen, 1):
            ends[folded_term(term)] = end
        places = np.fromiter(ends.values(), np.int64, len(ends))
        write_lexicon(writer, field, list(ends), chosen, places)
