"""What narrows a search besides its query: dates and paths; and hits counted by month."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from vnsearch.arguments import check_text
from vnsearch.dates import date_text, typed_days
from vnsearch.errors import VnsearchError
from vnsearch.frozen import dataclass, field
from vnsearch.index.arrays.array_file import Array, Mask
from vnsearch.index.segment.reader import Segment
from vnsearch.search.narrowing.fields import dated

if TYPE_CHECKING:  # few searches need it
    from vnsearch.search.narrowing.facets import Facets


@dataclass(frozen=True, slots=True)
class Filter:
    """Dates from `since` to `until`, both included, and a glob for paths; "" for any. Of each
    facet in `where`, one of the values.

    Raises VnsearchError for what is no date, and where `since` comes after `until`.
    """

    since: str
    until: str
    path: str
    directory: str
    facets: Facets | None = None  # needed for `where` alone
    where: Mapping[str, Collection[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("since", "until", "path"):
            check_text(name, getattr(self, name))
        first, last = self.days()
        if first and last and first > last:
            raise VnsearchError(
                f"--since {self.since} comes after --until {self.until}; swap the two dates"
            )

    def mask(self, segment: Segment) -> Mask | None:
        """Which documents of a segment pass; None for all."""
        if not (self.since or self.until or self.path or self.where):
            return None
        mask = np.ones(segment.documents, bool)
        if self.since or self.until:
            mask &= self.in_time(segment)
        if self.path:
            mask &= self.on_path(segment)
        if self.where and self.facets:
            mask &= self.facets.mask(segment, self.where, self.directory)
        return mask

    def in_time(self, segment: Segment) -> Mask:
        """Which documents are of the days from `since` to `until`."""
        mask = np.zeros(segment.documents, bool)
        mask[dated(segment, *self.days())] = True
        return mask

    def on_path(self, segment: Segment) -> Mask:
        """Which documents are of a file that the glob names."""
        from vnsearch.search.narrowing.path_glob import PathGlob  # few searches need it

        fits = PathGlob(self.path, self.directory).fits
        files = np.array([fits(path) for path in segment.columns.paths], bool)
        named: Mask = files[segment.columns.numbers("file")]
        return named

    def like_path(self, stored: Iterable[str]) -> tuple[str, ...]:
        """The one of some stored paths, or of their folders, that the glob may mean, if any."""
        from vnsearch.search.narrowing.near_path import near_path  # few searches need it

        near = near_path(self.path, stored, self.directory)
        return (near,) if near else ()

    def days(self) -> tuple[str, str]:
        """The first and the last day, "" for any."""
        try:
            first = typed_days(self.since)[0] if self.since else ""
            last = typed_days(self.until)[1] if self.until else ""
        except ValueError as error:
            raise VnsearchError(str(error)) from error
        return first, last


def month_counts(dates: Array) -> tuple[tuple[str, int], ...]:
    """(YYYY-MM, documents) of dates as YYYYMMDD, in order; those without a month are out."""
    months, counts = np.unique(dates.astype(np.int64) // 100, return_counts=True)
    return tuple(
        (date_text(100 * month), count)
        for month, count in zip(months.tolist(), counts.tolist(), strict=True)
        if month % 100
    )
