"""The posting lists of a field in a segment's file: read on demand, written in parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from vnsearch.errors import IndexDamagedError
from vnsearch.index.arrays.array_file import Array, ArrayFile, ArrayWriter
from vnsearch.index.arrays.offsets import Offsets
from vnsearch.index.arrays.pages import damaged
from vnsearch.index.arrays.ranges import spread
from vnsearch.index.segment.postings.posting_codec import (
    Postings,
    decode_list,
    decode_lists,
    encode_lists,
    list_count,
    list_counts,
)
from vnsearch.index.segment.postings.posting_list import PostingList

_CHUNK = 1 << 18  # postings encoded at once: larger ones fall out of the processor's cache


class PostingFile:
    """The posting lists of one field of a segment with `size` documents, decoded on demand.

    Raises IndexDamagedError for bytes that are no lists of such documents.
    """

    def __init__(self, file: ArrayFile, prefix: str, size: int) -> None:
        self._file = file
        self._name = prefix
        self._size = size
        self._bytes = f"{prefix}.bytes"
        self._offsets = Offsets(file, f"{prefix}.ends")

    def __len__(self) -> int:
        return len(self._offsets)

    def bounds(self, first: int, last: int) -> Array:
        """The byte where each of the lists [first, last) starts, and where the last ends."""
        return self._offsets.bounds(first, last)

    def starts(self, numbers: Array) -> Array:
        """The byte where each of some lists starts."""
        return self._offsets.starts(numbers)

    def read(self, ordinal: int) -> PostingList:
        """The list of that number, deleted documents included."""
        start, stop = self._offsets.of(ordinal)
        data = self._file.part(self._bytes, start, stop)
        try:
            return decode_list(data, self._size)
        except (ValueError, LookupError) as error:
            raise self._damaged(ordinal) from error

    def count(self, ordinal: int) -> int:
        """How many documents list `ordinal` has, deleted ones included."""
        start, stop = self._offsets.of(ordinal)
        head = self._file.part(self._bytes, start, min(start + 5, stop)).tobytes()
        if not head:
            raise self._damaged(ordinal)
        return list_count(head)

    def counts(self) -> Array:
        """How many documents each list has, deleted ones included."""
        data = self._file.array(self._bytes)
        return list_counts(data, self.bounds(0, len(self))[:-1])

    def read_range(self, first: int, last: int) -> Postings:
        """The lists [first, last), decoded together."""
        bounds = self.bounds(first, last)
        data = self._file.part(self._bytes, int(bounds[0]), int(bounds[-1]))
        return self._decode(data, bounds[:-1] - bounds[0], first)

    def read_some(self, numbers: Array) -> Postings:
        """The lists of some rising numbers, decoded together."""
        first, last = int(numbers[0]), int(numbers[-1]) + 1
        bounds = self.bounds(first, last)
        data = self._file.part(self._bytes, int(bounds[0]), int(bounds[-1]))
        sizes = np.diff(bounds)[numbers - first]
        data = data[spread(bounds[numbers - first] - bounds[0], sizes)]
        return self._decode(data, np.cumsum(sizes) - sizes, first)

    def _decode(self, data: Array, starts: Array, first: int) -> Postings:
        try:
            postings = decode_lists(data, starts)
        except (ValueError, LookupError) as error:
            raise self._damaged(first) from error
        if int(postings.documents.max(initial=0)) >= max(self._size, 1):
            raise self._damaged(first)
        return postings

    def _damaged(self, ordinal: int) -> IndexDamagedError:
        what = f"holds no posting list where {self._name} has list {ordinal} or one behind it"
        return damaged(self._file.path, what)


def encode_chunks(postings: Postings) -> Iterator[tuple[Array, Array]]:
    """The bytes of lists and the size of each, some lists at once."""
    for chunk in _chunks(postings):
        yield encode_lists(chunk)


def write_lists(
    writer: ArrayWriter, prefix: str, data: Iterable[Array], sizes: Sequence[Array]
) -> None:
    """Write encoded lists, given in parts, and the sizes of all, for `PostingFile`."""
    writer.extend(f"{prefix}.bytes", data, np.uint8)
    total = sum(int(part.sum(dtype=np.int64)) for part in sizes)

    def ends() -> Iterator[Array]:
        end = 0
        for part in sizes:
            yield end + np.cumsum(part, dtype=np.int64)
            end += int(part.sum(dtype=np.int64))

    wide = total > np.iinfo(np.uint32).max
    writer.extend(f"{prefix}.ends", ends(), np.uint64 if wide else np.uint32)


def _chunks(postings: Postings) -> Iterator[Postings]:
    documents, frequencies, ends = postings
    first = start = 0
    while first < len(ends):
        last = max(int(np.searchsorted(ends, start + _CHUNK, "right")), first + 1)
        stop = int(ends[last - 1])
        yield Postings(documents[start:stop], frequencies[start:stop], ends[first:last] - start)
        first, start = last, stop
