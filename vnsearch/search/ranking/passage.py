"""The best passage of a document: about 300 tokens scored as a document of their own.

A long text that treats the question in one place is told from one that mentions its words
here and there. Passages overlap by half; the leading documents' streams are read for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from vnsearch.index.segment.array_file import Array
from vnsearch.index.segment.ranges import first_best
from vnsearch.search.bm25 import K1, PASSAGE, TITLE_WEIGHT, Statistics, saturate
from vnsearch.search.matching.segment_view import SegmentView
from vnsearch.search.matching.term_codes import TermCodes
from vnsearch.search.ranking.score_parts import ScorePart, word_weights
from vnsearch.text.terms import folded_term

_STEP = PASSAGE // 2
_MOST_WORDS = 250  # that count: a long query has a large table of slots by window


class Passages(NamedTuple):
    """For each of some documents the token where its best passage begins, and what is added to
    its score: `title`, as a text of its own, and that `passage`.
    """

    starts: Array
    parts: dict[str, Array]


class _Events(NamedTuple):
    """Where the words and pairs of the query stand; the columns run side by side."""

    owner: Array  # which of the documents
    place: Array  # token of its stream
    slot: Array
    weight: Array

    def among(self, chosen: Array) -> _Events:
        """Some of the events."""
        return _Events(*(column[chosen] for column in self))


class _Slots(NamedTuple):
    """The query's words by number, and which number each code of a segment's stream has."""

    codes: TermCodes
    slot_of: Array  # by row of the codes; 0 for a word that does not count
    weight_of: Array  # by row
    weights: Array  # of each slot, words first, then pairs; slot 0 is nothing
    pair_of: Array  # by the groups of two slots
    group_of: Array  # slots whose words have the same letters are one group


def best_passages(
    view: SegmentView, parts: Sequence[ScorePart], documents: Array, stats: Statistics
) -> Passages:
    """The best passage of each of the segment's documents, and what its title is worth."""
    slots = _make_slots(view, parts)
    columns = view.segment.columns
    codes, lengths = view.segment.streams(documents)
    events = _find_events(codes, lengths, slots)
    own = columns.numbers("body_token")[documents].astype(np.int64) > 0
    titles = np.where(own, columns.numbers("title_tokens")[documents].astype(np.int64), 0)
    passages, starts = _score_windows(events, lengths, slots.weights, stats)
    title_scores = _score_titles(events, titles, slots.weights)
    return Passages(starts, {"title": title_scores, "passage": passages})


def _find_events(codes: Array, lengths: Array, slots: _Slots) -> _Events:
    """The words and pairs in streams of some lengths, laid end to end."""
    places, rows = slots.codes.find(codes)
    firsts = np.cumsum(lengths) - lengths
    owner = np.searchsorted(firsts + lengths, places, "right")
    found, weights = slots.slot_of[rows], slots.weight_of[rows]
    near = np.flatnonzero((places[1:] == places[:-1] + 1) & (owner[1:] == owner[:-1]))
    groups = slots.group_of[found]
    pairs = slots.pair_of[groups[near], groups[near + 1]]
    near, pairs = near[pairs > 0], pairs[pairs > 0]
    owner = np.concatenate((owner, owner[near]))
    return _Events(
        owner,
        np.concatenate((places, places[near])) - firsts[owner],
        np.concatenate((found, pairs)),
        np.concatenate((weights, np.ones(len(near), np.float32))),
    )


def _score_titles(events: _Events, titles: Array, worth: Array) -> Array:
    """The score of each title of so many tokens; titles are short, and of one length here."""
    inside = events.among(events.place < titles[events.owner])
    frequencies = _frequencies(inside.owner, inside, len(titles), len(worth))
    norm = np.full((1, 1), K1, np.float32)
    scores: Array = np.sum(saturate(frequencies, norm) * worth, axis=1)
    return scores * np.float32(TITLE_WEIGHT)


def _frequencies(row: Array, events: _Events, rows: int, width: int) -> Array:
    """[row, slot]: the weighted frequencies of events that belong to some rows."""
    totals = np.bincount(row * width + events.slot, events.weight, rows * width)
    return totals.astype(np.float32).reshape(rows, width)


def _score_windows(
    events: _Events, lengths: Array, worth: Array, stats: Statistics
) -> tuple[Array, Array]:
    """The score of each document's best window, and the token where it begins."""
    counts = np.maximum(1, -(-lengths // _STEP) - 1)
    bases = np.cumsum(counts) - counts
    half = events.place // _STEP
    late, early = half < counts[events.owner], half > 0
    first = bases[events.owner] + half
    window = np.concatenate((first[late], first[early] - 1))
    both = _Events(
        *map(np.concatenate, zip(events.among(late), events.among(early), strict=True))
    )
    frequencies = _frequencies(window, both, int(counts.sum()), len(worth))
    number = np.arange(len(frequencies)) - np.repeat(bases, counts)
    sizes = np.minimum(PASSAGE, np.repeat(lengths, counts) - number * _STEP)
    mean = Statistics(stats.documents, min(stats.mean_length, PASSAGE))
    # Not a matrix product, whose rounding depends on how many windows there are.
    scores = np.sum(saturate(frequencies, mean.norms(sizes)[:, None]) * worth, axis=1)
    best = first_best(scores, counts)
    return scores[best], number[best] * _STEP


def _make_slots(view: SegmentView, parts: Sequence[ScorePart]) -> _Slots:
    words = word_weights(parts)
    pairs = [found for found in parts if len(found.terms) == 2]
    codes = view.codes(tuple(words))
    counted = list(words)[:_MOST_WORDS]
    weights = np.where(codes.terms < len(counted), codes.weights, np.float32(0))
    best = first_best(weights, codes.counts)
    slot_of = np.where(weights[best] > 0, codes.terms[best] + 1, 0)
    groups: dict[str, int] = {}
    group_of = np.zeros(len(counted) + 1, np.int64)
    for slot, term in enumerate(counted, 1):
        group_of[slot] = groups.setdefault(folded_term(term.term), len(groups) + 1)
    pair_of = np.zeros((len(groups) + 1, len(groups) + 1), np.int64)
    for slot, found in enumerate(pairs, len(counted) + 1):
        first, second = (groups.get(folded_term(term.term), 0) for term in found.terms)
        pair_of[first, second] = slot if first and second else 0
    worth = [0.0, *map(words.__getitem__, counted), *(found.weight for found in pairs)]
    return _Slots(codes, slot_of, weights[best], np.array(worth, np.float32), pair_of, group_of)
