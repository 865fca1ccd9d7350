"""An index that somebody else has put where one is looked for, as into /tmp."""

from __future__ import annotations

import os
from collections.abc import Sequence

from vnsearch.errors import VnsearchError
from vnsearch.files import owns
from vnsearch.index.updating.named_roots import is_inside, was_named


def refuse_another_users(directory: str, paths: Sequence[str]) -> None:
    """Raise VnsearchError for an index of another user that was found and not named, and a path
    that is not beside it: who may read the one would read the other.
    """
    if not os.path.isdir(directory) or owns(directory):
        return
    for path in paths:
        if not (is_inside(directory, path) or was_named(directory, path, ())):
            raise VnsearchError(
                f"the index {directory} is another user's: to have {path} read into it all the "
                f"same, name it with --index {directory}; else choose another name"
            )
