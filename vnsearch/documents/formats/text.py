"""Plain text: the whole file is one document."""

from __future__ import annotations

from collections.abc import Iterator

from vnsearch.documents.heading import complete
from vnsearch.documents.source import Reading, SkippedError, Source
from vnsearch.records import Document


def read_text(source: Source) -> Iterator[Reading]:
    """The text as one document."""
    text, note = source.text()
    yield note
    if not text.strip():
        raise SkippedError(f"{source.label} is empty and was skipped")
    yield complete(Document(path=source.path, part=source.member, title="", body=text))
