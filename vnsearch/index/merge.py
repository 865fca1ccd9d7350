"""Joins small segments into large ones, by arrays and in parts, so that memory is bounded."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from vnsearch.index.catalogue import IndexedFile
from vnsearch.index.segment import SegmentEntry


def delete_documents(
    entries: Sequence[SegmentEntry], gone: Sequence[IndexedFile]
) -> list[SegmentEntry]:
    """The entries with the documents of those files marked as deleted; empty segments go."""
    deleted = [np.frombuffer(entry.deleted, "<u4") for entry in entries]
    for file in gone:
        for number, documents in file.places:
            deleted[number] = np.union1d(deleted[number], np.array(documents, "<u4"))
    marked = zip(entries, deleted, strict=True)
    return [
        entry._replace(deleted=numbers.astype("<u4").tobytes())
        for entry, numbers in marked
        if len(numbers) < entry.documents
    ]


def merge_segments(
    directory: str, entries: Sequence[SegmentEntry], jobs: int
) -> list[SegmentEntry]:
    return list(entries)
