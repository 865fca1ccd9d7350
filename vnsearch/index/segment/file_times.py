"""The times of a segment's files, written anew where some were touched and found as they were.

They stand in a file beside the segment's, in place of those in it: a segment's own file never
changes, and what was looked into once need not be looked into at every run.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

import numpy as np

from vnsearch.frozen import NamedTuple
from vnsearch.index.arrays.array_file import ArrayFile, ArrayWriter
from vnsearch.index.segment.columns import FILE_NUMBERS, STAMPS, FileState
from vnsearch.index.segment.layout import TIMES_EXTENSION, VERSION, segment_name


class TimesEntry(NamedTuple):
    """A file of times as the table of contents lists it."""

    name: str  # without the extension
    checksum: int

    def path(self, directory: str) -> str:
        """Where it is."""
        return os.path.join(directory, self.name + TIMES_EXTENSION)


def write_times(directory: str, files: Sequence[FileState]) -> TimesEntry:
    """Write the times of all files of a segment, in the order of its table of files."""
    entry = TimesEntry(segment_name(), 0)
    with ArrayWriter(entry.path(directory), VERSION) as writer:
        for stamp in STAMPS:
            values = np.array([getattr(file, stamp) for file in files], FILE_NUMBERS[stamp])
            writer.add(f"file.{stamp}", values)
    return entry._replace(checksum=writer.checksum)


def open_times(directory: str, entry: TimesEntry) -> ArrayFile:
    """The arrays of a file of times; raises IndexDamagedError."""
    return ArrayFile(entry.path(directory), entry.checksum)
