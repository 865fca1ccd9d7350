"""Indexes of formats that knew no rules: what to say instead of making them anew without."""

from __future__ import annotations

import json
import os

from vnsearch.errors import OutdatedIndexError, VnsearchError
from vnsearch.files import read_whole
from vnsearch.index.arrays.array_file import open_own
from vnsearch.index.catalogue import shown_path

FIRST_WITH_RULES = 4
_ROOTS = "sources.json"  # where those formats kept the paths that they were made from
_MOST = 1 << 24  # bytes of it that are read


def outdated(directory: str, path: str, format_: int) -> OutdatedIndexError:
    """The error for an index whose table at `path` is of an older format; names its roots."""
    import shlex  # here, since a search seldom needs it

    roots = shlex.join(_old_roots(directory)) or "PATH"
    return OutdatedIndexError(
        f"{path} has format {format_}, which does not say by which rules the index was made: "
        f"run 'vnsearch index --rebuild {roots}', with --include, --exclude, --hidden, "
        "--follow-links and --encoding as they were given then"
    )


def _old_roots(directory: str) -> list[str]:
    """The paths that such an index was made from, as they open from here; none if unknown."""
    try:
        return [shown_path(root, directory) for root in _stored_roots(directory) or ()]
    except (ValueError, TypeError):
        return []


def forget_old_roots(directory: str) -> None:
    """Remove the file that such an index kept its paths in, once another has replaced it; not
    one of somebody else that is called so.
    """
    if _stored_roots(directory) is not None:
        os.unlink(os.path.join(directory, _ROOTS))


def _stored_roots(directory: str) -> list[str] | None:
    """What that file holds; None where it is none of ours."""
    try:
        with open_own(os.path.join(directory, _ROOTS)) as file:
            kept = json.loads(read_whole(file, _MOST))
    except (OSError, VnsearchError, ValueError, RecursionError):
        return None
    if not isinstance(kept, dict) or not kept.keys() <= {"paths", "checksum"}:
        return None
    paths = kept.get("paths")
    return paths if isinstance(paths, list) else None
