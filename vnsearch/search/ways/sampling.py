"""The texts of an index in which some terms stand side by side: a few, always the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

import numpy as np

from vnsearch.index.arrays.array_file import Array, Documents
from vnsearch.index.arrays.ranges import owners
from vnsearch.index.segment.reader import Segment
from vnsearch.search.ways.way import Part, Way, WayInSegment, pair_ordinal

# The shortest texts come first, which are soonest read. What is equal in all of these is the
# same text twice, or as good as that.
ORDER = ("length", "text_size", "line", "date")
MOST_TEXTS = 16
_LOOKED_AT = 1 << 10  # texts, at most, and those as long as the last of them
_BATCH = 64


def texts_with(segments: Sequence[Segment], terms: Sequence[str]) -> list[str]:
    """The first `MOST_TEXTS` live texts, by `ORDER`, in which terms stand in a row."""
    way = Way((), tuple(Part(term, frozenset((term,))) for term in terms), "parted")
    ways = [WayInSegment(segment, way) for segment in segments]
    candidates = [_candidates(segment, terms) for segment in segments]
    numbers = np.repeat(np.arange(len(segments)), list(map(len, candidates)))
    documents = np.concatenate((np.zeros(0, np.intp), *candidates))
    texts = _texts(segments, ways, *_ordered(segments, numbers, documents))
    return list(islice(texts, MOST_TEXTS))


def _candidates(segment: Segment, terms: Sequence[str]) -> Documents:
    """The live documents that have all of the terms, and every two neighbours side by side."""
    held = segment.live.copy()
    lists = [(segment.exact, segment.lexicon.find(term)) for term in terms]
    lists += [(segment.pairs, pair_ordinal(segment, *pair)) for pair in pairwise(terms)]
    for file, number in lists:
        if number < 0:
            return np.zeros(0, np.intp)
        marked = np.zeros(len(held), bool)
        segment.recent.read(file, number).mark(marked)
        held &= marked
    return np.flatnonzero(held)


def _ordered(
    segments: Sequence[Segment], numbers: Array, documents: Documents
) -> tuple[Array, Documents]:
    """The first of some documents of segments by number, in order."""

    def column(name: str) -> Array:
        values = np.zeros(len(documents), np.int64)
        for number, segment in enumerate(segments):
            chosen = numbers == number
            values[chosen] = segment.columns.some(name, documents[chosen])
        return values

    if len(documents) > _LOOKED_AT:
        lengths = column(ORDER[0])
        short = lengths <= np.partition(lengths, _LOOKED_AT - 1)[_LOOKED_AT - 1]
        numbers, documents = numbers[short], documents[short]
    order = np.lexsort([column(name) for name in reversed(ORDER)])
    return numbers[order], documents[order]


def _texts(
    segments: Sequence[Segment], ways: Sequence[WayInSegment], numbers: Array, documents: Array
) -> Iterator[str]:
    """The texts of those of some documents in which a way stands."""
    for first in range(0, len(documents), _BATCH):
        batch = slice(first, first + _BATCH)
        texts: dict[int, str] = {}
        for number, segment in enumerate(segments):
            rows = np.flatnonzero(numbers[batch] == number)
            if not len(rows):
                continue
            chosen = documents[batch][rows]
            codes, lengths = segment.streams(chosen)
            places = ways[number].find(chosen, codes, lengths).places
            held = np.unique(owners(places, lengths))
            texts.update(zip(rows[held].tolist(), segment.bodies(chosen[held]), strict=True))
        yield from (texts[row] for row in sorted(texts))
