"""The terms of every field of a segment in Whoosh's order, which is that of their bytes.

The index orders exact terms by folded term, numbers pairs, and keeps ids and dates as
columns; what Whoosh needs besides is derived when it is first asked for.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import Protocol

import numpy as np

from vnsearch.cached import cached_property
from vnsearch.dates import date_digits
from vnsearch.document_fields import KEYWORD_FIELDS, QUERIED, TEXT_FIELDS
from vnsearch.index.arrays.array_file import Array
from vnsearch.index.segment.columns import document_id
from vnsearch.index.segment.lexicon import Lexicon, StringTable, encode
from vnsearch.index.segment.pair_lexicon import PairLexicon
from vnsearch.index.segment.postings.posting_file import PostingFile
from vnsearch.index.segment.postings.posting_list import PostingList, SparseList
from vnsearch.index.segment.reader import Segment
from vnsearch.text.terms import folded_term

_TEXTS = tuple(field.name for field in TEXT_FIELDS)
_KEYWORDS = tuple(field.name for field in KEYWORD_FIELDS if field in QUERIED)
WHOOSH_FIELDS = tuple(sorted(("exact", "folded", "pairs", "id", "date", *_TEXTS, *_KEYWORDS)))


class PostingLists(Protocol):
    """Posting lists by number, as `PostingFile` gives them."""

    def read(self, ordinal: int) -> PostingList:
        """The list of that number."""

    def count(self, ordinal: int) -> int:
        """How many documents there are, deleted ones included."""


class FieldTerms(Protocol):
    """The terms of one field; a term's number is that of its posting list."""

    @property
    def postings(self) -> PostingLists:
        """The posting lists."""

    def find(self, term: bytes) -> int:
        """The number of a term, or -1."""

    def start_at(self, term: bytes) -> Iterator[tuple[bytes, int]]:
        """All terms that are not below `term`, rising, with their numbers."""


class ExactTerms:
    """Terms grouped by folded term: those of `exact` and of the fields beside it."""

    def __init__(self, lexicon: Lexicon, postings: PostingFile) -> None:
        self.postings = postings
        self._lexicon = lexicon

    @cached_property
    def _order(self) -> list[tuple[bytes, int]]:
        terms = self._lexicon.terms
        return sorted((encode(term), ordinal) for ordinal, term in enumerate(terms))

    def find(self, term: bytes) -> int:
        """The number of a term, or -1; no other group of terms is looked at."""
        fold = self._lexicon.folds.find(folded_term(term.decode("utf-8", "replace")))
        if fold >= 0:
            for ordinal in range(*self._lexicon.variants(fold)):
                if self._lexicon.terms.raw(ordinal) == term:
                    return ordinal
        return -1

    def start_at(self, term: bytes) -> Iterator[tuple[bytes, int]]:
        """All terms that are not below `term`, rising, with their numbers."""
        return iter(self._order[bisect_left(self._order, (term, 0)) :])


class FoldedTerms:
    """Folded terms, whose numbers rise with their bytes."""

    def __init__(self, folds: StringTable, postings: PostingFile) -> None:
        self.postings = postings
        self._folds = folds

    def find(self, term: bytes) -> int:
        """The number of a term, or -1."""
        return _find(self._folds, term)

    def start_at(self, term: bytes) -> Iterator[tuple[bytes, int]]:
        """All terms that are not below `term`, rising, with their numbers."""
        for ordinal in range(self._folds.first_not_below(term), len(self._folds)):
            yield self._folds.raw(ordinal), ordinal


class PairTerms:
    """Two folded terms with a space between.

    A space is below every letter and digit, so the numbers of pairs rise with their bytes.
    """

    def __init__(self, folds: StringTable, pairs: PairLexicon, postings: PostingFile) -> None:
        self.postings = postings
        self._folds = folds
        self._pairs = pairs

    def find(self, term: bytes) -> int:
        """The number of a pair, or -1."""
        first, _, second = term.partition(b" ")
        places = _find(self._folds, first), _find(self._folds, second)
        return self._pairs.find(*places) if min(places) >= 0 else -1

    def start_at(self, term: bytes) -> Iterator[tuple[bytes, int]]:
        """All pairs that are not below `term`, rising, with their numbers."""
        first_term, _, second_term = term.partition(b" ")
        lowest = self._folds.first_not_below(second_term)
        names = [encode(fold) for fold in self._folds]
        for first in range(self._folds.first_not_below(first_term), len(names)):
            start, seconds = self._pairs.seconds(first)
            skipped = 0
            if names[first] == first_term:
                skipped = int(np.searchsorted(seconds.astype(np.int64), lowest))
            for ordinal, second in enumerate(seconds[skipped:].tolist(), start + skipped):
                yield names[first] + b" " + names[second], ordinal


class ColumnTerms:
    """The distinct strings of a column as terms, and the documents that have each."""

    def __init__(self, values: list[str]) -> None:
        documents: dict[bytes, list[int]] = {}
        for document, value in enumerate(values):
            if value:
                documents.setdefault(encode(value), []).append(document)
        self._terms = sorted(documents)
        self._documents = [documents[term] for term in self._terms]

    @property
    def postings(self) -> ColumnTerms:
        """The posting lists: these terms' own."""
        return self

    def find(self, term: bytes) -> int:
        """The number of a term, or -1."""
        ordinal = bisect_left(self._terms, term)
        return ordinal if self._terms[ordinal : ordinal + 1] == [term] else -1

    def start_at(self, term: bytes) -> Iterator[tuple[bytes, int]]:
        """All terms that are not below `term`, rising, with their numbers."""
        for ordinal in range(bisect_left(self._terms, term), len(self._terms)):
            yield self._terms[ordinal], ordinal

    def read(self, ordinal: int) -> SparseList:
        """The documents that have that term, each once."""
        documents = np.array(self._documents[ordinal], np.intp)
        return SparseList(documents, np.ones_like(documents))

    def count(self, ordinal: int) -> int:
        """How many documents have that term."""
        return len(self._documents[ordinal])


def field_terms(segment: Segment, field: str) -> FieldTerms:
    """The terms of one of `WHOOSH_FIELDS`."""
    if field == "exact":
        return ExactTerms(segment.lexicon, segment.exact)
    if field == "folded":
        return FoldedTerms(segment.lexicon.folds, segment.folded)
    if field == "pairs":
        return PairTerms(segment.lexicon.folds, segment.pair_lexicon, segment.pairs)
    if field in _TEXTS:
        return ExactTerms(segment.field(field).lexicon, segment.field(field).postings)
    if field in _KEYWORDS:
        return ColumnTerms(list(segment.columns.keywords(field)))
    if field == "id":
        return ColumnTerms(_ids(segment))
    if field == "date":
        return ColumnTerms(_dates(segment))
    raise KeyError(field)


def field_lengths(segment: Segment, field: str) -> Array | None:
    """The number of terms of every document in a field; None for one of whole values."""
    if field in ("exact", "folded"):
        return segment.lengths
    if field == "pairs":
        return _pair_counts(segment)
    if field in _TEXTS:
        postings = segment.field(field).postings
        lists = postings.read_range(0, len(postings))
        # Sums of whole numbers below 2^53 are exact in the doubles that bincount returns.
        sums = np.bincount(lists.documents, lists.frequencies, segment.documents)
        return sums.astype(np.int64)
    return None


def _ids(segment: Segment) -> list[str]:
    columns = segment.columns
    paths = list(columns.paths)
    files = columns.numbers("file").tolist()
    named = zip(columns.strings("id"), files, columns.strings("part"), strict=True)
    return [document_id(own, paths[file], part) for own, file, part in named]


def _dates(segment: Segment) -> list[str]:
    return [date_digits(date) for date in segment.columns.numbers("date").tolist()]


def _pair_counts(segment: Segment) -> Array:
    """One pair less than tokens on either side of the gap between a title and its text."""
    columns = segment.columns
    text = columns.numbers("body_token").astype(np.int64)  # 0 where no title stands before
    before = np.maximum(text - 2, 0)
    after: Array = np.maximum(columns.numbers("stream_length").astype(np.int64) - text - 1, 0)
    return before + after


def _find(table: StringTable, key: bytes) -> int:
    ordinal = table.first_not_below(key)
    return ordinal if ordinal < len(table) and table.raw(ordinal) == key else -1
