"""The query that brings the best candidates, by the cluster's own BM25 with our weights.

Which of them are best is told here, by the one rule of ranking; the cluster need only bring
enough. Tiers are steps above any score: one for each word answered exactly, and below it one
for each that is there as typed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from vnsearch.cluster.client.json_queries import (
    Json,
    any_term,
    best_of,
    constant,
    term,
    together,
)
from vnsearch.cluster.client.questions import Asked
from vnsearch.cluster.querying.clauses import Clauses, pair_names
from vnsearch.cluster.querying.grades import way_query
from vnsearch.cluster.querying.vocabulary import beginning_exactly, one_edit_away
from vnsearch.cluster.storage.mapping import PAIRS, WORDS
from vnsearch.query.clauses import Fuzzy, Not, Prefix, Word
from vnsearch.search.bm25 import (
    FOLDED_WEIGHT,
    MARKS_WEIGHT,
    PAIR_WEIGHT,
    TONED_WEIGHT,
    WAY_WEIGHT,
    Statistics,
)
from vnsearch.search.matching.segment_view import Term
from vnsearch.search.ranking.question_words import Asking
from vnsearch.search.ranking.score_parts import scored_pairs, scored_terms
from vnsearch.search.variants.word_variants import query_word
from vnsearch.text.forms import exact_way, fold_way, form
from vnsearch.text.terms import folded_term

_STRONGEST = 60  # words and pairs that score: a server takes no more than 1024 clauses
_MOST_TERMS = 400  # of a prefix that score one by one
_LEAST_IDF = 1e-6
_OF_A_WAY = 0.5  # of its weight that a way adds, whose frequency is not asked for


class ClusterCounts:
    """How many documents of a cluster have what is asked: `score_parts.DocumentCounts`."""

    def __init__(self, clauses: Clauses, asked: Asked) -> None:
        self._clauses = clauses
        self._asked = asked

    def word(self, term: Term) -> int:
        """Those that answer it exactly; if there are none, those that answer it."""
        grades = self._clauses.term(term)
        exact, covering = self._asked.count(grades.exact), self._asked.count(grades.covering)
        return exact or covering

    def pair(self, first: Word, second: Word) -> int:
        """Those that have two words side by side, or what stands for both."""
        return self._asked.count(self._clauses.pair(first, second))


class _Scored(NamedTuple):
    """What adds to scores, and how much at most."""

    weight: float
    query: Json


def ranked(
    clauses: Clauses, matching: Json, asked: Asked, statistics: Statistics, any_words: bool
) -> Json:
    """The documents that match, the likely best first."""
    scored = _Scoring(clauses, asked, statistics).parts()
    scored = sorted(scored, key=lambda part: -part.weight)[:_STRONGEST]
    should = [part.query for part in scored if part.weight]
    if not any_words:
        should += _tiers(clauses, sum(part.weight for part in scored))
    return {"bool": {"filter": [matching], "should": should}}


def _tiers(clauses: Clauses, highest: float) -> list[Json]:
    wanted = [clause for clause in clauses.query.clauses if not isinstance(clause, Not)]
    if len(wanted) > _STRONGEST:
        return []
    words = len(clauses.query.words()) + len(wanted) + 1
    second = 2.0 ** math.ceil(math.log2(highest + 1))
    first = second * 2 ** math.ceil(math.log2(words))
    return list(chain.from_iterable(clauses.tiers(one, first, second) for one in wanted))


class _Scoring:
    """The weights of a query's words and pairs, as queries."""

    def __init__(self, clauses: Clauses, asked: Asked, statistics: Statistics) -> None:
        self._clauses = clauses
        self._asked = asked
        self._statistics = statistics
        self._counts = ClusterCounts(clauses, asked)

    def parts(self) -> list[_Scored]:
        """All that tells for a document."""
        query = self._clauses.query
        asking = Asking(query)
        scored = []
        for each in scored_terms(query):
            correction = asking.word(each.term) if isinstance(each, Word) else 0.0
            weight = self._weight(self._counts.word(each), correction)
            scored.append(_Scored(weight, self._term(each, weight)))
        for first, second in scored_pairs(query):
            correction = asking.pair(first.term, second.term)
            weight = PAIR_WEIGHT * self._weight(self._counts.pair(first, second), correction)
            scored.append(_Scored(weight, self._pair(first, second, weight)))
        return scored

    def _weight(self, documents: int, correction: float) -> float:
        return self._statistics.weight(documents, correction) if documents else 0.0

    def _term(self, wanted: Term, weight: float) -> Json:
        if isinstance(wanted, Prefix):
            return self._prefix(wanted, weight)
        if isinstance(wanted, Fuzzy):
            return self._fuzzy(wanted, weight)
        pieces = [
            self._frequent(WORDS, ways, worth * weight) for ways, worth in self._of(wanted)
        ]
        return best_of(pieces + self._ways(weight, wanted.term))

    def _of(self, word: Word) -> list[tuple[list[str], float]]:
        """The ways of the terms that answer a word, and what one of them is worth."""
        if self._clauses.exact:
            return [([exact_way(word.term)], 1.0)]
        known = query_word(word.term)
        terms = [spelling.term for spelling in known.spellings]
        folds = list(map(fold_way, terms))
        if not known.marked:
            return [(folds, 1.0)]
        more = TONED_WEIGHT if known.toned else MARKS_WEIGHT
        return [
            (list(map(exact_way, terms)), 1.0),
            (list(map(form, terms)), more),
            (folds, FOLDED_WEIGHT),
        ]

    def _prefix(self, prefix: Prefix, weight: float) -> Json:
        terms = beginning_exactly(self._asked, prefix.term)
        if not 0 < len(terms) <= _MOST_TERMS:
            return constant(self._clauses.term(prefix).covering, weight / 2)
        return self._frequent(WORDS, [exact_way(each) for each in terms], weight)

    def _fuzzy(self, fuzzy: Fuzzy, weight: float) -> Json:
        fold = folded_term(fuzzy.term)
        near = sorted({fold_way(each.fold) for each in one_edit_away(self._asked, fold)})
        pieces = [
            self._frequent(WORDS, [exact_way(fuzzy.term)], weight),
            self._frequent(WORDS, [fold_way(fuzzy.term)], weight / 2),
        ]
        if near:
            pieces.append(self._frequent(WORDS, near[:_MOST_TERMS], weight / 4))
        return best_of(pieces)

    def _pair(self, first: Word, second: Word, weight: float) -> Json:
        both = first.term, second.term
        pair = self._frequent(PAIRS, pair_names(*both), weight)
        return best_of([pair, *self._ways(weight, *both)])

    def _ways(self, weight: float, *terms: str) -> list[Json]:
        """What stands for a word, or for two neighbours, that are worth so much."""
        return [
            constant(way_query(way, exactly=False), WAY_WEIGHT * _OF_A_WAY * weight)
            for way in self._clauses.ways_for(*terms)
        ]

    def _frequent(self, field: str, terms: Sequence[str], weight: float) -> Json:
        """Terms that score as one, `weight` at most."""
        terms = sorted(set(terms))
        held = max(self._asked.count(term(field, each)) for each in terms)
        if not held or not weight:
            return constant(any_term(field, terms), 0.0)
        idf = max(self._statistics.idf(min(held, self._statistics.documents)), _LEAST_IDF)
        return together(field, terms, weight / idf)
