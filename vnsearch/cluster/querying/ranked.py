"""The query that brings the best candidates, by the cluster's own BM25 with our weights.

Which of them are best is told here, by the one rule of ranking; the cluster need only bring
enough. Tiers are steps above any score: one for each word answered exactly, and below it one
for each that is there as typed.
"""

from __future__ import annotations

import math
from itertools import chain
from typing import NamedTuple

from vnsearch.cluster.client.json_queries import (
    Json,
    any_term,
    best_of,
    constant,
    scored_in,
    spans,
    sum_of,
    term,
    together,
)
from vnsearch.cluster.client.questions import Asked
from vnsearch.cluster.querying.clauses import Clauses, pair_names
from vnsearch.cluster.querying.grades import way_places, way_query
from vnsearch.cluster.querying.worth import Worth, repeats, worth
from vnsearch.cluster.storage.mapping import GRAIN, K1_OF, PAIRS, WORDS
from vnsearch.query.clauses import WITH_WAYS, Not, Word
from vnsearch.search.bm25 import PAIR_WEIGHT, WAY_WEIGHT, Statistics
from vnsearch.search.matching.match import is_about_text
from vnsearch.search.matching.segment_view import Term
from vnsearch.search.ranking.question_words import Asking
from vnsearch.search.ranking.score_parts import scored_pairs, scored_terms
from vnsearch.search.ways.way import Way
from vnsearch.text.forms import FOLD, fold_way, term_of_way
from vnsearch.text.syllable import is_bare_syllable
from vnsearch.text.terms import folded_term

_STRONGEST = 60  # words and pairs that score: a server takes no more than 1024 clauses
_MOST_TERMS = 400  # of a prefix that score one by one
_MOST_REPEATED = 1000  # terms that score as one: a server takes no more than 1024
_LEAST_IDF = 1e-6
_OF_A_VALUE = 0.5  # of its weight that a value adds, of which a server keeps no frequency
_VALUE_OFF = (1 - _OF_A_VALUE) * WAY_WEIGHT  # and as much it may be worth beyond
# Of its weight that a row of terms adds where it stands, and at most for how often it does:
# with the field's k1 that is within .06 of what ours makes of up to six times.
_ROW_ONCE, _ROW_OFTEN = 0.3, 1.5
_ROW_OFF = 0.3  # of its weight that it may be worth beyond, if more often


class ClusterCounts:
    """How many documents of a cluster have what is asked: `score_parts.DocumentCounts`."""

    def __init__(self, clauses: Clauses, asked: Asked) -> None:
        self._clauses = clauses
        self._asked = asked
        self._words: dict[Term, int] = {}

    def word(self, term: Term) -> int:
        """Those that answer it exactly; if there are none, those that answer it."""
        if term not in self._words:
            grades = self._clauses.term(term)
            exact = self._asked.count(grades.exact)
            self._words[term] = exact or self._asked.count(grades.covering)
        return self._words[term]

    def pair(self, first: Word, second: Word) -> int:
        """Those that have two words side by side, or what stands for both."""
        return self._asked.count(self._clauses.pair(first, second))

    def ask(self) -> None:
        """Ask all that scores depend on."""
        for each in scored_terms(self._clauses.query):
            self.word(each)
        for pair in scored_pairs(self._clauses.query):
            self.pair(*pair)


class _Scored(NamedTuple):
    """What adds to scores, and how much at most."""

    weight: float
    query: Json


class RankedQuery(NamedTuple):
    """The documents that match, the likely best first; a tier is `step` above the next.

    All that scores adds up to `most`. An occurrence is worth to us `scale` times what it is
    worth to the server, and up to `spread` times that; where a part is not told by its
    occurrences, that has no bound. Below the tier `sure` tiers are told but roughly. As
    much as `hidden` may ours be above what is told.
    """

    query: Json
    step: float
    parts: int
    most: float
    spread: float
    scale: float
    sure: float
    hidden: float


def ranked(
    clauses: Clauses,
    matching: Json,
    counts: ClusterCounts,
    asked: Asked,
    statistics: Statistics,
    any_words: bool,
) -> RankedQuery:
    """The query that ranks what matches."""
    scoring = _Scoring(clauses, counts, asked, statistics)
    scored = [part for part in scoring.parts() if part.weight]
    scored.sort(key=lambda part: -part.weight)
    most, count = sum(part.weight for part in scored), len(scored)
    spread = scoring.spread if count <= _STRONGEST else math.inf
    del scored[_STRONGEST:]
    should = [part.query for part in scored]
    step, sure = math.inf, -math.inf
    if not (any_words and any(map(is_about_text, clauses.query.clauses))):
        highest = (_ROW_ONCE + _ROW_OFTEN) * sum(part.weight for part in scored)
        # No more than is needed: a server adds up in 32 bits.
        step = 2.0 ** math.ceil(math.log2(1.001 * highest)) if highest else 1.0
        tiers, sure = _tiers(clauses, step)
        should += tiers
    query = {"bool": {"filter": [matching], "should": should}}
    return RankedQuery(query, step, count, most, spread, scoring.scale, sure, scoring.hidden)


def _tiers(clauses: Clauses, second: float) -> tuple[list[Json], float]:
    """What adds tiers to scores, and from which on the tiers are ours."""
    wanted = [clause for clause in clauses.query.clauses if not isinstance(clause, Not)]
    if len(wanted) > _STRONGEST:
        return [], math.inf
    words = len(clauses.query.words()) + len(wanted) + 1
    first = second * 2 ** math.ceil(math.log2(words))
    tiers = list(chain.from_iterable(clauses.tiers(one, first, second) for one in wanted))
    if not clauses.is_coarse:
        return tiers, -math.inf
    return tiers, sum(clauses.highest_tier(one, first, second) for one in wanted)


class _Scoring:
    """The weights of a query's words and pairs, as queries."""

    def __init__(
        self,
        clauses: Clauses,
        counts: ClusterCounts,
        asked: Asked,
        statistics: Statistics,
    ) -> None:
        self._clauses = clauses
        self._counts = counts
        self._asked = asked
        self._statistics = statistics
        self.spread = math.inf if clauses.ways else 1.0
        self.scale = 1.0
        self.hidden = 0.0
        self._terms = scored_terms(clauses.query)
        self._pairs = scored_pairs(clauses.query)

    def parts(self) -> list[_Scored]:
        """All that tells for a document."""
        asking = Asking(self._clauses.query)
        scored = []
        for each in self._terms:
            correction = asking.word(each.term) if isinstance(each, Word) else 0.0
            weight = self._weight(self._counts.word(each), correction)
            scored.append(_Scored(weight, self._term(each, weight)))
        for first, second in self._pairs:
            correction = asking.pair(first.term, second.term)
            weight = PAIR_WEIGHT * self._weight(self._counts.pair(first, second), correction)
            scored.append(_Scored(weight, self._pair(first, second, weight)))
        return scored

    def _weight(self, documents: int, correction: float) -> float:
        return self._statistics.weight(documents, correction) if documents else 0.0

    def _term(self, wanted: Term, weight: float) -> Json:
        added = worth(wanted, self._clauses.exact, self._asked)
        if not added:
            self.spread = math.inf
            return constant(self._clauses.term(wanted).covering, weight / 2)
        if len(added) > (_MOST_REPEATED if self._may_scale(added) else _MOST_TERMS):
            self.spread = math.inf
            added = {name: added[name] for name in sorted(added, key=_rarity)[:_MOST_TERMS]}
        scored = self._frequent(WORDS, added, weight)
        ways = self._ways(weight, wanted.term) if isinstance(wanted, WITH_WAYS) else []
        return best_of([scored, *ways])

    def _pair(self, first: Word, second: Word, weight: float) -> Json:
        both = first.term, second.term
        pair = self._frequent(PAIRS, dict.fromkeys(pair_names(*both), 1.0), weight)
        return best_of([pair, *self._ways(weight, *both)])

    def _ways(self, weight: float, *terms: str) -> list[Json]:
        """What stands for a word, or for two neighbours, that are worth so much."""
        ways = self._clauses.ways_for(*terms)
        hidden = [
            _VALUE_OFF if way.value is not None else _ROW_OFF if len(way.parts) > 1 else 0.0
            for way in ways
            if way.is_scored
        ]
        self.hidden += weight * max(hidden, default=0.0)
        return [self._way(way, weight) for way in ways if way.is_scored]

    def _way(self, way: Way, weight: float) -> Json:
        found = way_query(way, exactly=False)
        places = way_places(way, exactly=False)
        if way.value is not None or not weight or not all(places):
            return constant(found, _OF_A_VALUE * WAY_WEIGHT * weight)
        if len(places) == 1:
            often = self._frequent(WORDS, dict.fromkeys(places[0], WAY_WEIGHT), weight)
            return scored_in(found, often)
        # A row of terms counts once where it stands, whatever it is worth: against the k1 of
        # the field that is nearly in proportion, which a first step makes alike for few.
        idf = sum(self._idf(self._held(WORDS, name)) for name in chain.from_iterable(places))
        boost = _ROW_OFTEN * weight / idf / (K1_OF[WORDS] + 1)
        often = scored_in(found, spans(WORDS, places, boost))
        return sum_of([constant(found, _ROW_ONCE * weight), often])

    def _frequent(self, field: str, added: Worth, weight: float) -> Json:
        """Terms that score as one, `weight` at most, an occurrence of each worth so much."""
        held = max(self._held(field, name) for name in _commonest(field, added))
        if not held or not weight:
            return constant(any_term(field, sorted(added)), 0.0)
        parts = GRAIN if field == WORDS else 1
        times, spread = repeats(added, parts)
        self.spread = max(self.spread, spread)
        if sum(times.values()) > _MOST_REPEATED:
            if self._may_scale(added):
                often = _MOST_REPEATED // len(added)
                self.scale = parts * next(iter(added.values())) / often
                times = dict.fromkeys(added, often)
            else:
                self.spread = math.inf
                self._repeat_less(field, times)
        return together(field, times, weight / self._idf(held) / (K1_OF[field] + 1))

    def _may_scale(self, added: Worth) -> bool:
        """Whether ways are worth the same, and nothing else scores."""
        return len(self._terms) == 1 and not self._pairs and len(set(added.values())) == 1

    def _repeat_less(self, field: str, times: dict[str, int]) -> None:
        """Repeat the rarest of very many terms no more."""
        over = sum(times.values()) - _MOST_REPEATED
        for name in sorted(times, key=lambda name: self._held(field, name)):
            fewer = min(over, times[name] - 1)
            times[name] -= fewer
            over -= fewer

    def _idf(self, held: int) -> float:
        """The idf that a server gives a term which so many documents have."""
        return max(self._statistics.idf(min(held, self._statistics.documents)), _LEAST_IDF)

    def _held(self, field: str, name: str) -> int:
        return self._asked.count(term(field, name))


def _commonest(field: str, added: Worth) -> list[str]:
    """Ways of which the commonest is that of all: no way of some letters is more common than
    that of all terms of them.
    """
    if field != WORDS:
        return list(added)
    return [
        name for name in added if name[0] == FOLD or fold_way(term_of_way(name)) not in added
    ]


def _rarity(way: str) -> tuple[bool, int, str]:
    """What puts ways of terms that are likely to be common first."""
    return not is_bare_syllable(folded_term(way[1:])), len(way), way
