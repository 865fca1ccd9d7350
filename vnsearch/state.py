"""What vnsearch keeps for a user from one run to the next: small files in a folder."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Iterator, Sequence

from vnsearch.files import home_folder, make_folder, open_file, owns, replace_file


def state_folder() -> str:
    """The folder of vnsearch among the user's state files; raises OSError where no home is."""
    home = home_folder()
    if sys.platform == "win32":
        root = os.environ.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local")
    else:
        root = os.environ.get("XDG_STATE_HOME", "")
        if not os.path.isabs(root):  # which the standard says to ignore
            mac = ("Library", "Application Support")
            own = mac if sys.platform == "darwin" else (".local", "state")
            root = os.path.join(home, *own)
    if not os.path.isabs(root):
        raise OSError(errno.ENOENT, "this user has no home folder", root)
    return os.path.join(root, "vnsearch")


def read_state(*names: str) -> bytes | None:
    """The content of a state file, None where none is there or it is another user's; raises
    OSError.
    """
    path = os.path.join(state_folder(), *names)
    with contextlib.suppress(FileNotFoundError):
        if owns(path):
            with open_file(path) as file:
                return file.read()
    return None


def write_state(content: bytes, *names: str) -> None:
    """Put a state file in its place, for its owner's eyes alone; raises OSError."""
    path = os.path.join(_made_folder(names[:-1]), names[-1])
    replace_file(path, content, f"{path}.unfinished")


@contextlib.contextmanager
def changing_state() -> Iterator[None]:
    """Let no other process change meanwhile what is read and written anew; raises OSError."""
    descriptor = os.open(os.path.join(_made_folder(()), "lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        with contextlib.suppress(ImportError):  # on Windows the last one wins
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _made_folder(names: Sequence[str]) -> str:
    folder = state_folder()
    for name in ("", *names):
        folder = os.path.join(folder, name) if name else folder
        make_folder(folder)
        if not owns(folder):  # as under sudo, with the home of another user
            raise PermissionError(errno.EPERM, f"{folder} belongs to another user", folder)
    return folder
