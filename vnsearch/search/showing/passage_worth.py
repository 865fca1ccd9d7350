"""What the passages of some texts are worth, those of a whole page of hits at once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np

from vnsearch.index.arrays.array_file import Array
from vnsearch.index.arrays.ranges import cuts, spread

_WEIGHT_STEPS = 1 << 20  # weights become whole numbers, so that equal passages are equal
_TOGETHER = 1 << 20  # spans in passages that are looked at at once


class Span(NamedTuple):
    """Characters [start, end) of a text that answer a query word; `weight` is what for."""

    start: int
    end: int
    word: int  # which word of the query
    weight: float


class Marked(NamedTuple):
    """The spans of some texts, text by text in order; the columns run side by side."""

    owner: Array  # which of the texts
    start: Array
    end: Array
    word: Array
    weight: Array

    @classmethod
    def of(cls, spans: Sequence[Sequence[Span]]) -> Marked:
        """Those that each of some texts has."""
        owner = np.repeat(np.arange(len(spans)), list(map(len, spans)))
        rows = np.array(list(chain.from_iterable(spans)), np.float64).reshape(-1, 4)
        start, end, word = rows[:, :3].T.astype(np.intp)
        return cls(owner, start, end, word, rows[:, 3])

    def bounds(self, texts: int) -> list[int]:
        """Where the spans of each of so many texts begin, and where the last end."""
        bounds: list[int] = self.owner.searchsorted(np.arange(texts + 1)).tolist()
        return bounds

    def of_text(self, first: int, last: int) -> list[Span]:
        """The spans [first, last) as records."""
        columns = (column[first:last].tolist() for column in self[1:])
        return list(map(Span._make, zip(*columns, strict=True)))

    def apart(self) -> Marked:
        """Those that do not overlap an earlier one of their text that has another extent."""
        if (self.end[:-1] <= self.start[1:])[self.owner[:-1] == self.owner[1:]].all():
            return self
        bounds = self.bounds(int(self.owner[-1]) + 1)
        return Marked.of([_apart(self.of_text(*each)) for each in pairwise(bounds)])


def _apart(spans: Sequence[Span]) -> list[Span]:
    kept: list[Span] = []
    last = (0, 0)
    for span in sorted(spans):
        if span.start >= last[1] or (span.start, span.end) == last:
            kept.append(span)
            last = span.start, span.end
    return kept


class Paragraph(NamedTuple):
    """Characters [low, high) of a text that passages stay within."""

    low: int
    high: int
    stop: int  # the first span behind it


class Openings(NamedTuple):
    """The spans of some texts as the openings of passages; the columns run side by side."""

    starts: list[int]
    ends: list[int]
    words: list[int]
    weights: list[int]
    worths: list[int]  # of the passage that a span opens
    behind: list[int]  # the first span behind that passage
    paragraphs: Sequence[Paragraph]


def weigh(marked: Marked, paragraphs: Sequence[Paragraph], room: int) -> Openings:
    """What the passages of `room` characters are worth that begin with a span: the weights of
    the different words in it, of each word the occurrence that weighs most. The spans of a
    text are apart, and each has its paragraph.
    """
    bases = marked.owner * (int(marked.end.max(initial=0)) + 1)
    reach = np.maximum(marked.end, marked.start + room) + bases
    stops = np.array([paragraph.stop for paragraph in paragraphs], np.intp)
    behind = np.minimum((marked.end + bases).searchsorted(reach, "right"), stops)
    weights = np.rint(marked.weight * _WEIGHT_STEPS).astype(np.int64)
    return Openings(
        marked.start.tolist(),
        marked.end.tolist(),
        marked.word.tolist(),
        weights.tolist(),
        _worths(marked.word, weights, behind).tolist(),
        behind.tolist(),
        paragraphs,
    )


def _worths(words: Array, weights: Array, behind: Array) -> Array:
    """What the passages are worth that each begin with a span and end before another."""
    worths = np.zeros(len(words), np.int64)
    numbers = np.arange(len(words))
    sizes = behind - numbers
    slots = int(words.max(initial=0)) + 1
    for first, last in cuts(sizes + slots, _TOGETHER):
        inside = spread(numbers[first:last], sizes[first:last])
        rows = np.repeat(numbers[: last - first] * slots, sizes[first:last])
        best = np.zeros((last - first) * slots, np.int64)
        np.maximum.at(best, rows + words[inside], weights[inside])
        worths[first:last] = best.reshape(-1, slots).sum(1)
    return worths
