"""Posting lists as bytes: for each term the documents that have it and how often.

A list is one run of bytes. Its head says how wide a gap is (1, 2 or 4 bytes), whether any
document has the term more than once, and how many documents there are; then come the gaps
between document numbers, and where a document has the term more than once a bit for each
document and the frequencies of those that repeat it. A value too large for its width is a
marker of all ones there, and follows behind as 32 bits.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from vnsearch.index.arrays import Array
from vnsearch.index.ranges import spread

_REPEATED = 4  # bit of the head: some frequency is above one
_SHORT = 31  # the count is in the head's upper five bits; 31: in the next four bytes
_ALL_ONES = {1: 0xFF, 2: 0xFFFF, 4: 0xFFFFFFFF}


class Postings(NamedTuple):
    """Many lists side by side: list i is postings [ends[i - 1], ends[i])."""

    documents: Array
    frequencies: Array
    ends: Array


def decode_list(data: Array) -> tuple[Array, Array]:
    """The document numbers (intp, rising) and frequencies of the one list in `data`."""
    # Large arrays are slow to come by: this makes as few of them as it can, and small ones.
    head = int(data[0])
    width, count, at = 1 << (head & 3), head >> 3, 1
    if count == _SHORT:
        count, at = int.from_bytes(data[1:5].tobytes(), "little"), 5
    gaps, at = _decode_values(data, at, count, width)
    documents = np.cumsum(gaps, dtype=np.intp)
    if not head & _REPEATED:
        return documents, np.ones(count, np.uint8)
    stop = at + (count + 7) // 8
    repeated = np.unpackbits(data[at:stop], count=count, bitorder="little")
    values, _ = _decode_values(data, stop, int(np.count_nonzero(repeated)), 1)
    frequencies = np.ones(count, values.dtype)
    frequencies[repeated.view(bool)] = values
    return documents, frequencies


def _decode_values(data: Array, at: int, count: int, width: int) -> tuple[Array, int]:
    """`count` values of `width` bytes at byte `at`, and where what follows them begins."""
    at_end = at + count * width
    raw = data[at:at_end]
    if width > 1:
        raw = np.frombuffer(raw.tobytes(), f"<u{width}")
    large = np.flatnonzero(raw == _ALL_ONES[width]) if width < 4 else ()
    if not len(large):
        return raw, at_end
    values = raw.astype(np.uint32)
    end = at_end + 4 * len(large)
    values[large] = np.frombuffer(data[at_end:end].tobytes(), "<u4")
    return values, end


def _gather(data: Array, at: Array, width: int) -> Array:
    """Little-endian integers of `width` bytes at the byte places `at`."""
    values: Array = data[at].astype(np.int64)
    for i in range(1, width):
        values |= data[at + i].astype(np.int64) << (8 * i)
    return values


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
    counts[long] = _gather(data, starts[long] + 1, 4)
    return heads, counts, starts + 1 + 4 * long


def decode_lists(data: Array, starts: Array) -> Postings:
    """The lists that begin at the bytes `starts`, decoded together."""
    heads, counts, at = _read_heads(data, starts)
    widths = 1 << (heads & 3)
    ends = np.cumsum(counts)
    gaps = np.empty(int(ends[-1]) if len(ends) else 0, np.int64)
    for width in (1, 2, 4):
        chosen = np.flatnonzero(widths == width)
        values, after = _gather_values(data, at[chosen], counts[chosen], width)
        gaps[spread(ends[chosen] - counts[chosen], counts[chosen])] = values
        at[chosen] = after
    documents = _cumsum_by_list(gaps, ends, counts)
    frequencies = np.ones(len(gaps), np.int64)
    chosen = np.flatnonzero(heads & _REPEATED)
    if len(chosen):
        places = _repeated_places(data, at[chosen], counts[chosen], ends[chosen])
        number = np.searchsorted(ends[chosen], places, "right")
        repeats = np.bincount(number, minlength=len(chosen))
        after_bits = at[chosen] + (counts[chosen] + 7) // 8
        frequencies[places], _ = _gather_values(data, after_bits, repeats, 1)
    return Postings(documents, frequencies, ends)


def _gather_values(data: Array, at: Array, counts: Array, width: int) -> tuple[Array, Array]:
    """The values of lists that begin at the bytes `at`, and where each list's values end."""
    values = _gather(data, spread(at, counts, width), width)
    at = at + counts * width
    if width == 4:
        return values, at
    large = np.flatnonzero(values == _ALL_ONES[width])
    number = np.searchsorted(np.cumsum(counts), large, "right")
    extra = np.bincount(number, minlength=len(counts))
    values[large] = _gather(data, spread(at, extra, 4), 4)
    return values, at + 4 * extra


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
    beyond = np.add.reduceat(frequencies >= 0xFF, starts, dtype=np.int64)
    heads = 1 + 4 * (counts >= _SHORT)
    bits = np.where(repeats > 0, (counts + 7) // 8, 0)
    sizes = heads + counts * widths + 4 * extra + bits + repeats + 4 * beyond
    at = np.cumsum(sizes) - sizes
    data = np.zeros(int(sizes.sum()), np.uint8)
    code = (widths >> 1) | np.where(repeats > 0, _REPEATED, 0)
    data[at] = code | (np.minimum(counts, _SHORT) << 3)
    long = counts >= _SHORT
    _scatter(data, at[long] + 1, counts[long], 4)
    at = at + heads
    for width in (1, 2, 4):
        chosen = np.flatnonzero(widths == width)
        values = gaps[spread(starts[chosen], counts[chosen])]
        at[chosen] = _scatter_values(data, at[chosen], values, counts[chosen], width)
    _scatter_bits(data, at, counts, repeated, repeats)
    _scatter_values(data, at + bits, frequencies[repeated], repeats, 1)
    return data, sizes


def _choose_widths(gaps: Array, starts: Array, counts: Array) -> tuple[Array, Array]:
    """The cheapest gap width of each list, and how many of its gaps need 32 bits more."""
    beyond_one = np.add.reduceat(gaps >= 0xFF, starts, dtype=np.int64)
    beyond_two = np.add.reduceat(gaps >= 0xFFFF, starts, dtype=np.int64)
    costs = np.stack((counts + 4 * beyond_one, 2 * counts + 4 * beyond_two, 4 * counts))
    choice = np.argmin(costs, axis=0)
    extra = np.choose(choice, (beyond_one, beyond_two, np.zeros_like(counts)))
    return np.left_shift(1, choice), extra


def _scatter(data: Array, at: Array, values: Array, width: int) -> None:
    for i in range(width):
        data[at + i] = (values >> (8 * i)).astype(np.uint8)


def _scatter_values(data: Array, at: Array, values: Array, counts: Array, width: int) -> Array:
    """Write the values of many lists from the bytes `at` on; where each list's values end."""
    after: Array = at + counts * width
    if not len(values):
        return after
    if width == 4:
        _scatter(data, spread(at, counts, 4), values, 4)
        return after
    _scatter(data, spread(at, counts, width), np.minimum(values, _ALL_ONES[width]), width)
    large = np.flatnonzero(values >= _ALL_ONES[width])
    number = np.searchsorted(np.cumsum(counts), large, "right")
    extra = np.bincount(number, minlength=len(counts))
    _scatter(data, spread(after, extra, 4), values[large], 4)
    after += 4 * extra
    return after


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
