"""The best passage of a document: about 300 tokens scored as a document of their own.

A long text that treats the question in one place is told from one that mentions its words
here and there. Passages overlap by half; the leading documents' streams are read for them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from vnsearch.frozen import NamedTuple
from vnsearch.index.arrays.array_file import Array, Documents, Scores
from vnsearch.index.arrays.ranges import first_best
from vnsearch.search.bm25 import (
    CLOSENESS,
    FOCUS,
    FOLDED_WEIGHT,
    LEAD,
    LEAD_WEIGHT,
    LONG,
    PASSAGE,
    TITLE_WEIGHT,
    WAY_WEIGHT,
    Statistics,
)
from vnsearch.search.matching.counted_once import apart
from vnsearch.search.matching.segment_view import SegmentView
from vnsearch.search.ranking.events import Events, Slots, find_events
from vnsearch.search.ranking.question_words import makes_a_question
from vnsearch.search.ranking.score_parts import ScorePart, word_weights
from vnsearch.search.ranking.windows import make_windows
from vnsearch.search.ways.way import WayInSegment, WayPlaces
from vnsearch.text.terms import folded_term

_MOST_WORDS = 250  # that count: a long query has a large table of slots by window


class Passages(NamedTuple):
    """For each of some documents the token where its best passage begins, what its score as a
    whole counts, and what is added to that, by the names of the parts.
    """

    starts: Array
    whole: Scores
    parts: dict[str, Scores]


def best_passages(
    view: SegmentView, parts: Sequence[ScorePart], documents: Documents, stats: Statistics
) -> Passages:
    """The best passage of each of the segment's documents, and what its parts are worth."""
    slots = _make_slots(view, parts)
    some = view.segment.columns.some
    starts, lengths = view.segment.stream_bounds(documents)
    events = find_events(view.segment.stream, starts, lengths, slots)
    events = events.with_others(_find_ways(view, documents, parts))
    titles = np.where(some("body_token", documents) > 0, some("title_tokens", documents), 0)
    whole = whole_weights(lengths)
    windows = make_windows(events, lengths, titles, PASSAGE, len(slots.weights))
    scores = windows.bm25(slots.weights, min(stats.mean_length, PASSAGE))
    passages, starts = windows.best(scores, len(documents))
    added: dict[str, Scores] = {
        "title": TITLE_WEIGHT * windows.head_scores(slots.weights),
        "lead": np.zeros(len(documents), np.float32),
        "passage": (2 - whole) * passages,
        "focus": np.zeros(len(documents), np.float32),
    }
    if any(makes_a_question(part.correction, len(part.terms)) for part in parts):
        leads = np.minimum(lengths, LEAD)
        windows = make_windows(events, lengths, leads, FOCUS, len(slots.weights))
        added["lead"] = LEAD_WEIGHT * windows.head_scores(slots.weights)
        scores = windows.bm25(slots.weights, min(stats.mean_length, FOCUS))
        scores += np.float32(CLOSENESS) * windows.distinct(slots.word_weights)
        added["focus"], starts = windows.best(scores, len(documents))
    return Passages(starts, whole, added)


def _find_ways(
    view: SegmentView, documents: Documents, parts: Sequence[ScorePart]
) -> list[Events]:
    """What is written in another way than typed, for each word and pair that it stands for."""
    if not view.ways():
        return []
    having = view.have_ways(documents).nonzero()[0]
    if not len(having):
        return []
    documents = documents[having]
    codes, lengths = view.segment.streams(documents)
    found = {
        way: way.find(documents, codes, lengths) for way in view.ways() if way.way.is_scored
    }
    firsts = np.cumsum(lengths) - lengths
    told: dict[tuple[WayInSegment, ...], list[Events]] = {}
    events = []
    for slot, terms in enumerate(_slot_terms(parts), 1):
        ways = tuple(filter(found.__contains__, view.ways_for(terms)))
        if ways not in told:  # all words of a name have the same ones
            places = apart(ways, [found[way] for way in ways], int(lengths.sum()))
            told[ways] = [_events(having, firsts, lengths, each) for each in places]
        events += [each._replace(slot=each.slot + slot) for each in told[ways]]
    return events


def _events(having: Array, firsts: Array, lengths: Array, places: WayPlaces) -> Events:
    """What stands at some places of texts laid end to end, of slot 0."""
    owner = np.searchsorted(firsts + lengths, places.places, "right")
    weight = np.where(places.exact, WAY_WEIGHT, WAY_WEIGHT * FOLDED_WEIGHT)
    slot = np.zeros(len(owner), np.int64)
    return Events(having[owner], places.places - firsts[owner], slot, weight.astype(np.float32))


def _slot_terms(parts: Sequence[ScorePart]) -> list[tuple[str, ...]]:
    """The words of each slot, from slot 1 on: words that count, then pairs."""
    parts = [part for part in parts if part.weight]
    words = [(term.term,) for term in list(word_weights(parts))[:_MOST_WORDS]]
    pairs = [score_part.terms for score_part in parts if len(score_part.terms) == 2]
    return [*words, *(tuple(term.term for term in pair) for pair in pairs)]


def whole_weights(lengths: Array) -> Scores:
    """What the whole of documents of some lengths counts: 1, and down to 1/2 for long ones."""
    weights: Scores = np.clip(LONG / np.maximum(lengths, 1), 0.5, 1).astype(np.float32)
    return weights


def _make_slots(view: SegmentView, parts: Sequence[ScorePart]) -> Slots:
    parts = [part for part in parts if part.weight]
    words = word_weights(parts)
    pairs = [score_part for score_part in parts if len(score_part.terms) == 2]
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
    for slot, score_part in enumerate(pairs, len(counted) + 1):
        first, second = (groups.get(folded_term(term.term), 0) for term in score_part.terms)
        pair_of[first, second] = slot if first and second else 0
    worth = [
        0.0,
        *map(words.__getitem__, counted),
        *(score_part.weight for score_part in pairs),
    ]
    return Slots(
        codes,
        slot_of,
        weights[best],
        np.array(worth, np.float32),
        len(counted),
        pair_of,
        group_of,
    )
