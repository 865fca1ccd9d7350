"""Documents that Whoosh's own writer is given one by one, made into one of our segments.

Everything in a segment derives from the documents' texts, so the postings that Whoosh makes
of them are not looked at. A commit of that writer has Whoosh's table of contents alone, without
our roots and our list: vnsearch refuses the index after it, and Whoosh goes on with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from vnsearch.dates import read_digits
from vnsearch.document_fields import TEXT_FIELDS, split_values
from vnsearch.errors import DocumentError
from vnsearch.index.bridge.whoosh_import import base, fields
from vnsearch.index.making.build import RunBuilder
from vnsearch.index.making.merge import write_segment
from vnsearch.index.segment.columns import FileState, document_id
from vnsearch.records import Document
from vnsearch.text.normalize import compose


class UnwrittenSegment(Protocol):
    """A segment that gets its checksum when its file is written."""

    checksum: int

    def segment_id(self) -> str:
        """Its name, which its file has too."""


class ArrayDocumentWriter(base.PerDocumentWriter):  # type: ignore[misc]
    """Collects documents as Whoosh adds them; nothing is written here."""

    def __init__(self) -> None:
        self.is_closed = False
        self._values: dict[str, Any] = {}
        self._builder: RunBuilder | None = None

    def start_doc(self, document: int) -> None:
        """Begin a document; one that was not finished is forgotten."""
        self._values = {}

    def add_field(
        self, field_name: str, field: fields.FieldType, value: Any, length: int
    ) -> None:
        """Keep the stored value of a field."""
        if value is not None:
            self._values[field_name] = value

    def finish_doc(self) -> None:
        """Take the document; raises DocumentError for a value that is none of its field."""
        document, file = document_of(self._values)
        self.builder().add(document, file)

    def cancel_doc(self) -> None:
        """Forget the document that was begun."""
        self._values = {}

    def close(self) -> None:
        """Called by Whoosh at a commit and at a cancel alike."""
        self.is_closed = True

    def builder(self) -> RunBuilder:
        """What the documents are collected in; made when it is needed, as it is not small."""
        if self._builder is None:
            self._builder = RunBuilder()
        return self._builder


class ArrayFieldWriter(base.FieldWriter):  # type: ignore[misc]
    """Writes the segment's file when Whoosh commits what was added."""

    def __init__(
        self, documents: ArrayDocumentWriter, folder: str, segment: UnwrittenSegment
    ) -> None:
        self.is_closed = False
        self._documents = documents
        self._folder = folder
        self._segment = segment

    def add_postings(self, schema: fields.Schema, lengths: Any, items: Iterable[Any]) -> None:
        """Write the segment; Whoosh's postings of the same texts are left alone."""
        segment_id = self._segment.segment_id()
        entry = write_segment(self._documents.builder(), self._folder, segment_id)
        self._segment.checksum = entry.checksum

    def close(self) -> None:
        """Called by Whoosh at a commit and at a cancel alike."""
        self.is_closed = True


def document_of(values: dict[str, Any]) -> tuple[Document, FileState]:
    """A document of the values of the schema's fields, and its file; the text is `text`, or
    `exact` where there is no `text`. Raises DocumentError for a date that is none.
    """
    path, part = str(values.get("path", "")), str(values.get("part", ""))
    own = str(values.get("id", ""))
    try:
        date = read_digits(str(values.get("date", "")))
    except ValueError as error:
        raise DocumentError(str(error)) from error
    texts: dict[str, Any] = {
        field.member: split_values(text) if field.many else text
        for field in TEXT_FIELDS
        if field.stored
        for text in (compose(str(values.get(field.name, ""))),)
    }
    document = Document(
        path=path,
        body=compose(str(values.get("text", values.get("exact", "")))),
        part=part,
        id="" if own == document_id("", path, part) else own,
        title_in_body=bool(values.get("title_in_body", False)),
        line=int(values.get("line", 0)),
        date=date,
        kind=str(values.get("kind", "text")),
        language=str(values.get("language", "")),
        **texts,
    )
    size, mtime_ns, digest = values.get("file", (0, 0, ""))
    return document, FileState(path, size, mtime_ns, digest)
