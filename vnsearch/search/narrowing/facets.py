"""Facets of documents (folder, kind, author, year) as numbers, to count and to narrow by."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple

import numpy as np

from vnsearch.index.arrays.array_file import Array, Documents, Mask
from vnsearch.index.catalogue import shown_path, stored_path
from vnsearch.index.segment.columns import ColumnFile
from vnsearch.index.segment.reader import Segment
from vnsearch.records import Facet


class FacetColumn(NamedTuple):
    """A facet of a segment's documents; "" is the value of those that have none."""

    values: list[str]  # different ones
    codes: Array  # the number of every document's value among them


class Facets:
    """The facets of an index's documents, each read when it is first asked for."""

    def __init__(self) -> None:
        self._columns: dict[tuple[str, str], FacetColumn] = {}

    def count(
        self, facet: str, documents_of: Iterable[tuple[Segment, Documents]], directory: str
    ) -> Facet:
        """How many of some documents have each value of a facet; those without a value count
        nowhere.
        """
        totals: dict[str, int] = {}
        for segment, documents in documents_of:
            column = self._column(segment, facet)
            counts = np.bincount(column.codes[documents], minlength=len(column.values))
            for code in np.flatnonzero(counts).tolist():
                value = column.values[code]
                totals[value] = totals.get(value, 0) + int(counts[code])
        totals.pop("", None)
        if facet == "folder":
            totals = {shown_path(path, directory): n for path, n in totals.items()}
        return in_order(facet, totals.items())

    def mask(
        self, segment: Segment, where: Mapping[str, Collection[str]], directory: str
    ) -> Mask:
        """Which documents of a segment have one of the values given of each facet."""
        mask = np.ones(segment.documents, bool)
        for facet, values in where.items():
            column = self._column(segment, facet)
            wanted = set(values)
            if facet == "folder":
                wanted = {stored_path(value, directory) for value in values}
            mask &= np.array([value in wanted for value in column.values], bool)[column.codes]
        return mask

    def _column(self, segment: Segment, facet: str) -> FacetColumn:
        key = segment.name, facet
        if key not in self._columns:
            self._columns[key] = _READERS[facet](segment.columns)
        return self._columns[key]


def in_order(facet: str, counts: Iterable[tuple[str, int]]) -> Facet:
    """A facet with its values, the commonest first, years the newest first."""
    if facet == "year":
        return Facet(facet, tuple(sorted(counts, reverse=True)))
    return Facet(facet, tuple(sorted(counts, key=lambda item: (-item[1], item[0]))))


def _folders(columns: ColumnFile) -> FacetColumn:
    folders = _numbered(path.rpartition("/")[0] or "." for path in columns.paths)
    return FacetColumn(folders.values, folders.codes[columns.numbers("file")])


def _kinds(columns: ColumnFile) -> FacetColumn:
    kinds = columns.keywords("kind")
    return FacetColumn(list(kinds.values), kinds.codes)


def _authors(columns: ColumnFile) -> FacetColumn:
    return _numbered(columns.strings("author"))


def _years(columns: ColumnFile) -> FacetColumn:
    dates = columns.numbers("date").astype(np.int64)
    years, codes = np.unique(dates // 10_000, return_inverse=True)
    return FacetColumn([f"{year:04}" if year else "" for year in years.tolist()], codes)


def _numbered(strings: Iterable[str]) -> FacetColumn:
    number_of: dict[str, int] = {}
    codes = [number_of.setdefault(string, len(number_of)) for string in strings]
    return FacetColumn(list(number_of), np.array(codes, np.int64))


_READERS: Mapping[str, Callable[[ColumnFile], FacetColumn]] = {
    "folder": _folders,
    "kind": _kinds,
    "author": _authors,
    "year": _years,
}
