"""What tells for a document: the words of a query and their neighbouring pairs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

from vnsearch.frozen import NamedTuple
from vnsearch.index.segment.postings.posting_list import PostingList
from vnsearch.query.clauses import Fuzzy, Prefix, Query, Word, words_of
from vnsearch.search.bm25 import PAIR_WEIGHT, Statistics
from vnsearch.search.matching.segment_view import SegmentView, Term
from vnsearch.search.matching.word_list import WordList, count_live
from vnsearch.search.ranking.question_words import Asking

_FAINT = 0.01


class ScorePart(NamedTuple):
    """A word, or a pair of neighbours, that tells for a document; a list for each segment."""

    terms: tuple[Term, ...]
    weight: float  # what it adds to a score, at most; half as much for a pair
    lists: tuple[WordList, ...]
    correction: float = 0.0  # of its idf; below 0 where it is of asking


def scored_terms(query: Query) -> tuple[Term, ...]:
    """The different words, prefixes and approximate words that are looked for in the text."""
    terms: dict[str, Term] = {}
    for operand in query.operands():
        # A word is one, whether it stands in quotation marks or not.
        terms.update((word.term, word) for word in words_of(operand))
        if isinstance(operand, Prefix | Fuzzy):
            terms[str(operand)] = operand
    return tuple(terms.values())


def scored_pairs(query: Query) -> tuple[tuple[Word, Word], ...]:
    """The different pairs of words that stand side by side in the query."""
    pairs = {
        (first.term, second.term): (first, second)
        for run in query.sequence
        for first, second in pairwise(run)
    }
    return tuple(pairs.values())


def word_weights(parts: Sequence[ScorePart]) -> dict[Term, float]:
    """The words among the parts, and what each adds to a score, at most; never quite nothing,
    so that a word of asking is shown where it stands.
    """
    return {part.terms[0]: part.weight or _FAINT for part in parts if len(part.terms) == 1}


class DocumentCounts(Protocol):
    """How many documents of an index, which is more than some segments, have what is asked."""

    def word(self, term: Term) -> int:
        """Those that answer it exactly; if there are none, those that answer it."""
        ...

    def pair(self, first: Word, second: Word) -> int:
        """Those that have two words side by side, or what stands for both."""
        ...


class SegmentCounts:
    """Counts over segments that are all of an index."""

    def __init__(self, views: Sequence[SegmentView]) -> None:
        self._views = views

    def word(self, term: Term) -> int:
        """The live documents that answer it exactly; if there are none, that answer it."""
        words = [view.answering(term) for view in self._views]
        held = _documents(self._views, [word.exact for word in words])
        return held or _documents(self._views, [word.covering for word in words])

    def pair(self, first: Word, second: Word) -> int:
        """The live documents that have two words side by side, or what stands for both."""
        pairs = [view.answering_pair(first.term, second.term) for view in self._views]
        return _documents(self._views, [pair.covering for pair in pairs])


def gather(
    views: Sequence[SegmentView], query: Query, statistics: Statistics, counts: DocumentCounts
) -> list[ScorePart]:
    """All that tells for a document, as the query asks for it."""
    parts = []
    asking = Asking(query)
    for term in scored_terms(query):
        words = tuple(view.answering(term) for view in views)
        held = counts.word(term)
        correction = asking.word(term.term) if isinstance(term, Word) else 0.0
        if held:
            weight = statistics.weight(held, correction)
            parts.append(ScorePart((term,), weight, words, correction))
    for first, second in scored_pairs(query):
        pairs = tuple(view.answering_pair(first.term, second.term) for view in views)
        held = counts.pair(first, second)
        correction = asking.pair(first.term, second.term)
        if held:
            weight = PAIR_WEIGHT * statistics.weight(held, correction)
            parts.append(ScorePart((first, second), weight, pairs, correction))
    return parts


def _documents(views: Sequence[SegmentView], postings: Sequence[Sequence[PostingList]]) -> int:
    """How many documents that are still there have a word, by its lists in each segment."""
    return sum(
        count_live(lists, each.segment) for each, lists in zip(views, postings, strict=True)
    )
