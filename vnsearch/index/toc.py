"""The tables of contents: one a generation, each naming the segments that are the index then.

A table is Whoosh's, with our own list of the same segments behind it, plain JSON under the
checksum of the whole file. Only that list is read here: what Whoosh pickles is never loaded.
"""

from __future__ import annotations

import json
import os
import struct
import zlib
from typing import Any

from vnsearch.errors import (
    REBUILD,
    ForeignIndexError,
    IndexDamagedError,
    IndexNotFoundError,
    IndexVersionError,
    OutdatedIndexError,
    VnsearchError,
)
from vnsearch.files import is_shortage, read_whole
from vnsearch.frozen import NamedTuple
from vnsearch.index.arrays.array_file import open_own
from vnsearch.index.lock import LOCK_FILE, is_locked
from vnsearch.index.outdated import FIRST_WITH_RULES, outdated
from vnsearch.index.own_files import SEGMENT_NAME, TOC_NAME
from vnsearch.index.roots import pack_roots, unpack_roots
from vnsearch.index.segment.file_times import TimesEntry
from vnsearch.index.segment.layout import EXTENSION, INDEX_NAME, TIMES_EXTENSION, VERSION
from vnsearch.index.segment.reader import Segment, SegmentEntry, check_version
from vnsearch.patterns import pattern
from vnsearch.records import Root

_toc_name = pattern(TOC_NAME).fullmatch
_segment_name = pattern(SEGMENT_NAME).fullmatch
MOST_GENERATIONS = 999_999_999  # what the names of tables have room for
MOST_BYTES = 1 << 28  # of a table: what it says is held in memory, and it may be full of holes
_SEAL = struct.Struct("<II8s")  # the list's length, the checksum of all before, magic
_SEAL_MAGIC = b"VNSEALED"
_OUR_FIELD = b"title_in_body"  # of make_schema
_PICKLE_END = b"."  # of the schema and of the segments, as Whoosh writes them
_ATTEMPTS = 20  # a reader that lost this many races with commits has met something else
_LOOKS = 3  # a folder that changes while it is listed may show neither of two generations


class Toc(NamedTuple):
    """A generation of the index: its segments, and the roots that they were made from."""

    generation: int
    entries: tuple[SegmentEntry, ...]
    roots: tuple[Root, ...] = ()

    def files(self) -> set[str]:
        """The names of the files that it needs, and its own."""
        segments = {entry.name + EXTENSION for entry in self.entries}
        times = {entry.times.name + TIMES_EXTENSION for entry in self.entries if entry.times}
        return {toc_path("", self.generation)} | segments | times


def sealed(table: bytes, toc: Toc) -> bytes:
    """Whoosh's table of contents with the roots and our list behind it."""
    rows = [[*entry[:3], entry.deleted.hex(), *(entry.times or ())] for entry in toc.entries]
    listed = {
        **VERSION,
        "generation": toc.generation,
        "segments": rows,
    }
    listing = json.dumps(listed).encode()
    body = table + pack_roots(toc.roots) + listing
    return body + _SEAL.pack(len(listing), zlib.crc32(body), _SEAL_MAGIC)


def latest_generation(directory: str) -> int:
    """The newest generation in a folder; raises IndexNotFoundError where there is none."""
    for _ in range(_LOOKS):
        names = _names(directory)
        generations = [int(match[1]) for match in map(_toc_name, names) if match]
        if generations:
            return max(generations)
    if LOCK_FILE in names and is_locked(directory):
        raise IndexNotFoundError(
            f"the index {directory} is being made for the first time: wait until "
            "'vnsearch index' has ended, and search again"
        )
    if any(name.endswith(EXTENSION) for name in names):
        raise IndexNotFoundError(
            f"{directory} has no table of contents, so its index is unfinished or damaged: "
            "run 'vnsearch index PATH' to make it anew"
        )
    raise IndexNotFoundError(
        f"{directory} holds no index: run 'vnsearch index --index {directory} PATH' to make one"
    )


def file_as_index(path: str) -> IndexNotFoundError:
    """What is said of a file that is named as an index."""
    return IndexNotFoundError(
        f"{path} is a file, and an index is a folder: choose another name"
    )


def _names(directory: str) -> list[str]:
    """What a folder holds, nothing where there is none. One that cannot be read may hold an
    index: that is no IndexNotFoundError, after which one is made.
    """
    try:
        return os.listdir(directory)
    except FileNotFoundError:
        return []
    except NotADirectoryError as error:
        raise file_as_index(directory) from error
    except PermissionError as error:
        raise VnsearchError(f"{directory} may not be read: check its permissions") from error
    except (OSError, ValueError) as error:  # ValueError: no folder can have such a name
        if is_shortage(error):
            raise
        reason = getattr(error, "strerror", None) or error
        raise VnsearchError(
            f"{directory} cannot be read ({reason}): check its name and the disk"
        ) from error


def toc_path(directory: str, generation: int) -> str:
    """The file of a generation's table of contents."""
    return os.path.join(directory, f"_{INDEX_NAME}_{generation}.toc")


def newest_table(directory: str) -> tuple[int, int, int]:
    """What tells the newest table of contents from any other, also from one of that generation
    in an index that was made anew there: its generation, inode and time.
    """
    for _ in range(_ATTEMPTS):
        generation = latest_generation(directory)
        try:
            status = os.stat(toc_path(directory, generation))
        except FileNotFoundError:
            continue  # a commit replaced it since the folder was listed
        return generation, status.st_ino, status.st_mtime_ns
    raise _no_table(directory)


def read_toc(directory: str) -> Toc:
    """The newest table of contents.

    Raises IndexDamagedError for one that is not as written, IndexVersionError for one that
    another vnsearch or other software wrote.
    """
    for _ in range(_ATTEMPTS):
        generation = latest_generation(directory)
        path = toc_path(directory, generation)
        try:
            content = _content(path)
        except FileNotFoundError:
            continue  # a commit replaced it since the folder was listed
        return Toc(generation, *_parse(content, path, generation))
    raise _no_table(directory)


def _no_table(directory: str) -> IndexDamagedError:
    return IndexDamagedError(
        f"{directory} has no table of contents that can be read: {REBUILD}"
    )


def recover_roots(directory: str) -> tuple[Root, ...]:
    """The roots of an index that may be damaged otherwise, or made under other text rules.

    Raises IndexDamagedError where they cannot be told, OutdatedIndexError for a format that
    does not know the rules that belong to them.
    """
    try:
        return read_toc(directory).roots
    except OutdatedIndexError:
        raise
    except (IndexDamagedError, IndexVersionError):
        path = toc_path(directory, latest_generation(directory))
        try:
            return unpack_roots(_content(path))
        except (IndexDamagedError, OSError, ValueError, TypeError, LookupError):
            raise IndexDamagedError(
                f"{path} was cut short or changed and does not tell what the index is made "
                "from: name it with 'vnsearch index --rebuild PATH'"
            ) from None


def _content(path: str) -> bytes:
    with open_own(path) as file:
        if os.fstat(file.fileno()).st_size > MOST_BYTES:
            raise IndexDamagedError(f"{path} is larger than any table of contents: {REBUILD}")
        return read_whole(file, MOST_BYTES)


def open_segments(directory: str) -> tuple[Toc, list[Segment]]:
    """The newest table of contents and its segments, opened.

    A commit between reading the table and opening the files is waited out.
    """
    for _ in range(_ATTEMPTS):
        toc = read_toc(directory)
        try:
            return toc, [Segment(directory, entry) for entry in toc.entries]
        except IndexDamagedError:
            if latest_generation(directory) == toc.generation:
                raise
    raise IndexDamagedError(f"{directory} changes faster than it can be read: try again")


def size_and_age(directory: str) -> tuple[int, float]:
    """The bytes of all files of an index, and when its newest table was written (epoch)."""
    for _ in range(_ATTEMPTS):
        try:
            written = os.stat(toc_path(directory, latest_generation(directory))).st_mtime
            with os.scandir(directory) as listing:
                return sum(entry.stat().st_size for entry in listing), written
        except FileNotFoundError:
            continue  # a commit removed it since the folder was listed
    raise IndexDamagedError(f"{directory} changes faster than it can be read: try again")


def _parse(
    content: bytes, path: str, generation: int
) -> tuple[tuple[SegmentEntry, ...], tuple[Root, ...]]:
    if _is_foreign(content, generation):
        raise ForeignIndexError(f"{path} was not written by vnsearch: choose another folder")
    body, seal = content[: -_SEAL.size], content[-_SEAL.size :]
    if len(seal) < _SEAL.size or seal[-len(_SEAL_MAGIC) :] != _SEAL_MAGIC:
        by_whoosh = _schema_end(generation) in content and content.endswith(_PICKLE_END)
        if by_whoosh:
            raise IndexDamagedError(
                f"{path} was written by Whoosh alone, which keeps no list of the paths that "
                "the index is made from: run 'vnsearch index --rebuild PATH'"
            )
        raise IndexDamagedError(f"{path} was cut short or changed: {REBUILD}")
    length, checksum, _ = _SEAL.unpack(seal)
    if checksum != zlib.crc32(body):
        raise IndexDamagedError(f"{path} was changed: {REBUILD}")
    try:
        listed = json.loads(body[len(body) - length :])
        if isinstance(listed["format"], int) and listed["format"] < FIRST_WITH_RULES:
            raise outdated(os.path.dirname(path), path, listed["format"])
        check_version(path, listed)
        if listed["generation"] != generation:
            raise ValueError(f"it is of generation {listed['generation']}")
        entries = tuple(_entry(*row) for row in listed["segments"])
        if len({entry.name for entry in entries}) < len(entries):
            raise ValueError("it names a segment twice")
        return entries, unpack_roots(body[: len(body) - length])
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise IndexDamagedError(f"{path} cannot be read ({error}): {REBUILD}") from error


def _is_foreign(content: bytes, generation: int) -> bool:
    """Whether a table, so far as it goes, is whole, but has neither our seal nor our fields."""
    return (
        _schema_end(generation) in content
        and _OUR_FIELD not in content
        and not content.endswith(_SEAL_MAGIC)
    )


def _schema_end(generation: int) -> bytes:
    """What stands behind the schema in Whoosh's table: one that was cut short may lack it."""
    return _PICKLE_END + struct.pack("!ii", generation, 0)


def _entry(
    name: Any, documents: Any, checksum: Any, deleted: Any, times: Any = "", sum_of: Any = 0
) -> SegmentEntry:
    if times and not (_segment_name(times) and type(sum_of) is int):
        raise ValueError(f"it names a file of times {times!r}")
    if not _segment_name(name) or {type(documents), type(checksum)} != {int}:
        raise ValueError(f"it names a segment {name!r}")
    numbers = bytes.fromhex(deleted)
    if len(numbers) % 4:
        raise ValueError(f"it deletes part of a document of {name}")
    times_entry = TimesEntry(times, sum_of) if times else None
    return SegmentEntry(name, documents, checksum, numbers, times_entry)
