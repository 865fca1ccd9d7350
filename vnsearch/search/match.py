"""Which documents of a segment a query's clauses accept, and how many words exactly."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from vnsearch.index.arrays import Array
from vnsearch.index.segment import Segment
from vnsearch.search.fields import dated, in_field
from vnsearch.search.lists import SegmentLists, find_among
from vnsearch.search.phrase import read_phrase
from vnsearch.search.query import (
    Clause,
    DateRange,
    Fuzzy,
    InField,
    Not,
    Operand,
    Or,
    Phrase,
    Prefix,
    Query,
    Word,
)


class Accepted(NamedTuple):
    """Documents, rising; beside them how many syllables were answered exactly, as spelled."""

    documents: Array
    exact: Array
    spelled: Array


def accept_all(lists: SegmentLists, query: Query, exact_only: bool) -> Accepted:
    """The live documents that answer every clause."""
    clauses = [clause for clause in query.clauses if not isinstance(clause, Not)]
    words = [lists.word(clause) for clause in clauses if isinstance(clause, Word)]
    others = [
        _clause(lists, clause, exact_only) for clause in clauses if not isinstance(clause, Word)
    ]
    held = [word.exact_documents() if exact_only else word.documents for word in words]
    held += [accepted.documents for accepted in others]
    rarest, *rest = sorted(held, key=len)
    documents = rarest[lists.segment.live[rarest]]
    for chosen in rest:
        documents = documents[find_among(chosen, documents)[1]]
    exact, spelled = np.zeros((2, len(documents)), np.int64)
    for word in words:
        exact += word.exact_among(documents)
        spelled += word.spelled_among(documents)
    for accepted in others:
        places, _ = find_among(accepted.documents, documents)
        exact += accepted.exact[places]
        spelled += accepted.spelled[places]
    return _without(lists, query, Accepted(documents, exact, spelled))


def accept_any(lists: SegmentLists, query: Query, exact_only: bool) -> Accepted:
    """The live documents that answer any clause about their text, and every other."""
    texts = [clause for clause in query.clauses if is_about_text(clause)]
    if not texts:
        return accept_all(lists, query, exact_only)
    mask = np.zeros(lists.segment.documents, bool)
    for clause in texts:
        if isinstance(clause, Word) and not exact_only:
            mask[lists.word(clause).documents] = True
        else:
            mask[_clause(lists, clause, exact_only).documents] = True
    for clause in query.clauses:
        if not isinstance(clause, Not) and not is_about_text(clause):
            kept = np.zeros(len(mask), bool)
            kept[_clause(lists, clause, exact_only).documents] = True
            mask &= kept
    documents = np.flatnonzero(mask & lists.segment.live)
    none = np.zeros(len(documents), np.int64)
    return _without(lists, query, Accepted(documents, none, none))


def is_about_text(clause: Clause) -> bool:
    """Whether a clause asks for words of the text, and not for a field or against them."""
    if isinstance(clause, Or):
        return any(map(is_about_text, clause.operands))
    return isinstance(clause, Word | Phrase | Prefix | Fuzzy)


def _without(lists: SegmentLists, query: Query, accepted: Accepted) -> Accepted:
    """The documents that no exclusion names."""
    kept = np.ones(len(accepted.documents), bool)
    for clause in query.clauses:
        if isinstance(clause, Not):
            kept &= ~np.isin(accepted.documents, _excluded(lists, clause.operand))
    return accepted if kept.all() else Accepted(*(column[kept] for column in accepted))


def _clause(lists: SegmentLists, clause: Clause, exact_only: bool) -> Accepted:
    if isinstance(clause, Or):
        return _either([_operand(lists, operand, exact_only) for operand in clause.operands])
    assert not isinstance(clause, Not)
    return _operand(lists, clause, exact_only)


def _operand(lists: SegmentLists, operand: Operand, exact_only: bool) -> Accepted:
    needed = 1
    if isinstance(operand, DateRange):
        return _dated(lists.segment, operand)
    if isinstance(operand, InField):
        accepted = Accepted(*in_field(lists.segment, operand))
    elif isinstance(operand, Phrase):
        accepted = Accepted(*read_phrase(lists, operand))
        needed = len(operand.words)
    else:
        found = lists.word(operand)
        exact = found.exact_among(found.documents).astype(np.int64)
        spelled = found.spelled_among(found.documents).astype(np.int64)
        accepted = Accepted(found.documents, exact, spelled)
    return _only(accepted, accepted.exact >= needed) if exact_only else accepted


def _dated(segment: Segment, dates: DateRange) -> Accepted:
    documents = dated(segment, dates.first, dates.last)
    none = np.zeros(len(documents), np.int64)
    return Accepted(documents, none, none)


def _only(accepted: Accepted, kept: Array) -> Accepted:
    return Accepted(*(column[kept] for column in accepted))


def _either(found: Sequence[Accepted]) -> Accepted:
    documents = np.unique(np.concatenate([accepted.documents for accepted in found]))
    exact, spelled = np.zeros((2, len(documents)), np.int64)
    for accepted in found:
        places = np.searchsorted(documents, accepted.documents)
        exact[places] = np.maximum(exact[places], accepted.exact)
        spelled[places] = np.maximum(spelled[places], accepted.spelled)
    return Accepted(documents, exact, spelled)


def _excluded(lists: SegmentLists, operand: Operand) -> Array:
    """The documents that an exclusion names: those with the very marks that it types."""
    if isinstance(operand, Phrase):
        return read_phrase(lists, operand, same=True)[0]
    if isinstance(operand, Word):
        read = lists.segment.exact.read
        found = [read(v.number)[0] for v in lists.variants(operand) if v.same]
        return np.concatenate([np.zeros(0, np.intp), *found])
    return _operand(lists, operand, exact_only=True).documents
