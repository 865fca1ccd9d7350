"""What the clauses of a query find, as queries of a cluster.

The rules are those of `search/matching`; here each is put as equal strings and their places.
What answers is one question (`covering`), what answers with every mark typed another
(`exact`), what does so as typed a third (`spelled`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import chain

from vnsearch.cluster.client.json_queries import (
    Json,
    any_term,
    beginning,
    constant,
    either,
    every,
    spans,
    sum_of,
    term,
)
from vnsearch.cluster.client.questions import Asked
from vnsearch.cluster.querying.grades import (
    Grades,
    Level,
    in_levels,
    levels,
    ungraded,
    way_query,
    words_of,
)
from vnsearch.cluster.querying.narrowing import dated
from vnsearch.cluster.querying.vocabulary import one_edit_away, ways_as_typed
from vnsearch.cluster.storage.mapping import PAIRS
from vnsearch.cluster.storage.repeats import pair_name
from vnsearch.document_fields import FIELD_OF
from vnsearch.index.segment.reader import TEXT
from vnsearch.query.clauses import (
    Clause,
    DateRange,
    Fuzzy,
    HalfTyped,
    InField,
    Not,
    Operand,
    Or,
    Phrase,
    Prefix,
    Query,
    Word,
)
from vnsearch.search.matching.match import is_about_text, most_answered
from vnsearch.search.matching.segment_view import Term
from vnsearch.search.variants.word_variants import query_word
from vnsearch.search.ways.way import Way
from vnsearch.text.forms import exact_way, fold_way, form
from vnsearch.text.marks import has_marks
from vnsearch.text.terms import folded_term

_MOST_TERMS = 100  # by which it is told how well the phrases of a query are answered


class Clauses:
    """The clauses of a query; `exact`: only the very words typed answer. `ways` are what else
    stands for words of the query.
    """

    def __init__(self, query: Query, exact: bool, ways: Sequence[Way], asked: Asked) -> None:
        self.query = query
        self.exact = exact
        self.ways = ways
        self._asked = asked
        self._terms: dict[tuple[Term, str], Grades] = {}
        held = (one.operand if isinstance(one, InField) else one for one in query.operands())
        self._phrases = [one for one in held if isinstance(one, Phrase)]

    @property
    def is_coarse(self) -> bool:
        """Whether of a phrase it is only told if it is there as typed, or with every mark."""
        return any(map(self._has_many_levels, self._phrases))

    def ways_in(self, field: str) -> list[Way]:
        """What stands for words of the query in a field."""
        return [way for way in self.ways if way.field == field]

    def ways_for(self, *terms: str, field: str = TEXT) -> list[Way]:
        """What stands in a field for a word, or for two neighbours, of the query."""
        return [way for way in self.ways_in(field) if terms in way.stood_for()]

    def matching(self, any_words: bool, narrowed: Sequence[Json]) -> Json:
        """The documents that answer all clauses, or any about the text and all others."""
        without = [
            self.excluded(clause.operand)
            for clause in self.query.clauses
            if isinstance(clause, Not)
        ]
        wanted = [clause for clause in self.query.clauses if not isinstance(clause, Not)]
        texts = [clause for clause in wanted if is_about_text(clause)]
        if not (any_words and texts):
            return every([*map(self.covering, wanted), *narrowed], without)
        others = [clause for clause in wanted if not is_about_text(clause)]
        conditions = [either(map(self.covering, texts)), *map(self.covering, others)]
        return every([*conditions, *narrowed], without)

    def covering(self, clause: Clause) -> Json:
        """The documents that answer a clause."""
        if isinstance(clause, Or):
            return either(self.grades(operand).covering for operand in clause.operands)
        assert not isinstance(clause, Not)
        return self.grades(clause).covering

    def grades(self, operand: Operand) -> Grades:
        """The documents that answer an operand on its own."""
        if isinstance(operand, DateRange):
            return ungraded(dated(operand.first, operand.last))
        field = TEXT
        if isinstance(operand, InField):
            field, operand = operand.name, operand.operand
            if FIELD_OF[field].type == "keyword":
                return ungraded(_keyword(field, operand))
        if isinstance(operand, Phrase):
            return self._phrase(operand, field)
        return self.term(operand, field)

    def term(self, operand: Term, field: str = TEXT) -> Grades:
        """The documents that answer a word, a prefix or an approximate word."""
        if (operand, field) not in self._terms:
            self._terms[operand, field] = self._graded(operand, field)
        return self._terms[operand, field]

    def _graded(self, operand: Term, field: str) -> Grades:
        words_field = words_of(field)
        if isinstance(operand, Fuzzy):
            return self._fuzzy(operand, words_field)
        if isinstance(operand, Prefix):
            grades = self._prefix(operand, words_field)
            if not isinstance(operand, HalfTyped):
                return grades
        else:
            answers = self._word_terms(operand)
            grades = Grades(*(any_term(words_field, terms) for terms in answers))
        return grades.or_ways(self.ways_for(operand.term, field=field))

    def pair(self, first: Word, second: Word) -> Json:
        """The documents that have two words side by side, or what stands for both."""
        both = first.term, second.term
        ways = [way_query(way, exactly=False) for way in self.ways_for(*both)]
        return either([any_term(PAIRS, pair_names(*both)), *ways])

    def excluded(self, operand: Operand) -> Json:
        """The documents that an exclusion names: those with the very marks that it types."""
        field, named = TEXT, operand
        if isinstance(operand, InField) and FIELD_OF[operand.name].type == "text":
            field, named = operand.name, operand.operand
        words_field = words_of(field)
        if isinstance(named, Phrase):
            return spans(words_field, [self._same_terms(word) for word in named.words])
        if isinstance(named, Word):
            return any_term(words_field, self._same_terms(named))
        return self.grades(operand).exact

    def tiers(self, clause: Clause, first: float, second: float) -> list[Json]:
        """What adds `first` to a score for a word answered exactly, `second` as typed, where
        not all that answer do so.
        """
        if isinstance(clause, Or):
            # The most words exactly may be in one operand, and the most as typed in another.
            apart = [(first, 0.0), (0.0, second)] if most_answered(clause) > 1 else []
            return list(
                chain.from_iterable(
                    self._best(clause, *each) for each in apart or [(first, second)]
                )
            )
        assert not isinstance(clause, Not)
        if not isinstance(clause, DateRange):
            grades = self.grades(clause)
            if grades.exact == grades.covering == grades.spelled:
                return []
        return self._operand_tiers(clause, first, second)

    def _best(self, clause: Or, first: float, second: float) -> list[Json]:
        """What the best of some operands adds."""
        parts = [self._operand_tiers(each, first, second) for each in clause.operands]
        sums = [sum_of(part) for part in parts if part]
        return [{"dis_max": {"queries": sums}}] if sums else []

    def highest_tier(self, clause: Clause, first: float, second: float) -> float:
        """What `tiers` adds to a score at most."""
        graded = self.tiers(clause, first, second)
        return most_answered(clause) * (first + second) if graded else 0.0

    def _operand_tiers(self, clause: Operand, first: float, second: float) -> list[Json]:
        phrase, field = clause, TEXT
        if isinstance(clause, InField):
            phrase, field = clause.operand, clause.name
        if isinstance(phrase, Phrase) and FIELD_OF.get(field, FIELD_OF["title"]).type == "text":
            return self._phrase_tiers(phrase, field, first, second)
        if isinstance(clause, DateRange):
            return []
        grades = self.grades(clause)
        if grades.exact == grades.spelled:
            return [constant(grades.exact, first + second)]
        return [constant(grades.exact, first), constant(grades.spelled, second)]

    def _word_terms(self, word: Word) -> tuple[list[str], list[str], list[str]]:
        """The ways of the terms that answer, that do so exactly, that do so as typed."""
        if self.exact:
            only = [exact_way(word.term)]
            return only, only, only
        known = query_word(word.term)
        covering = [fold_way(spelling.term) for spelling in known.spellings]
        if not known.marked:
            return covering, covering, covering[:1]
        exact = [form(spelling.term) for spelling in known.spellings]
        very = known.toned or self.query.is_one_word
        return covering, exact, [exact_way(word.term) if very else form(word.term)]

    def _same_terms(self, word: Word) -> list[str]:
        """The ways of the terms with the very marks of a word, where it has any."""
        if self.exact:
            return [exact_way(word.term)]
        known = query_word(word.term)
        way = exact_way if known.marked else fold_way
        return [way(spelling.term) for spelling in known.spellings]

    def _prefix(self, prefix: Prefix, words_field: str) -> Grades:
        if self.exact:
            return ungraded(any_term(words_field, ways_as_typed(self._asked, prefix.term)))
        covering = beginning(words_field, fold_way(prefix.term))
        if not has_marks(prefix.term):
            return ungraded(covering)
        exact = beginning(words_field, form(prefix.term))
        return Grades(covering, exact, exact)

    def _fuzzy(self, fuzzy: Fuzzy, words_field: str) -> Grades:
        fold = folded_term(fuzzy.term)
        near = {each.fold for each in one_edit_away(self._asked, fold)}
        folds = [fold_way(each) for each in sorted({fold, *near})]
        exact, spelled = fold_way(fuzzy.term), exact_way(fuzzy.term)
        return Grades(
            any_term(words_field, folds), term(words_field, exact), term(words_field, spelled)
        )

    def _phrase(self, phrase: Phrase, field: str) -> Grades:
        answers = [self._word_terms(word) for word in phrase.words]
        grades = Grades(
            *(spans(words_of(field), places) for places in zip(*answers, strict=True))
        )
        return grades.or_ways(self._ways_of(phrase, field))

    def _ways_of(self, phrase: Phrase, field: str) -> list[Way]:
        if phrase.quoted:
            return []
        return [way for way in self.ways_in(field) if way.answers(phrase.words)]

    def _phrase_tiers(
        self, phrase: Phrase, field: str, first: float, second: float
    ) -> list[Json]:
        """What adds `first` for each word that is exact in the best place, and `second` for
        each that is there as typed.
        """
        size = len(phrase.words)
        whole = [
            constant(way_query(way, True), (first + second) * size)
            for way in self._ways_of(phrase, field)
        ]
        for places in in_levels(self._levels(phrase), self._has_many_levels(phrase)):
            score = first * sum(each.exact for each in places)
            score += second * sum(each.typed for each in places)
            if score:
                found = spans(words_of(field), [each.terms for each in places])
                whole.append(constant(found, score))
        return [{"dis_max": {"queries": whole}}] if whole else []

    def _levels(self, phrase: Phrase) -> list[list[Level]]:
        return [levels(word, *self._word_terms(word)) for word in phrase.words]

    def _has_many_levels(self, phrase: Phrase) -> bool:
        """Whether it is answered in too many ways to tell how well each word of it is."""
        ways = math.prod(map(len, self._levels(phrase)))
        return ways > 2 and ways * len(phrase.words) * len(self._phrases) > _MOST_TERMS


def pair_names(first: str, second: str) -> list[str]:
    """Two neighbouring terms in each of their spellings."""
    return [
        pair_name(left.term, right.term)
        for left in query_word(first).spellings
        for right in query_word(second).spellings
    ]


def _keyword(field: str, wanted: Word | Phrase | Prefix) -> Json:
    if isinstance(wanted, Prefix):
        return beginning(field, wanted.term)
    words = wanted.words if isinstance(wanted, Phrase) else (wanted,)
    return term(field, " ".join(word.term for word in words))
