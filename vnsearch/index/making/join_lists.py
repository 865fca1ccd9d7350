"""Posting lists of several segments laid end to end, range by range, encoded once.

A field's lists are shared out as tasks, which processes do side by side. Each leaves a file
with the encoded lists of its range, which the segment's file takes in; a task goes through
its range in parts, so that memory is bounded by the part, however many documents there are.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from vnsearch.index.arrays.array_file import Array, ArrayFile, ArrayWriter
from vnsearch.index.arrays.ranges import distinct
from vnsearch.index.making.join_terms import Renumbering
from vnsearch.index.making.move_postings import join_keys, lay_lists, move_postings
from vnsearch.index.making.run import Entry, MergeSource, segments_of
from vnsearch.index.segment.layout import RUN_EXTENSION, segment_name
from vnsearch.index.segment.postings.posting_codec import Postings
from vnsearch.index.segment.postings.posting_file import PostingFile, encode_chunks
from vnsearch.index.verifying.blame import blaming

_PART = 1 << 20  # postings, or bytes of posting lists, that pass through at once
_GONE = -1
PAIRS = "pairs"


class ListTask(NamedTuple):
    """Some lists of a field to be joined: those of the numbers [first, last) from now on.

    Of pairs it is those whose key, first * folds + second, is in that range.
    """

    directory: str
    entries: tuple[Entry, ...]
    numbers: str  # the file of the sources' numbers
    name: str  # of the field
    first: int
    last: int
    folds: int


def write_numbers(directory: str, numbers: dict[str, list[Renumbering]]) -> str:
    """Write the numbers by field and source where tasks find them; the file's name."""
    file_name = segment_name() + RUN_EXTENSION
    with ArrayWriter(os.path.join(directory, file_name), {}, sync=False) as writer:
        for field, of_field in numbers.items():
            for source, (terms, live) in enumerate(of_field):
                writer.add(f"{field}.{source}.terms", terms)
                writer.add(f"{field}.{source}.live", live.astype(np.uint8))
    return file_name


def read_numbers(directory: str, file_name: str, field: str, sources: int) -> list[Renumbering]:
    """The numbers of a field that `write_numbers` has written, by source."""
    file = ArrayFile(os.path.join(directory, file_name), passing=True)
    return [
        Renumbering(
            file.array(f"{field}.{source}.terms"),
            file.array(f"{field}.{source}.live").view(bool),
        )
        for source in range(sources)
    ]


def document_numbers(sources: Sequence[MergeSource]) -> list[Array]:
    """The number from now on of each document of each source; -1 for one that has gone."""
    by_source = []
    base = 0
    for source in sources:
        numbers: Array = np.full(source.documents, _GONE, np.int32)
        numbers[source.live] = np.arange(base, base + source.live_documents)
        by_source.append(numbers)
        base += source.live_documents
    return by_source


def join_lists(task: ListTask, sources: Sequence[MergeSource]) -> str:
    """Do a task, given its entries opened; the name of the file with `bytes`, `sizes` and, of
    pairs, `keys`.
    """
    join = _Join(task, sources)
    file_name = segment_name() + RUN_EXTENSION
    writer = ArrayWriter(os.path.join(task.directory, file_name), {}, sync=False)
    keys: list[Array] = [np.zeros(0, np.uint64)]
    sizes: list[Array] = [np.zeros(0, np.uint32)]

    def encoded() -> Iterator[Array]:
        for part_keys, postings in join.parts():
            keys.append(part_keys)
            for data, size in encode_chunks(postings):
                sizes.append(size.astype(np.uint32))
                yield data

    try:
        with blaming(segments_of(sources)):
            writer.extend("bytes", encoded(), np.uint8)
        writer.extend("sizes", sizes, np.uint32)
        if task.name == PAIRS:
            writer.extend("keys", keys, np.uint64)
        writer.close()
    except BaseException:
        writer.abandon()
        raise
    return file_name


class _Join:
    """The sources of a task, and where their lists and documents go."""

    def __init__(self, task: ListTask, sources: Sequence[MergeSource]) -> None:
        self._task = task
        self._sources = sources
        self._files = {source.file.path: source.file for source in sources}  # of many runs each
        self._documents = document_numbers(sources)
        self._lists: list[PostingFile] = [source.lists(task.name) for source in sources]
        field = "folded" if task.name == PAIRS else task.name
        self._numbers = read_numbers(task.directory, task.numbers, field, len(sources))

    def parts(self) -> Iterator[tuple[Array, Postings]]:
        """The joined lists with a posting in consecutive parts; of pairs with their keys."""
        task = self._task
        if task.name == PAIRS:
            within = task.first, task.last
            cuts = pair_cuts(self._sources, self._numbers, task.folds, within, _PART)
        else:
            cuts = list_cuts(self._lists, self._numbers, (task.first, task.last), _PART)
        for first, last in cuts:
            yield self._pairs(first, last) if task.name == PAIRS else self._terms(first, last)
            for file in self._files.values():
                file.release()

    def _terms(self, first: int, last: int) -> tuple[Array, Postings]:
        ranges, targets = [], []
        for terms, _ in self._numbers:
            start, stop = _places(terms, first, last)
            ranges.append((start, stop))
            targets.append(terms[start:stop].astype(np.int64) - first)
        postings, _ = self._join(ranges, targets, last - first)
        return np.zeros(0, np.uint64), postings

    def _pairs(self, first: int, last: int) -> tuple[Array, Postings]:
        ranges, keys = [], []
        for source, numbers in zip(self._sources, self._numbers, strict=True):
            places, found = _pair_keys(source, numbers, self._task.folds, (first, last))
            ranges.append(places)
            keys.append(found)
        joined, targets = join_keys(keys)
        # A pair that has gone may come behind all others: it has no live document.
        postings, kept = self._join(ranges, targets, len(joined) + 1)
        return joined[kept[:-1]].astype(np.uint64), postings

    def _join(
        self, ranges: Sequence[tuple[int, int]], targets: Sequence[Array], count: int
    ) -> tuple[Postings, Array]:
        """The sources' lists of some ranges joined by the numbers that they get, below
        `count`; and which of these have a posting.
        """
        read = []
        total = np.zeros(count, np.int64)
        for lists, (start, stop), numbers, documents in zip(
            self._lists, ranges, targets, self._documents, strict=True
        ):
            if start == stop:
                continue
            postings = lists.read_range(start, stop)
            read.append(move_postings(postings, numbers, documents, total))
        starts = np.cumsum(total) - total
        joined, joined_frequencies = np.empty((2, int(total.sum())), np.uint32)
        for moved in read:
            lay_lists(moved, starts, joined, joined_frequencies)
        kept = total > 0
        return Postings(joined, joined_frequencies, np.cumsum(total[kept])), kept


def list_cuts(
    lists: Sequence[PostingFile],
    numbers: Sequence[Renumbering],
    within: tuple[int, int],
    size: int,
) -> Iterator[tuple[int, int]]:
    """Consecutive ranges of numbers, each of about `size` postings or one list."""
    first, last = within
    weights = np.zeros(last - first, np.int64)
    for file, (terms, _) in zip(lists, numbers, strict=True):
        start, stop = _places(terms, first, last)
        chosen = terms[start:stop].astype(np.int64) - first
        np.add.at(weights, chosen, np.diff(file.bounds(start, stop)))
    yield from _cuts(weights, first, size)


def pair_cuts(
    sources: Sequence[MergeSource],
    numbers: Sequence[Renumbering],
    folds: int,
    within: tuple[int, int],
    size: int,
) -> Iterator[tuple[int, int]]:
    """Consecutive ranges of keys of pairs, each of about `size` postings or one list."""
    if within[0] == within[1]:
        return
    low, high = within[0] // folds, -(-within[1] // folds)
    weights = np.zeros(high - low, np.int64)
    for source, (terms, _) in zip(sources, numbers, strict=True):
        start, stop = _places(terms, low, high)
        bounds = source.lists(PAIRS).starts(source.pair_lexicon.bounds(start, stop))
        np.add.at(weights, terms[start:stop].astype(np.int64) - low, np.diff(bounds))
    for first, last in _cuts(weights, low, size):
        cuts = [(first * folds, last * folds)]
        if weights[first - low] > size:
            inside = _second_weights(sources, numbers, folds, first)
            cuts = [(first * folds + a, first * folds + b) for a, b in _cuts(inside, 0, size)]
        for start, stop in cuts:
            start, stop = max(start, within[0]), min(stop, within[1])
            if start < stop:
                yield start, stop


def _second_weights(
    sources: Sequence[MergeSource], numbers: Sequence[Renumbering], folds: int, first: int
) -> Array:
    """How much the pairs with one first term hold, by their second term."""
    weights = np.zeros(folds + 1, np.int64)
    for source, (terms, _) in zip(sources, numbers, strict=True):
        bounds = source.pair_lexicon.bounds(*_places(terms, first, first + 1))
        start, stop = int(bounds[0]), int(bounds[-1])
        seconds = terms[source.pair_lexicon.second(start, stop)]
        np.add.at(weights, seconds, np.diff(source.lists(PAIRS).bounds(start, stop)))
    return weights[:folds]


def _pair_place(source: MergeSource, numbers: Renumbering, folds: int, key: int) -> int:
    """The number in a source of its first pair whose key is not below `key`."""
    first, second = divmod(key, folds)
    terms = numbers.terms
    before, after = _places(terms, first, first + 1)
    if before < after and numbers.live[after - 1]:
        start, seconds = source.pair_lexicon.seconds(after - 1)
        return start + int(np.searchsorted(terms[seconds], terms.dtype.type(second)))
    return int(source.pair_lexicon.bounds(before, before)[0])


def _pair_keys(
    source: MergeSource, numbers: Renumbering, folds: int, keys: tuple[int, int]
) -> tuple[tuple[int, int], Array]:
    """The places in a source of its pairs whose keys are in a range, and these, -1 for one
    that has gone.
    """
    start, stop = (_pair_place(source, numbers, folds, key) for key in keys)
    low, high = _places(numbers.terms, keys[0] // folds, keys[1] // folds + 1)
    bounds = np.clip(source.pair_lexicon.bounds(low, high), start, stop)
    first = np.repeat(np.arange(low, high), np.diff(bounds))
    second = source.pair_lexicon.second(start, stop)
    found: Array = numbers.terms[first].astype(np.int64) * folds + numbers.terms[second]
    found[~(numbers.live[first] & numbers.live[second])] = _GONE
    return (start, stop), found


def _places(terms: Array, first: int, last: int) -> tuple[int, int]:
    """Which of rising terms are those of [first, last)."""
    start, stop = np.searchsorted(terms, np.array((first, last), terms.dtype)).tolist()
    return start, stop


def _cuts(weights: Array, first: int, size: int) -> Iterator[tuple[int, int]]:
    """Ranges of numbers from `first` on of about that weight; what weighs more is alone."""
    total = np.cumsum(weights)
    cuts = np.flatnonzero(np.diff(total // size)) + 1
    heavy = np.flatnonzero(weights > size)
    bounds = distinct(np.concatenate(([0, len(weights)], cuts, heavy, heavy + 1)))
    for start, stop in pairwise(bounds.tolist()):
        yield first + start, first + stop
