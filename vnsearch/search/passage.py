"""The best passage of a document: about 300 tokens scored as a document of their own.

A long text that treats the question in one place is told from one that mentions its words
here and there. Passages overlap by half; the leading documents' streams are read for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from vnsearch.index.arrays import Array
from vnsearch.search.bm25 import PASSAGE, Statistics, saturate
from vnsearch.search.lists import SegmentLists
from vnsearch.search.score import Evidence
from vnsearch.text.terms import folded_term

_STEP = PASSAGE // 2
_MOST_WORDS = 250  # a slot is a byte


class Passages(NamedTuple):
    """For each of some documents its best passage's score, and the token where it begins."""

    scores: Array
    starts: Array


class _Slots(NamedTuple):
    """The query's words by number, and which number each code of a segment's stream has."""

    slot_of: Array  # by code; 0 for no word of the query
    weight_of: Array  # by code
    weights: Array  # of each slot, words first, then pairs; slot 0 is nothing
    pair_of: Array  # by the groups of two slots
    group_of: Array  # slots whose words have the same letters are one group


def best_passages(
    lists: SegmentLists, evidence: Sequence[Evidence], documents: Array, stats: Statistics
) -> Passages:
    """The best passage of each of the segment's documents."""
    slots = _make_slots(lists, evidence)
    columns = lists.segment.columns
    starts = columns.numbers("stream_start")[documents].astype(np.int64)
    lengths = columns.numbers("stream_length")[documents].astype(np.int64)
    codes = lists.segment.stream.gather(starts, starts + lengths)
    slot_of = slots.slot_of[codes]
    places = np.flatnonzero(slot_of)
    firsts = np.cumsum(lengths) - lengths
    owner = np.searchsorted(firsts + lengths, places, "right")
    found, weights = slot_of[places].astype(np.int64), slots.weight_of[codes[places]]
    near = np.flatnonzero((places[1:] == places[:-1] + 1) & (owner[1:] == owner[:-1]))
    groups = slots.group_of[found]
    pairs = slots.pair_of[groups[near], groups[near + 1]]
    near, pairs = near[pairs > 0], pairs[pairs > 0]
    place = np.concatenate((places, places[near])) - np.concatenate(
        (firsts[owner], firsts[owner[near]])
    )
    return _score_windows(
        np.concatenate((owner, owner[near])),
        place,
        np.concatenate((found, pairs)),
        np.concatenate((weights, np.ones(len(near), np.float32))),
        lengths,
        slots.weights,
        stats,
    )


def _score_windows(
    owner: Array,
    place: Array,
    slot: Array,
    weight: Array,
    lengths: Array,
    worth: Array,
    stats: Statistics,
) -> Passages:
    counts = np.maximum(1, -(-lengths // _STEP) - 1)
    bases = np.cumsum(counts) - counts
    half = place // _STEP
    late, early = half < counts[owner], half > 0
    window = np.concatenate(((bases[owner] + half)[late], (bases[owner] + half - 1)[early]))
    width = len(worth)
    key = window * width + np.concatenate((slot[late], slot[early]))
    totals = np.bincount(
        key, np.concatenate((weight[late], weight[early])), int(counts.sum()) * width
    )
    frequencies = totals.astype(np.float32).reshape(-1, width)
    number = np.arange(len(frequencies)) - np.repeat(bases, counts)
    sizes = np.minimum(PASSAGE, np.repeat(lengths, counts) - number * _STEP)
    mean = Statistics(stats.documents, min(stats.mean_length, PASSAGE))
    # Not a matrix product, whose rounding depends on how many windows there are.
    scores = np.sum(saturate(frequencies, mean.norms(sizes)[:, None]) * worth, axis=1)
    best = np.maximum.reduceat(scores, bases)
    chosen = np.flatnonzero(scores == np.repeat(best, counts))
    first = chosen[np.searchsorted(chosen, bases)]
    return Passages(best, number[first] * _STEP)


def _make_slots(lists: SegmentLists, evidence: Sequence[Evidence]) -> _Slots:
    words = [found for found in evidence if len(found.terms) == 1][:_MOST_WORDS]
    pairs = [found for found in evidence if len(found.terms) == 2]
    size = len(lists.segment.stream.term_of)
    slot_of, weight_of = np.zeros(size, np.uint8), np.zeros(size, np.float32)
    code_of = lists.segment.stream.code_of
    groups: dict[str, int] = {}
    group_of = np.zeros(len(words) + 1, np.int64)
    for slot, found in enumerate(words, 1):
        term = found.terms[0]
        group_of[slot] = groups.setdefault(folded_term(term.term), len(groups) + 1)
        variants = lists.variants(term)
        codes = code_of[np.array([variant.number for variant in variants], np.intp)]
        weights = np.array([variant.weight for variant in variants], np.float32)
        better = weights > weight_of[codes]
        weight_of[codes[better]] = weights[better]
        slot_of[codes[better]] = slot
    pair_of = np.zeros((len(groups) + 1, len(groups) + 1), np.int64)
    for slot, found in enumerate(pairs, len(words) + 1):
        first, second = (groups.get(folded_term(term.term), 0) for term in found.terms)
        pair_of[first, second] = slot if first and second else 0
    worth = [0.0, *(found.weight for found in words), *(found.weight for found in pairs)]
    return _Slots(slot_of, weight_of, np.array(worth, np.float32), pair_of, group_of)
