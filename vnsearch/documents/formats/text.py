"""Plain text: the whole file is one document."""

from __future__ import annotations

import os
from collections.abc import Iterator

from vnsearch.documents.source import Reading, Source
from vnsearch.documents.titles import file_title

# Subtitles and catalogues of messages, of which no line names the whole.
_NAMED_BY_FILE = frozenset(".srt .vtt .ass .ssa .sub .po .pot .properties .strings".split())


def read_text(source: Source) -> Iterator[Reading]:
    """The text as one document."""
    text, note = source.text()
    yield note
    by_name = os.path.splitext(source.name)[1].lower() in _NAMED_BY_FILE
    yield source.document("text", text, title=file_title(source.name) if by_name else "")
