"""Words side by side: found by their pairs, confirmed in the token streams."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from vnsearch.index.segment.array_file import Array
from vnsearch.index.segment.reader import Segment
from vnsearch.query.clauses import Phrase, Word
from vnsearch.search.matching.found import Found
from vnsearch.search.matching.segment_view import SegmentView, in_any
from vnsearch.search.matching.word_variants import query_word

_BATCH = 1 << 21  # tokens looked through at once
_FOLDED, _EXACT, _SPELLED, _SAME = 1, 2, 4, 8  # how a code of the stream answers, in bits


def read_phrase(view: SegmentView, phrase: Phrase, same: bool = False) -> Found:
    """The documents in which the words follow one another; what is exact in each is so in
    its best place.

    `same`: only words with the very marks of the query's count, where those have any.
    """
    if _is_pair(phrase):
        documents = _candidates(view, phrase)
        both = np.full(len(documents), 2)
        return Found(documents, both, both)
    wanted = _SAME if same else _FOLDED
    tables = [_table(view, word) for word in phrase.words]
    none = np.zeros(0, np.int64)
    batches = _batches(view.segment, _candidates(view, phrase))
    found = [Found(none, none, none)]
    found += [_confirm(view.segment, batch, tables, wanted) for batch in batches]
    return Found(*map(np.concatenate, zip(*found, strict=True)))


def _is_pair(phrase: Phrase) -> bool:
    """Whether the list of a pair tells all: there are two words, and no marks to look at."""
    words = [query_word(word.term) for word in phrase.words]
    return len(words) == 2 and not any(word.marked or word.spellings[1:] for word in words)


def _table(view: SegmentView, word: Word) -> Array:
    """How each code of the segment's stream answers a word, in bits; 0 for not at all."""
    stream = view.segment.stream
    table = np.zeros(len(stream.term_of), np.uint8)
    for variant in view.variants(word):
        table[stream.code_of[variant.number]] = (
            _FOLDED
            | (_EXACT if variant.exact else 0)
            | (_SPELLED if variant.spelled else 0)
            | (_SAME if variant.same else 0)
        )
    return table


def _candidates(view: SegmentView, phrase: Phrase) -> Array:
    """The live documents that have every two neighbours of the phrase side by side."""
    segment = view.segment
    pairs = [view.pair(first.term, second.term) for first, second in pairwise(phrase.words)]
    if not pairs:
        return np.flatnonzero(segment.live)
    rarest, *rest = sorted(pairs, key=lambda pair: pair.count)
    documents = rarest.documents[segment.live[rarest.documents]]
    for pair in rest:
        documents = documents[in_any(pair.covering, documents)]
    return documents


def _batches(segment: Segment, documents: Array) -> Iterator[Array]:
    lengths = segment.columns.numbers("stream_length")[documents].astype(np.int64)
    number = np.cumsum(lengths) // _BATCH
    cuts = np.flatnonzero(np.diff(number)) + 1
    yield from np.split(documents, cuts) if len(documents) else ()


def _confirm(segment: Segment, documents: Array, tables: Sequence[Array], wanted: int) -> Found:
    starts = segment.columns.numbers("stream_start")[documents].astype(np.int64)
    lengths = segment.columns.numbers("stream_length")[documents].astype(np.int64)
    codes = segment.stream.gather(starts, starts + lengths)
    owner = np.repeat(np.arange(len(documents)), lengths)
    places = np.flatnonzero(tables[0][codes[: len(codes) - len(tables) + 1]] & wanted)
    for offset, table in enumerate(tables[1:], 1):
        places = places[table[codes[places + offset]] & wanted > 0]
    places = places[owner[places] == owner[places + len(tables) - 1]]
    exact, spelled = np.zeros((2, len(places)), np.int64)
    for offset, table in enumerate(tables):
        bits = table[codes[places + offset]]
        exact += bits & _EXACT > 0
        spelled += bits & _SPELLED > 0
    best = np.full(len(documents), -1, np.int64)
    step = len(tables) + 1
    np.maximum.at(best, owner[places], exact * step + spelled)
    found = np.flatnonzero(best >= 0)
    return Found(documents[found], best[found] // step, best[found] % step)
