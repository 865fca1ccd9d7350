"""Windows of a text: so many tokens, each half over the next, as texts of their own.

Only windows in which something stands have a row, so that a long text costs no more than what
is found in it.
"""

from __future__ import annotations

import numpy as np

from vnsearch.frozen import NamedTuple
from vnsearch.index.arrays.array_file import Array, Scores
from vnsearch.index.arrays.ranges import first_best
from vnsearch.kernel.library import Function, is_compiled
from vnsearch.search.bm25 import K1, Statistics, saturate
from vnsearch.search.ranking.events import Events

_add_windows = Function("add_windows", "i8 i8 i8 f4 i8 i8 n n i8! f8! i8! i8! i8! f8!")


class Windows(NamedTuple):
    """The windows that hold an event, in order; the columns run side by side."""

    frequencies: Scores  # [window, slot]
    owner: Array  # which of the texts
    start: Array  # token of it
    length: Array  # tokens
    heads: Scores  # [text, slot]: in the leading tokens of each text

    def bm25(self, worth: Scores, mean_length: float) -> Scores:
        """The score of each window among texts of that mean length."""
        norms = Statistics(0, mean_length).norms(self.length)
        # Not a matrix product, whose rounding depends on how many windows there are.
        scores: Scores = np.add.reduce(saturate(self.frequencies, norms[:, None]) * worth, 1)
        return scores

    def distinct(self, worth: Scores) -> Scores:
        """What the different words and pairs of each window are worth."""
        present = np.minimum(self.frequencies, np.float32(1))
        scores: Scores = np.add.reduce(present * worth, 1)
        return scores

    def head_scores(self, worth: Scores) -> Scores:
        """The score of the leading tokens of each text as a text; all are of one length."""
        norms = np.full((1, 1), K1, np.float32)
        scores: Scores = np.add.reduce(saturate(self.heads, norms) * worth, 1)
        return scores

    def best(self, scores: Scores, texts: int) -> tuple[Scores, Array]:
        """For each of the texts the score of its best window, and the token where the first
        such begins; 0 where there is none.
        """
        counts = np.bincount(self.owner, minlength=texts)
        owners = counts.nonzero()[0]
        best = first_best(scores, counts[owners])
        highest, starts = np.zeros(texts, np.float32), np.zeros(texts, np.int64)
        highest[owners], starts[owners] = scores[best], self.start[best]
        return highest, starts


def make_windows(
    events: Events, lengths: Array, heads: Array, size: int, slots: int
) -> Windows:
    """The windows of `size` tokens of texts of some lengths; an event is in one or two. So many
    tokens of each text are its head.
    """
    step = size // 2
    counts = np.maximum(1, -(-lengths // step) - 1)
    if is_compiled():
        return _add_compiled(events, lengths, heads, counts, size, slots)
    bases = counts.cumsum() - counts
    half = events.place // step
    late, early = (half < counts[events.owner]).nonzero()[0], half.nonzero()[0]
    window_number = bases[events.owner] + half
    window = np.concatenate((window_number[late], window_number[early] - 1))
    slot = np.concatenate((events.slot[late], events.slot[early]))
    weight = np.concatenate((events.weight[late], events.weight[early]))
    touched = np.zeros(int(counts.sum()), bool)
    touched[window] = True
    held = touched.nonzero()[0]
    row_of = touched.cumsum() - 1
    totals = np.bincount(row_of[window] * slots + slot, weight, len(held) * slots)
    owner = (bases + counts).searchsorted(held, "right")
    start = (held - bases[owner]) * step
    return Windows(
        totals.astype(np.float32).reshape(len(held), slots),
        owner,
        start,
        np.minimum(size, lengths[owner] - start),
        _add_heads(events, heads, slots),
    )


def _add_heads(events: Events, heads: Array, slots: int) -> Scores:
    inside = (events.place < heads[events.owner]).nonzero()[0]
    cell = events.owner[inside] * slots + events.slot[inside]
    totals = np.bincount(cell, events.weight[inside], len(heads) * slots)
    return totals.astype(np.float32).reshape(len(heads), slots)


def _add_compiled(
    events: Events, lengths: Array, heads: Array, counts: Array, size: int, slots: int
) -> Windows:
    """The same where each text has `counts` windows, by the compiled library."""
    columns = [np.ascontiguousarray(column, np.int64) for column in events[:3]]
    weight = np.ascontiguousarray(events.weight, np.float32)
    row_of = np.zeros(int(counts.sum()), np.int64)
    most = min(2 * len(weight), len(row_of))
    totals, of_heads = np.zeros(most * slots), np.zeros(len(heads) * slots)
    owner, start = np.empty((2, most), np.int64)
    found = row_of, totals, owner, start, np.empty_like(counts), of_heads
    rows = _add_windows(*columns, weight, counts, heads, size, slots, *found)
    if rows < 0:
        raise IndexError("an event behind the end of its text")
    owner, start = owner[:rows], start[:rows]
    return Windows(
        totals[: rows * slots].astype(np.float32).reshape(rows, slots),
        owner,
        start,
        np.minimum(size, lengths[owner] - start),
        of_heads.astype(np.float32).reshape(len(heads), slots),
    )
