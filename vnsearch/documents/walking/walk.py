"""Paths in, files out: folders are walked in a fixed order, ignore files obeyed.

Hidden files, ignored files and symbolic links are passed over, unless they are given
explicitly; each real file comes out once, whatever names lead to it.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vnsearch.documents.faults import Place, unreadable
from vnsearch.documents.walking.ignore import (
    IgnoreRules,
    enclosing_rules,
    folder_rules,
    is_ignored,
)
from vnsearch.files import FileEntry, file_entry
from vnsearch.records import Problem, What

_TABLE = re.compile(r"_MAIN_[0-9]+\.toc").fullmatch  # of an index, whose other files are
_BESIDE = re.compile(r"_?MAIN[_.].*").fullmatch  # called so


@dataclass(frozen=True, slots=True)
class WalkRules:
    """Which files of a folder are wanted; patterns are those of `.gitignore`."""

    include: tuple[str, ...] = ()  # where given, a file must match one
    exclude: tuple[str, ...] = ()
    hidden: bool = False
    follow_links: bool = False


def walk(
    paths: Sequence[str],
    rules: WalkRules,
    met: set[tuple[int, int]] | None = None,
    within: str = "",
) -> Iterator[FileEntry | Problem]:
    """The files at and below `paths`, in a fixed order; faults as problems.

    Walks by different rules that are given one set `met` meet a file once in all. `within` is
    the way to the paths from the folder that the rules are counted from.
    """
    once = met is not None or len(paths) > 1 or rules.follow_links
    walker = _Walk(rules, once, set() if met is None else met)
    for path in paths:
        yield from walker.root(path, within)


def reaches(root: str, within: str, rules: WalkRules) -> bool:
    """Whether a walk from `root` by these rules comes to what is called `within` in it."""
    return _Walk(rules, once=False, met=set()).reaches(root, within)


class _Walk:
    """One walk: its rules, and the real files and folders already met."""

    def __init__(self, rules: WalkRules, once: bool, met: set[tuple[int, int]]) -> None:
        self._hidden = rules.hidden
        self._follow = rules.follow_links
        self._include = IgnoreRules(rules.include) if rules.include else None
        self._exclude = IgnoreRules(rules.exclude) if rules.exclude else None
        self._included: dict[str, bool] = {}  # folders
        self._once = once  # a file can be met twice: remember all, not only hard links
        self._met = met

    def root(self, path: str, within: str) -> Iterator[FileEntry | Problem]:
        """The files of a path given explicitly, which no ignore file or dot can hide."""
        try:
            status = os.stat(path)
        except (OSError, ValueError) as error:  # ValueError: a NUL in the path
            dangling = isinstance(error, FileNotFoundError) and os.path.islink(path)
            place = Place(path)
            yield place.failed("dangling").problem if dangling else unreadable(place, error)
            return
        if stat.S_ISDIR(status.st_mode):
            yield from self._folder(path, status, f"{within}/" if within else "")
        elif not stat.S_ISREG(status.st_mode):
            yield Place(path).failed(_irregular(status.st_mode)).problem
        elif self._wanted(within or os.path.basename(path)) and self._first(status):
            yield file_entry(path, status)

    def reaches(self, root: str, within: str) -> bool:
        """Whether a walk from `root` comes to what is called `within` in it."""
        ignores = enclosing_rules(root).rules
        folder, way = root, ""
        for name in within.split("/"):
            try:
                with os.scandir(folder) as listing:
                    entries = {entry.name: entry for entry in listing}
            except OSError:
                return False
            ignores += folder_rules(folder, entries).rules
            way += name
            if name not in entries or self._entry(entries[name], way, ignores) is None:
                return False
            folder, way = os.path.join(folder, name), f"{way}/"
        return True

    def _folder(
        self, root: str, status: os.stat_result, within: str
    ) -> Iterator[FileEntry | Problem]:
        # A stack and not recursion, since folders can nest deeper than Python calls can.
        above = enclosing_rules(root)
        yield from above.problems
        stack: list[tuple[str, str, tuple[IgnoreRules, ...], os.stat_result]] = [
            (root, within, above.rules, status)
        ]
        while stack:
            folder, within, ignores, status = stack.pop()
            if not self._first(status, folder=True):
                continue
            try:
                with os.scandir(folder) as listing:
                    entries = sorted(listing, key=lambda entry: entry.name)
            except OSError as error:
                yield unreadable(Place(folder), error)
                continue
            if _is_index([entry.name for entry in entries]):
                continue
            own = folder_rules(folder, (entry.name for entry in entries))
            yield from own.problems
            ignores += own.rules
            below = []
            for entry in entries:
                inside = f"{within}{entry.name}"
                met = self._entry(entry, inside, ignores)
                if isinstance(met, os.stat_result):
                    below.append((entry.path, f"{inside}/", ignores, met))
                elif met is not None:
                    yield met
            stack.extend(reversed(below))

    def _entry(
        self, entry: os.DirEntry[str], within: str, ignores: tuple[IgnoreRules, ...]
    ) -> FileEntry | Problem | os.stat_result | None:
        """A file, a fault, the status of a folder to go into, or None to pass over it."""
        if entry.name.startswith(".") and not self._hidden:
            return None
        if entry.name.startswith("~$"):
            return None  # an office program's note of who has a document open
        try:
            if entry.is_symlink() and not self._follow:
                return None
            status = entry.stat(follow_symlinks=self._follow)
        except FileNotFoundError:
            if not entry.is_symlink():
                return None  # deleted while its folder was read
            return Place(entry.path).failed("dangling").problem
        except OSError as error:
            return unreadable(Place(entry.path), error)
        folder = stat.S_ISDIR(status.st_mode)
        if is_ignored(entry.path, folder, ignores) or not self._wanted(within, folder):
            return None
        if folder:
            return status
        if not stat.S_ISREG(status.st_mode):
            return Place(entry.path).passed_over(_irregular(status.st_mode)).problem
        if not self._first(status):
            return None
        return file_entry(entry.path, status)

    def _wanted(self, within: str, folder: bool = False) -> bool:
        if self._exclude is not None and self._exclude.verdict(within, folder):
            return False
        return folder or self._include is None or self._include.covers(within, self._included)

    def _first(self, status: os.stat_result, folder: bool = False) -> bool:
        # Some file systems number no files; there, nothing can be told to be the same.
        if not status.st_ino or not (self._once or (status.st_nlink > 1 and not folder)):
            return True
        key = (status.st_dev, status.st_ino)
        if key in self._met:
            return False
        self._met.add(key)
        return True


def _is_index(names: Sequence[str]) -> bool:
    """Whether a folder that holds these is an index, and no documents beside one."""
    return any(map(_TABLE, names)) and all(
        _BESIDE(name) for name in names if not name.startswith(".")
    )


def _irregular(mode: int) -> What:
    kinds: dict[int, What] = {stat.S_IFIFO: "a named pipe", stat.S_IFSOCK: "a socket"}
    return kinds.get(stat.S_IFMT(mode), "a device")
