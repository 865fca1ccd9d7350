"""Plain text: the whole file is one document."""

from __future__ import annotations

from collections.abc import Iterator

from vnsearch.documents.source import Reading, Source


def read_text(source: Source) -> Iterator[Reading]:
    """The text as one document."""
    text, note = source.text()
    yield note
    yield source.document("text", text)
