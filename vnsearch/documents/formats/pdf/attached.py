"""Files that are attached to a PDF: read as files are, beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import NamedTuple

from vnsearch.documents.containers.compressed import guarded
from vnsearch.documents.source import Reading, Source, told_apart


class Attached(NamedTuple):
    """A file that is attached to a document."""

    name: str
    content: bytes


def with_attached(readings: Iterable[Reading | Attached], source: Source) -> Iterator[Reading]:
    """The readings, each attached file as what it holds."""
    met: set[str] = set()
    for reading in readings:
        if not isinstance(reading, Attached):
            yield reading
            continue
        name, content = reading
        place = source.place.within(told_apart(name, len(met) + 1, met))
        stream = guarded(BytesIO(content), len(content), place)
        yield from source.read_object(name, stream, place.part)
