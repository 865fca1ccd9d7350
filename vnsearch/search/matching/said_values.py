"""Where in a document's text some tokens say a value: what an index keeps no signs to tell."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice

import numpy as np

from vnsearch.document_fields import FIELD_OF, split_values
from vnsearch.index.arrays.array_file import Array
from vnsearch.index.segment.reader import TEXT, Segment
from vnsearch.text.numbers import Value, answers, read_values
from vnsearch.text.tokenize import token_bounds

_MOST_READ = 10_000  # of one text; that often a value counts no more than a little less often
_AROUND = 48  # characters before and behind, which tell what digits say
_BETWEEN = r"[\W_]{1,4}"  # two tokens of a value


class SaidValue:
    """A value, and the tokens by which a text says it: of each, the terms that it may be."""

    def __init__(self, value: Value, tokens: Sequence[frozenset[str]]) -> None:
        self._value = value
        first, *others = tokens
        digits = _digits(min(first))
        begun = frozenset(term[len(digits) :] for term in first)
        rest = _BETWEEN.join(map(_any_of, (begun, *others)))
        # Literal digits come first: a text is looked through fast for them. The rest only looks
        # ahead, since a value may begin within another.
        self._runs = re.compile(rf"{digits}(?=((?i:{rest}))(?![^\W_]))").finditer

    def where(self, segment: Segment, field: str, document: int, places: Array) -> Array:
        """Those of the rising places in a document's stream of a field, all at which it has the
        tokens, where its text says the value.
        """
        kept = np.zeros(len(places), bool)
        for first, end, text in _texts(segment, field, document):
            inside = np.flatnonzero((places >= first) & (places < end))
            if len(inside):
                starts = self._starts(text)
                if len(starts) == len(inside):
                    kept[inside] = True
                elif starts:
                    bounds = [start for start, _ in token_bounds(text)]
                    said = [first + bisect_left(bounds, start) for start in starts]
                    kept[inside] = np.isin(places[inside], said)
        said_there: Array = places[kept]
        return said_there

    def _starts(self, text: str) -> list[int]:
        """The characters of a text where it begins to say the value."""
        return [
            start
            for run in islice(self._runs(text), _MOST_READ)
            if not text[(start := run.start()) - 1 : start].isalnum()
            and self._says(text, start, run.end(1))
        ]

    def _says(self, text: str, start: int, end: int) -> bool:
        first = max(start - _AROUND, 0)
        while first and first < start and text[first - 1].isalnum():
            first += 1
        return any(
            first + reading.start == start
            and end - first in (reading.end, reading.with_unit)
            and answers(self._value, reading.value)
            for reading in read_values(text[first : end + _AROUND])
        )


def _digits(term: str) -> str:
    found = re.match("[0-9]*", term)
    return found[0] if found else ""


def _any_of(terms: frozenset[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, sorted(terms, reverse=True)))})"


def _texts(segment: Segment, field: str, document: int) -> Iterator[tuple[int, int, str]]:
    """The texts of a field of a document, and the tokens [first, end) of the stream of each."""
    columns = segment.columns
    if field == TEXT:
        body = columns.number("body_token", document)
        if body:
            yield 0, body - 1, columns.strings("title")[document]
        yield body, columns.number("stream_length", document), segment.body(document)
        return
    if FIELD_OF[field].stored:
        stored = columns.strings(field)[document]
        texts = split_values(stored) if FIELD_OF[field].many else (stored,)
    else:
        texts = (columns.paths[columns.number("file", document)],)
    first = 0
    for text in texts:
        count = len(token_bounds(text))
        yield first, first + count, text
        first += count + 1  # a gap stands between two
