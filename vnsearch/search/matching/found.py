"""What one clause of a query finds in a segment."""

from __future__ import annotations

from typing import NamedTuple

from vnsearch.index.segment.array_file import Array


class Found(NamedTuple):
    """Documents, rising; beside them how many syllables were answered exactly, as spelled."""

    documents: Array
    exact: Array
    spelled: Array
