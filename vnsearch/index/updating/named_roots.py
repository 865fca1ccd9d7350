"""Which paths outside the folder of an index this user has named for it, on this machine.

An index says itself what it is made from, and its owner may have written anything there: what
lies outside its own folder is read only for a user who named it. That is kept in the user's
state folder, a file an index, and never in the index. Who writes one holds the index's lock.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable

from vnsearch.arguments import names_cluster
from vnsearch.files import owns
from vnsearch.index.folder import is_own_index
from vnsearch.state import read_state, state_folder, write_state


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
        os.unlink(os.path.join(state_folder(), *_names_of(directory)))


def _names_of(directory: str) -> tuple[str, str]:
    """The file of an index; one that another user has put in its place has another."""
    whole = os.fsencode(_whole(directory))
    if not names_cluster(directory) and not owns(directory):
        whole += b"\0%d" % os.stat(directory).st_uid
    name = hashlib.blake2b(whole, digest_size=16).hexdigest()
    return "named-roots", f"{name}.json"


def _whole(directory: str) -> str:
    """What names an index wherever one stands: its real path, or its address on a cluster."""
    return directory if names_cluster(directory) else os.path.realpath(directory)


def _write(directory: str, named: Iterable[str]) -> None:
    kept = {"index": _whole(directory), "roots": sorted(named)}
    write_state(json.dumps(kept, indent=1).encode(), *_names_of(directory))


def _read(directory: str) -> set[str]:
    """What is kept, nothing where that is no file of ours; raises OSError."""
    content = read_state(*_names_of(directory))
    with contextlib.suppress(ValueError, LookupError, TypeError):
        return {str(root) for root in json.loads(content or b"")["roots"]}
    return set()


def _is_at_or_below(path: str, folder: str) -> bool:
    real = os.path.realpath(path)
    return real == folder or real.startswith(os.path.join(folder, ""))
