"""More like this: a document's most telling neighbours, asked for as a query of any words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from vnsearch.index.segment.reader import Segment
from vnsearch.query.clauses import Query, Word
from vnsearch.search.bm25 import K1, Statistics
from vnsearch.search.matching.segment_view import SegmentView

_PAIRS = 20  # that are asked for
_CANDIDATES = 200  # the commonest of the document, which are weighed
_APART = " 1 "  # between two pairs, so that no third is made of their ends

Pair = tuple[str, str]


def query_like(
    segments: Sequence[Segment], segment: Segment, document: int, statistics: Statistics
) -> Query:
    """The pairs of words of a document that tell most of it, each but once; none of a document
    whose pairs no other has.
    """
    counts = _pairs_of(segment, document)
    views = [SegmentView(one, alone=False) for one in segments]
    weights: dict[Pair, float] = {}
    for pair, count in counts.most_common(_CANDIDATES):
        held = sum(view.pair(*pair).count for view in views)
        if held > 1:
            weights[pair] = statistics.weight(held) * count / (count + K1)
    best = sorted(weights, key=lambda pair: (-weights[pair], pair))[:_PAIRS]
    return _as_query(best)


def _pairs_of(segment: Segment, document: int) -> Counter[Pair]:
    """How often each two terms stand side by side in a document."""
    codes = segment.codes(document).tolist()
    terms = segment.lexicon.terms
    text_of = {code: terms[int(segment.stream.term_of[code])] for code in set(codes) if code}
    return Counter(
        (text_of[first], text_of[second])
        for first, second in pairwise(codes)
        if first and second and text_of[first].isalpha() and text_of[second].isalpha()
    )


def _as_query(pairs: Sequence[Pair]) -> Query:
    text, words = "", []
    for pair in pairs:
        for term in pair:
            words.append(Word(term, len(text), len(text) + len(term)))
            text += f"{term} "
        text += _APART.lstrip()
    return Query(text.removesuffix(_APART.lstrip()), tuple(words))
