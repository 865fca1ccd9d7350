"""Plain text: the whole file is one document."""

from __future__ import annotations

import os
from collections.abc import Iterator

from vnsearch.documents.formats.subtitles import SUBTITLES, spoken_text
from vnsearch.documents.metadata.titles import file_title
from vnsearch.documents.source import Reading, Source

# Subtitles and catalogues of messages, of which no line names the whole.
_NAMED_BY_FILE = SUBTITLES | {".po", ".pot", ".properties", ".strings"}


def read_text(source: Source) -> Iterator[Reading]:
    """The text as one document."""
    text, note = source.text()
    yield note
    suffix = os.path.splitext(source.name)[1].lower()
    if suffix in SUBTITLES:
        text = spoken_text(text, suffix)
    title = file_title(source.name) if suffix in _NAMED_BY_FILE else ""
    document = source.document("text", text, title=title)
    del text  # which may be large, and another than the document's
    yield document
