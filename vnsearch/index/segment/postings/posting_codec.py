"""Posting lists as bytes: for each term the documents that have it and how often.

A list is one run of bytes. Its head says how wide a gap is (1, 2 or 4 bytes), whether any
document has the term more than once, and how many documents there are; then come the gaps
between document numbers, and where a document has the term more than once a bit for each
document and the frequencies of those that repeat it. A value too large for its width is a
marker of all ones there, and follows behind as 32 bits (`values`).

Two other forms are about as small and faster to read, and serve the long lists, by half bytes
(`half_bytes`): gaps of one byte and a frequency for each of them, for a term that is often
repeated; and for a common term a frequency for each document of the segment, from the first.
"""

from __future__ import annotations

import struct

import numpy as np

from vnsearch.frozen import NamedTuple
from vnsearch.index.arrays.array_file import Array
from vnsearch.index.arrays.byte_numbers import (
    ALL_ONES,
    gather,
    gather_values,
    read_values,
    scatter,
    scatter_values,
    value_bytes,
)
from vnsearch.index.arrays.half_bytes import half_bytes, read_half_bytes
from vnsearch.index.arrays.ranges import all_rise, spread, sums_by_run
from vnsearch.index.segment.postings.posting_list import DenseList, PostingList, SparseList
from vnsearch.kernel.library import Function, is_compiled

_REPEATED = 4  # bit of the head: some frequency is above one
_OTHER = 3  # in the place of the width: one of the forms of long lists
_DENSE, _HALVED = _OTHER, _OTHER | _REPEATED
_SHORT = 31  # the count is in the head's upper five bits; 31: in the next four bytes
_LONG_HEAD = struct.Struct("<BI")
_COMMON = 4  # a list is dense where one document in so many, or more, has the term
_NEAR = 128  # gaps of one byte serve where one document in so many has it
_LONG = 256  # of shorter lists the form makes no odds to a reader
_OFTEN = 4  # half bytes serve where one document in so many repeats the term
_LIKELY = 4  # bytes a posting and a list
_NO_LIST = "a list of no document, or of documents that do not rise"

_encode_lists = Function("encode_lists", "u4 u4 i8 i8! u1!")


class Postings(NamedTuple):
    """Many lists side by side: list i is postings [ends[i - 1], ends[i])."""

    documents: Array
    frequencies: Array
    ends: Array


def decode_list(data: Array, size: int) -> PostingList:
    """The one list in `data`, of a segment with `size` documents.

    Raises ValueError where the bytes are no such list, and asks for memory for no more
    documents than they have room for.
    """
    postings, end = _decode(data)
    if end != len(data):
        raise ValueError("a list of another length than its bytes")
    if isinstance(postings, DenseList):
        fits = postings.is_whole() and postings.size <= size
    else:
        fits = int(postings.documents[-1]) < size
    if not fits:
        raise ValueError("a list of documents that are not there")
    return postings


def _decode(data: Array) -> tuple[PostingList, int]:
    """The list that `data` begins with, and where it ends."""
    # Large arrays are slow to come by: this makes as few of them as it can, and small ones.
    head = int(data[0])
    count = list_count(data[:5].tobytes())
    form, at = head & (_OTHER | _REPEATED), 5 if count >= _SHORT else 1
    if not count:
        raise ValueError("a list of no document")
    if form == _DENSE:
        numbers = int.from_bytes(data[at : at + 4].tobytes(), "little")
        by_document, end = read_half_bytes(data, at + 4, numbers)
        return DenseList(by_document, count), end
    gaps, at = read_values(data, at, count, 1 if form == _HALVED else 1 << (head & 3))
    if not gaps[1:].all():
        raise ValueError("a list that has a document twice")
    documents = np.cumsum(gaps, dtype=np.intp)
    if form == _HALVED:
        frequencies, at = read_half_bytes(data, at, count)
        return SparseList(documents, frequencies), at
    if not head & _REPEATED:
        return SparseList(documents, np.ones(count, np.uint8)), at
    stop = at + (count + 7) // 8
    repeated = np.unpackbits(data[at:stop], count=count, bitorder="little")
    places = repeated.view(bool).nonzero()[0]
    values, at = read_values(data, stop, len(places), 1)
    frequencies = np.ones(count, values.dtype)
    frequencies[places] = values
    return SparseList(documents, frequencies), at


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
    """The lists that begin at the bytes `starts`, decoded together; raises as `decode_list`."""
    heads, counts, at = _read_heads(data, starts)
    forms = heads & 3
    ends = np.cumsum(counts)
    if len(ends) and int(ends[-1]) > 2 * len(data):  # a posting takes half a byte or more
        raise ValueError("lists that are longer than their bytes")
    gaps = np.empty(int(ends[-1]) if len(ends) else 0, np.int64)
    frequencies = np.ones(len(gaps), np.int64)
    for form in range(_OTHER):
        chosen = np.flatnonzero(forms == form)
        values, after = gather_values(data, at[chosen], counts[chosen], 1 << form)
        gaps[spread(ends[chosen] - counts[chosen], counts[chosen])] = values
        at[chosen] = after
    for list_number in np.flatnonzero(forms == _OTHER).tolist():
        postings, length = _decode(data[starts[list_number] :])
        at[list_number] = starts[list_number] + length
        inside = slice(ends[list_number] - counts[list_number], ends[list_number])
        gaps[inside] = np.diff(postings.documents, prepend=0)
        frequencies[inside] = postings.frequencies
    documents = sums_by_run(gaps, ends, counts)
    chosen = np.flatnonzero((heads & _REPEATED > 0) & (forms != _OTHER))
    if len(chosen):
        places = _repeated_places(data, at[chosen], counts[chosen], ends[chosen])
        owner = np.searchsorted(ends[chosen], places, "right")
        repeats = np.bincount(owner, minlength=len(chosen))
        after_bits = at[chosen] + (counts[chosen] + 7) // 8
        frequencies[places], at[chosen] = gather_values(data, after_bits, repeats, 1)
    if len(at) and not np.array_equal(at, np.append(starts[1:], len(data))):
        raise ValueError("lists of another length than their bytes")
    return Postings(documents, frequencies, ends)


def _repeated_places(data: Array, at: Array, counts: Array, ends: Array) -> Array:
    """The places, among all postings, of those whose frequency is above one."""
    sizes = (counts + 7) // 8
    bits = np.unpackbits(data[spread(at, sizes)], bitorder="little")
    first_bits = (np.cumsum(sizes) - sizes) * 8
    places = spread(ends - counts, counts)
    chosen: Array = places[bits[spread(first_bits, counts)].astype(bool)]
    return chosen


def encode_lists(postings: Postings) -> tuple[Array, Array]:
    """The bytes of all lists and the size of each; raises ValueError for what is no list."""
    return _compiled_lists(postings) if is_compiled() else _encoded_lists(postings)


def _compiled_lists(postings: Postings) -> tuple[Array, Array]:
    documents = np.ascontiguousarray(postings.documents, np.uint32)
    frequencies = np.ascontiguousarray(postings.frequencies, np.uint32)
    ends = np.ascontiguousarray(postings.ends, np.int64)
    sizes = np.empty(len(ends), np.int64)
    # Most lists take less; a second turn is for those of large numbers.
    data: Array = np.empty(_LIKELY * (len(documents) + len(ends)), np.uint8)
    size = _encode_lists(documents, frequencies, ends, sizes, data)
    if size > len(data):
        data = np.empty(size, np.uint8)
        _encode_lists(documents, frequencies, ends, sizes, data)
    if size < 0:
        raise ValueError(_NO_LIST)
    return data[:size], sizes


def _encoded_lists(postings: Postings) -> tuple[Array, Array]:
    documents, frequencies, ends = postings
    counts = np.diff(ends, prepend=0)
    if not counts.all() or not all_rise(documents, ends):
        raise ValueError(_NO_LIST)
    apart = _encode_long(postings, counts)
    others = np.ones(len(ends), bool)
    others[list(apart)] = False
    kept = np.repeat(others, counts)
    rest = Postings(documents[kept], frequencies[kept], np.cumsum(counts[others]))
    sizes = np.zeros(len(ends), np.int64)
    data, sizes[others] = _encode_sparse(rest)
    before = np.cumsum(sizes)
    pieces: list[Array] = []
    done = 0
    for list_number, encoded in apart.items():
        pieces += [data[done : before[list_number]], encoded]
        sizes[list_number] = len(encoded)
        done = before[list_number]
    return np.concatenate([*pieces, data[done:]]), sizes


def _encode_long(postings: Postings, counts: Array) -> dict[int, Array]:
    """The bytes of those lists, by number, that are kept in a form of long lists."""
    last = postings.documents[postings.ends - 1]
    dense = (counts >= _SHORT) & (_COMMON * counts > last)
    near = (counts >= _LONG) & (_NEAR * counts > last)
    encoded = {}
    for list_number in np.flatnonzero(dense | near).tolist():
        inside = slice(
            postings.ends[list_number] - counts[list_number], postings.ends[list_number]
        )
        documents, frequencies = postings.documents[inside], postings.frequencies[inside]
        count = len(documents)
        if dense[list_number]:
            form, body = _DENSE, _dense_body(documents, frequencies)
        elif _OFTEN * np.count_nonzero(frequencies > 1) >= count:
            form, body = _HALVED, _halved_body(documents, frequencies)
        else:
            continue
        head = np.frombuffer(_LONG_HEAD.pack(form | _SHORT << 3, count), np.uint8)
        encoded[list_number] = np.concatenate((head, body))
    return encoded


def _halved_body(documents: Array, frequencies: Array) -> Array:
    gaps = np.diff(documents, prepend=0)
    return np.concatenate((value_bytes(gaps, 1), half_bytes(frequencies)))


def _dense_body(documents: Array, frequencies: Array) -> Array:
    # One number more than there are documents, which every document behind them has.
    numbers = np.zeros(int(documents[-1]) + 2, frequencies.dtype)
    numbers[documents] = frequencies
    span = np.array([len(numbers)], "<u4").view(np.uint8)
    return np.concatenate((span, half_bytes(numbers)))


def _encode_sparse(postings: Postings) -> tuple[Array, Array]:
    documents, frequencies, ends = postings
    counts = np.diff(ends, prepend=0)
    starts = ends - counts
    gaps = documents.astype(np.uint32)
    gaps[1:] -= documents[:-1].astype(np.uint32, copy=False)  # wraps at the first of a list
    gaps[starts] = documents[starts]
    widths, extra = _choose_widths(gaps, starts, counts)
    repeated = frequencies > 1
    repeats = np.add.reduceat(repeated, starts, dtype=np.int64)
    beyond = np.add.reduceat(frequencies >= ALL_ONES[1], starts, dtype=np.int64)
    long = counts >= _SHORT
    heads = 1 + 4 * long
    bits = np.where(repeats > 0, (counts + 7) // 8, 0)
    sizes = heads + counts * widths + 4 * extra + bits + repeats + 4 * beyond
    at = np.cumsum(sizes) - sizes
    data = np.zeros(int(sizes.sum()), np.uint8)
    code = (widths >> 1) | np.where(repeats > 0, _REPEATED, 0)
    data[at] = code | (np.minimum(counts, _SHORT) << 3)
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
    owner = np.repeat(np.arange(len(chosen)), repeats[chosen])
    rank = places - (ends - counts)[owner]
    np.bitwise_or.at(data, at[chosen][owner] + rank // 8, (1 << (rank % 8)).astype(np.uint8))
