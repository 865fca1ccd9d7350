"""Which paths outside the folder of an index this user has named for it, on this machine.

An index says itself what it is made from, and its owner may have written anything there: what
lies outside its own folder is read only for a user who named it. That is kept in the user's
state folder, a file an index, and never in the index. Who writes one holds the index's lock.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import sys
from collections.abc import Iterable

from vnsearch.files import make_folder, open_file, owns, replace_file
from vnsearch.index.place import is_own_index


def is_inside(directory: str, path: str) -> bool:
    """Whether a path, its links followed, lies in the folder that holds the index.

    Nothing does where somebody has put an index of theirs into a folder that is not theirs, as
    into /tmp, where anybody's files lie.
    """
    folder = os.path.dirname(os.path.abspath(directory))
    return _is_at_or_below(path, os.path.realpath(folder)) and (
        is_own_index(directory) or os.stat(folder).st_uid == os.stat(directory).st_uid
    )


def was_named(directory: str, path: str, now: Iterable[str]) -> bool:
    """Whether the user named a path for this index, or a folder above it: `now`, or before."""
    try:
        before = _read(directory)
    except OSError:
        before = set()
    return any(_is_at_or_below(path, named) for named in {*map(os.path.realpath, now), *before})


def remember(directory: str, paths: Iterable[str]) -> None:
    """Keep that the user named these paths for this index; raises OSError."""
    named = set(map(os.path.realpath, paths))
    if named and not named <= (before := _read(directory)):
        _write(directory, before | named)


def forget(directory: str, paths: Iterable[str]) -> None:
    """Keep no more that the user named these paths; raises OSError."""
    before = _read(directory)
    if left := before.difference(map(os.path.realpath, paths)):
        if left != before:
            _write(directory, left)
    elif before:
        os.unlink(_file_of(directory))


def state_folder() -> str:
    """The folder of vnsearch among the user's state files; raises OSError where no home is."""
    home = os.path.expanduser("~") if os.environ.get("HOME", "~") else ""
    if sys.platform == "win32":
        root = os.environ.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local")
    else:
        root = os.environ.get("XDG_STATE_HOME", "")
        if not os.path.isabs(root):  # which the standard says to ignore
            root = os.path.join(home, ".local", "state")
    if not os.path.isabs(root):
        raise OSError(errno.ENOENT, "this user has no home folder", root)
    return os.path.join(root, "vnsearch")


def _file_of(directory: str) -> str:
    name = hashlib.blake2b(os.fsencode(os.path.realpath(directory)), digest_size=16).hexdigest()
    return os.path.join(state_folder(), "named-roots", f"{name}.json")


def _write(directory: str, named: Iterable[str]) -> None:
    path = _file_of(directory)
    folder = os.path.dirname(path)
    for each in (os.path.dirname(folder), folder):
        make_folder(each)
        if not owns(each):  # as under sudo, with the home of another user
            raise PermissionError(errno.EPERM, f"{each} belongs to another user", each)
    kept = {"index": os.path.realpath(directory), "roots": sorted(named)}
    replace_file(path, json.dumps(kept, indent=1).encode(), f"{path}.unfinished")


def _read(directory: str) -> set[str]:
    """What is kept, nothing where that is no file of ours; raises OSError."""
    path = _file_of(directory)
    with contextlib.suppress(FileNotFoundError, ValueError, LookupError, TypeError):
        if owns(path):
            with open_file(path) as file:
                return {str(root) for root in json.loads(file.read())["roots"]}
    return set()


def _is_at_or_below(path: str, folder: str) -> bool:
    real = os.path.realpath(path)
    return real == folder or real.startswith(os.path.join(folder, ""))
