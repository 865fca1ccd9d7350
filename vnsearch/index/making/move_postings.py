"""The posting lists of one source of a merge, taken to where they belong in the joined ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from vnsearch.index.arrays.array_file import Array
from vnsearch.index.arrays.ranges import distinct, spread
from vnsearch.index.making.vocabulary import fill_gone
from vnsearch.index.segment.postings.posting_codec import Postings
from vnsearch.kernel.library import Function, is_compiled

_move_postings = Function("move_postings", "u4 u4 i8 i8 i4 u4! u4! i8! i8!")
_lay_lists = Function("lay_lists", "u4 u4 i8 i8 i8! u4! u4!")
_join_keys = Function("join_keys", "i8 i8 i8! i8! i8!")

_GONE = -1  # the place of what is gone
_FEW_SOURCES = 16  # of which each is looked at for each key


class Moved(NamedTuple):
    """The postings of live documents by the numbers of these from now on, list by list; of each
    list which target it belongs to, and how many postings it has.
    """

    documents: Array
    frequencies: Array
    targets: Array
    sizes: Array


def move_postings(postings: Postings, targets: Array, numbers: Array, totals: Array) -> Moved:
    """Lists of which each belongs to one of some targets, which rise, and whose documents have
    `numbers` from now on, below 0 for one that has gone. `totals`, which has a number a target,
    grows by how many postings each gets.

    Raises IndexError for a document that is not there.
    """
    if is_compiled():
        return _compiled_move(postings, targets, numbers, totals)
    moved, frequencies = numbers[postings.documents], postings.frequencies
    sizes = np.diff(postings.ends, prepend=0)
    if len(moved) and moved.min() < 0:
        alive = moved >= 0
        moved, frequencies = moved[alive], frequencies[alive]
        before = np.concatenate((np.zeros(1, np.int64), np.cumsum(alive)))
        sizes = np.diff(before[postings.ends], prepend=0)
    np.add.at(totals, targets, sizes)
    return Moved(moved, frequencies, targets, sizes)


def _compiled_move(postings: Postings, targets: Array, numbers: Array, totals: Array) -> Moved:
    documents = np.ascontiguousarray(postings.documents, np.uint32)
    frequencies = np.ascontiguousarray(postings.frequencies, np.uint32)
    moved, kept = np.empty(len(documents), np.uint32), np.empty(len(documents), np.uint32)
    ends, rising = (np.ascontiguousarray(each, np.int64) for each in (postings.ends, targets))
    sizes = np.empty(len(rising), np.int64)
    lists = documents, frequencies, ends, rising
    live = _move_postings(*lists, numbers, moved, kept, sizes, totals)
    if live < 0:
        raise IndexError("a document or a list that is not there")
    return Moved(moved[:live], kept[:live], rising, sizes)


def join_keys(keys: Sequence[Array]) -> tuple[Array, list[Array]]:
    """The different keys of some sources, rising, and the places of each source's among them;
    of those below 0, which are of nothing, as of the next one that is not.
    """
    laid = np.concatenate(keys)
    ends = np.cumsum(np.fromiter(map(len, keys), np.int64, len(keys)))
    if is_compiled() and len(keys) <= _FEW_SOURCES:
        joined, places = np.empty(len(laid), np.int64), np.empty(len(laid), np.int64)
        total = _join_keys(laid, ends, np.empty(len(keys), np.int64), joined, places)
        if total >= 0:
            return joined[:total], np.split(places, ends[:-1])
    joined = distinct(laid)
    joined = joined[joined >= 0]
    gone = (np.where(key < 0, _GONE, np.searchsorted(joined, key)) for key in keys)
    return joined, [fill_gone(places, len(joined)) for places in gone]


def lay_lists(moved: Moved, starts: Array, documents: Array, frequencies: Array) -> None:
    """Write the postings of each target from its start on, which moves behind them."""
    if is_compiled():
        if _lay_lists(*moved, starts, documents, frequencies) < 0:
            raise IndexError("no room for a list")
        return
    sizes = np.zeros(len(starts), np.int64)
    np.add.at(sizes, moved.targets, moved.sizes)
    places = spread(starts, sizes)
    documents[places] = moved.documents
    frequencies[places] = moved.frequencies
    starts += sizes
