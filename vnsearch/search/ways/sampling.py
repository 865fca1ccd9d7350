"""The texts of an index in which some terms stand side by side: a few, always the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice, pairwise

import numpy as np

from vnsearch.frozen import NamedTuple
from vnsearch.index.arrays.array_file import Array, Documents
from vnsearch.index.arrays.ranges import owners
from vnsearch.index.segment.reader import DocumentKey, Segment, column_of
from vnsearch.search.ways.way import Way, WayInSegment, only_term

# The shortest texts come first, which are soonest read. What is equal in all of these is the
# same text twice, or as good as that.
ORDER = ("length", "text_size", "line", "date")
_BATCH = 32, 256  # documents whose streams are read at once, of a few texts and of many


class Sample(NamedTuple):
    """How many texts are read at most, among how many that may have the terms, and how many
    tokens each has at most, if that is bounded.
    """

    most: int
    among: int
    longest: int = 0


class KeyedText(NamedTuple):
    """What tells a document from all others, and what reads its text."""

    key: DocumentKey
    read: Callable[[], str]


def texts_with(
    segments: Sequence[Segment], terms: Sequence[str], sample: Sample
) -> list[KeyedText]:
    """The first live texts, by `ORDER`, in which terms stand in a row."""
    way = Way((), tuple(map(only_term, terms)), "parted")
    ways = [WayInSegment(segment, way) for segment in segments]
    candidates = [_candidates(segment, terms, sample.longest) for segment in segments]
    numbers = np.repeat(np.arange(len(segments)), list(map(len, candidates)))
    documents = np.concatenate((np.zeros(0, np.intp), *candidates))
    ordered = _ordered(segments, numbers, documents, sample.among)
    texts = _texts(segments, ways, *ordered, _BATCH[sample.most > _BATCH[0]])
    return list(islice(texts, sample.most))


def _candidates(segment: Segment, terms: Sequence[str], longest: int) -> Documents:
    """The live documents that have all of the terms, and every two neighbours side by side."""
    held = segment.live.copy()
    lists = [(segment.exact, segment.lexicon.find(term)) for term in terms]
    lists += [(segment.pairs, segment.pair_ordinal(*pair)) for pair in pairwise(terms)]
    for file, number in lists:
        if number < 0:
            return np.zeros(0, np.intp)
        marked = np.zeros(len(held), bool)
        segment.recent.read(file, number).mark(marked)
        held &= marked
    documents = np.flatnonzero(held)
    if longest:
        documents = documents[segment.columns.some(ORDER[0], documents) <= longest]
    return documents


def _ordered(
    segments: Sequence[Segment], numbers: Array, documents: Documents, most: int
) -> tuple[Array, Documents]:
    """The first of some documents of segments by number, and those as short as the last."""
    if len(documents) > most:
        lengths = column_of(segments, ORDER[0], numbers, documents)
        short = lengths <= np.partition(lengths, most - 1)[most - 1]
        numbers, documents = numbers[short], documents[short]
    keys = [column_of(segments, column, numbers, documents) for column in reversed(ORDER)]
    order = np.lexsort(keys)
    return numbers[order], documents[order]


def _texts(
    segments: Sequence[Segment],
    ways: Sequence[WayInSegment],
    numbers: Array,
    documents: Array,
    size: int,
) -> Iterator[KeyedText]:
    """Those of some documents in which a way stands."""
    for first in range(0, len(documents), size):
        batch = slice(first, first + size)
        held = np.zeros(len(documents[batch]), bool)
        for number, segment in enumerate(segments):
            rows = np.flatnonzero(numbers[batch] == number)
            if len(rows):
                chosen = documents[batch][rows]
                codes, lengths = segment.streams(chosen)
                places = ways[number].find(chosen, codes, lengths).places
                held[rows[owners(places, lengths)]] = True
        for row in (first + np.flatnonzero(held)).tolist():
            segment, document = segments[numbers[row]], int(documents[row])
            yield KeyedText(segment.key(document), partial(segment.titled_text, document))
