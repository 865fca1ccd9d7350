"""Reads Whoosh's table of contents without Whoosh, and without running what it may hold.

The table lists the segments of a generation in a pickle; ours names one class and plain
values, and only those are taken. Behind it stands a seal, the checksum of all before it,
which Whoosh does not look at.
"""

from __future__ import annotations

import io
import os
import pickle
import re
import struct
import zlib
from collections.abc import Callable
from typing import Any, NamedTuple

from vnsearch.errors import IndexDamagedError, IndexNotFoundError, IndexVersionError
from vnsearch.index.layout import INDEX_NAME
from vnsearch.index.segment import Segment, SegmentEntry

_TOC_NAME = re.compile(rf"_{INDEX_NAME}_([0-9]+)\.toc\Z")
_SEAL = struct.Struct("<8sI")
_SEAL_MAGIC = b"VNSEALED"
_WHOOSH_FORMAT = -111
_ATTEMPTS = 20  # a reader that lost this many races with commits has met something else
_REBUILD = "run 'vnsearch index --rebuild' to make the index anew"


class Toc(NamedTuple):
    """A generation of the index and its segments."""

    generation: int
    entries: tuple[SegmentEntry, ...]


class _Unpickler(pickle.Unpickler):
    """Knows one name; anything else in the pickle is refused."""

    def find_class(self, module: str, name: str) -> Callable[..., SegmentEntry]:
        if (module, name) == ("vnsearch.index.codec", "ArraySegment"):
            return SegmentEntry
        raise pickle.UnpicklingError(f"{module}.{name} has no place in an index")


def seal(content: bytes) -> bytes:
    """What stands behind a table of contents, to tell whether it has changed."""
    return _SEAL.pack(_SEAL_MAGIC, zlib.crc32(content))


def latest_generation(directory: str) -> int:
    """The newest generation in a folder; raises IndexNotFoundError where there is none."""
    try:
        names = os.listdir(directory)
    except FileNotFoundError:
        names = []
    except NotADirectoryError as error:
        raise IndexNotFoundError(
            f"{directory} is a file, and an index is a folder: choose another name"
        ) from error
    except PermissionError as error:
        raise IndexNotFoundError(
            f"{directory} cannot be read: check its permissions"
        ) from error
    found = [int(match[1]) for match in map(_TOC_NAME.match, names) if match]
    if not found:
        raise IndexNotFoundError(
            f"{directory} holds no index: run 'vnsearch index PATH' to make one"
        )
    return max(found)


def toc_path(directory: str, generation: int) -> str:
    """The file of a generation's table of contents."""
    return os.path.join(directory, f"_{INDEX_NAME}_{generation}.toc")


def read_toc(directory: str) -> Toc:
    """The newest table of contents; raises IndexDamagedError for one that is not as written."""
    for _ in range(_ATTEMPTS):
        generation = latest_generation(directory)
        path = toc_path(directory, generation)
        try:
            with open(path, "rb") as file:
                content = file.read()
        except FileNotFoundError:
            continue  # a commit replaced it since the folder was listed
        return Toc(generation, _parse(content, path))
    raise IndexDamagedError(
        f"{directory} has no table of contents that can be read: {_REBUILD}"
    )


def open_segments(directory: str) -> tuple[int, list[Segment]]:
    """The newest generation and its segments, opened.

    A commit between reading the table and opening the files is waited out.
    """
    for _ in range(_ATTEMPTS):
        toc = read_toc(directory)
        try:
            return toc.generation, [Segment(directory, entry) for entry in toc.entries]
        except IndexDamagedError:
            if latest_generation(directory) == toc.generation:
                raise
    raise IndexDamagedError(f"{directory} changes faster than it can be read: try again")


def _parse(content: bytes, path: str) -> tuple[SegmentEntry, ...]:
    body, found = content[: -_SEAL.size], content[-_SEAL.size :]
    if found[:8] != _SEAL_MAGIC and b"vnsearch" not in content:
        raise IndexVersionError(f"{path} was not written by vnsearch: choose another folder")
    if found != seal(body):
        raise IndexDamagedError(f"{path} was cut short or changed: {_REBUILD}")
    stream = io.BytesIO(body)
    try:
        return _read_segments(stream)
    except (pickle.UnpicklingError, TypeError, ValueError, EOFError, struct.error) as error:
        raise IndexDamagedError(f"{path} cannot be read ({error}): {_REBUILD}") from error


def _read_segments(stream: io.BytesIO) -> tuple[SegmentEntry, ...]:
    """Follows whoosh.index.TOC.read."""
    for _ in range(3):
        _read_varint(stream)  # sizes of int, long and float
    _order, version = struct.unpack("!ii", stream.read(8))
    if version != _WHOOSH_FORMAT:
        raise ValueError(f"Whoosh's format {version}")
    for _ in range(3):
        _read_varint(stream)  # Whoosh's release
    stream.seek(_read_varint(stream), io.SEEK_CUR)  # the schema, a pickle: never loaded here
    stream.seek(8, io.SEEK_CUR)  # the generation, and a number without use
    segments: Any = _Unpickler(stream).load()
    if not isinstance(segments, list) or not all(type(s) is SegmentEntry for s in segments):
        raise ValueError("no list of segments")
    return tuple(segments)


def _read_varint(stream: io.BytesIO) -> int:
    value = shift = 0
    while True:
        byte = stream.read(1)
        if not byte:
            raise EOFError("it ends too early")
        value |= (byte[0] & 0x7F) << shift
        if byte[0] < 0x80:
            return value
        shift += 7
