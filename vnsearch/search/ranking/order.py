"""The order of documents: by tier and score, then by where they stand, so that it is sure.

A key gives a number for each of some places, the least first. It is asked for only where all
keys before it are equal, so that names are read of few documents, if of any.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np

from vnsearch.cached import cached_property
from vnsearch.index.arrays.array_file import Array, Documents
from vnsearch.index.segment.reader import Segment, column_of

Key: TypeAlias = Callable[[Array], Array]


def first_in_order(size: int, count: int, keys: Sequence[Key]) -> Array:
    """The places of the first `count` of `size` things by some keys, in order."""
    return _in_order(first_of(size, count, keys), keys)


def first_of(size: int, count: int, keys: Sequence[Key]) -> Array:
    """The same places in no order."""
    chosen, level = [], np.arange(size)
    for key in keys:
        if len(level) <= count or not count:
            break
        values = key(level)
        last = np.partition(values, count - 1)[count - 1]
        chosen.append(level[values < last])
        count -= len(chosen[-1])
        level = level[values == last]
    return np.concatenate((*chosen, level[:count]))


def _in_order(places: Array, keys: Sequence[Key]) -> Array:
    """Some places by the keys; what is equal in all of them stays as it is."""
    telling = iter(keys)
    group = np.zeros(len(places), np.intp)  # what is equal so far, numbered in order
    for key in telling if len(places) else ():
        values = key(places)
        if (values == values[0]).all():
            continue  # most keys of most pages: all documents are of one tier
        order = values.argsort(kind="stable")
        places, values = places[order], values[order]
        differs = values[1:] != values[:-1]
        if differs.all():
            return places
        np.cumsum(differs, out=group[1:])
        break
    for key in telling:
        tied = np.bincount(group)[group] > 1
        if not tied.any():
            break
        values = np.zeros(len(places))
        values[tied] = key(places[tied])
        order = np.lexsort((values, group))
        places, values, group = places[order], values[order], group[order]
        differs = (values[1:] != values[:-1]) | (group[1:] != group[:-1])
        np.cumsum(differs, out=group[1:])
    return places


class DocumentOrder:
    """The order of documents that are equal in all else: by path, line and part."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = segments

    def keys(self, segments: Array, documents: Documents) -> list[Key]:
        """The keys of some documents, of segments by number; the columns run side by side."""

        def by(column: str) -> Key:
            return lambda places: self._numbers(column, segments[places], documents[places])

        def path(places: Array) -> Array:
            files = self._numbers("file", segments[places], documents[places])
            ranks: Array = self._path_ranks[self._first_file[segments[places]] + files]
            return ranks

        def part(places: Array) -> Array:
            pairs = zip(segments[places].tolist(), documents[places].tolist(), strict=True)
            names = [self._segments[n].columns.strings("part")[one] for n, one in pairs]
            rank_of = {name: rank for rank, name in enumerate(sorted(set(names)))}
            return np.array([rank_of[name] for name in names], np.int64)

        return [path, by("line"), part, lambda places: documents[places]]

    def newest(self, segments: Array, documents: Documents) -> Key:
        """The key that puts the newest first, and those without a date last."""
        return lambda places: -self._numbers("date", segments[places], documents[places])

    def _numbers(self, column: str, segments: Array, documents: Documents) -> Array:
        return column_of(self._segments, column, segments, documents)

    @cached_property
    def _first_file(self) -> Array:
        """Where the files of each segment begin among those of all."""
        counts = [len(segment.columns.paths) for segment in self._segments]
        return np.cumsum([0, *counts])[:-1]

    @cached_property
    def _path_ranks(self) -> Array:
        """The place of every file's path among all; those of one segment are in order."""
        if len(self._segments) == 1:
            return np.arange(len(self._segments[0].columns.paths))
        paths = [path for segment in self._segments for path in segment.columns.paths]
        rank_of = {path: rank for rank, path in enumerate(sorted(set(paths)))}
        return np.array([rank_of[path] for path in paths], np.int64)
