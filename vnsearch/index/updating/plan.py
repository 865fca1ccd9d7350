"""What an update has to do, found by looking at names, sizes and times of files only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from vnsearch.documents.walk import FileEntry, WalkRules, walk
from vnsearch.index.catalogue import IndexedFile, file_key, is_as_read, stored_path
from vnsearch.records import Problem


@dataclass(slots=True)
class Plan:
    """The files to read, with their stored paths, and what the others come to."""

    read: list[tuple[FileEntry, str]] = field(default_factory=list)
    removed: list[IndexedFile] = field(default_factory=list)
    unchanged: int = 0  # documents
    problems: list[Problem] = field(default_factory=list)


def make_plan(
    directory: str, paths: Sequence[str], rules: WalkRules, catalogue: dict[str, IndexedFile]
) -> Plan:
    """Compare the files at and below `paths` with what the index holds of them.

    What lies below a folder that cannot be read is not taken to be gone.
    """
    plan = Plan()
    seen: set[str] = set()
    out_of_reach: list[str] = []
    inside = stored_path(directory, directory)
    for found in walk(paths, rules):
        stored = stored_path(found.path, directory)
        if isinstance(found, Problem):
            plan.problems.append(found)
            out_of_reach.append(stored)
        elif not _is_below(stored, inside):  # the index does not index itself
            seen.add(file_key(stored))
            indexed = catalogue.get(file_key(stored))
            if indexed and is_as_read(indexed.state, found.size, found.mtime_ns):
                plan.unchanged += indexed.documents
            else:
                plan.read.append((found, stored))
    roots = [stored_path(path, directory) for path in paths]
    for key, indexed in catalogue.items():
        path = indexed.state.path
        known = any(_is_below(path, root) for root in roots)
        if known and key not in seen and not any(_is_below(path, p) for p in out_of_reach):
            plan.removed.append(indexed)
    return plan


def _is_below(path: str, folder: str) -> bool:
    if folder == ".":
        return not path.startswith("../")
    return path == folder or path.startswith(folder + "/")
