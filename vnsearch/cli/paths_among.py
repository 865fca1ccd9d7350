"""Paths among the words of a query, where grep has them."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator


def paths_among(query: str) -> Iterator[str]:
    """The files and folders that words of a query name by a path, as one would type them."""
    for word in query.split():
        if "/" in word and word.strip("/") and os.path.exists(word):  # "/" is for "or"
            yield shlex.quote(word)
