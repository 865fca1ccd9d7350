"""Queries of a cluster, as JSON: the few kinds that are used, each made in one place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]

NOTHING: Json = {"match_none": {}}


def term(field: str, value: str | int, boost: float = 1.0) -> Json:
    """The documents with a term."""
    return {"term": {field: {"value": value, "boost": boost} if boost != 1.0 else value}}


def any_term(field: str, values: Sequence[str]) -> Json:
    """The documents with any of some terms, however many."""
    if len(values) == 1:
        return term(field, values[0])
    return {"terms": {field: list(values)}} if values else NOTHING


def beginning(field: str, start: str) -> Json:
    """The documents with a term that begins so."""
    return {"prefix": {field: {"value": start, "rewrite": "constant_score"}}}


def either(queries: Iterable[Json]) -> Json:
    """The documents of any of some queries."""
    several = list(queries)
    if len(several) == 1:
        return several[0]
    return {"bool": {"should": several, "minimum_should_match": 1}} if several else NOTHING


def every(queries: Iterable[Json], without: Iterable[Json] = ()) -> Json:
    """The documents of all of some queries and of none of others."""
    wanted, unwanted = list(queries), list(without)
    if len(wanted) == 1 and not unwanted:
        return wanted[0]
    bool_query: Json = {"filter": wanted or [{"match_all": {}}]}
    return {"bool": {**bool_query, "must_not": unwanted} if unwanted else bool_query}


def constant(query: Json, score: float) -> Json:
    """A query whose documents all score alike."""
    return {"constant_score": {"filter": query, "boost": score}}


def best_of(queries: Sequence[Json]) -> Json:
    """A query that scores as the best of some."""
    return queries[0] if len(queries) == 1 else {"dis_max": {"queries": list(queries)}}


def sum_of(queries: Sequence[Json]) -> Json:
    """A query that scores as some add up to."""
    return queries[0] if len(queries) == 1 else {"bool": {"should": list(queries)}}


def scored_in(found: Json, scored: Json) -> Json:
    """The documents of one query with the scores of another."""
    return {"bool": {"must": [scored], "filter": [found]}}


def together(field: str, terms: Mapping[str, int], boost: float) -> Json:
    """Terms that score as one: their frequencies are added up, each so many times, and the
    commonest tells the idf.
    """
    listed = "|".join("|".join([name] * times) for name, times in terms.items())
    return {"match": {field: {"query": listed, "analyzer": "stacked", "boost": boost}}}


def spans(field: str, places: Sequence[Sequence[str]], boost: float = 1.0) -> Json:
    """The documents in which terms follow one another, any of those of each place; a `boost`
    is for several places.
    """
    clauses = [_span(field, terms) for terms in places]
    if len(clauses) == 1:
        return clauses[0]
    near: Json = {"clauses": clauses, "slop": 0, "in_order": True}
    return {"span_near": {**near, "boost": boost} if boost != 1.0 else near}


def _span(field: str, terms: Sequence[str]) -> Json:
    alternatives: list[Json] = [{"span_term": {field: value}} for value in terms]
    return alternatives[0] if len(alternatives) == 1 else {"span_or": {"clauses": alternatives}}
