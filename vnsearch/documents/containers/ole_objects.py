"""Files that were put into office files of before 2007: folders of a compound file, or bytes.

What OLE keeps is mostly a formula, a drawing or a chart, and no document: of those nothing is
said.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterable, Iterator

import olefile  # type: ignore[import-untyped]

from vnsearch.documents.containers.compressed import guarded
from vnsearch.documents.containers.ole import folders
from vnsearch.documents.faults import Fault
from vnsearch.documents.limits import OBJECTS
from vnsearch.documents.source import Reading, Source, told_apart
from vnsearch.records import Problem


def folder_objects(
    container: olefile.OleFileIO, folder: str, beginning: str, source: Source
) -> Iterator[Reading]:
    """The documents of the objects that are folders within a folder, "" for the root, whose
    names begin so.
    """
    if folder and not container.exists(folder):
        return
    names = [name for name in folders(container, folder) if name.startswith(beginning)]
    if len(names) > OBJECTS:
        yield source.place.failed("too many members", f"{OBJECTS:,}").problem
    for name in names[:OBJECTS]:
        path = f"{folder}/{name}" if folder else name
        stream = source.seekable().stream
        opened, part = container.within(path), source.place.within(path).part
        yield from _documents(source.read_object(name, stream, part, opened))


def object_documents(objects: Iterable[tuple[str, bytes]], source: Source) -> Iterator[Reading]:
    """The documents of objects that are given as bytes, by their name or else their number."""
    met: set[str] = set()
    try:
        for number, (name, content) in enumerate(objects, 1):
            if number > OBJECTS:
                raise source.place.failed("too many members", f"{OBJECTS:,}")
            name = told_apart(name or f"object {number}", number, met)
            place = source.place.within(name)
            stream = guarded(io.BytesIO(content), len(content), place)
            yield from _documents(source.read_object(name, stream, place.part))
    except Fault as fault:
        yield fault.problem


def packaged_file(stream: bytes) -> tuple[str, bytes]:
    """The name and the bytes of a packaged file ([MS-OLEDS] 2.3.6): after two numbers its name
    and its path, after two more the path of a copy, and then the file.
    """
    try:
        label, _, rest = stream[6:].partition(b"\0")
        _, _, rest = rest.partition(b"\0")
        (length,) = struct.unpack_from("<I", rest, 4)
        (size,) = struct.unpack_from("<I", rest, 8 + length)
    except struct.error:
        return "", b""
    content = rest[12 + length : 12 + length + size]
    return label.decode("utf-8", "replace"), content


def _documents(readings: Iterable[Reading]) -> Iterator[Reading]:
    for reading in readings:
        if not (isinstance(reading, Problem) and reading.what in ("office", "binary")):
            yield reading
