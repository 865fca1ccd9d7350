"""Which segments are merged: few are kept, and large ones are left alone for long."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from vnsearch.index.catalogue import IndexedFile
from vnsearch.index.making.run import Entry, RunEntry
from vnsearch.index.segment.reader import SegmentEntry

_MOST_SEGMENTS = 4  # every query looks into each of them
_MOST_DELETED = 0.25  # of a segment's documents, before it is written again without them


def delete_documents(
    entries: Sequence[SegmentEntry], gone: Sequence[IndexedFile]
) -> list[SegmentEntry]:
    """The entries with the documents of those files marked as deleted; empty segments go."""
    deleted = [[np.frombuffer(entry.deleted, "<u4")] for entry in entries]
    for file in gone:
        for segment, documents in file.held:
            deleted[segment].append(np.array(documents, "<u4"))
    marked = [np.unique(np.concatenate(parts)).astype("<u4") for parts in deleted]
    return [
        entry._replace(deleted=numbers.tobytes())
        for entry, numbers in zip(entries, marked, strict=True)
        if len(numbers) < entry.documents
    ]


def choose_merges(old: Sequence[SegmentEntry], written: Sequence[Entry]) -> list[list[Entry]]:
    """The segments in groups, each to become one segment; a group of one stays as it is.

    What one update has written becomes one segment. Then a group stays as it is that is at
    least half as large as all smaller ones together: so few are kept, and a document is
    written again only as the index grows around it.
    """
    left: list[list[Entry]] = [[entry] for entry in old]
    left += [list(written)] if written else []
    left.sort(key=_size, reverse=True)
    groups: list[list[Entry]] = []
    while left and 2 * _size(left[0]) >= sum(map(_size, left[1:])):
        groups.append(left.pop(0))
    if left:
        groups.append([entry for group in left for entry in group])
    while len(groups) > _MOST_SEGMENTS:
        groups[-2:] = [groups[-2] + groups[-1]]
    return groups


def as_it_is(group: Sequence[Entry]) -> SegmentEntry | None:
    """The segment that a group is, if it is one that need not be written anew."""
    first = group[0]
    if len(group) > 1 or isinstance(first, RunEntry):
        return None
    return first if len(first.deleted) // 4 <= _MOST_DELETED * first.documents else None


def _size(entries: Sequence[Entry]) -> int:
    """How many live documents some segments have."""
    return sum(entry.documents - len(entry.deleted) // 4 for entry in entries)
