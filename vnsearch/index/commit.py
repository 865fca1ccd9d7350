"""Whoosh's writer, made to commit our segments: its lock, generation and table.

A commit is one rename. Everything that the renamed table of contents names is on the disk
before, so that a crash at any moment leaves the old generation or the new one.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import time
from collections.abc import Sequence
from typing import Any

from vnsearch.errors import (
    REBUILD,
    ForeignIndexError,
    IndexDamagedError,
    IndexLockedError,
    IndexNotFoundError,
    IndexVersionError,
    VnsearchError,
)
from vnsearch.files import UnconfirmedError, follow_folder, open_file, replace_file, sync_folder
from vnsearch.index.bridge.whoosh_codec import ArrayCodec, ArraySegment
from vnsearch.index.bridge.whoosh_import import filestore, index, writing
from vnsearch.index.bridge.whoosh_schema import make_schema
from vnsearch.index.lock import LOCK_FILE
from vnsearch.index.outdated import forget_old_roots
from vnsearch.index.own_files import remove_others
from vnsearch.index.segment.layout import INDEX_NAME, UNFINISHED_TOC
from vnsearch.index.segment.reader import SegmentEntry
from vnsearch.index.toc import (
    MOST_BYTES,
    MOST_GENERATIONS,
    Toc,
    latest_generation,
    read_toc,
    sealed,
    toc_path,
)
from vnsearch.records import Root

_SIGNATURE = 64  # bytes of the lock's file that are read


class _Folder(filestore.FileStorage):  # type: ignore[misc]
    """The index's folder, in which Whoosh's writer finds nothing to follow or to empty."""

    def temp_storage(self, name: str | None = None) -> filestore.RamStorage:
        """Whoosh's writer keeps nothing there for us, and would empty a folder so named."""
        return filestore.RamStorage()

    def lock(self, name: str) -> Any:
        """The lock's file; raises IndexDamagedError for a link, whose target would be cut."""
        lock = super().lock(name)
        with contextlib.suppress(FileNotFoundError):
            if not stat.S_ISREG(os.lstat(lock.filename).st_mode):
                raise IndexDamagedError(f"{lock.filename} is not a file: remove it")
        return lock


class _SafeIndex(index.FileIndex):  # type: ignore[misc]
    """An index whose table of contents is read by our own reader, or taken as empty."""

    def __init__(self, directory: str, anew: bool) -> None:
        self.storage = _Folder(directory)
        self.indexname = INDEX_NAME
        self._schema = make_schema()
        self._directory = directory
        self._anew = anew

    def _read_toc(self) -> index.TOC:
        try:
            generation = latest_generation(self._directory)
        except IndexNotFoundError:
            return index.TOC(self._schema, [], -1)
        try:
            toc = read_toc(self._directory)
        except (IndexDamagedError, IndexVersionError) as error:
            if not self._anew or isinstance(error, ForeignIndexError):
                raise
            return index.TOC(self._schema, [], generation)
        segments = [] if self._anew else [ArraySegment(*entry) for entry in toc.entries]
        return index.TOC(self._schema, segments, toc.generation)


class IndexWriter(writing.SegmentWriter):  # type: ignore[misc]
    """Holds the index's lock until `commit_segments` or `abandon`.

    `anew` starts from no segment, whatever state the index is in; the old generation stays
    in place until the commit. Raises IndexLockedError after `wait` seconds, and
    ForeignIndexError where other software keeps its index.
    """

    writelock: Any = None
    left: Sequence[tuple[str, OSError]] = ()  # files of before that could not be removed
    _roots: tuple[Root, ...] = ()
    _is_confirmed = True  # what was renamed is on the disk, for all that the disk says

    def __init__(self, directory: str, anew: bool = False, wait: float = 0.0) -> None:
        self.directory = directory
        self.segments: list[ArraySegment]
        try:
            super().__init__(_SafeIndex(directory, anew), timeout=wait, codec=ArrayCodec())
            if self.generation > MOST_GENERATIONS:
                raise IndexDamagedError(
                    f"{directory} has a table of contents of the last number that there is: "
                    "remove the folder, and make the index anew"
                )
            _sign(self.writelock)
        except index.LockError as error:
            raise IndexLockedError(_held_by(directory)) from error
        except BaseException:
            if self.writelock and self.writelock.fd is not None:
                self.writelock.release()
            raise

    def commit_index(self, entries: Sequence[SegmentEntry], roots: Sequence[Root]) -> None:
        """Make these the index's segments and roots, in one step, and release the lock."""
        segments = [ArraySegment(*entry) for entry in entries]
        self._roots = tuple(roots)
        self.commit(mergetype=lambda writer, old: segments)

    def abandon(self) -> None:
        """Leave the index as it is, remove what belongs to no commit, and release the lock."""
        if self._is_confirmed:  # else what is removed may be what a power loss needs
            with contextlib.suppress(VnsearchError, OSError):
                self._clean()
        self.cancel()

    def _check_lock(self) -> None:
        """Raise VnsearchError where the folder was removed and made anew since it was locked:
        it is another's to write.
        """
        lock = self.writelock
        with contextlib.suppress(OSError):
            if os.path.samestat(os.fstat(lock.fd), os.stat(lock.filename)):
                return
        raise VnsearchError(
            f"the index {self.directory} was removed or replaced while it was being written: "
            "run the command again"
        )

    def _clean(self) -> None:
        self._check_lock()
        # Asked of the disk: a fault may have come right after the table was renamed.
        try:
            toc = read_toc(self.directory)
        except IndexNotFoundError:
            toc = Toc(-1, ())
        sync_folder(self.directory)
        remove_others(self.directory, toc.files())

    def _finish(self) -> None:
        self.is_closed = True
        self.writelock.release()

    def _commit_toc(self, segments: list[ArraySegment]) -> None:
        entries = tuple(segment.entry() for segment in segments)
        toc = Toc(self.generation, entries, self._roots)
        memory = filestore.RamStorage()
        index.TOC(self.schema, segments, self.generation).write(memory, self.indexname)
        content = memory.files[index.TOC._filename(self.indexname, self.generation)]
        table = sealed(content, toc)
        if len(table) > MOST_BYTES:
            raise VnsearchError(
                f"the index {self.directory} has too many deleted documents to keep count of: "
                f"{REBUILD}"
            )
        self._check_lock()
        unfinished = os.path.join(self.directory, UNFINISHED_TOC)
        try:  # which makes the segments' names safe before the table that needs them
            replace_file(toc_path(self.directory, self.generation), table, unfinished)
        except UnconfirmedError as error:
            self._is_confirmed = False
            raise VnsearchError(
                f"the index {self.directory} has been updated, but the disk does not confirm "
                f"it ({error.strerror}), so that a power loss may undo it: "
                "check the disk, and run the command again"
            ) from error
        self.left = remove_others(self.directory, toc.files())
        with contextlib.suppress(OSError):
            forget_old_roots(self.directory)


def _sign(lock: Any) -> None:
    """Leave in the lock's file who holds it and since when, unless the file has other names:
    somebody may have given this one to a file of yours.
    """
    if os.fstat(lock.fd).st_nlink > 1:
        return
    follow_folder(lock.filename, lock.fd)
    if sys.platform != "win32":  # where a file that is locked cannot be written
        os.ftruncate(lock.fd, 0)
        os.lseek(lock.fd, 0, os.SEEK_SET)
        os.write(lock.fd, f"{os.getpid()} {int(time.time())}".encode())


def _held_by(directory: str) -> str:
    message = f"another process is writing the index {directory}"
    try:
        with open_file(os.path.join(directory, LOCK_FILE)) as file:
            process, since = map(int, file.read(_SIGNATURE).split())
        clock = time.strftime("%H:%M:%S on %Y-%m-%d", time.localtime(since))
        message = f"process {process} has been writing the index {directory} since {clock}"
    except (OSError, ValueError, OverflowError):
        pass  # it has just been locked and not been signed so far, or holds no signature
    return f"{message}: wait for it, or let --wait SECONDS do so"
