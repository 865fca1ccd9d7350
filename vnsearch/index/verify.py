"""Checks every file of an index against its checksums, and its values against each other."""

from __future__ import annotations

import os

from vnsearch.errors import IndexDamagedError, IndexVersionError
from vnsearch.index.own_files import is_own_file
from vnsearch.index.segment.file_times import open_times
from vnsearch.index.segment.layout import EXTENSION, TIMES_EXTENSION
from vnsearch.index.segment.reader import Segment
from vnsearch.index.toc import latest_generation, read_toc
from vnsearch.index.verifying.consistency import check_values
from vnsearch.records import IndexFault

_ATTEMPTS = 20  # where commits come faster than files can be checked


def verify(index_dir: str | os.PathLike[str]) -> list[IndexFault]:
    """What is wrong with an index, a fault a file; nothing where it is whole.

    Raises IndexNotFoundError where there is none.
    """
    directory = os.fspath(index_dir)
    for _ in range(_ATTEMPTS):
        generation = latest_generation(directory)
        problems = _check(directory)
        if not problems or latest_generation(directory) == generation:
            break  # what a commit has replaced meanwhile was missing for no fault
    return problems


def _check(directory: str) -> list[IndexFault]:
    problems = []
    try:
        toc = read_toc(directory)
    except (IndexDamagedError, IndexVersionError) as error:
        return [IndexFault(directory, str(error), failed=True)]
    for entry in toc.entries:
        path = os.path.join(directory, entry.name + EXTENSION)
        try:
            segment = Segment(directory, entry)
            segment.file.verify()
            if entry.times:
                open_times(directory, entry.times).verify()
            check_values(segment)
        except (IndexDamagedError, IndexVersionError) as error:
            problems.append(IndexFault(path, str(error), failed=True))
    return problems + [
        _left_over(os.path.join(directory, name)) for name in _strays(directory, toc.files())
    ]


def _strays(directory: str, known: set[str]) -> list[str]:
    """The segment files that the table of contents does not name."""
    return sorted(
        name
        for name in os.listdir(directory)
        if is_own_file(name) and name.endswith((EXTENSION, TIMES_EXTENSION))
        if name not in known
        if not os.path.isdir(os.path.join(directory, name))
    )


def _left_over(path: str) -> IndexFault:
    reason = f"{path} belongs to no commit: the next 'vnsearch index' removes it"
    return IndexFault(path, reason, failed=False)
