"""Opening files: regular ones only, and without ever waiting for one."""

from __future__ import annotations

import io
import os
import stat
from io import BufferedReader

from vnsearch.documents.limits import HEAD_SIZE
from vnsearch.errors import DocumentError

# Opening a named pipe that nobody writes to would wait for ever.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def open_file(path: str) -> BufferedReader:
    """The file's bytes; raises OSError, or DocumentError for what is no regular file."""
    descriptor = os.open(path, _FLAGS)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise DocumentError(f"{path} is not a regular file; only files are read")
        return BufferedReader(io.FileIO(descriptor, "rb"), buffer_size=HEAD_SIZE)
    except BaseException:
        os.close(descriptor)
        raise


def unreadable(path: str, error: Exception) -> str:
    """The message for a file or folder that cannot be read, from the exception that says so."""
    if isinstance(error, DocumentError):
        return str(error)
    if isinstance(error, PermissionError):
        return f"{path} may not be read; change its permissions or leave it out with --exclude"
    if isinstance(error, FileNotFoundError):
        return f"{path} does not exist; check the spelling and the current folder"
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return f"{path} cannot be read ({reason}); check it or leave it out with --exclude"
