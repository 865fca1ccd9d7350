"""Whoosh's view of our segments: a segment class for its tables of contents, and a codec."""

from __future__ import annotations

from typing import Any

import numpy as np

from vnsearch.errors import IndexDamagedError
from vnsearch.index.bridge.whoosh_import import base, filestore
from vnsearch.index.bridge.whoosh_reader import ArrayDocumentReader, ArrayTermsReader
from vnsearch.index.bridge.whoosh_writer import ArrayDocumentWriter, ArrayFieldWriter
from vnsearch.index.segment.file_times import TimesEntry
from vnsearch.index.segment.layout import INDEX_NAME
from vnsearch.index.segment.reader import Segment, SegmentEntry


class ArraySegment(base.Segment):  # type: ignore[misc]
    """A segment as Whoosh lists it; pickles as its class's name and plain values."""

    def __init__(
        self,
        name: str = "",
        documents: int = 0,
        checksum: int = 0,
        deleted: bytes = b"",
        times: tuple[str, int] | None = None,
    ) -> None:
        super().__init__(INDEX_NAME)
        if name:
            self.segid = name.removeprefix(f"{INDEX_NAME}_")
        self.documents = documents
        self.checksum = checksum
        self.deleted = set(np.frombuffer(deleted, "<u4").tolist())
        self.times = TimesEntry(*times) if times else None

    def entry(self) -> SegmentEntry:
        """The same, as our own reader lists it."""
        deleted = np.array(sorted(self.deleted), "<u4").tobytes()
        listed = self.segment_id(), self.documents, self.checksum, deleted
        return SegmentEntry(*listed, self.times)

    def __reduce__(self) -> tuple[type[ArraySegment], tuple[Any, ...]]:
        *listed, times = self.entry()
        return ArraySegment, (*listed, tuple(times) if times else None)

    def codec(self) -> ArrayCodec:
        """The codec that reads this segment."""
        return ArrayCodec()

    def should_assemble(self) -> bool:
        """Our segment is one file already."""
        return False

    def doc_count_all(self) -> int:
        """The number of documents, deleted ones included."""
        return self.documents

    def set_doc_count(self, count: int) -> None:
        """Called by Whoosh's writer when the segment is complete."""
        self.documents = count

    def deleted_count(self) -> int:
        """The number of deleted documents."""
        return len(self.deleted)

    def deleted_docs(self) -> set[int]:
        """The deleted documents' numbers."""
        return self.deleted

    def is_deleted(self, document: int) -> bool:
        """Whether the document is deleted."""
        return document in self.deleted

    def delete_document(self, document: int, delete: bool = True) -> None:
        """Mark a document as deleted, or as not."""
        if delete:
            self.deleted.add(document)
        else:
            self.deleted.discard(document)


ArraySegment.__module__ = "vnsearch.index.codec"  # as every table of contents pickles it


class ArrayCodec(base.Codec):  # type: ignore[misc]
    """Reads our segments for Whoosh, and lets Whoosh's own writer make them."""

    length_stats = False  # lengths are known when a segment's file is complete, not before

    def new_segment(self, storage: filestore.Storage, indexname: str) -> ArraySegment:
        """A segment for what a writer is going to add."""
        return ArraySegment()

    def per_document_writer(
        self, storage: filestore.Storage, segment: ArraySegment
    ) -> ArrayDocumentWriter:
        """The first half of writing a segment; Whoosh asks for the other one next."""
        self._documents = ArrayDocumentWriter()
        return self._documents

    def field_writer(
        self, storage: filestore.Storage, segment: ArraySegment
    ) -> ArrayFieldWriter:
        """The other half, which writes the documents that the first has collected."""
        return ArrayFieldWriter(self._documents, _folder(storage), segment)

    def terms_reader(
        self, storage: filestore.Storage, segment: ArraySegment
    ) -> ArrayTermsReader:
        """A segment's terms and posting lists; raises IndexDamagedError."""
        return ArrayTermsReader(_open(storage, segment))

    def per_document_reader(
        self, storage: filestore.Storage, segment: ArraySegment
    ) -> ArrayDocumentReader:
        """A segment's lengths, stored fields and deletions; raises IndexDamagedError."""
        return ArrayDocumentReader(_open(storage, segment))


def _open(storage: filestore.Storage, segment: ArraySegment) -> Segment:
    try:
        return Segment(_folder(storage), segment.entry())
    except IndexDamagedError as error:
        if isinstance(error.__cause__, FileNotFoundError):
            # A commit has removed the file since Whoosh read the table of contents; from an
            # OSError it learns to read that again (index.py:549).
            raise error.__cause__ from None
        raise


def _folder(storage: filestore.Storage) -> str:
    if not isinstance(storage, filestore.FileStorage):
        raise TypeError(f"{storage!r} is no folder: open the index with whoosh.index.open_dir")
    return str(storage.folder)
