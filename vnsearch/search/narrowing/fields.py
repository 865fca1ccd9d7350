"""The clauses about fields that hold no words: one of a few values, or a date."""

from __future__ import annotations

import numpy as np

from vnsearch.dates import LAST_DAY, date_number
from vnsearch.index.arrays.array_file import Documents
from vnsearch.index.segment.reader import Segment
from vnsearch.query.clauses import Phrase, Prefix, Word
from vnsearch.text.terms import exact_term
from vnsearch.text.tokenize import tokenize


def having_keyword(segment: Segment, field: str, wanted: Word | Phrase | Prefix) -> Documents:
    """The documents whose value of a keyword field is, or begins with, the one wanted."""
    column = segment.columns.keywords(field)
    fits = [_is_wanted(value, wanted) for value in column.values]
    return np.flatnonzero(np.array(fits, bool)[column.codes])


def _is_wanted(value: str, wanted: Word | Phrase | Prefix) -> bool:
    terms = [exact_term(token.text) for token in tokenize(value)]
    if isinstance(wanted, Prefix):
        return bool(terms) and terms[0].startswith(wanted.term)
    words = wanted.words if isinstance(wanted, Phrase) else (wanted,)
    return terms == [word.term for word in words]


def dated(segment: Segment, first: str, last: str) -> Documents:
    """The documents whose date, which may be a month or a year, meets the days given."""
    dates = segment.columns.numbers("date").astype(np.int64)
    # A month without a day begins on its day 00 and ends on its day 99: nothing lies between.
    latest = dates + np.where(dates % 100 == 0, 99, 0) + np.where(dates % 10000 == 0, 9900, 0)
    low, high = date_number(first), date_number(last or LAST_DAY)
    return np.flatnonzero((dates > 0) & (dates <= high) & (latest >= low))
