"""Words side by side: found by their pairs, confirmed in the token streams."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from vnsearch.index.arrays.array_file import Array, Documents
from vnsearch.index.arrays.ranges import cuts, owners
from vnsearch.index.segment.reader import TEXT
from vnsearch.index.segment.token_stream import is_looked_up
from vnsearch.query.clauses import Phrase
from vnsearch.search.matching.segment_view import ClauseMatches, SegmentView
from vnsearch.search.matching.word_list import in_all
from vnsearch.search.variants.term_codes import TermCodes
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
    codes = view.codes(tuple(dict.fromkeys(phrase.words)), field)
    row_of, answers = codes.row_of, _answers(view, phrase, field, codes)
    best = [np.zeros(0, np.int64)]
    for first, last in cuts(view.segment.stream_lengths(field)[candidates], _BATCH):
        documents = candidates[first:last]
        if field == TEXT and is_looked_up(row_of):
            stream, bounds = view.segment.stream, view.segment.stream_bounds(documents)
            bits = wanted, _EXACT, _TYPED
            best.append(stream.find_phrase(*bounds, row_of, answers, bits))
        else:
            stream_codes, lengths = view.segment.streams(documents, field)
            best.append(_confirm(row_of.take(stream_codes), lengths, answers, wanted))
    answered = np.concatenate(best)
    confirmed = (answered >= 0).nonzero()[0]
    exact, spelled = np.divmod(answered[confirmed], len(answers) + 1)
    return ClauseMatches(candidates[confirmed], exact, spelled)


def _is_pair(phrase: Phrase) -> bool:
    """Whether the list of a pair tells all: there are two words, and no marks to look at."""
    words = [query_word(word.term) for word in phrase.words]
    return len(words) == 2 and not any(word.marked or word.spellings[1:] for word in words)


def _answers(view: SegmentView, phrase: Phrase, field: str, codes: TermCodes) -> Array:
    """How the codes of each row answer each word, in bits; 0 for not at all."""
    code_of = view.segment.code_of(field)
    answers = np.zeros((len(phrase.words), len(codes.counts) + 1), np.uint8)
    for row, word in zip(answers, phrase.words, strict=True):
        for variant in view.variants(word, field):
            row[codes.row_of[code_of[variant.ordinal]]] = (
                _FOLDED
                | (_EXACT if variant.exact else 0)
                | (_TYPED if variant.as_typed else 0)
                | (_SAME if variant.same else 0)
            )
    return answers


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


def _confirm(rows: Array, lengths: Array, answers: Array, wanted: int) -> Array:
    """As `TokenStream.find_phrase`, of the rows of streams laid end to end."""
    begin = rows[: max(len(rows) - len(answers) + 1, 0)]
    places = (answers[0].take(begin) & wanted).nonzero()[0]
    for offset, of_word in enumerate(answers[1:], 1):
        places = places[(of_word[rows[places + offset]] & wanted).nonzero()[0]]
    owner = owners(places, lengths)
    whole = (owner == owners(places + len(answers) - 1, lengths)).nonzero()[0]
    places, owner = places[whole], owner[whole]
    exact, typed = np.zeros((2, len(places)), np.int64)
    for offset, of_word in enumerate(answers):
        bits = of_word[rows[places + offset]]
        exact += bits & _EXACT > 0
        typed += bits & _TYPED > 0
    best = np.full(len(lengths), -1, np.int64)
    np.maximum.at(best, owner, exact * (len(answers) + 1) + typed)
    return best
