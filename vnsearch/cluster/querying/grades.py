"""The documents that answer a clause, in three grades: at all, exactly, and as typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from vnsearch.cluster.client.json_queries import NOTHING, Json, any_term, either, every, spans
from vnsearch.cluster.storage.mapping import FIELD_WORDS, SAID, WORDS
from vnsearch.cluster.storage.said import way_terms
from vnsearch.index.segment.reader import TEXT
from vnsearch.search.ways.way import Part, Way
from vnsearch.text.forms import exact_way, fold_way, form
from vnsearch.text.marks import bears, has_marks
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
