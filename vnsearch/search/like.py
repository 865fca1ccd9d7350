"""More like this: a document's most telling neighbours, asked for as a query of any words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from vnsearch.index.segment.reader import Segment
from vnsearch.query.clauses import Query, Word
from vnsearch.search.bm25 import K1, Statistics
from vnsearch.search.matches import Collection, Matches, MatchRules
from vnsearch.search.matching.segment_view import SegmentView
from vnsearch.search.ranking.rank import Ranking
from vnsearch.search.ranking.score_parts import SegmentCounts

_PAIRS = 20  # that are asked for
_CANDIDATES = 200  # the commonest of the document, which are weighed
_APART = " 1 "  # between two pairs, so that no third is made of their ends

Pair = tuple[str, str]


def find_like(
    collection: Collection, segment: Segment, document: int, offset: int, limit: int
) -> tuple[Query, Matches, Ranking] | None:
    """What asks for documents like one, all that answer it, that one too, and a page of the
    others; None where nothing tells what it is like.
    """
    segments = collection.segments
    count_pairs = _PairCounts(segments)
    query = query_like(segment, document, count_pairs, collection.statistics)
    if not query.clauses:
        return None
    matches = collection.answer(query, MatchRules(any_words=True))
    page = collection.page(matches, 0, offset + limit + 1, "score")
    itself = (page.segments == segments.index(segment)) & (page.documents == document)
    return query, matches, page.take(np.flatnonzero(~itself)[offset : offset + limit])


class _PairCounts:
    """How many live documents of some segments have pairs of words, folded."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._counts = SegmentCounts([SegmentView(one, alone=False) for one in segments])

    def __call__(self, pairs: Sequence[Pair]) -> list[int]:
        """The count of each of some pairs."""
        words = [[Word(term, 0, 0) for term in pair] for pair in pairs]
        return [self._counts.pair(first, second) for first, second in words]


def query_like(
    segment: Segment,
    document: int,
    count_pairs: Callable[[Sequence[Pair]], Sequence[int]],
    statistics: Statistics,
) -> Query:
    """The pairs of words of a document that tell most of it, each but once; none of a document
    whose pairs no other has.
    """
    candidates = _pairs_of(segment, document).most_common(_CANDIDATES)
    documents = count_pairs([pair for pair, _ in candidates])
    weights: dict[Pair, float] = {}
    for (pair, count), held in zip(candidates, documents, strict=True):
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
