"""Whoosh's writer, made to commit our segments: its lock, generation, table and cleaning.

A commit is one rename. Everything that the renamed table of contents names is on the disk
before, so that a crash at any moment leaves the old generation or the new one.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence

from vnsearch.errors import IndexLockedError, IndexNotFoundError
from vnsearch.index.codec import ArrayCodec, ArraySegment
from vnsearch.index.layout import INDEX_NAME
from vnsearch.index.schema import make_schema
from vnsearch.index.segment import SegmentEntry
from vnsearch.index.toc import latest_generation, read_toc, seal, toc_path
from vnsearch.index.whoosh_import import filestore, index, writing

_LOCK_FILE = f"{INDEX_NAME}_WRITELOCK"
_UNFINISHED = f"{INDEX_NAME}_toc.tmp"  # named so that Whoosh's cleaning removes a leftover


class _SafeIndex(index.FileIndex):  # type: ignore[misc]
    """An index whose table of contents is read by our own reader, or taken as empty."""

    def __init__(self, directory: str, anew: bool) -> None:
        self.storage = filestore.FileStorage(directory)
        self.indexname = INDEX_NAME
        self._schema = make_schema()
        self._directory = directory
        self._anew = anew

    def _read_toc(self) -> index.TOC:
        try:
            generation = latest_generation(self._directory)
        except IndexNotFoundError:
            return index.TOC(self._schema, [], -1)
        if self._anew:
            return index.TOC(self._schema, [], generation)
        found = read_toc(self._directory)
        segments = [ArraySegment(*entry) for entry in found.entries]
        return index.TOC(self._schema, segments, found.generation)


class IndexWriter(writing.SegmentWriter):  # type: ignore[misc]
    """Holds the index's lock until `commit_segments` or `abandon`.

    `anew` starts from no segment, whatever state the index is in; the old generation stays
    in place until the commit. Raises IndexLockedError after `wait` seconds.
    """

    def __init__(self, directory: str, anew: bool = False, wait: float = 0.0) -> None:
        self.directory = directory
        self.segments: list[ArraySegment]
        self._anew = anew
        try:
            super().__init__(_SafeIndex(directory, anew), timeout=wait, codec=ArrayCodec())
        except index.LockError as error:
            raise IndexLockedError(_held_by(directory)) from error
        except BaseException:
            if getattr(self, "writelock", None):
                self.writelock.release()
            raise
        _sign(self.writelock.fd)

    def commit_segments(self, entries: Sequence[SegmentEntry]) -> None:
        """Make these the index's segments, in one step, and release the lock."""
        segments = [ArraySegment(*entry) for entry in entries]
        self.commit(mergetype=lambda writer, old: segments)

    def abandon(self) -> None:
        """Leave the index as it is, remove what was written, and release the lock."""
        if not self._anew:
            index.clean_files(self.storage, self.indexname, self.generation - 1, self.segments)
        self.cancel()

    def _commit_toc(self, segments: list[ArraySegment]) -> None:
        memory = filestore.RamStorage()
        index.TOC(self.schema, segments, self.generation).write(memory, self.indexname)
        content = memory.files[index.TOC._filename(self.indexname, self.generation)]
        unfinished = os.path.join(self.directory, _UNFINISHED)
        with open(unfinished, "wb") as file:
            file.write(content + seal(content))
            file.flush()
            os.fsync(file.fileno())
        sync_folder(self.directory)  # the segments' names, before the table that needs them
        os.replace(unfinished, toc_path(self.directory, self.generation))
        sync_folder(self.directory)
        index.clean_files(self.storage, self.indexname, self.generation, segments)


def sync_folder(directory: str) -> None:
    """Make the names in a folder safe against a power loss."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sign(descriptor: int) -> None:
    """Leave in the lock's file who holds it and since when."""
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, f"{os.getpid()} {int(time.time())}".encode(), 0)


def _held_by(directory: str) -> str:
    message = f"another process is writing the index {directory}"
    try:
        with open(os.path.join(directory, _LOCK_FILE), encoding="ascii") as file:
            process, since = map(int, file.read().split())
        clock = time.strftime("%H:%M:%S on %Y-%m-%d", time.localtime(since))
        message = f"process {process} has been writing the index {directory} since {clock}"
    except (OSError, ValueError):
        pass  # it has just been locked, and not been signed so far
    return f"{message}: wait for it, or let --wait SECONDS do so"
