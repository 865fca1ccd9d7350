"""The posting lists of one source of a merge, taken to where they belong in the joined ones."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from vnsearch.index.arrays.array_file import Array
from vnsearch.index.arrays.ranges import spread
from vnsearch.index.segment.postings.posting_codec import Postings
from vnsearch.kernel.library import Function, is_compiled

_move_postings = Function("move_postings", "u4 u4 i8 i8 i8 u4! u4! i8!")
_lay_lists = Function("lay_lists", "u4 u4 i8 i8! u4! u4!")


class Moved(NamedTuple):
    """The postings of live documents by the numbers of these from now on, target by target, and
    how many each target gets.
    """

    documents: Array
    frequencies: Array
    sizes: Array


def move_postings(postings: Postings, targets: Array, numbers: Array, count: int) -> Moved:
    """Lists of which each belongs to one of `count` targets, which rise, and whose documents
    have `numbers` from now on, below 0 for one that has gone.

    Raises IndexError for a document that is not there.
    """
    if is_compiled():
        return _compiled_move(postings, targets, numbers, count)
    moved = numbers[postings.documents]
    frequencies = postings.frequencies
    target = np.repeat(targets, np.diff(postings.ends, prepend=0))
    if len(moved) and moved.min() < 0:
        alive = moved >= 0
        moved, frequencies, target = moved[alive], frequencies[alive], target[alive]
    return Moved(moved, frequencies, np.bincount(target, minlength=count))


def _compiled_move(postings: Postings, targets: Array, numbers: Array, count: int) -> Moved:
    documents = np.ascontiguousarray(postings.documents, np.uint32)
    frequencies = np.ascontiguousarray(postings.frequencies, np.uint32)
    moved, kept = np.empty(len(documents), np.uint32), np.empty(len(documents), np.uint32)
    sizes = np.empty(count, np.int64)
    ends, rising = (np.ascontiguousarray(each, np.int64) for each in (postings.ends, targets))
    lists = documents, frequencies, ends, rising
    live = _move_postings(*lists, numbers, moved, kept, sizes)
    if live < 0:
        raise IndexError("a document or a list that is not there")
    return Moved(moved[:live], kept[:live], sizes)


def lay_lists(moved: Moved, starts: Array, documents: Array, frequencies: Array) -> None:
    """Write the postings of each target from its start on, which moves behind them."""
    if is_compiled():
        if _lay_lists(*moved, starts, documents, frequencies) < 0:
            raise IndexError("no room for a list")
        return
    places = spread(starts, moved.sizes)
    documents[places] = moved.documents
    frequencies[places] = moved.frequencies
    starts += moved.sizes
