"""The encoding of a text that is too short to tell its own: that of the texts beside it."""

from __future__ import annotations

import codecs
import os
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from vnsearch.documents.encodings.legacy_lines import legacy_encodings
from vnsearch.documents.limits import HEAD_SIZE
from vnsearch.files import is_shortage, open_file

_EITHER_SIDE = 4  # files before and behind it, in the order of their names


def encoding_beside(path: str) -> str:
    """The one legacy encoding of the files beside this one whose names end as its own does;
    "" where they tell none, or several.
    """
    folder, name = os.path.split(path)
    suffix = os.path.splitext(name)[1]
    try:
        names = _names(folder, os.stat(folder or ".").st_mtime_ns, suffix)
        at = bisect_left(names, name)
        near = names[max(0, at - _EITHER_SIDE) : at + _EITHER_SIDE + 1]
        found = {_told(os.path.join(folder, one)) for one in near if one != name}
    except OSError as error:
        if is_shortage(error):
            raise
        return ""
    found.discard("")
    return found.pop() if len(found) == 1 else ""


@lru_cache(64)
def _names(folder: str, changed: int, suffix: str) -> Sequence[str]:
    """The files of a folder, as it was changed last, with this suffix that are not hidden."""
    with os.scandir(folder or ".") as entries:
        return sorted(
            one.name
            for one in entries
            if one.name.endswith(suffix)
            and not one.name.startswith(".")
            and one.is_file(follow_symlinks=False)
        )


def _told(path: str) -> str:
    state = os.stat(path)
    return _encoding(path, state.st_size, state.st_mtime_ns)


@lru_cache(1 << 12)
def _encoding(path: str, size: int, changed: int) -> str:
    """The legacy encoding that a file's beginning tells, in a state of the file."""
    with open_file(path) as stream:
        head = stream.read(HEAD_SIZE)
    if head.isascii() or b"\0" in head:
        return ""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)  # its last character may be cut
        return ""
    except UnicodeDecodeError:
        return " and ".join(legacy_encodings(head))
