"""Files opened without waiting for one, and replaced so that no crash leaves half of one."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import stat
import sys
from io import BufferedReader
from typing import NamedTuple

# Opening a named pipe that nobody writes to would wait for ever.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_BUFFER_SIZE = 1 << 16


class IrregularFileError(OSError):
    """A folder, a device, a pipe or a socket where a file should be."""


class FileEntry(NamedTuple):
    """A regular file: its path as given or found, its size in bytes, its times and inode."""

    path: str
    size: int
    mtime_ns: int
    ctime_ns: int = 0  # of the last change of its content or of what the folder says of it
    inode: int = 0


def file_entry(path: str, status: os.stat_result) -> FileEntry:
    """A file as the system describes it."""
    times = status.st_mtime_ns, status.st_ctime_ns
    return FileEntry(path, status.st_size, *times, status.st_ino)


class UnconfirmedError(OSError):
    """A file has been replaced, but the disk does not confirm it: a power loss may undo it."""


def open_file(path: str) -> BufferedReader:
    """The file's bytes; raises OSError, IrregularFileError for what is no regular file."""
    descriptor = os.open(path, _FLAGS)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise IrregularFileError(errno.EINVAL, "not a regular file", path)
        return BufferedReader(io.FileIO(descriptor, "rb"), buffer_size=_BUFFER_SIZE)
    except BaseException:
        os.close(descriptor)
        raise


def replace_file(path: str, content: bytes, unfinished: str) -> None:
    """Put `content` in the place of a file, in one step and safe against a power loss.

    It is written to the path `unfinished`, in the same folder, first; the names that the
    folder has by then are safe before the step is done. Raises UnconfirmedError where it is
    done and that alone failed, another OSError where the file is as it was.
    """
    folder = os.path.dirname(path) or "."
    with contextlib.suppress(FileNotFoundError):
        os.unlink(unfinished)
    with open(unfinished, "xb") as file:
        file.write(content)
        file.flush()
        sync_file(file.fileno())
    sync_folder(folder)
    os.replace(unfinished, path)
    try:
        sync_folder(folder)
    except OSError as error:
        raise UnconfirmedError(error.errno, error.strerror, folder) from error


def sync_folder(folder: str) -> None:
    """Make the names in a folder safe against a power loss, where the system can do that."""
    if sys.platform == "win32":  # no folder can be opened there; renames are written through
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        sync_file(descriptor)
    finally:
        os.close(descriptor)


def sync_file(descriptor: int) -> None:
    """Make what was written to a file safe against a power loss."""
    if sys.platform == "darwin":  # where fsync leaves the data in the disk's own memory
        import fcntl

        with contextlib.suppress(OSError):  # a file system that does not know it, as SMB
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)
