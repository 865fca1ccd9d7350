"""Files opened without waiting for one, and replaced so that no crash leaves half of one."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import stat
import sys
from io import BufferedReader, BufferedWriter

from vnsearch.frozen import NamedTuple

# Opening a named pipe that nobody writes to would wait for ever.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_WANT_OF_MEMORY = (  # as it is told by what raises neither OSError nor MemoryError
    "failed to map segment from shared object",  # ImportError, by the loader of libraries
    "can't start new thread",  # RuntimeError, by threading: there is no room for its stack
    "without exception set",  # SystemError, by Python, which has lost a MemoryError
    "without setting an exception",
)
_BUFFER_SIZE = 1 << 16
CURRENT_IS_GONE = "the current folder has been removed; change to another, as with cd"
WAY_OUT_OF_SHORTAGE = "close other programs or raise the limits of this one (ulimit -a)"
_SHORTAGES = (  # the last of processes, as `child` tells it: EAGAIN is of some files as well
    errno.EMFILE,
    errno.ENFILE,
    errno.ENOMEM,
    errno.EUSERS,
)
_NOT_FOR_FOLDERS = (errno.EINVAL, errno.ENOTSUP)  # of file systems that sync files alone
_MOST_NS = (1 << 63) - 1  # of a time, as an index keeps it: in 2262, and before 1678 as well


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
    """A file as the system describes it, each time as near as an index has room for."""
    mtime_ns, ctime_ns = (
        max(-_MOST_NS, min(time, _MOST_NS)) for time in (status.st_mtime_ns, status.st_ctime_ns)
    )
    return FileEntry(path, status.st_size, mtime_ns, ctime_ns, status.st_ino)


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


def read_whole(file: BufferedReader, most: int) -> bytes:
    """The content of an open regular file, `most` bytes of it; the memory for no more than it
    holds is asked for.
    """
    return file.read(min(most, os.fstat(file.fileno()).st_size + 1))


def is_shortage(error: BaseException) -> bool:
    """Whether the system is out of open files, of processes, or of memory for the program: no
    fault of the file in hand. A MemoryError may be one, as of a file that says it is huge.
    """
    if isinstance(error, OSError):
        return error.errno in _SHORTAGES
    return any(sign in str(error) for sign in _WANT_OF_MEMORY)


def is_current_gone(error: OSError) -> bool:
    """Whether it is the current folder that is missing, which the system does not name."""
    if not isinstance(error, FileNotFoundError) or error.filename:
        return False
    try:
        os.getcwd()
    except FileNotFoundError:
        return True
    return False


def make_folder(path: str) -> None:
    """Make a folder that its owner alone may enter; one that is there stays as it is."""
    try:
        os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
        os.mkdir(path, 0o700)
    except FileExistsError:
        if not os.path.isdir(path):
            raise
        return
    sync_folder(os.path.dirname(os.path.abspath(path)))


def home_folder() -> str:
    """The user's home, "" for a user who has none."""
    return os.path.expanduser("~") if os.environ.get("HOME", "~") else ""


def can_name_file(path: str) -> bool:
    """Whether a file can have that path: it has no NUL, and the system can write it."""
    try:
        return b"\0" not in os.fsencode(path)
    except UnicodeEncodeError:
        return False


def owns(path: str) -> bool:
    """Whether a file or folder is this user's, or the system knows no owners."""
    return not hasattr(os, "geteuid") or os.stat(path).st_uid == os.geteuid()


def _mode_of_files(path: str) -> int:
    """The permissions of a file in the folder of `path`: the folder's own."""
    return os.stat(os.path.dirname(os.path.abspath(path))).st_mode & 0o666


def create_file(path: str) -> BufferedWriter:
    """A new file for writing, which those may read and write that may do so in its folder.

    A folder of mode 0700 gives a file of 0600, one of 0750 a file of 0640.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, 0o600)
    try:
        follow_folder(path, descriptor)
        return open(descriptor, "wb")
    except BaseException:
        os.close(descriptor)
        raise


def follow_folder(path: str, descriptor: int) -> None:
    """Give an open file the permissions of its folder, where the system has such."""
    if hasattr(os, "fchmod"):
        mode = _mode_of_files(path)
        if stat.S_IMODE(os.fstat(descriptor).st_mode) != mode:
            with contextlib.suppress(PermissionError):  # the file of another user of the group
                os.fchmod(descriptor, mode)


def replace_file(path: str, content: bytes, unfinished: str) -> None:
    """Put `content` in the place of a file, in one step and safe against a power loss.

    It is written to the path `unfinished`, in the same folder, first; the names that the
    folder has by then are safe before the step is done. Raises UnconfirmedError where it is
    done and that alone failed, another OSError where the file is as it was.
    """
    folder = os.path.dirname(path) or "."
    with contextlib.suppress(FileNotFoundError):
        os.unlink(unfinished)
    with create_file(unfinished) as file:
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
    except OSError as error:
        if error.errno not in _NOT_FOR_FOLDERS:
            raise
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
