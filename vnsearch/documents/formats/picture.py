"""Pictures, read by tesseract where that is asked for."""

from __future__ import annotations

from collections.abc import Iterator

from vnsearch.documents.ocr import read_pictures
from vnsearch.documents.source import Reading, Source


def read_picture(source: Source) -> Iterator[Reading]:
    """The text in the picture, as one document."""
    (text,) = read_pictures([source.content()], source.place)
    yield source.document("picture", text)
