"""Files that were touched, and found to be as they were read: their times are kept anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from vnsearch.files import FileEntry
from vnsearch.index.catalogue import IndexedFile, is_as_read, is_settled
from vnsearch.index.segment.columns import STAMPS, FileState
from vnsearch.index.segment.file_times import write_times
from vnsearch.index.segment.reader import Segment, SegmentEntry


def with_times(
    directory: str,
    entries: Sequence[SegmentEntry],
    catalogue: Mapping[str, IndexedFile],
    same: Mapping[str, FileState],
) -> list[SegmentEntry]:
    """The entries, with the times of the files that are the `same` as read.

    What was young when it was looked into, and would have to be again, stays as it is.
    """
    states: dict[int, dict[str, FileState]] = defaultdict(dict)
    for path, state in same.items():
        if is_settled(state) and not is_as_read(catalogue[path].state, _entry(state)):
            for segment, _ in catalogue[path].held:
                states[segment][path] = state
    return [
        _renewed(directory, entry, states[segment]) if segment in states else entry
        for segment, entry in enumerate(entries)
    ]


def _renewed(
    directory: str, entry: SegmentEntry, states: Mapping[str, FileState]
) -> SegmentEntry:
    files = [
        replace(file, **{name: getattr(states[file.path], name) for name in STAMPS})
        if file.path in states and file.digest == states[file.path].digest
        else file
        for file in Segment(directory, entry).columns.files()
    ]
    return entry._replace(times=write_times(directory, files))


def _entry(state: FileState) -> FileEntry:
    return FileEntry(state.path, state.size, state.mtime_ns, state.ctime_ns, state.inode)
