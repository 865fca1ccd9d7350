"""Whether what documents are said to say in digits is what their tokens are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from vnsearch.index.arrays.array_file import Array
from vnsearch.index.arrays.ranges import cuts
from vnsearch.index.segment.reader import TEXT, Segment
from vnsearch.index.segment.said import SAID_PLACES
from vnsearch.index.verifying.contradiction import demand
from vnsearch.text.values.number_runs import Run
from vnsearch.text.values.said import SAID, tokens_of

_TOKENS = 1 << 20  # looked at together


def check_said(segment: Segment) -> None:
    """Raises Contradiction where the tokens of a value do not stand in its place."""
    runs: dict[str, list[Run]] = {}
    numbers: dict[str, list[int]] = {}
    for ordinal, term in enumerate(segment.field(SAID).lexicon.terms):
        field, run = tokens_of(term)
        runs.setdefault(field or TEXT, []).append(run)
        numbers.setdefault(field or TEXT, []).append(ordinal)
    total = sum(map(len, numbers.values()))
    for field, of_field in runs.items():
        row_of = np.full(total + 1, -1, np.int64)  # by code
        row_of[np.array(numbers[field]) + 1] = np.arange(len(of_field))
        wanted = _codes_of(segment, field, of_field)
        for first, last in cuts(segment.stream_lengths(field), _TOKENS):
            _check_places(segment, field, np.arange(first, last), row_of, wanted)


def _codes_of(segment: Segment, field: str, runs: Sequence[Run]) -> Array:
    """A row for each run: the codes of its tokens in the streams of a field, and -1 behind."""
    lexicon = segment.lexicon_of(field)
    code_of = segment.code_of(field)
    codes = np.full((len(runs), max(map(len, runs))), -1, np.int64)
    tokens = {token for run in runs for token in run}
    terms = enumerate(lexicon.terms)  # passed over once: to look up each token takes longer
    number_of = {term: number for number, term in terms if term in tokens}
    demand(len(number_of) == len(tokens), f"{SAID}.terms")
    for row, run in enumerate(runs):
        codes[row, : len(run)] = code_of[[number_of[token] for token in run]]
    return codes


def _check_places(
    segment: Segment, field: str, documents: Array, row_of: Array, wanted: Array
) -> None:
    codes, lengths = segment.streams(documents, field)
    there = segment.said.of(documents)
    rows = row_of[there.codes]
    owner = np.repeat(np.arange(len(documents)), there.lengths)[rows >= 0]
    places = there.places[rows >= 0].astype(np.int64)
    wanted = wanted[rows[rows >= 0]]
    starts = np.cumsum(lengths) - lengths
    for offset, expected in enumerate(wanted.T):
        some = np.flatnonzero(expected >= 0)
        place = places[some] + offset
        demand((place < lengths[owner[some]]).all(), SAID_PLACES)
        codes_there = codes[starts[owner[some]] + place]
        demand(np.array_equal(codes_there, expected[some]), SAID_PLACES)
