"""Drops roots from an index, so that nothing of what they held stays in any of its files."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import NamedTuple

from vnsearch.errors import VnsearchError
from vnsearch.index.catalogue import (
    IndexedFile,
    file_key,
    read_catalogue,
    shown_path,
    stored_path,
)
from vnsearch.index.making.merge import merge
from vnsearch.index.segment.reader import Segment, SegmentEntry
from vnsearch.index.updating.targets import nearest_root
from vnsearch.index.updating.tiers import delete_documents
from vnsearch.records import Root, UpdateSummary


class Forgetting(NamedTuple):
    """What dropping some roots comes to."""

    roots: list[Root]  # those that stay
    gone: list[IndexedFile]
    tainted: set[str]  # segments that hold a file of a dropped root, or did before it changed
    summary: UpdateSummary


def plan_to_forget(
    directory: str,
    entries: Sequence[SegmentEntry],
    roots: Sequence[Root],
    paths: Sequence[str],
) -> Forgetting:
    """What is to be done to drop these paths; raises VnsearchError for one that is no root."""
    dropped = {root_of(directory, roots, path) for path in paths}
    segments = [Segment(directory, entry) for entry in entries]

    def is_dropped(path: str) -> bool:
        return nearest_root(roots, path) in dropped

    catalogue = read_catalogue(segments)
    gone = [indexed for path, indexed in catalogue.items() if is_dropped(path)]
    removed = sum(indexed.documents for indexed in gone)
    total = sum(indexed.documents for indexed in catalogue.values()) - removed
    return Forgetting(
        roots=[root for root in roots if root not in dropped],
        gone=gone,
        tainted={
            segment.name for segment in segments if any(map(is_dropped, segment.columns.paths))
        },
        summary=UpdateSummary(0, 0, removed, total, total, size=0, seconds=0.0),
    )


def without(
    directory: str, entries: Sequence[SegmentEntry], leave: Forgetting
) -> list[SegmentEntry]:
    """The segments of the index without those files: each that held one is written anew."""
    return [
        merge(directory, [entry]) if entry.name in leave.tainted else entry
        for entry in delete_documents(entries, leave.gone)
    ]


def root_of(directory: str, roots: Sequence[Root], path: str) -> Root:
    stored = stored_path(path, directory)
    for same in (str, file_key):
        for root in roots:
            if same(root.path) == same(stored):
                return root
    inside = nearest_root(roots, stored)
    if inside:
        top = shown_path(inside.path, directory)
        raise VnsearchError(
            f"{path} is a part of {top}, which the index is made from: leave it out with "
            f"'vnsearch index {shlex.quote(top)} --exclude GLOB'"
        )
    names = ", ".join(shown_path(root.path, directory) for root in roots) or "no path"
    raise VnsearchError(
        f"the index is not made from {path}, but from {names}: name one of those"
    )
