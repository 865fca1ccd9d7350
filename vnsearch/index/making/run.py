"""A run: what one batch of documents comes to, on disk until all runs become one segment.

A run is read once and soon, so its posting lists are plain arrays. All else lies in it as it
does in a segment.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

import numpy as np

from vnsearch.index.arrays.array_file import Array, ArrayFile, ArrayWriter
from vnsearch.index.arrays.ranges import narrowed, spread
from vnsearch.index.segment.layout import RUN_EXTENSION, VERSION, segment_name
from vnsearch.index.segment.lexicon import StringTable, write_strings
from vnsearch.index.segment.postings.posting_codec import Postings
from vnsearch.index.segment.postings.posting_file import PostingFile
from vnsearch.index.segment.postings.posting_list import PostingList, SparseList
from vnsearch.index.segment.reader import Segment, SegmentEntry, SegmentFile


class RunEntry(NamedTuple):
    """One of the runs that an update has written, several to a file."""

    name: str  # of the file, without the extension
    documents: int
    checksum: int  # of the file
    section: str  # of the file
    deleted: bytes = b""  # as in a segment's entry: none


Entry: TypeAlias = SegmentEntry | RunEntry


class PlainPostings(PostingFile):
    """The posting lists of a field as plain arrays, which need no decoding."""

    def read(self, ordinal: int) -> PostingList:
        """The list of that number."""
        postings = self.read_range(ordinal, ordinal + 1)
        return SparseList(postings.documents.astype(np.intp), postings.frequencies)

    def count(self, ordinal: int) -> int:
        """How many documents list `ordinal` has."""
        start, stop = self._offsets.of(ordinal)
        return stop - start

    def counts(self) -> Array:
        """How many documents each list has."""
        return np.diff(self.bounds(0, len(self)))

    def read_range(self, first: int, last: int) -> Postings:
        """The lists [first, last)."""
        bounds = self.bounds(first, last)
        start, stop = int(bounds[0]), int(bounds[-1])
        return Postings(
            self._file.part(f"{self._name}.documents", start, stop),
            self._file.part(f"{self._name}.frequencies", start, stop),
            bounds[1:] - start,
        )

    def read_some(self, numbers: Array) -> Postings:
        """The lists of some rising numbers."""
        first, last = int(numbers[0]), int(numbers[-1]) + 1
        bounds = self.bounds(first, last)
        sizes = np.diff(bounds)[numbers - first]
        chosen = spread(bounds[numbers - first] - bounds[0], sizes)
        postings = self.read_range(first, last)
        return Postings(
            postings.documents[chosen], postings.frequencies[chosen], np.cumsum(sizes)
        )


class RunVocabulary:
    """The terms of all runs of a file; a run's are some of them."""

    def __init__(self, file: ArrayFile) -> None:
        self.keys = StringTable(file, "vocabulary")  # each term behind its folded term
        self.place_of = file.array("vocabulary.place_of")


class Run(SegmentFile):
    """A run opened for reading."""

    def __init__(self, file: ArrayFile, vocabulary: RunVocabulary, entry: RunEntry) -> None:
        listed = SegmentEntry(entry.name, entry.documents, entry.checksum, b"")
        super().__init__(file.section(entry.section), listed)
        self.vocabulary = vocabulary

    def numbers(self, name: str) -> Array:
        """The numbers, in the vocabulary of the file, of the terms of a field, rising."""
        numbers: Array = self.vocabulary.place_of[self.file.array(f"{name}.numbers")]
        return numbers

    def lists(self, field: str) -> PlainPostings:
        """The posting lists of a field."""
        return PlainPostings(self.file, field, self.documents)


MergeSource: TypeAlias = Segment | Run


def open_sources(directory: str, entries: Sequence[Entry]) -> list[MergeSource]:
    """The segments and runs that are to be joined; each file is opened once."""
    files: dict[str, tuple[ArrayFile, RunVocabulary]] = {}
    sources: list[MergeSource] = []
    for entry in entries:
        if isinstance(entry, SegmentEntry):
            sources.append(Segment(directory, entry, passing=True))
            continue
        if entry.name not in files:
            path = os.path.join(directory, entry.name + RUN_EXTENSION)
            file = ArrayFile(path, entry.checksum, passing=True)
            files[entry.name] = file, RunVocabulary(file)
        sources.append(Run(*files[entry.name], entry))
    return sources


def segments_of(sources: Sequence[MergeSource]) -> list[Segment]:
    """Those of some sources that are segments of an index; the others have just been made."""
    return [source for source in sources if isinstance(source, Segment)]


def write_plain(writer: ArrayWriter, prefix: str, *parts: Postings) -> None:
    """Write all lists of a field, in consecutive parts, so that `PlainPostings` reads them."""
    first = 0
    ends = []
    for postings in parts:
        ends.append(narrowed(postings.ends + np.int64(first)))
        first += len(postings.documents)
    for column, arrays in (
        ("documents", [postings.documents for postings in parts]),
        ("frequencies", [postings.frequencies for postings in parts]),
        ("ends", ends),
    ):
        largest = max((int(array.max(initial=0)) for array in arrays), default=0)
        writer.extend(f"{prefix}.{column}", arrays, np.min_scalar_type(largest))


class RunWriter:
    """Writes the runs of an update to one file."""

    def __init__(self, directory: str) -> None:
        self.name = segment_name()
        path = os.path.join(directory, self.name + RUN_EXTENSION)
        self._file = ArrayWriter(path, VERSION, sync=False)
        self._documents: list[int] = []

    def begin(self, documents: int) -> ArrayWriter:
        """What takes the arrays of the next run, which has so many documents."""
        self._file.begin(_section(len(self._documents)))
        self._documents.append(documents)
        return self._file

    def write_vocabulary(self, keys: Sequence[str], place_of: Array) -> None:
        """Write the terms of all runs, sorted, and the place of each number they go by."""
        self._file.begin("")
        write_strings(self._file, "vocabulary", keys)
        self._file.add("vocabulary.place_of", place_of)

    def close(self) -> list[RunEntry]:
        """Finish the file; its runs."""
        checksum = self._file.close()
        return [
            RunEntry(self.name, documents, checksum, _section(run))
            for run, documents in enumerate(self._documents)
        ]

    def abandon(self) -> None:
        """Remove the unfinished file."""
        self._file.abandon()


def _section(run: int) -> str:
    return f"{run}/"
