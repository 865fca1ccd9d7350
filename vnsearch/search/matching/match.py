"""Which documents of a segment a query's clauses accept, and how many words exactly."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from vnsearch.document_fields import FIELD_OF
from vnsearch.frozen import NamedTuple
from vnsearch.index.arrays.array_file import Array, Documents, Mask
from vnsearch.index.segment.postings.posting_list import PostingList, SparseList, find_among
from vnsearch.index.segment.reader import TEXT
from vnsearch.query.clauses import (
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
from vnsearch.search.matching.phrase import read_phrase
from vnsearch.search.matching.segment_view import ClauseMatches, SegmentView, Term
from vnsearch.search.matching.word_list import WordList, in_all, in_any, union
from vnsearch.search.narrowing.fields import dated, having_keyword


class Accepted(NamedTuple):
    """Documents, rising, and the tier of each; no tiers where all are of one.

    The tier goes by how many words are answered exactly, then by how many of those as typed;
    it is a number without a sign, as narrow as the query's words allow.
    """

    documents: Documents
    tiers: Array | None

    def among(self, mask: Mask) -> Accepted:
        """Those of the documents that a mask beside them keeps."""
        places = mask.nonzero()[0]
        tiers = None if self.tiers is None else self.tiers[places]
        return Accepted(self.documents[places], tiers)


def accept_all(view: SegmentView, query: Query) -> Accepted:
    """The live documents that answer every clause."""
    clauses = [clause for clause in query.clauses if not isinstance(clause, Not)]
    words = [view.answering(clause) for clause in clauses if isinstance(clause, Word)]
    others = [_clause(view, clause) for clause in clauses if not isinstance(clause, Word)]
    held: list[Sequence[PostingList]] = [word.covering for word in words]
    held += [(SparseList(answer.documents, answer.exact),) for answer in others]
    documents = in_all(held, view.segment)
    step = 1 + sum(map(most_answered, query.clauses))
    exact, spelled = np.zeros((2, len(documents)), np.min_scalar_type(step * step))
    for word in words:
        answered, typed = _grades(word, documents)
        exact += answered
        spelled += typed
    for answer in others:
        places, _ = find_among(answer.documents, documents)
        exact += answer.exact[places].astype(exact.dtype)
        spelled += answer.spelled[places].astype(exact.dtype)
    exact *= exact.dtype.type(step)
    exact += spelled
    return _without(view, query, Accepted(documents, exact))


def most_answered(clause: Clause) -> int:
    """How many words of it a document answers at most, whatever its field."""
    if isinstance(clause, Or):
        return max(map(most_answered, clause.operands))
    asked = clause.operand if isinstance(clause, InField) else clause
    return len(asked.words) if isinstance(asked, Phrase) else 1


def accept_any(view: SegmentView, query: Query) -> Accepted:
    """The live documents that answer any clause about their text, and every other."""
    texts = [clause for clause in query.clauses if is_about_text(clause)]
    if not texts:
        return accept_all(view, query)
    mask = np.zeros(view.segment.documents, bool)
    for clause in texts:
        if isinstance(clause, Word):
            for postings in view.answering(clause).covering:
                postings.mark(mask)
        else:
            mask[_clause(view, clause).documents] = True
    for clause in query.clauses:
        if not isinstance(clause, Not) and not is_about_text(clause):
            kept = np.zeros(len(mask), bool)
            kept[_clause(view, clause).documents] = True
            mask &= kept
    documents = (mask & view.segment.live).nonzero()[0]
    return _without(view, query, Accepted(documents, None))


def is_about_text(clause: Clause) -> bool:
    """Whether a clause asks for words of the text, and not for a field or against them."""
    if isinstance(clause, Or):
        return any(map(is_about_text, clause.operands))
    return isinstance(clause, Word | Phrase | Prefix | Fuzzy)


def _without(view: SegmentView, query: Query, accepted: Accepted) -> Accepted:
    """The documents that no exclusion names."""
    for clause in query.clauses:
        if isinstance(clause, Not):
            named = np.zeros(view.segment.documents, bool)
            named[excluded(view, clause.operand)] = True
            accepted = accepted.among(~named[accepted.documents])
    return accepted


def _clause(view: SegmentView, clause: Clause) -> ClauseMatches:
    if isinstance(clause, Or):
        return _either(view, [_operand(view, operand) for operand in clause.operands])
    assert not isinstance(clause, Not)
    return _operand(view, clause)


def answering(view: SegmentView, operand: Operand) -> Documents:
    """The documents that answer an operand on its own, deleted ones among them."""
    return _operand(view, operand).documents


def _operand(view: SegmentView, operand: Operand) -> ClauseMatches:
    if isinstance(operand, DateRange):
        return _whole(dated(view.segment, operand.first, operand.last), 0)
    field = TEXT
    if isinstance(operand, InField):
        field, operand = operand.name, operand.operand
        if FIELD_OF[field].type == "keyword":
            return _whole(having_keyword(view.segment, field, operand), 1)
    if isinstance(operand, Phrase):
        return _phrase(view, operand, field)
    return _word(view, operand, field)


def _word(view: SegmentView, term: Term, field: str) -> ClauseMatches:
    word = view.answering(term, field)
    exact, spelled = _grades(word, word.documents)
    return ClauseMatches(word.documents, exact.astype(np.int64), spelled.astype(np.int64))


def _grades(word: WordList, documents: Documents) -> tuple[Mask, Mask]:
    """Whether each of some documents that answer a word does so exactly, and as typed."""
    if word.exact == word.covering:
        exact = np.ones(len(documents), bool)
    else:
        exact = in_any(word.exact, documents)
    return exact, exact if word.spelled == word.exact else in_any(word.spelled, documents)


def _phrase(view: SegmentView, phrase: Phrase, field: str) -> ClauseMatches:
    """The documents with a phrase, or with what is written in its place."""
    answers = [read_phrase(view, phrase, field)]
    for way in view.ways(field):
        if not phrase.quoted and way.way.answers(phrase.words):
            exact, other = way.lists
            answers.append(_whole(exact.documents, len(phrase.words)))
            answers.append(_whole(other.documents, 0))
    return _either(view, answers) if len(answers) > 1 else answers[0]


def _whole(documents: Documents, words: int) -> ClauseMatches:
    """Documents that all answer alike, each so many words."""
    same = np.full(len(documents), words)
    return ClauseMatches(documents, same, same)


def _either(view: SegmentView, answers: Sequence[ClauseMatches]) -> ClauseMatches:
    mask = np.zeros(view.segment.documents, bool)
    for answer in answers:
        mask[answer.documents] = True
    documents = np.flatnonzero(mask)
    place_of = np.cumsum(mask) - 1
    exact, spelled = np.zeros((2, len(documents)), np.int64)
    for answer in answers:
        places = place_of[answer.documents]
        exact[places] = np.maximum(exact[places], answer.exact)
        spelled[places] = np.maximum(spelled[places], answer.spelled)
    return ClauseMatches(documents, exact, spelled)


def excluded(view: SegmentView, operand: Operand) -> Documents:
    """The documents that an exclusion names: those with the very marks that it types."""
    field, named = TEXT, operand
    if isinstance(operand, InField) and FIELD_OF[operand.name].type == "text":
        field, named = operand.name, operand.operand
    if isinstance(named, Phrase):
        return read_phrase(view, named, field, same=True).documents
    if isinstance(named, Word):
        file = view.segment.postings_of(field)
        lists = [
            view.read(file, variant.ordinal)
            for variant in view.variants(named, field)
            if variant.same
        ]
        return union(lists, view.segment.documents)
    answer = _operand(view, operand)
    needed = 0 if isinstance(operand, DateRange) else 1
    return answer.documents[answer.exact >= needed]
