"""`--path`: the files that a path or a pattern names, read as `.gitignore` reads patterns."""

from __future__ import annotations

import os
import re
from unicodedata import normalize

from vnsearch.documents.walking.ignore import IgnoreRules
from vnsearch.index.catalogue import absolute_path

_special = re.compile(r"[\\*?\[\]!# ]")


class PathGlob:
    """A file or folder, or a pattern for such; a folder means all that is in it.

    What has a slash within counts from the current folder (`tin/*.txt`, `./tin`, `/a/b`); what
    has none names a file or folder at any depth (`*.txt`, `tin`). What begins with `!` means
    all but that. A path that is there by that very name is meant, whatever signs it has.
    Composed and decomposed names are the same.
    """

    def __init__(self, pattern: str, directory: str) -> None:
        self._base = os.path.dirname(os.path.abspath(directory))
        self._other = pattern.startswith("!")
        wanted = os.path.expanduser(pattern.removeprefix("!"))
        self._whole = _absolute(absolute_path(os.curdir), wanted)
        self._rules = IgnoreRules([_anchored(wanted)])
        self._folders: dict[str, bool] = {}

    def fits(self, stored: str) -> bool:
        """Whether a path as the index stores it is one of those meant."""
        path = _absolute(self._base, stored)
        named = path == self._whole or path.startswith(self._whole.rstrip("/") + "/")
        if not named:
            named = self._rules.covers(path.removeprefix("/"), self._folders)
        return named is not self._other


def _absolute(base: str, path: str) -> str:
    whole = os.path.normpath(os.path.join(base, path)).replace(os.sep, "/")
    return normalize("NFC", whole)


def _anchored(pattern: str) -> str:
    """The pattern as it counts from the root of the file system; composed."""
    if "/" not in pattern.rstrip("/") or pattern.startswith("**/"):
        return normalize("NFC", pattern)
    current, here = absolute_path(os.curdir), ""
    pattern = pattern.removeprefix(f"{current}/")  # in which no sign is one of a pattern
    if not os.path.isabs(pattern):
        ups = re.match(r"(?:\.{1,2}/+)*", pattern)
        start = ups.end() if ups else 0
        here = _special.sub(r"\\\g<0>", _absolute(current, pattern[:start] or "."))
        pattern = pattern[start:]
    slash = "/" if pattern.endswith("/") else ""
    return f"{here.rstrip('/')}/{normalize('NFC', pattern.strip('/'))}{slash}"
