"""Which index `vnsearch index` writes and what it reads, where neither is told."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Sequence

from vnsearch.arguments import names_cluster
from vnsearch.cli.streams import complain, is_terminal
from vnsearch.errors import VnsearchError
from vnsearch.index.another_user import refuse_another_users
from vnsearch.index.folder import NAME, find_index, holds_index, is_own_index
from vnsearch.index.toc import recover_roots

_GLOB_SIGNS = frozenset("*?[")
_SEEDS = "seeds"
_MOST_WORDS = 12  # of a name that a shell has taken apart


def chosen_index(paths: Sequence[str], quiet: bool) -> str:
    """The folder `index` here or above; one above is named, unless all is to be quiet."""
    directory = find_index(paths)
    refuse_another_users(directory, paths)
    if directory != NAME and not quiet:
        complain(f"the index is {directory}")
    return directory


def chosen_paths(paths: Sequence[str], directory: str) -> Sequence[str]:
    """The paths given, or for an index to be made the current folder; () for the usual ones.

    Raises VnsearchError for a name that a shell has taken apart, for a pattern, and where
    nothing says what to index and nobody sees what is chosen, or it is for another user.
    """
    if "" in paths:
        raise VnsearchError("a PATH is empty; name a folder, as in 'vnsearch index .'")
    _refuse_parted_names(paths)
    _refuse_patterns(paths)
    if names_cluster(directory):
        return paths
    if paths or _has_roots(directory) or os.path.exists(_SEEDS):
        return paths
    if not (is_terminal(sys.stderr) and is_own_index(directory)):
        raise VnsearchError(
            "nothing says what to index: name a file or a folder, as in 'vnsearch index .'"
        )
    complain(f"no PATH is given, so all of this folder is indexed: {os.getcwd()}")
    return (".",)


def _has_roots(directory: str) -> bool:
    """Whether an index is made from anything; all of it may have been forgotten."""
    try:
        return holds_index(directory) and bool(recover_roots(directory))
    except VnsearchError:  # which the update tells
        return True


def _refuse_patterns(paths: Sequence[str]) -> None:
    """Raise VnsearchError for a pattern that no shell has put file names in the place of."""
    for path in paths:
        folder, name = os.path.split(path)
        if not _GLOB_SIGNS.isdisjoint(name) and not os.path.lexists(path):
            raise VnsearchError(
                f"{path} does not exist; for the files that match, type "
                f"vnsearch index {shlex.quote(folder or '.')} --include {shlex.quote(name)}"
            )


def _refuse_parted_names(paths: Sequence[str]) -> None:
    missing = [position for position, path in enumerate(paths) if not os.path.lexists(path)]
    for position in missing:
        for first in range(max(position - _MOST_WORDS, 0), position + 1):
            for last in range(
                max(position, first + 1), min(position + _MOST_WORDS, len(paths))
            ):
                whole = " ".join(paths[first : last + 1])
                if os.path.lexists(whole):
                    raise VnsearchError(
                        f"{paths[position]} does not exist, but {whole} does; quote it: "
                        f"vnsearch index {shlex.quote(whole)}"
                    )
