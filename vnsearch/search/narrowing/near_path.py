"""A path that was typed without its accents, its capitals or its folder, and the one meant."""

from __future__ import annotations

from collections.abc import Iterable

from vnsearch.index.catalogue import shown_path
from vnsearch.patterns import pattern
from vnsearch.text.normalize import compose
from vnsearch.text.terms import exact_term, folded_term
from vnsearch.text.tokenize import token_bounds

_GLOB_SIGNS = frozenset("*?[]!\\")
_place = pattern(r"(?::\d+){1,2}:?$")


def near_path(typed: str, stored: Iterable[str], directory: str) -> str:
    """The file or folder of an index whose words are those typed, but for marks, capitals and
    punctuation; "" for none, and for a pattern. A name alone may be at any depth.
    """
    wanted = _words(typed.strip("/").removeprefix("./"))
    if not any(wanted) or not _GLOB_SIGNS.isdisjoint(typed):
        return ""
    looked_at: set[str] = set()
    for path in stored:
        names = shown_path(path, directory).split("/")
        for end in range(len(names), 0, -1):
            candidate = "/".join(names[:end])
            if candidate in looked_at:
                break
            looked_at.add(candidate)
            whole = _words(candidate)
            if whole == wanted:
                return candidate
            if len(wanted) == 1 and whole[-1:] == wanted:
                return names[end - 1]
    return ""


def near_file(typed: str, stored: Iterable[str], directory: str) -> str:
    """The file of an index whose path, or whose name, has the words typed; "" for none. A line
    and a column behind it, as in what a search prints, do not count.
    """
    wanted = _words(_place.sub("", typed).removeprefix("./"))
    if not any(wanted):
        return ""
    for path in stored:
        shown = shown_path(path, directory)
        whole = _words(shown)
        if wanted in (whole, whole[-1:]):
            return shown
    return ""


def _words(path: str) -> list[tuple[str, ...]]:
    """The words of each name of a path, folded."""
    return [
        tuple(folded_term(exact_term(name[start:end])) for start, end in token_bounds(name))
        for name in compose(path).split("/")
    ]
