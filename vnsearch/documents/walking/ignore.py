"""The rules of `.gitignore` and `.ignore` files: which paths a folder's owner leaves out.

The nearest ignore file has the last word, `.ignore` before `.gitignore`. Above a folder that
is walked, those up to the top of its git working tree hold too.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from pathspec import GitIgnoreSpec
from pathspec.pattern import RegexPattern

from vnsearch.documents.faults import Fault, Place
from vnsearch.documents.walking.linear_pattern import linear_regex
from vnsearch.files import is_shortage, open_file
from vnsearch.records import Problem

IGNORE_FILES = (".gitignore", ".ignore")  # the later one weighs more
IGNORE_FILE_LIMIT = 1 << 20  # bytes
_plain_name = re.compile(r"(!)?([\w.+@~,=-]+)(/)?").fullmatch


class IgnoreRules:
    """The patterns that hold below one folder; the last one that matches a path decides.

    `lead` is what comes before a walked path within that folder, once the first `cut`
    characters of the walked path are taken off.
    """

    def __init__(self, patterns: Iterable[str], lead: str = "", cut: int = 0) -> None:
        # Names without a sign are most of long lists, and are looked up.
        self._names: dict[str, tuple[int, bool | None]] = {}
        numbered = []
        for number, line in enumerate(patterns):
            if name := _plain_name(line):
                self._names[f"{name[2]}{name[3] or ''}"] = number, not name[1]
            elif (pattern := _compile(line)) is not None:
                numbered.append((number, pattern))
        self._patterns = numbered[::-1]
        self._lead = lead
        self._cut = cut

    def verdict(self, path: str, folder: bool) -> bool | None:
        """True for a path that is left out, False for one excepted by `!`, else None."""
        inside = f"{self._lead}{path[self._cut :]}"
        name = inside[inside.rfind("/") + 1 :]
        last, verdict = self._names.get(name, (-1, None))
        if folder:
            inside, name = f"{inside}/", f"{name}/"
            last, verdict = max(
                (last, verdict), self._names.get(name, (-1, None)), key=lambda found: found[0]
            )
        for number, pattern in self._patterns:
            if number < last:
                break
            if pattern.matches(inside if pattern.anchored else name):
                return pattern.excludes
        return verdict

    def covers(self, path: str, folders: dict[str, bool]) -> bool:
        """Whether the patterns name a file or a folder above it; `folders` keeps the latter."""
        verdict = self.verdict(path, folder=False)
        return self._covers_folder(path, folders) if verdict is None else verdict

    def _covers_folder(self, path: str, folders: dict[str, bool]) -> bool:
        above = path.rpartition("/")[0]
        if not above:
            return False
        if above not in folders:
            verdict = self.verdict(above, folder=True)
            folders[above] = self._covers_folder(above, folders) if verdict is None else verdict
        return folders[above]


@dataclass(frozen=True, slots=True)
class _Pattern:
    """One pattern; it is asked of each folder on the way down and so never of what is below."""

    search: Callable[[str], re.Match[str] | None]
    slash: str  # the group that is the slash behind a folder, "" for none
    anchored: bool  # asked of the whole path and not of the last name
    inside: bool  # "folder/**" matches what is in the folder and not the folder
    excludes: bool

    def matches(self, path: str) -> bool:
        match = self.search(path.removesuffix("/") if self.inside else path)
        if match is None:
            return False
        # pathspec matches what is below a matching folder too.
        return not self.slash or match.end(self.slash) in (-1, len(path))


def _compile(text: str) -> _Pattern | None:
    """The pattern of a line, or None for a line that means nothing (as in git, no fault)."""
    if text.rstrip().endswith("/**/"):  # folders within; pathspec takes the outer one as well
        text = f"{text.rstrip()}*/"
    try:
        patterns = list(GitIgnoreSpec.from_lines([text]).patterns)
    except ValueError:
        return None
    pattern = patterns[0] if patterns else None
    if not isinstance(pattern, RegexPattern) or pattern.regex is None:
        return None
    body = text.rstrip().removeprefix("!")
    return _Pattern(
        search=re.compile(linear_regex(pattern.regex.pattern)).search,
        slash=next(iter(pattern.regex.groupindex), ""),  # all that pathspec names
        anchored="/" in body.rstrip("/"),
        inside=body.endswith("/**"),
        excludes=bool(pattern.include),
    )


@dataclass(frozen=True, slots=True)
class FolderRules:
    """Rules, the weightiest last, and the ignore files that could not be read."""

    rules: tuple[IgnoreRules, ...] = ()
    problems: tuple[Problem, ...] = ()


def folder_rules(folder: str, names: Iterable[str]) -> FolderRules:
    """The rules of the ignore files of `folder`, which holds files called `names`."""
    present = set(IGNORE_FILES).intersection(names)
    if not present:
        return FolderRules()
    return _read_rules(folder, present, "", len(os.path.join(folder, "")))


def enclosing_rules(root: str) -> FolderRules:
    """The rules of the ignore files above `root` in its git working tree.

    None at all where they leave out `root` itself: who names an ignored folder wants it.
    """
    cut = len(os.path.join(root, ""))
    rules: tuple[IgnoreRules, ...] = ()
    problems: tuple[Problem, ...] = ()
    for folder, lead in _enclosing_folders(os.path.abspath(root)):
        present = {name for name in IGNORE_FILES if os.path.exists(os.path.join(folder, name))}
        own = _read_rules(folder, present, lead, cut)
        rules = own.rules + rules
        problems = own.problems + problems
    if is_ignored(os.path.join(root, ""), False, rules):
        rules = ()
    return FolderRules(rules, problems)


def is_ignored(path: str, folder: bool, rules: tuple[IgnoreRules, ...]) -> bool:
    """Whether the weightiest of the rules that say anything of `path` leaves it out."""
    for folder_rule in reversed(rules):
        verdict = folder_rule.verdict(path, folder)
        if verdict is not None:
            return verdict
    return False


def _read_rules(folder: str, names: Collection[str], lead: str, cut: int) -> FolderRules:
    rules, problems = [], []
    for file_name in IGNORE_FILES:
        if file_name in names:
            path = os.path.join(folder, file_name)
            try:
                rules.append(IgnoreRules(_lines(path), lead, cut))
            except (OSError, Fault) as error:
                if is_shortage(error):
                    raise
                problems.append(Place(path).failed("ignore file").problem)
    return FolderRules(tuple(rules), tuple(problems))


def _enclosing_folders(root: str) -> Sequence[tuple[str, str]]:
    """The folders above `root` up to the one with `.git`, and the way from each to `root`."""
    above = []
    folder, lead = root, ""
    while not os.path.lexists(os.path.join(folder, ".git")):
        parent, name = os.path.split(folder)
        if parent == folder:
            return []  # no git working tree
        folder, lead = parent, f"{name}/{lead}"
        above.append((folder, lead))
    return above


def _lines(path: str) -> list[str]:
    with open_file(path) as stream:
        content = stream.read(IGNORE_FILE_LIMIT)
    return content.decode("utf-8", "surrogateescape").removeprefix("\ufeff").split("\n")
