"""The paths that an index was made from, so that it can be brought up to date without them.

They stand in a file of their own, under a checksum, which a rebuild can read when all else
is damaged.
"""

from __future__ import annotations

import contextlib
import json
import os
import zlib
from collections.abc import Sequence

from vnsearch.errors import (
    IndexDamagedError,
    IndexNotFoundError,
    IndexVersionError,
    OutdatedIndexError,
)
from vnsearch.files import replace_file
from vnsearch.index.catalogue import shown_path, stored_path
from vnsearch.index.segment.array_file import open_own
from vnsearch.index.segment.layout import INDEX_NAME
from vnsearch.index.toc import latest_generation, read_toc

_FILE = "sources.json"
_UNFINISHED = f"{INDEX_NAME}_sources.tmp"  # named so that Whoosh's cleaning removes a leftover
_DEFAULT = "seeds"


def read_roots(directory: str) -> list[str]:
    """The paths that the index was made from, as they open from here; `seeds` for a new one.

    Raises IndexDamagedError where an index no longer knows them, OutdatedIndexError where it
    does not know the rules that belong to them.
    """
    with contextlib.suppress(IndexNotFoundError, IndexDamagedError):
        try:
            read_toc(directory)
        except OutdatedIndexError:
            raise
        except IndexVersionError:
            pass  # a rebuild takes them from an index of other text rules
    return [shown_path(path, directory) for path in _read(directory)] or [_DEFAULT]


def roots_path(directory: str) -> str:
    """The file that keeps the paths."""
    return os.path.join(directory, _FILE)


def write_roots(directory: str, paths: Sequence[str], anew: bool) -> None:
    """Add paths to those of the index; `anew`: they are all of them."""
    before = [] if anew else _read(directory)
    roots = list(dict.fromkeys([*before, *(stored_path(path, directory) for path in paths)]))
    if roots == before and os.path.exists(roots_path(directory)):
        return
    unfinished = os.path.join(directory, _UNFINISHED)
    replace_file(roots_path(directory), _content(roots), unfinished)


def _read(directory: str) -> list[str]:
    path = roots_path(directory)
    try:
        with open_own(path) as file:
            content = file.read()
    except FileNotFoundError:
        try:
            latest_generation(directory)
        except IndexNotFoundError:
            return []
        content = b""
    try:
        roots = json.loads(content)["paths"]
        if all(isinstance(root, str) for root in roots) and content == _content(roots):
            return list(roots)
    except (ValueError, TypeError, LookupError, RecursionError):
        pass  # as any other change
    raise IndexDamagedError(
        f"{path} is missing, cut short or changed: name what is to be indexed, "
        "with 'vnsearch index --rebuild PATH'"
    )


def _content(roots: list[str]) -> bytes:
    checksum = zlib.crc32(json.dumps(roots).encode())
    return json.dumps({"paths": roots, "checksum": checksum}).encode()
