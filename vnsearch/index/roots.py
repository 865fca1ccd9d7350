"""The paths that an index was made from, so that it can be brought up to date without them.

They stand in a file of their own, which a rebuild can read when all else is damaged.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence

from vnsearch.index.catalogue import shown_path, stored_path

_FILE = "sources.json"
_DEFAULT = "seeds"


def read_roots(directory: str) -> list[str]:
    """The paths that the index was made from, as they open from here; `seeds` for a new one."""
    try:
        with open(os.path.join(directory, _FILE), encoding="utf-8") as file:
            stored = json.load(file)
    except (OSError, ValueError):
        return [_DEFAULT]
    if not isinstance(stored, list) or not all(isinstance(path, str) for path in stored):
        return [_DEFAULT]
    return [shown_path(path, directory) for path in stored] or [_DEFAULT]


def write_roots(directory: str, paths: Sequence[str], anew: bool) -> None:
    """Add paths to those of the index; `anew`: they are all of them."""
    before = (
        []
        if anew or not os.path.exists(os.path.join(directory, _FILE))
        else [stored_path(path, directory) for path in read_roots(directory)]
    )
    roots = list(dict.fromkeys([*before, *(stored_path(path, directory) for path in paths)]))
    if roots == before:
        return
    unfinished = os.path.join(directory, f"{_FILE}.tmp")
    with open(unfinished, "w", encoding="utf-8") as file:
        json.dump(roots, file)
    os.replace(unfinished, os.path.join(directory, _FILE))
