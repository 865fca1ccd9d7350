"""Where in a document's text the words of a query stand, and which passages to show."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from itertools import accumulate

import numpy as np

from vnsearch.index.arrays.array_file import Array
from vnsearch.index.arrays.ranges import first_best
from vnsearch.records import Snippet
from vnsearch.search.bm25 import FOLDED_WEIGHT, PASSAGE
from vnsearch.search.matching.segment_view import SegmentView, Term
from vnsearch.search.showing.snippet import Span, make_snippets
from vnsearch.search.showing.token_places import places_of
from vnsearch.text.paragraphs import WRAPPED_KINDS

_MOST_SPANS = 20_000  # of a word; a text that repeats it more often shows its like


def find_spans(
    view: SegmentView,
    terms: Mapping[Term, float],
    document: int,
    text: str,
    passage: int = -1,
) -> list[Span]:
    """The characters of a document's `text` that answer the terms, each worth its weight.

    A term that something answers exactly is shown there only. What lies in the passage that
    begins at token `passage` of the stream is worth twice.
    """
    segment = view.segment
    body = segment.columns.number("body_token", document)
    found = view.codes(tuple(terms))
    codes = segment.codes(document)[body:]
    others = _spans_of_ways(view, terms, codes, text, passage - body)
    places, rows = found.find(codes)
    if not len(places):
        return others
    entries, counts = found.entries(rows), found.counts[rows]
    words = found.terms[entries]
    worth = _worth(words, found.exact[entries], np.array(list(terms.values())))
    chosen = first_best(worth, counts)
    shown = np.flatnonzero(worth[chosen])
    places, chosen = places[shown], chosen[shown]
    worth = worth[chosen]
    if passage >= 0:
        first, last = np.searchsorted(places + body, (passage, passage + PASSAGE))
        worth[first:last] *= 2
    spans = [
        Span(start, end, word, weight)
        for (start, end), word, weight in zip(
            places_of(text, places), words[chosen].tolist(), worth.tolist(), strict=True
        )
    ]
    return _outside(spans, others) + others if others else spans


def _spans_of_ways(
    view: SegmentView, terms: Mapping[Term, float], codes: Array, text: str, passage: int
) -> list[Span]:
    """What is written in another way than typed, each from its first token to its last."""
    numbers = {term.term: (number, terms[term]) for number, term in enumerate(terms)}
    spans = []
    for way in view.ways:
        words = [numbers[word.term] for word in way.way.words if word.term in numbers]
        found = way.find(codes, np.array([len(codes)]))
        first = found.places[found.exact] if found.exact.any() else found.places
        first = first[:_MOST_SPANS]
        if not words or not len(first):
            continue
        last = first + len(way.way.parts) - 1
        both = np.unique(np.concatenate((first, last)))
        bounds = dict(zip(both.tolist(), places_of(text, both), strict=True))
        weight = sum(worth for _, worth in words)
        for start, end in zip(first.tolist(), last.tolist(), strict=True):
            near = passage >= 0 and passage <= start < passage + PASSAGE
            worth = weight * (2 if near else 1)
            spans.append(Span(bounds[start][0], bounds[end][1], words[0][0], worth))
    return sorted(spans)


def _outside(spans: list[Span], others: list[Span]) -> list[Span]:
    """Those of some spans that do not lie within any of others, both in order."""
    kept = []
    ends = list(accumulate((other.end for other in others), max))
    starts = [other.start for other in others]
    for span in spans:
        before = bisect_right(starts, span.start)
        if before == 0 or ends[before - 1] < span.end:
            kept.append(span)
    return kept


def _worth(words: Array, exact: Array, weights: Array) -> Array:
    """What each of the tokens that answer a word is worth; 0 for those that are not shown."""
    answered = np.zeros(len(weights), bool)
    answered[words[exact]] = True
    worth = weights[words]
    worth[~exact] *= FOLDED_WEIGHT
    worth[answered[words] & ~exact] = 0
    if len(words) > _MOST_SPANS:
        shown = np.bincount(words[worth > 0])
        for word in np.flatnonzero(shown > _MOST_SPANS).tolist():
            worth[np.flatnonzero((words == word) & (worth > 0))[_MOST_SPANS:]] = 0
    return worth


def snippets_of(
    view: SegmentView, terms: Mapping[Term, float], document: int, passage: int, limit: int
) -> tuple[Snippet, ...]:
    """The passages of a document that show best why it was found; `limit` of them at most."""
    if limit < 1:
        return ()
    segment = view.segment
    text = segment.body(document)
    spans = find_spans(view, terms, document, text, passage)
    kind = segment.columns.keywords("kind")[document]
    wrapped = kind in WRAPPED_KINDS
    snippets = make_snippets(text, spans, limit, wrapped=wrapped, paged=kind == "pdf")
    line = segment.columns.number("line", document)
    if line:
        return tuple(
            Snippet(line, snippet.column, snippet.text, snippet.highlights)
            for snippet in snippets
        )
    return snippets
