"""The documents that answer a clause, in three grades: at all, exactly, and as typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product
from typing import NamedTuple

from vnsearch.cluster.client.json_queries import NOTHING, Json, any_term, either, every, spans
from vnsearch.cluster.storage.mapping import FIELD_WORDS, SAID, WORDS
from vnsearch.cluster.storage.said import way_terms
from vnsearch.index.segment.reader import TEXT
from vnsearch.query.clauses import Word
from vnsearch.search.variants.word_variants import query_word
from vnsearch.search.ways.way import Part, Way
from vnsearch.text.forms import exact_way, fold_way, form
from vnsearch.text.marks import bears, has_marks
from vnsearch.text.syllable import may_bear_more
from vnsearch.text.terms import folded_term


class Grades(NamedTuple):
    """The documents that answer, those that do so exactly, and those that do so as typed."""

    covering: Json
    exact: Json
    spelled: Json

    def or_ways(self, ways: Sequence[Way]) -> Grades:
        """The same with the documents that have one of some ways."""
        if not ways:
            return self
        whole = [way_query(way, exactly=False) for way in ways]
        exact = [way_query(way, exactly=True) for way in ways]
        return Grades(
            either([self.covering, *whole]),
            either([self.exact, *exact]),
            either([self.spelled, *exact]),
        )


class Level(NamedTuple):
    """Terms that answer a word of a phrase: with every mark typed or not, as typed or not."""

    terms: Sequence[str]
    exact: int
    typed: int


def levels(word: Word, covering: list[str], exact: list[str], typed: list[str]) -> list[Level]:
    """The terms that answer a word in a phrase, in each way, the best first; the worse have the
    better among them.
    """
    known = query_word(word.term)
    found = [Level(typed, 1, 1)]
    if exact != typed and (len(known.spellings) > 1 or may_bear_more(known.term)):
        found.append(Level(exact, 1, 0))
    if covering != exact:
        found.append(Level(covering, 0, 0))
    return found


def in_levels(words: Sequence[Sequence[Level]], few: bool) -> Iterable[Sequence[Level]]:
    """How words may stand beside one another; `few`: only all as typed, or all exactly."""
    if not few:
        return product(*words)
    exact = [[each for each in levels if each.exact] for levels in words]
    return [[each[0] for each in exact], [each[-1] for each in exact]]


def ungraded(query: Json) -> Grades:
    """The grades of a query that is answered in one way alone."""
    return Grades(query, query, query)


def words_of(field: str) -> str:
    """What the tokens of a field are called on the cluster."""
    return WORDS if field == TEXT else FIELD_WORDS[field]


def way_query(way: Way, exactly: bool) -> Json:
    """The documents that have a way, or have it with every mark typed."""
    if way.value is not None:
        return any_term(SAID, way_terms(way))
    places = way_places(way, exactly)
    if not all(places):
        return NOTHING
    standing = spans(words_of(way.field), places)
    if way.barred and way.field == TEXT:
        return every([standing], [{"ids": {"values": sorted(map(str, way.barred))}}])
    return standing


def way_places(way: Way, exactly: bool) -> list[list[str]]:
    """The terms of each place of a way, in a text or a field."""
    return [_part_terms(part, exactly and not way.all_exact) for part in way.parts]


def _part_terms(part: Part, exactly: bool) -> list[str]:
    if not part.only:
        return [form(part.term) if exactly else fold_way(part.term)]
    fold = folded_term(part.term)
    needs_marks = exactly and has_marks(part.term)
    return [
        exact_way(each)
        for each in sorted(part.only)
        if folded_term(each) == fold and not (needs_marks and not bears(each, part.term))
    ]
