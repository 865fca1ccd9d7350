"""Where in a document's text some tokens say a value: what an index keeps no signs to tell."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from vnsearch.document_fields import FIELD_OF, split_values
from vnsearch.index.arrays.array_file import Array
from vnsearch.index.segment.reader import TEXT, Segment
from vnsearch.search.matching.token_places import places_of
from vnsearch.text.numbers import Value, answers, read_values
from vnsearch.text.tokenize import token_bounds


def where_said(
    segment: Segment, field: str, document: int, places: Array, size: int, value: Value
) -> Array:
    """Those of some rising places in a document's stream of a field at which `size` tokens
    say the value, as its text has them; the last of them may be its unit.
    """
    kept = np.zeros(len(places), bool)
    for first, end, text in _texts(segment, field, document):
        inside = np.flatnonzero((places >= first) & (places < end))
        said = {
            (reading.start, stop)
            for reading in (read_values(text) if len(inside) else ())
            if answers(value, reading.value)
            for stop in (reading.end, reading.with_unit)
        }
        if said:
            starts = places[inside] - first
            numbers = np.unique(np.concatenate((starts, starts + size - 1)))
            bounds = dict(zip(numbers.tolist(), places_of(text, numbers), strict=True))
            kept[inside] = [
                (bounds[start][0], bounds[start + size - 1][1]) in said
                for start in starts.tolist()
            ]
    return places[kept]


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
