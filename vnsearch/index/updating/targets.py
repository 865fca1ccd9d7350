"""What an update reads: roots and paths below them, each by the rules that hold for it.

A file belongs to the nearest root above it, and is read by the rules of that one.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from vnsearch.documents.read import ReadRules
from vnsearch.documents.walking.walk import WalkRules, reaches
from vnsearch.index.catalogue import shown_path, stored_path
from vnsearch.index.folder import is_own_index
from vnsearch.records import NO_RULES, Root, RootRules

_WIDENING = ("hidden", "follow_links")  # they let in what a user may not want to give away


class Target(NamedTuple):
    """A path to read: a root, or what is called `within` in one."""

    path: str  # as it opens from here
    root: Root  # its path as it is stored
    rules: RootRules  # those of the root, and the settings where it has none
    within: str = ""
    may_be_read: bool = True  # else it lies outside, and this user never named it
    unasked: tuple[str, ...] = ()  # rules of another user that are not obeyed

    def walk_rules(self) -> WalkRules:
        """Which files are wanted."""
        rules = self.rules
        return WalkRules(
            include=rules.include or (),
            exclude=rules.exclude or (),
            hidden=bool(rules.hidden),
            follow_links=bool(rules.follow_links),
        )

    def read_rules(self) -> ReadRules:
        """How they are read; raises DocumentError for an encoding that nobody knows."""
        return ReadRules(
            self.rules.encoding or "", bool(self.rules.ocr), self.rules.dates or ""
        )

    def stored(self) -> str:
        """Its path as it is stored."""
        return f"{self.root.path}/{self.within}" if self.within else self.root.path


class Targets:
    """What an update reads, the innermost first, and the roots that the index has after it."""

    def __init__(self, chosen: Sequence[Target], roots: Sequence[Root]) -> None:
        self.chosen = sorted(
            chosen, key=lambda one: -sum(is_below(one.stored(), o.stored()) for o in chosen)
        )
        self.roots = list(roots)
        self._by_path = {target.stored(): target for target in self.chosen}
        self._roots = {root.path: root for root in self.roots}
        self._owners: dict[str, Root | None] = {}  # by folder
        self._around: dict[tuple[str, str], Target | None] = {}  # by root and folder

    def target_of(self, stored: str) -> Target | None:
        """The target that a file belongs to, by its stored path; None for none."""
        root = self._owner(stored)
        if root is None:
            return None
        itself = self._by_path.get(stored)
        if itself and itself.root == root:
            return itself
        folder = root.path, stored.rpartition("/")[0]
        if folder not in self._around:
            around = (
                target
                for target in self.chosen
                if target.root == root and is_below(stored, target.stored())
            )
            self._around[folder] = next(around, None)
        return self._around[folder]

    def _owner(self, stored: str) -> Root | None:
        if stored in self._roots:
            return self._roots[stored]
        folder = stored.rpartition("/")[0]
        if folder not in self._owners:
            self._owners[folder] = nearest_root(self.roots, stored)
        return self._owners[folder]


class TargetChooser:
    """Chooses the targets of one update: `given` are its own rules, `settings` the user's."""

    def __init__(
        self, directory: str, before: Sequence[Root], given: RootRules, settings: RootRules
    ) -> None:
        self._directory = directory
        self._given = given
        self._settings = settings
        self._is_own = is_own_index(directory)
        self._roots = {root.path: root for root in before}
        self._before = set(self._roots)

    def choose(self, paths: Iterable[str]) -> Targets:
        """The targets of these paths, with the roots below each.

        A path that does not exist becomes no root: it was mistyped.
        """
        chosen: dict[str, Target] = {}
        for path in paths:
            stored = self._name(path)
            target = self._part_of_a_root(path, stored)
            if target:
                chosen.setdefault(stored, target)
                continue
            chosen[stored] = self._root(path, stored)
            for below, root in self._roots.items():
                if below not in chosen and is_below(below, stored):
                    chosen[below] = self._target(shown_path(below, self._directory), root)
        missing = {
            stored
            for stored, target in chosen.items()
            if stored not in self._before and not os.path.lexists(target.path)
        }
        roots = [root for root in self._roots.values() if root.path not in missing]
        return Targets(list(chosen.values()), roots)

    def _root(self, path: str, stored: str) -> Target:
        """A root of its own; by the rules of the one around it, unless those leave it out."""
        rules = NO_RULES
        above = nearest_root(self._roots.values(), stored)
        if above and above.path == stored:
            rules = above.rules
        elif above and self._reaches(above, stored):
            rules = _inherited(above.rules, _way(above.path, stored))
        elif above:
            rules = RootRules(encoding=above.rules.encoding)
        self._roots[stored] = Root(stored, self._given.over(rules))
        return self._target(path, self._roots[stored])

    def _part_of_a_root(self, path: str, stored: str) -> Target | None:
        root = nearest_root(self._roots.values(), stored)
        asked_anew = self._given != NO_RULES
        if root is None or root.path == stored or asked_anew or not self._reaches(root, stored):
            return None
        return self._target(path, root, _way(root.path, stored))

    def _target(self, path: str, root: Root, within: str = "") -> Target:
        rules = root.rules
        unasked: tuple[str, ...] = ()
        if not self._is_own:
            asked = {name: getattr(self._given, name) for name in _WIDENING}
            rules = rules._replace(**asked)
            obeyed = rules.over(self._settings)
            unasked = tuple(
                name
                for name in _WIDENING
                if getattr(root.rules, name) and not getattr(obeyed, name)
            )
        return Target(path, root, rules.over(self._settings), within, unasked=unasked)

    def _reaches(self, root: Root, stored: str) -> bool:
        top = shown_path(root.path, self._directory)
        rules = self._target(top, root).walk_rules()
        return reaches(top, _way(root.path, stored), rules)

    def _name(self, path: str) -> str:
        """The stored path, as the roots spell it where the file system knows no difference."""
        stored = stored_path(path, self._directory)
        for root in self._roots if stored not in self._roots else ():
            if _plain(root) == _plain(stored) and _is_same(
                path, shown_path(root, self._directory)
            ):
                return root
        return stored


def nearest_root(roots: Iterable[Root], stored: str) -> Root | None:
    """The innermost root that a stored path is, or is below; None for none."""
    above = [root for root in roots if is_below(stored, root.path)]
    return max(
        above,
        key=lambda root: sum(is_below(root.path, other.path) for other in above),
        default=None,
    )


def is_below(path: str, folder: str) -> bool:
    """Whether a stored path is a folder's, or of something in it."""
    if folder in (".", "..") or folder.endswith("/.."):  # the index itself is in that folder
        return not os.path.isabs(path) and _ups(path) <= _ups(folder)
    return path == folder or path.startswith(folder + "/")


def _ups(path: str) -> int:
    return path.split("/").count("..")


def _way(root: str, stored: str) -> str:
    return os.path.relpath(stored, root).replace(os.sep, "/")


def _inherited(rules: RootRules, way: str) -> RootRules:
    """The rules of a root for what is called `way` in it: patterns count from there."""

    def moved(patterns: tuple[str, ...] | None) -> tuple[str, ...] | None:
        if patterns is None:
            return None
        return tuple(filter(None, (_moved(pattern, way) for pattern in patterns)))

    return rules._replace(include=moved(rules.include), exclude=moved(rules.exclude))


def _moved(pattern: str, way: str) -> str:
    sign = "!" if pattern.startswith("!") else ""
    body = pattern[len(sign) :]
    if "/" not in body.rstrip("/") or body.startswith("**/"):
        return pattern
    inside = body.lstrip("/")
    return f"{sign}/{inside[len(way) + 1 :]}" if inside.startswith(f"{way}/") else ""


def _plain(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def _is_same(path: str, other: str) -> bool:
    try:
        return os.path.samefile(path, other)
    except (OSError, ValueError):
        return False
