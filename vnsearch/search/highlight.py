"""Where in a document's text the words of a query stand, and which passages to show."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from vnsearch.index.segment import Segment
from vnsearch.records import Snippet
from vnsearch.search.bm25 import FOLDED_WEIGHT, PASSAGE
from vnsearch.search.evidence import Evidence
from vnsearch.search.lists import EXACT, SegmentLists, Term
from vnsearch.search.places import places_of
from vnsearch.search.snippet import Span, make_snippets

_MOST_SPANS = 20_000  # of one document; a text that repeats a word more often shows its like


def find_spans(
    lists: SegmentLists,
    terms: Sequence[tuple[Term, float]],
    document: int,
    text: str,
    passage: int = -1,
) -> list[Span]:
    """The characters of a document's `text` that answer the terms, each worth its weight.

    A term that something answers exactly is shown there only. What lies in the passage that
    begins at token `passage` of the stream is worth twice.
    """
    segment = lists.segment
    body = segment.columns.number("body_token", document)
    codes = segment.codes(document)[body:].astype(np.intp)
    answered: dict[int, tuple[float, int]] = {}
    for number, (term, weight) in enumerate(terms):
        bits = lists.table(term)[codes]
        (places,) = (bits & EXACT).nonzero()
        worth = weight
        if not len(places):
            (places,) = bits.nonzero()
            worth = weight * FOLDED_WEIGHT
        places = places[:_MOST_SPANS]
        for place in places.tolist():
            if worth > answered.get(place, (0.0, 0))[0]:
                answered[place] = worth, number
    if not answered:
        return []
    numbers = sorted(answered)
    first, last = (passage - body, passage - body + PASSAGE) if passage >= 0 else (0, 0)
    spans = []
    for number, (start, end) in zip(
        numbers, places_of(text, np.array(numbers, np.intp)), strict=True
    ):
        worth, word = answered[number]
        spans.append(Span(start, end, word, worth * (2 if first <= number < last else 1)))
    return spans


def evidence_terms(evidence: Sequence[Evidence]) -> list[tuple[Term, float]]:
    """The words that tell for a document, and what each is worth."""
    return [(found.terms[0], found.weight) for found in evidence if len(found.terms) == 1]


def snippets_of(
    lists: SegmentLists, evidence: Sequence[Evidence], document: int, passage: int, limit: int
) -> tuple[Snippet, ...]:
    """The passages of a document that show best why it was found; `limit` of them at most."""
    if limit < 1:
        return ()
    segment = lists.segment
    text = segment.body(document)
    spans = find_spans(lists, evidence_terms(evidence), document, text, passage)
    paged = segment.columns.strings("kind")[document] == "pdf"
    snippets = make_snippets(text, spans, limit, paged=paged)
    line = segment.columns.number("line", document)
    if line:
        return tuple(
            Snippet(line, snippet.column, snippet.text, snippet.highlights)
            for snippet in snippets
        )
    return snippets


def document_id(segment: Segment, document: int) -> str:
    """A document's own id, or its path, with its part of the file where it has one."""
    columns = segment.columns
    own = columns.strings("id")[document]
    if own:
        return own
    path = columns.paths[columns.number("file", document)]
    part = columns.strings("part")[document]
    return f"{path}#{part}" if part else path
