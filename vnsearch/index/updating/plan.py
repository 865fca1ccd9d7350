"""What an update has to do, found by looking at names, sizes and times of files only."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from vnsearch.documents.read import ReadRules
from vnsearch.documents.walking.walk import walk
from vnsearch.files import FileEntry, open_file
from vnsearch.index.catalogue import IndexedFile, is_as_read, shown_path, stored_path
from vnsearch.index.updating.targets import Target, Targets, is_below
from vnsearch.records import Problem, What


class ToRead(NamedTuple):
    """A file to read: its stored path and how it is read."""

    entry: FileEntry
    stored: str
    rules: ReadRules


@dataclass(slots=True)
class Plan:
    """The files to read, and what the others come to."""

    read: list[ToRead] = field(default_factory=list)
    removed: list[IndexedFile] = field(default_factory=list)
    unchanged: int = 0  # documents
    problems: list[Problem] = field(default_factory=list)


def make_plan(
    directory: str, targets: Targets, catalogue: Mapping[str, IndexedFile], check: bool
) -> Plan:
    """Compare the files of the targets with what the index holds of them.

    What lies below a folder that cannot be read is not taken to be gone, nor is what lies
    below a root that is gone or empty itself. `check`: no file is taken to be as it was read.
    """
    plan = _Planner(directory, targets, catalogue, check)
    for target in targets.chosen:
        if not plan.keep_whole(target):
            plan.walk(target)
    plan.find_removed()
    return plan.plan


class _Planner:
    """One comparison: the plan so far, the files seen, the folders that were not."""

    def __init__(
        self,
        directory: str,
        targets: Targets,
        catalogue: Mapping[str, IndexedFile],
        check: bool,
    ) -> None:
        self.plan = Plan()
        self._directory = directory
        self._inside = stored_path(directory, directory) if directory else ""
        self._targets = targets
        self._catalogue = catalogue
        self._check = check
        self._seen: set[str] = set()
        self._out_of_reach: list[str] = []
        self._met: set[tuple[int, int]] | None = set() if len(targets.chosen) > 1 else None

    def keep_whole(self, target: Target) -> bool:
        """Whether a root is gone or empty, and what the index holds of it is kept."""
        what = None if target.within else absence(target.path)
        if not target.may_be_read:
            what = "unnamed root"
        if what:
            held = [path for path in self._catalogue if is_below(path, target.root.path)]
            if held or not target.may_be_read:
                self._keep(target, what, held)
                return True
        for rule in target.unasked:
            option = f"--{rule.replace('_', '-')}"
            problem = Problem(target.path, "unasked rule", detail=option, failed=False)
            self.plan.problems.append(problem)
        return False

    def _keep(self, target: Target, what: What, held: Sequence[str]) -> None:
        documents = sum(self._catalogue[path].documents for path in held)
        detail = f"{documents} document{'s'[documents == 1 :]}"
        self.plan.problems.append(Problem(target.path, what, detail=detail, failed=False))
        self._out_of_reach.append(target.root.path)

    def walk(self, target: Target) -> None:
        """Take the files that a target has today."""
        read_rules = target.read_rules()
        for entry in walk([target.path], target.walk_rules(), self._met, target.within):
            stored = stored_path(entry.path, self._directory)
            if isinstance(entry, Problem):
                self.plan.problems.append(entry)
                self._out_of_reach.append(stored)
            elif self._inside and is_below(stored, self._inside):
                continue  # the index does not index itself
            elif self._targets.target_of(stored) == target:
                self._take(ToRead(entry, stored, read_rules))

    def _take(self, file: ToRead) -> None:
        self._seen.add(file.stored)
        indexed = self._catalogue.get(file.stored)
        as_read = indexed is not None and is_as_read(indexed.state, file.entry)
        if indexed and as_read and not self._check and indexed.state.asked == file.rules.asked:
            self.plan.unchanged += indexed.documents
        else:
            self.plan.read.append(file)

    def find_removed(self) -> None:
        """Take what the index holds of the targets and they have no more."""
        for path, indexed in self._catalogue.items():
            target = None if path in self._seen else self._targets.target_of(path)
            if target is None or any(is_below(path, folder) for folder in self._out_of_reach):
                continue
            if target.unasked and os.path.lexists(shown_path(path, self._directory)):
                continue  # a rule that is not obeyed may have found it
            self.plan.removed.append(indexed)


def absence(path: str) -> What | None:
    """Why nothing can be read of a root: it is gone, or empty as a disk that is not mounted."""
    try:
        with os.scandir(path) as listing:
            empty = all(entry.name.startswith(".") for entry in listing)
        return "empty root" if empty else None
    except FileNotFoundError:
        return "gone root"
    except (OSError, ValueError):
        return None  # a file, or a fault that the walk will name


def why_unread(path: str) -> str:
    """Why nothing can be read of a root, as the end of a sentence; "" where something can."""
    if what := absence(path):
        return f"is {what.removesuffix(' root')}"
    try:
        if os.path.isdir(path):
            os.scandir(path).close()
        else:
            open_file(path).close()
    except OSError as error:
        return f"cannot be read ({error.strerror or error})"
    return ""
