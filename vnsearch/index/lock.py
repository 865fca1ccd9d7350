"""The lock of an index: one process writes at a time."""

from __future__ import annotations

import os

from vnsearch.files import open_file
from vnsearch.index.segment.layout import INDEX_NAME

LOCK_FILE = f"{INDEX_NAME}_WRITELOCK"


def is_locked(directory: str) -> bool:
    """Whether some process holds the lock of a folder; False where that cannot be told."""
    path = os.path.join(directory, LOCK_FILE)
    try:
        import fcntl
    except ImportError:  # Windows, where nobody but its holder may open the file
        return os.path.exists(path)
    try:
        with open_file(path) as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        pass
    return False
