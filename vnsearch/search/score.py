"""The score of a document: BM25 of the query's words and of their neighbouring pairs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from vnsearch.index.arrays import Array
from vnsearch.search.bm25 import PAIR_WEIGHT, Statistics, saturate
from vnsearch.search.lists import (
    SegmentLists,
    Term,
    WordList,
    frequencies_among,
    frequencies_of_all,
)
from vnsearch.search.query import Fuzzy, Not, Or, Phrase, Prefix, Query, Word

_FEW = 16  # to look documents up in lists costs as much as so many that are added up


class Evidence(NamedTuple):
    """A word, or a pair of neighbours, that tells for a document; a list for each segment."""

    terms: tuple[Term, ...]
    weight: float  # its inverse document frequency; half of it for a pair
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


def gather(
    lists: Sequence[SegmentLists], query: Query, statistics: Statistics
) -> list[Evidence]:
    """All that tells for a document, as the query asks for it."""
    evidence = []
    for term in scored_terms(query):
        found = [segment.word(term) for segment in lists]
        exact = _live(lists, [word.exact_documents() for word in found])
        held = exact or _live(lists, [word.documents for word in found])
        if held:
            evidence.append(Evidence((term,), statistics.idf(held), tuple(found)))
    for first, second in scored_pairs(query):
        pairs = tuple(segment.pair(first.term, second.term) for segment in lists)
        held = _live(lists, [pair.documents for pair in pairs])
        if held:
            weight = PAIR_WEIGHT * statistics.idf(held)
            evidence.append(Evidence((first, second), weight, pairs))
    return evidence


def _live(lists: Sequence[SegmentLists], documents: Sequence[Array]) -> int:
    """How many of the documents are still there."""
    total = 0
    for segment_lists, chosen in zip(lists, documents, strict=True):
        segment = segment_lists.segment
        total += int(segment.live[chosen].sum()) if len(segment.deleted) else len(chosen)
    return total


def score(evidence: Sequence[Evidence], number: int, documents: Array, norms: Array) -> Array:
    """The scores of some rising documents of segment `number`; the norms are of them all."""
    if _FEW * len(documents) > len(norms):
        return _score_all(evidence, number, norms)[documents]
    scores = np.zeros(len(documents), np.float32)
    chosen = norms[documents]
    for found in evidence:
        frequencies = frequencies_among(found.lists[number], documents)
        scores += np.float32(found.weight) * saturate(frequencies, chosen)
    return scores


def _score_all(evidence: Sequence[Evidence], number: int, norms: Array) -> Array:
    scores = np.zeros(len(norms), np.float32)
    for found in evidence:
        word = found.lists[number]
        frequencies = frequencies_of_all(word, len(norms))
        impacts = saturate(frequencies, norms[word.documents])
        scores[word.documents] += np.float32(found.weight) * impacts
    return scores
