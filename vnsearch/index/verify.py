"""Checks every file of an index against its checksums."""

from __future__ import annotations

import os

from vnsearch.errors import IndexDamagedError, IndexVersionError
from vnsearch.index.layout import EXTENSION, INDEX_NAME
from vnsearch.index.segment import Segment
from vnsearch.index.toc import read_toc
from vnsearch.records import Problem


def verify(index_dir: str | os.PathLike[str]) -> list[Problem]:
    """What is wrong with an index, a problem a file; nothing where it is whole.

    Raises IndexNotFoundError where there is none.
    """
    directory = os.fspath(index_dir)
    try:
        entries = read_toc(directory).entries
    except (IndexDamagedError, IndexVersionError) as error:
        return [Problem(directory, str(error), failed=True)]
    problems = []
    for entry in entries:
        path = os.path.join(directory, entry.name + EXTENSION)
        try:
            Segment(directory, entry).file.verify()
        except (IndexDamagedError, IndexVersionError) as error:
            problems.append(Problem(path, str(error), failed=True))
    known = {entry.name + EXTENSION for entry in entries}
    return problems + [
        _left_over(os.path.join(directory, name)) for name in _strays(directory, known)
    ]


def _strays(directory: str, known: set[str]) -> list[str]:
    """The segment files that the table of contents does not name."""
    return sorted(
        name
        for name in os.listdir(directory)
        if name.startswith(f"{INDEX_NAME}_") and name.endswith(EXTENSION) and name not in known
    )


def _left_over(path: str) -> Problem:
    reason = f"{path} belongs to no commit: the next 'vnsearch index' removes it"
    return Problem(path, reason, failed=False)
