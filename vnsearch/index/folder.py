"""Where an index is: in the folder `index` here, or above, as git finds its own."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence

from vnsearch.errors import IndexNotFoundError, VnsearchError
from vnsearch.files import (
    CURRENT_IS_GONE,
    WAY_OUT_OF_SHORTAGE,
    is_current_gone,
    is_shortage,
    owns,
)
from vnsearch.index.catalogue import shown_path
from vnsearch.index.own_files import is_own_file
from vnsearch.index.toc import file_as_index, latest_generation, recover_roots, toc_path

NAME = "index"


def holds_index(directory: str) -> bool:
    """Whether a folder holds an index, whole or damaged, or what is left of the first build;
    one that may not be read may hold one.
    """
    try:
        return any(map(is_own_file, os.listdir(directory)))
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True


def find_index(paths: Sequence[str] = ()) -> str:
    """The nearest index from the current folder up, else `index` here, which is to be made.

    With `paths`, one above is taken only if its roots hold all of them. The way up ends at a
    folder of another owner and at another file system.
    """
    for folder in _folders():
        above = folder != NAME
        if holds_index(folder) and not (above and paths and not _hold(folder, paths)):
            return folder
    return NAME


def is_own_index(directory: str) -> bool:
    """Whether an index is this user's, its table of contents too; one to be made is."""
    try:
        newest = toc_path(directory, latest_generation(directory))
    except IndexNotFoundError:
        newest = directory
    try:
        return owns(directory) and owns(newest)
    except FileNotFoundError:
        return not os.path.isdir(directory) or owns(directory)


def refuse_indexes(paths: Sequence[str]) -> None:
    """Raise VnsearchError for a path that is an index, in which nothing is to be read."""
    for path in paths:
        with contextlib.suppress(OSError):
            visible = [name for name in os.listdir(path) if not name.startswith(".")]
            if visible and all(map(is_own_file, visible)):
                raise VnsearchError(
                    f"{path} is an index, and holds no documents; name the folder that does"
                )


def refuse_other_files(directory: str) -> None:
    """Raise VnsearchError for a folder that holds visible files and no index: those would be
    passed over as the index's own; and for a file, or a link that leads nowhere.
    """
    if os.path.islink(directory) and not os.path.exists(directory):
        raise VnsearchError(
            f"{directory} is a link that leads nowhere: remove it, or choose another folder"
        )
    if holds_index(directory):
        return
    if os.path.isfile(directory):
        raise file_as_index(directory)
    with contextlib.suppress(OSError):
        if any(not name.startswith(".") for name in os.listdir(directory)):
            raise VnsearchError(
                f"the folder {directory} holds other files, so no index is made in it: "
                "choose another folder, as in --index .vnsearch"
            )


def not_written(directory: str, error: OSError) -> VnsearchError:
    """What to say where an index could not be written, which a full disk does not say."""
    if is_current_gone(error):
        return VnsearchError(CURRENT_IS_GONE)
    where = error.filename2 or error.filename
    way = "make room or mend the folder"
    if is_shortage(error):
        way = WAY_OUT_OF_SHORTAGE
    reason = f"{error.strerror or error}{f': {where}' if where else ''}"
    try:
        latest_generation(directory)
        outcome = f"updated ({reason}): it is as it was last saved; "
    except IndexNotFoundError:
        outcome = f"made ({reason}): "
    except (VnsearchError, OSError):  # which the folder that cannot be listed may hold or not
        outcome = f"updated ({reason}): "
    return VnsearchError(
        f"the index {directory} cannot be {outcome}{way}, and run the command again"
    )


def _folders() -> Sequence[str]:
    """The folders that may be an index, as they open from here, the nearest first."""
    folder = os.getcwd()
    own = getattr(os, "geteuid", lambda: None)()
    device = os.stat(folder).st_dev
    folders = [NAME]
    way = ""
    while (parent := os.path.dirname(folder)) != folder:
        status = os.stat(parent)
        if status.st_dev != device or own not in (None, status.st_uid):
            break
        folder, way = parent, os.path.join("..", way)
        folders.append(os.path.join(way, NAME))
    return folders


def _hold(directory: str, paths: Sequence[str]) -> bool:
    """Whether every path is a root of the index, or is below one."""
    try:
        shown = [shown_path(root.path, directory) for root in recover_roots(directory)]
    except VnsearchError:
        return False
    roots = [os.path.realpath(root) for root in shown]
    wanted = [os.path.realpath(path) for path in paths]
    return all(
        any(path == root or path.startswith(os.path.join(root, "")) for root in roots)
        for path in wanted
    )
