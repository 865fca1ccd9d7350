"""A path that was typed without its accents, its capitals or its folder, and the one meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vnsearch.index.catalogue import shown_path
from vnsearch.patterns import pattern
from vnsearch.text.normalize import compose
from vnsearch.text.terms import exact_term, folded_term
from vnsearch.text.tokenize import token_bounds

_GLOB_SIGNS = frozenset("*?[]!\\")
_place = pattern(r"(?::\d+){1,2}:?$")

_Words = list[tuple[str, ...]]  # of each name of a path, folded


def near_path(typed: str, stored: Iterable[str], directory: str) -> str:
    """The file or folder of an index whose words are those typed, but for marks, capitals and
    punctuation; "" for none, and for a pattern. A name alone may be at any depth.
    """
    typed = typed.strip("/").removeprefix("./")
    wanted = _words(typed)
    if not any(wanted) or not _GLOB_SIGNS.isdisjoint(typed):
        return ""
    paths = list(stored)
    for shown in _files_named(typed, paths, directory):
        if near := _fitting(shown, wanted):
            return near
    looked_at: set[str] = set()
    for stored_folder in dict.fromkeys(path.rpartition("/")[0] for path in paths):
        folder = shown_path(stored_folder, directory)
        while folder and folder not in looked_at:
            looked_at.add(folder)
            if near := _fitting(folder, wanted):
                return near
            folder = folder.rpartition("/")[0]
    return ""


def near_file(typed: str, stored: Iterable[str], directory: str) -> str:
    """The file of an index whose path, or whose name, has the words typed; "" for none. A line
    and a column behind it, as in what a search prints, do not count.
    """
    typed = _place.sub("", typed).removeprefix("./")
    wanted = _words(typed)
    if not any(wanted):
        return ""
    for shown in _files_named(typed, stored, directory):
        whole = _words(shown)
        if wanted in (whole, whole[-1:]):
            return shown
    return ""


def _files_named(typed: str, stored: Iterable[str], directory: str) -> Iterator[str]:
    """The files whose names may have the words of the last name typed: an index may have a
    million, of which only those with its letters are looked at as words.
    """
    letters = _letters(typed)
    return (shown_path(path, directory) for path in stored if _letters(path) == letters)


def _fitting(shown: str, wanted: _Words) -> str:
    """A path that has the words wanted, or its last name that has; "" where neither does."""
    whole = _words(shown)
    if whole == wanted:
        return shown
    return shown.rpartition("/")[2] if whole[-1:] == wanted else ""


def _words(path: str) -> _Words:
    return [
        tuple(folded_term(exact_term(name[start:end])) for start, end in token_bounds(name))
        for name in compose(path).split("/")
    ]


class _LettersOfNames(dict[int, str]):
    """Letters and digits folded, by their code points; "" for what is neither."""

    def __missing__(self, point: int) -> str:
        letter = chr(point)
        self[point] = folded_term(exact_term(letter)) if letter.isalnum() else ""
        return self[point]


_folded_letters = _LettersOfNames()


def _letters(path: str) -> str:
    """The letters and digits of the last name of a path, folded one by one."""
    return compose(path.rpartition("/")[2]).translate(_folded_letters)
