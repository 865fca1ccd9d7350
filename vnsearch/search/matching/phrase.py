"""Words side by side: found by their pairs, confirmed in the token streams."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from vnsearch.index.arrays.array_file import Array, Documents
from vnsearch.index.arrays.ranges import cuts, owners
from vnsearch.index.segment.reader import TEXT, Streams
from vnsearch.kernel.library import is_compiled
from vnsearch.query.clauses import Phrase
from vnsearch.search.matching.segment_view import ClauseMatches, SegmentView
from vnsearch.search.matching.word_list import in_all
from vnsearch.search.variants.word_variants import query_word

_BATCH = 1 << 21  # tokens looked through at once
_FOLDED, _EXACT, _TYPED, _SAME = 1, 2, 4, 8  # how a code of the stream answers, in bits


def read_phrase(
    view: SegmentView, phrase: Phrase, field: str = TEXT, same: bool = False
) -> ClauseMatches:
    """The documents in which the words follow one another in a field; what is exact in each
    is so in its best place.

    `same`: only words with the very marks of the query's count, where those have any.
    """
    candidates = (
        _with_pairs(view, phrase) if field == TEXT else _with_words(view, phrase, field)
    )
    if field == TEXT and _is_pair(phrase) and not view.exact:
        both = np.full(len(candidates), 2)
        return ClauseMatches(candidates, both, both)
    wanted = _SAME if same else _FOLDED
    tables = _tables(view, phrase, field)
    best = [np.zeros(0, np.int64)]
    for first, last in cuts(view.segment.stream_lengths(field)[candidates], _BATCH):
        documents = candidates[first:last]
        if field == TEXT and is_compiled():
            stream, bounds = view.segment.stream, view.segment.stream_bounds(documents)
            best.append(stream.find_phrase(*bounds, tables, wanted, _EXACT, _TYPED))
        else:
            best.append(_confirm(view.segment.streams(documents, field), tables, wanted))
    answered = np.concatenate(best)
    confirmed = (answered >= 0).nonzero()[0]
    exact, spelled = np.divmod(answered[confirmed], len(tables) + 1)
    return ClauseMatches(candidates[confirmed], exact, spelled)


def _is_pair(phrase: Phrase) -> bool:
    """Whether the list of a pair tells all: there are two words, and no marks to look at."""
    words = [query_word(word.term) for word in phrase.words]
    return len(words) == 2 and not any(word.marked or word.spellings[1:] for word in words)


def _tables(view: SegmentView, phrase: Phrase, field: str) -> Array:
    """How each code of a field's streams answers each word, in bits; 0 for not at all."""
    code_of = view.segment.code_of(field)
    tables = np.zeros((len(phrase.words), len(code_of) + 1), np.uint8)
    for table, word in zip(tables, phrase.words, strict=True):
        for variant in view.variants(word, field):
            table[code_of[variant.ordinal]] = (
                _FOLDED
                | (_EXACT if variant.exact else 0)
                | (_TYPED if variant.as_typed else 0)
                | (_SAME if variant.same else 0)
            )
    return tables


def _with_pairs(view: SegmentView, phrase: Phrase) -> Documents:
    """The live documents that have every two neighbours of the phrase side by side."""
    pairs = [view.pair(first.term, second.term) for first, second in pairwise(phrase.words)]
    if not pairs:
        return np.flatnonzero(view.segment.live)
    return in_all([pair.covering for pair in pairs], view.segment)


def _with_words(view: SegmentView, phrase: Phrase, field: str) -> Documents:
    """The live documents whose field has every word of the phrase."""
    words = [view.word(word, field) for word in phrase.words]
    return in_all([word.covering for word in words], view.segment)


def _confirm(streams: Streams, tables: Array, wanted: int) -> Array:
    """As `TokenStream.find_phrase`, of streams laid end to end."""
    codes, lengths = streams
    begin = codes[: max(len(codes) - len(tables) + 1, 0)]
    places = (tables[0].take(begin) & wanted).nonzero()[0]
    for offset, table in enumerate(tables[1:], 1):
        places = places[(table[codes[places + offset]] & wanted).nonzero()[0]]
    owner = owners(places, lengths)
    whole = (owner == owners(places + len(tables) - 1, lengths)).nonzero()[0]
    places, owner = places[whole], owner[whole]
    exact, typed = np.zeros((2, len(places)), np.int64)
    for offset, table in enumerate(tables):
        bits = table[codes[places + offset]]
        exact += bits & _EXACT > 0
        typed += bits & _TYPED > 0
    best = np.full(len(lengths), -1, np.int64)
    np.maximum.at(best, owner, exact * (len(tables) + 1) + typed)
    return best
