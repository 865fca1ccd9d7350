"""Posting lists as bytes: for each term the documents that have it and how often.

A list is one run of bytes. Its head says how wide a gap is (1, 2 or 4 bytes), whether any
document has the term more than once, and how many documents there are; then come the gaps
between document numbers, and where a document has the term more than once a bit for each
document and the frequencies of those that repeat it. A value too large for its width is a
marker of all ones there, and follows behind as 32 bits (`values`). The list of a common term
is dense instead (`dense_bytes`): about as small, and far faster to read.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

import numpy as np

from vnsearch.index.arrays import Array
from vnsearch.index.dense_bytes import dense_bytes, read_dense
from vnsearch.index.posting_list import PostingList, SparseList
from vnsearch.index.ranges import spread
from vnsearch.index.values import (
    ALL_ONES,
    gather,
    gather_values,
    read_values,
    scatter,
    scatter_values,
)

_DENSE = 3  # in the place of the width: a list of another form
_REPEATED = 4  # bit of the head: some frequency is above one
_SHORT = 31  # the count is in the head's upper five bits; 31: in the next four bytes
_LONG_HEAD = struct.Struct("<BI")
_COMMON = 4  # a list is dense where one document in so many, or more, has the term


class Postings(NamedTuple):
    """Many lists side by side: list i is postings [ends[i - 1], ends[i])."""

    documents: Array
    frequencies: Array
    ends: Array


def decode_list(data: Array) -> PostingList:
    """The one list in `data`."""
    # Large arrays are slow to come by: this makes as few of them as it can, and small ones.
    head = int(data[0])
    width, count, at = 1 << (head & 3), head >> 3, 1
    if count == _SHORT:
        count, at = int.from_bytes(data[1:5].tobytes(), "little"), 5
    if head & 3 == _DENSE:
        return read_dense(data, at, count)
    gaps, at = read_values(data, at, count, width)
    documents = np.cumsum(gaps, dtype=np.intp)
    if not head & _REPEATED:
        return SparseList(documents, np.ones(count, np.uint8))
    stop = at + (count + 7) // 8
    repeated = np.unpackbits(data[at:stop], count=count, bitorder="little")
    values, _ = read_values(data, stop, int(np.count_nonzero(repeated)), 1)
    frequencies = np.ones(count, values.dtype)
    frequencies[repeated.view(bool)] = values
    return SparseList(documents, frequencies)


def list_count(head: bytes) -> int:
    """How many documents a list has, by its first five bytes."""
    short = head[0] >> 3
    return short if short < _SHORT else int.from_bytes(head[1:5], "little")


def list_counts(data: Array, starts: Array) -> Array:
    """How many documents each of the lists has that begin at the bytes `starts`."""
    return _read_heads(data, starts)[1]


def _read_heads(data: Array, starts: Array) -> tuple[Array, Array, Array]:
    """The heads of the lists that begin there, their counts, and where their gaps begin."""
    heads = data[starts].astype(np.int64)
    counts = heads >> 3
    long = counts == _SHORT
    counts[long] = gather(data, starts[long] + 1, 4)
    return heads, counts, starts + 1 + 4 * long


def decode_lists(data: Array, starts: Array) -> Postings:
    """The lists that begin at the bytes `starts`, decoded together."""
    heads, counts, at = _read_heads(data, starts)
    forms = heads & 3
    ends = np.cumsum(counts)
    gaps = np.empty(int(ends[-1]) if len(ends) else 0, np.int64)
    frequencies = np.ones(len(gaps), np.int64)
    for form in range(_DENSE):
        chosen = np.flatnonzero(forms == form)
        values, after = gather_values(data, at[chosen], counts[chosen], 1 << form)
        gaps[spread(ends[chosen] - counts[chosen], counts[chosen])] = values
        at[chosen] = after
    for place in np.flatnonzero(forms == _DENSE).tolist():
        dense = read_dense(data, int(at[place]), int(counts[place]))
        inside = slice(ends[place] - counts[place], ends[place])
        gaps[inside] = np.diff(dense.documents, prepend=0)
        frequencies[inside] = dense.frequencies
    documents = _cumsum_by_list(gaps, ends, counts)
    chosen = np.flatnonzero(heads & _REPEATED)
    if len(chosen):
        places = _repeated_places(data, at[chosen], counts[chosen], ends[chosen])
        number = np.searchsorted(ends[chosen], places, "right")
        repeats = np.bincount(number, minlength=len(chosen))
        after_bits = at[chosen] + (counts[chosen] + 7) // 8
        frequencies[places], _ = gather_values(data, after_bits, repeats, 1)
    return Postings(documents, frequencies, ends)


def _repeated_places(data: Array, at: Array, counts: Array, ends: Array) -> Array:
    """The places, among all postings, of those whose frequency is above one."""
    sizes = (counts + 7) // 8
    bits = np.unpackbits(data[spread(at, sizes)], bitorder="little")
    first_bits = (np.cumsum(sizes) - sizes) * 8
    places = spread(ends - counts, counts)
    chosen: Array = places[bits[spread(first_bits, counts)].astype(bool)]
    return chosen


def _cumsum_by_list(gaps: Array, ends: Array, counts: Array) -> Array:
    total: Array = np.cumsum(gaps)
    before = np.concatenate((np.zeros(1, np.int64), total))[ends - counts]
    total -= np.repeat(before, counts)
    return total


def encode_lists(postings: Postings) -> tuple[Array, Array]:
    """The bytes of all lists and the size of each; every list must have a posting."""
    documents, frequencies, ends = postings
    counts = np.diff(ends, prepend=0)
    dense = (counts >= _SHORT) & (_COMMON * counts > documents[ends - 1])
    kept = np.repeat(~dense, counts)
    others = Postings(documents[kept], frequencies[kept], np.cumsum(counts[~dense]))
    data, sparse_sizes = _encode_sparse(others)
    sizes = np.zeros(len(ends), np.int64)
    sizes[~dense] = sparse_sizes
    sparse_ends = np.cumsum(sizes)
    pieces: list[Array] = []
    done = 0
    for number in np.flatnonzero(dense).tolist():
        last = int(ends[number])
        first = last - int(counts[number])
        head = np.frombuffer(_LONG_HEAD.pack(_DENSE | _SHORT << 3, last - first), np.uint8)
        body = dense_bytes(documents[first:last], frequencies[first:last])
        before = int(sparse_ends[number])
        pieces += [data[done:before], head, body]
        sizes[number] = len(head) + len(body)
        done = before
    return np.concatenate([*pieces, data[done:]]), sizes


def _encode_sparse(postings: Postings) -> tuple[Array, Array]:
    documents = postings.documents.astype(np.int64)
    frequencies = postings.frequencies.astype(np.int64)
    ends = postings.ends
    counts = np.diff(ends, prepend=0)
    starts = ends - counts
    gaps = np.diff(documents, prepend=0)
    gaps[starts] = documents[starts]
    widths, extra = _choose_widths(gaps, starts, counts)
    repeated = frequencies > 1
    repeats = np.add.reduceat(repeated, starts, dtype=np.int64)
    beyond = np.add.reduceat(frequencies >= ALL_ONES[1], starts, dtype=np.int64)
    heads = 1 + 4 * (counts >= _SHORT)
    bits = np.where(repeats > 0, (counts + 7) // 8, 0)
    sizes = heads + counts * widths + 4 * extra + bits + repeats + 4 * beyond
    at = np.cumsum(sizes) - sizes
    data = np.zeros(int(sizes.sum()), np.uint8)
    code = (widths >> 1) | np.where(repeats > 0, _REPEATED, 0)
    data[at] = code | (np.minimum(counts, _SHORT) << 3)
    long = counts >= _SHORT
    scatter(data, at[long] + 1, counts[long], 4)
    at = at + heads
    for width in (1, 2, 4):
        chosen = np.flatnonzero(widths == width)
        values = gaps[spread(starts[chosen], counts[chosen])]
        at[chosen] = scatter_values(data, at[chosen], values, counts[chosen], width)
    _scatter_bits(data, at, counts, repeated, repeats)
    scatter_values(data, at + bits, frequencies[repeated], repeats, 1)
    return data, sizes


def _choose_widths(gaps: Array, starts: Array, counts: Array) -> tuple[Array, Array]:
    """The cheapest gap width of each list, and how many of its gaps need 32 bits more."""
    beyond_one = np.add.reduceat(gaps >= 0xFF, starts, dtype=np.int64)
    beyond_two = np.add.reduceat(gaps >= 0xFFFF, starts, dtype=np.int64)
    costs = np.stack((counts + 4 * beyond_one, 2 * counts + 4 * beyond_two, 4 * counts))
    choice = np.argmin(costs, axis=0)
    extra = np.choose(choice, (beyond_one, beyond_two, np.zeros_like(counts)))
    return np.left_shift(1, choice), extra


def _scatter_bits(
    data: Array, at: Array, counts: Array, repeated: Array, repeats: Array
) -> None:
    """Write, for the lists that repeat a term, a bit for each posting."""
    chosen = np.flatnonzero(repeats)
    if not len(chosen):
        return
    counts, ends = counts[chosen], np.cumsum(counts)[chosen]
    places = np.flatnonzero(repeated)
    number = np.repeat(np.arange(len(chosen)), repeats[chosen])
    rank = places - (ends - counts)[number]
    np.bitwise_or.at(data, at[chosen][number] + rank // 8, (1 << (rank % 8)).astype(np.uint8))
