"""The net under all that uses a segment: an error that its values cause names its file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from vnsearch.index.arrays.pages import FAULTS

if TYPE_CHECKING:
    from vnsearch.index.segment.reader import Segment


@contextmanager
def blaming(segments: Sequence[Segment]) -> Iterator[None]:
    """Raises IndexDamagedError of the segment whose values contradict each other, where such
    an error comes up; an error for which no segment is to blame is our own, and stays.
    """
    try:
        yield
    except FAULTS:
        from vnsearch.index.verifying.consistency import check_values

        for segment in segments:
            check_values(segment)
        raise
