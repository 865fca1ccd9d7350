"""What tells for a document: the words of a query and their neighbouring pairs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from vnsearch.index.posting_list import PostingList
from vnsearch.query.clauses import Fuzzy, Not, Or, Phrase, Prefix, Query, Word
from vnsearch.search.bm25 import PAIR_WEIGHT, Statistics
from vnsearch.search.lists import SegmentLists, Term, WordList, count_live


class Evidence(NamedTuple):
    """A word, or a pair of neighbours, that tells for a document; a list for each segment."""

    terms: tuple[Term, ...]
    weight: float  # what it adds to a score, at most; half as much for a pair
    lists: tuple[WordList, ...]


def scored_terms(query: Query) -> tuple[Term, ...]:
    """The different words, prefixes and approximate words that are looked for in the text."""
    found: dict[str, Term] = {}
    for clause in query.clauses:
        if isinstance(clause, Not):
            continue
        for operand in clause.operands if isinstance(clause, Or) else (clause,):
            if isinstance(operand, Phrase):
                found.update((word.term, word) for word in operand.words)
            elif isinstance(operand, Word | Prefix | Fuzzy):
                found[str(operand)] = operand
    return tuple(found.values())


def scored_pairs(query: Query) -> tuple[tuple[Word, Word], ...]:
    """The different pairs of words that stand side by side in the query."""
    found = {
        (first.term, second.term): (first, second)
        for run in query.sequence
        for first, second in pairwise(run)
    }
    return tuple(found.values())


def word_weights(evidence: Sequence[Evidence]) -> dict[Term, float]:
    """The words among the evidence, and what each adds to a score, at most."""
    return {found.terms[0]: found.weight for found in evidence if len(found.terms) == 1}


def gather(
    lists: Sequence[SegmentLists], query: Query, statistics: Statistics
) -> list[Evidence]:
    """All that tells for a document, as the query asks for it."""
    evidence = []
    for term in scored_terms(query):
        words = tuple(segment.word(term) for segment in lists)
        held = _documents(lists, [word.exact for word in words])
        held = held or _documents(lists, [word.covering for word in words])
        if held:
            evidence.append(Evidence((term,), statistics.weight(held), words))
    for first, second in scored_pairs(query):
        pairs = tuple(segment.pair(first.term, second.term) for segment in lists)
        held = _documents(lists, [pair.covering for pair in pairs])
        if held:
            weight = PAIR_WEIGHT * statistics.weight(held)
            evidence.append(Evidence((first, second), weight, pairs))
    return evidence


def _documents(lists: Sequence[SegmentLists], postings: Sequence[Sequence[PostingList]]) -> int:
    """How many documents that are still there have a word, by its lists in each segment."""
    return sum(
        count_live(found, each.segment) for each, found in zip(lists, postings, strict=True)
    )
