"""What narrows a search besides its query: dates and paths; and hits counted by month."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from vnsearch.dates import date_text, days_of
from vnsearch.errors import VnsearchError
from vnsearch.index.catalogue import shown_path
from vnsearch.index.segment.array_file import Array
from vnsearch.index.segment.reader import Segment
from vnsearch.search.matching.fields import dated


@dataclass(frozen=True, slots=True)
class Filter:
    """Dates from `since` to `until`, both included, and a glob for paths; "" for any."""

    since: str
    until: str
    path: str
    directory: str

    def mask(self, segment: Segment) -> Array | None:
        """Which documents of a segment pass; None for all."""
        if not (self.since or self.until or self.path):
            return None
        mask = np.ones(segment.documents, bool)
        if self.since or self.until:
            mask[:] = False
            first = _days(self.since)[0] if self.since else ""
            last = _days(self.until)[1] if self.until else ""
            mask[dated(segment, first, last)] = True
        if self.path:
            mask &= self._on_path(segment)[segment.columns.numbers("file")]
        return mask

    def _on_path(self, segment: Segment) -> Array:
        """Which files of the segment the glob names; one without a slash means the name."""
        import fnmatch  # here, since few searches need it
        import re

        fits = re.compile(fnmatch.translate(self.path)).match
        whole = "/" in self.path
        shown = (shown_path(path, self.directory) for path in segment.columns.paths)
        return np.array(
            [bool(fits(path if whole else path.rsplit("/", 1)[-1])) for path in shown]
        )


def _days(date: str) -> tuple[str, str]:
    try:
        return days_of(date)
    except ValueError as error:
        raise VnsearchError(str(error)) from error


def month_counts(dates: Array) -> tuple[tuple[str, int], ...]:
    """(YYYY-MM, documents) of dates as YYYYMMDD, in order; those without a month are out."""
    months, counts = np.unique(dates.astype(np.int64) // 100, return_counts=True)
    return tuple(
        (date_text(100 * month), count)
        for month, count in zip(months.tolist(), counts.tolist(), strict=True)
        if month % 100
    )
