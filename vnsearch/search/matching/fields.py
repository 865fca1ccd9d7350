"""The clauses that look at a document's fields: title, path, author, kind and date."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from vnsearch.index.segment.array_file import Array
from vnsearch.index.segment.posting_file import PostingFile
from vnsearch.index.segment.reader import Segment
from vnsearch.query.clauses import InField, Phrase, Prefix, Word
from vnsearch.search.matching.found import Found
from vnsearch.search.matching.prefix_and_fuzzy import prefix_variants
from vnsearch.search.matching.word_variants import QueryWord, Variant, query_word, variants
from vnsearch.text.marks import bears
from vnsearch.text.terms import exact_term, folded_term
from vnsearch.text.tokenize import tokenize


def in_field(segment: Segment, clause: InField) -> Found:
    """The documents whose field answers the clause, and how many of its words exactly."""
    operand = clause.operand
    if clause.name == "kind":
        return _of_kind(segment, operand)
    lexicon, postings = segment.small(clause.name)
    if isinstance(operand, Word):
        return _answering(postings, variants(lexicon, query_word(operand.term)))
    if isinstance(operand, Prefix):
        return _answering(postings, prefix_variants(lexicon, operand.term))
    return _phrase(segment, clause.name, operand)


def dated(segment: Segment, first: str, last: str) -> Array:
    """The documents whose date, which may be a month or a year, meets the days given."""
    dates = segment.columns.numbers("date").astype(np.int64)
    # A month without a day begins on its day 00 and ends on its day 99: nothing lies between.
    latest = dates + np.where(dates % 100 == 0, 99, 0) + np.where(dates % 10000 == 0, 9900, 0)
    low, high = _day(first, 0), _day(last, 99999999)
    return np.flatnonzero((dates > 0) & (dates <= high) & (latest >= low))


def _day(date: str, otherwise: int) -> int:
    return int(date.replace("-", "")) if date else otherwise


def _of_kind(segment: Segment, operand: Word | Phrase | Prefix) -> Found:
    wanted = operand.words[0].term if isinstance(operand, Phrase) else operand.term
    kinds = segment.columns.strings("kind")
    whole = not isinstance(operand, Prefix)
    fits = (kind == wanted if whole else kind.startswith(wanted) for kind in kinds)
    return _counted({number: 1 for number, fit in enumerate(fits) if fit})


def _answering(postings: PostingFile, variants: Sequence[Variant]) -> Found:
    found: dict[int, int] = {}
    for variant in variants:
        for document in postings.read(variant.number).documents.tolist():
            found[document] = max(found.get(document, 0), int(variant.exact))
    return _counted(found)


def _phrase(segment: Segment, name: str, phrase: Phrase) -> Found:
    """Fields are short: their phrases are looked for in what they hold, word by word."""
    lexicon, postings = segment.small(name)
    words = [query_word(word.term) for word in phrase.words]
    documents = np.arange(segment.documents)
    for word in words:
        answering = _answering(postings, variants(lexicon, word)).documents
        documents = np.intersect1d(documents, answering)
    found: dict[int, int] = {}
    for document in documents.tolist():
        terms = [
            exact_term(token.text) for token in tokenize(_content(segment, name, document))
        ]
        places = range(len(terms) - len(words) + 1)
        counts = [_answered(terms[at : at + len(words)], words) for at in places]
        if counts and max(counts) >= 0:
            found[document] = max(counts)
    return _counted(found)


def _answered(terms: list[str], words: list[QueryWord]) -> int:
    """How many of the words the terms beside them answer exactly; -1 if one does not at all."""
    exact = 0
    for term, word in zip(terms, words, strict=True):
        if not any(folded_term(term) == spelling.fold for spelling in word.spellings):
            return -1
        exact += any(bears(term, spelling.term) for spelling in word.spellings)
    return exact


def _content(segment: Segment, name: str, document: int) -> str:
    if name == "path":
        return segment.columns.paths[segment.columns.number("file", document)]
    return segment.columns.strings(name)[document]


def _counted(found: dict[int, int]) -> Found:
    documents = np.array(sorted(found), np.intp)
    counts = np.array([found[number] for number in documents.tolist()], np.int64)
    return Found(documents, counts, counts)
