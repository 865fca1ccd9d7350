"""Which passages of some texts are worth most, those of a whole page of hits at once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, pairwise

import numpy as np

from vnsearch.frozen import NamedTuple
from vnsearch.index.arrays.array_file import Array
from vnsearch.index.arrays.character_table import JoinedTexts
from vnsearch.index.arrays.ranges import cuts, spread
from vnsearch.kernel.library import Function

_WEIGHT_STEPS = 1 << 20  # weights become whole numbers, so that equal passages are equal
_find_passages = Function("find_passages", "u4 i8 i8 i8 i8 i8 i8 n n i8! i8! i8! i8! i8!")
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
    """Characters [low, high) of a text that passages stay within, and its spans there."""

    low: int
    high: int
    first: int  # of the spans
    stop: int  # the first span behind it
    of_contents: bool  # a line of a table of contents


class Cores(NamedTuple):
    """What is worth most in passages of some texts, a core from each span on; the columns run
    side by side, those of a text together, its best first.
    """

    start: Array
    end: Array
    paragraph: Array  # its number among all


class BestCores(NamedTuple):
    """The best core of each of some texts, and its paragraph in the text; the columns run side
    by side.
    """

    span: Array  # the span that it begins with; -1 where there is none
    end: Array  # [span]: the end of the core from there
    paragraph: Array  # [span, 2]: the characters of its paragraph
    doubtful: Array  # the first span of each paragraph that may be a line of contents


def best_cores(marked: Marked, laid: JoinedTexts, room: int) -> BestCores | None:
    """The first of `rank_cores` of each text whose paragraphs are its lines, none of contents;
    by the compiled library, and None where it does not know.
    """
    count = len(marked.owner)
    columns = [np.ascontiguousarray(column, np.int64) for column in marked[:4]]
    weights = _whole_weights(marked)
    words = int(marked.word.max(initial=0)) + 1
    scratch, paragraph = np.empty(2 * words, np.int64), np.empty((count, 2), np.int64)
    end, doubtful = np.empty((2, count), np.int64)
    span = np.empty(len(laid.texts), np.int64)
    found = scratch, paragraph, end, doubtful, span
    asked = laid.points, laid.bases, *columns, weights, words, room
    suspects = _find_passages(*asked, *found)
    if suspects < 0:
        return None
    return BestCores(span, end, paragraph, doubtful[:suspects])


def _whole_weights(marked: Marked) -> Array:
    weights: Array = np.rint(marked.weight * _WEIGHT_STEPS).astype(np.int64)
    return weights


def rank_cores(marked: Marked, paragraphs: Sequence[Paragraph], room: int) -> Cores:
    """The cores of the passages of `room` characters that begin with a span, by the worth of
    the passage: the weights of the different words in it, of each word the occurrence that
    weighs most. Of equals the shortest, then the earliest; lines of a table of contents behind
    all others. The spans of a text are apart, and each has its paragraph.
    """
    bases = marked.owner * (int(marked.end.max(initial=0)) + 1)
    reach = np.maximum(marked.end, marked.start + room) + bases
    counts = [paragraph.stop - paragraph.first for paragraph in paragraphs]
    paragraph_of = np.arange(len(paragraphs)).repeat(counts)
    stops = np.array([paragraph.stop for paragraph in paragraphs], np.intp)[paragraph_of]
    behind = np.minimum((marked.end + bases).searchsorted(reach, "right"), stops)
    worths, ends = _weigh(marked, _whole_weights(marked), behind)
    last = np.array([paragraph.of_contents for paragraph in paragraphs], bool)[paragraph_of]
    sizes = ends - marked.start
    order = np.lexsort((marked.start, sizes, -worths, last, marked.owner))
    return Cores(marked.start[order], ends[order], paragraph_of[order])


def _weigh(marked: Marked, weights: Array, behind: Array) -> tuple[Array, Array]:
    """What the passages are worth that each begin with a span and end before another, and the
    end of the last span that adds to it: of each word the first of those that weigh most.
    """
    worths, core_ends = np.zeros((2, len(weights)), np.int64)
    numbers = np.arange(len(weights))
    sizes = behind - numbers
    slots = int(marked.word.max(initial=0)) + 1
    for first, last in cuts(sizes + slots, _TOGETHER):
        inside = spread(numbers[first:last], sizes[first:last])
        row = numbers[: last - first].repeat(sizes[first:last])
        # One number for both: the weight, and how many places there are from here to the end.
        places = int(sizes[first:last].max(initial=0))
        left = places - (inside - numbers[first:last][row])
        best = np.zeros((last - first) * slots, np.int64)
        np.maximum.at(best, row * slots + marked.word[inside], weights[inside] * places + left)
        table = best.reshape(-1, slots)
        weight, left = np.divmod(table - 1, max(places, 1))
        ends = marked.end.take(numbers[first:last, None] + places - 1 - left, mode="clip")
        worths[first:last] = np.where(table, weight, 0).sum(1)
        core_ends[first:last] = np.where(table, ends, 0).max(1)
    return worths, core_ends
