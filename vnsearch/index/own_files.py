"""Which files in an index's folder are the index's: only those are ever removed.

The folder may hold anything else: a user who keeps an index among documents has named some.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection

from vnsearch.index.lock import LOCK_FILE
from vnsearch.index.segment.layout import (
    EXTENSION,
    INDEX_NAME,
    RUN_EXTENSION,
    TIMES_EXTENSION,
    UNFINISHED_TOC,
)
from vnsearch.patterns import pattern

TOC_NAME = rf"_{INDEX_NAME}_([0-9]{{1,9}})\.toc"  # its generation
SEGMENT_NAME = rf"{INDEX_NAME}_[0-9a-z]{{16,20}}"  # of ours, and those that Whoosh draws
_EXTENSIONS = "|".join(map(re.escape, (EXTENSION, RUN_EXTENSION, TIMES_EXTENSION)))
_is_removable = pattern(
    rf"{TOC_NAME}|{re.escape(UNFINISHED_TOC)}|{SEGMENT_NAME}({_EXTENSIONS})"
).fullmatch


def is_own_file(name: str) -> bool:
    """Whether a file of an index is called so."""
    return name == LOCK_FILE or bool(_is_removable(name))


def remove_others(directory: str, kept: Collection[str]) -> list[tuple[str, OSError]]:
    """Remove the files of the index but those `kept`; the paths that could not be, and why.

    Raises nothing: what is done when it is called stays done.
    """
    left = []
    try:
        names = os.listdir(directory)
    except OSError as error:
        return [(directory, error)]
    for name in names:
        if _is_removable(name) and name not in kept:
            path = os.path.join(directory, name)
            try:
                os.unlink(path)
            except FileNotFoundError:
                pass
            except OSError as error:  # as on Windows, where a reader has it open
                left.append((path, error))
    return left
