"""What an index holds of each file, to tell what has changed since."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from vnsearch.errors import VnsearchError
from vnsearch.files import CURRENT_IS_GONE, FileEntry, open_file
from vnsearch.frozen import dataclass, field
from vnsearch.index.segment.columns import FileState
from vnsearch.index.segment.reader import Segment
from vnsearch.index.verifying.blame import blaming

_PIECE = 1 << 20  # bytes read at once
_YOUNG = 2_000_000_000  # ns: as coarse as the time stamps of any file system


@dataclass(slots=True)
class IndexedFile:
    """A file of the index; `held` are (segment, documents) of what was read from it."""

    state: FileState
    held: list[tuple[int, Sequence[int]]] = field(default_factory=list)

    @property
    def documents(self) -> int:
        """How many documents were read from it."""
        return sum(len(documents) for _, documents in self.held)


def file_key(path: str) -> str:
    """What names a stored path; the same whether its marks are composed or not."""
    return unicodedata.normalize("NFC", path)


def stored_path(path: str, directory: str) -> str:
    """A path from the folder that holds the index, so that both can be moved together; the
    absolute path for an index that is no folder (`directory` is "").
    """
    absolute = absolute_path(path)
    if directory:
        absolute = _way(os.path.dirname(absolute_path(directory)), absolute)
    return absolute.replace(os.sep, "/")


def absolute_path(path: str) -> str:
    """A path from the root of the file system; raises VnsearchError for one that counts from a
    current folder that has been removed.
    """
    try:
        return os.path.abspath(path)
    except FileNotFoundError as error:
        raise VnsearchError(CURRENT_IS_GONE) from error


def _way(base: str, absolute: str) -> str:
    """The way from a folder to a path; the path itself from another drive of Windows."""
    try:
        return os.path.relpath(absolute, base)
    except ValueError:
        return absolute


def shown_path(stored: str, directory: str) -> str:
    """A stored path as it opens from the current folder, the shorter of two ways.

    No program takes it for an option: `-n` is `./-n`.
    """
    try:
        current = os.getcwd()
    except FileNotFoundError:  # it has been removed, and nothing counts from it
        current = ""
    return _shown_in(current, stored, directory)


@lru_cache(1 << 12)  # hits of one page are often of one file, and those of the next again
def _shown_in(current: str, stored: str, directory: str) -> str:
    """The same while `current` is the current folder."""
    base = os.path.dirname(os.path.abspath(directory))
    absolute = os.path.normpath(os.path.join(base, stored))
    relative = _way(current, absolute) if current else absolute
    relative = f"./{relative}" if relative.startswith("-") else relative
    return relative if len(relative) <= len(absolute) else absolute


def is_as_read(state: FileState, entry: FileEntry) -> bool:
    """Whether its size, times and inode tell that a file is as it was read.

    The size and the time of its content alone do not: `cp -p` and `rsync -t` set that time. A
    file that was young when it was read may have changed once more within its time stamps.
    """
    return is_settled(state) and (state.size, state.mtime_ns, state.ctime_ns, state.inode) == (
        entry.size,
        entry.mtime_ns,
        entry.ctime_ns,
        entry.inode,
    )


def is_settled(state: FileState) -> bool:
    """Whether a file was read long enough after it was last touched."""
    return max(state.mtime_ns, state.ctime_ns) + _YOUNG <= state.read_ns


def file_digest(path: str) -> str:
    """A digest of a file's content, in hexadecimal; raises OSError, for a device too.

    Of a file that grows meanwhile, little more than there was at first.
    """
    import hashlib  # here, since a search seldom needs it

    digest = hashlib.blake2b(digest_size=16)
    with open_file(path) as file:
        left = os.fstat(file.fileno()).st_size
        while left >= 0 and (piece := file.read(_PIECE)):
            digest.update(piece)
            left -= len(piece)
    return digest.hexdigest()


def read_catalogue(segments: Sequence[Segment]) -> dict[str, IndexedFile]:
    """The files of the index by their stored paths; raises IndexDamagedError."""
    with blaming(segments):
        return _read(segments)


def _read(segments: Sequence[Segment]) -> dict[str, IndexedFile]:
    files: dict[str, IndexedFile] = {}
    for ordinal, segment in enumerate(segments):
        states = segment.columns.files()
        live = np.flatnonzero(segment.live)
        file_of = segment.columns.numbers("file")[live]
        order = np.argsort(file_of, kind="stable")
        cuts = np.flatnonzero(np.diff(file_of[order])) + 1
        for documents in np.split(live[order], cuts) if len(live) else ():
            state = states[int(segment.columns.number("file", int(documents[0])))]
            indexed = files.setdefault(state.path, IndexedFile(state))
            indexed.held.append((ordinal, documents.tolist()))
    return files
