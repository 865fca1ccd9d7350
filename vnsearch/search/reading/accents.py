"""What a query with few accents or none most likely says, by the index's own words.

Which marks a word bears beside its neighbours is told by the index; how the query is typed is
one of four ways, and the query itself tells which: with all marks, with none, without the
tones, or now with marks and now without.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

import numpy as np

from vnsearch.index.arrays.array_file import Array
from vnsearch.query.clauses import Query, Word
from vnsearch.search.matching.segment_view import SegmentView
from vnsearch.search.reading.markov import Likely, most_likely
from vnsearch.search.reading.neighbours import count_neighbours
from vnsearch.text.marks import has_marks
from vnsearch.text.syllable import split_tone

_WAYS = np.array((0.5, 1.0, 1.0, 0.005))  # how likely each way of typing is, by measurement
_LEFT_OUT = 0.5  # how likely a word's marks are left out where some words' marks are
_SHOWN = 0.5  # the least confidence for showing a word with other marks than were typed
_SHOWN_ALONE = 0.95  # the same where no neighbour speaks for it
MOST_WORDS = 50  # a longer query is a pasted text, and is read as it is


def likely_terms(views: Sequence[SegmentView], query: Query) -> dict[Word, Likely]:
    """The term that each word of a query most likely means; none for a very long query."""
    words = query.words()
    if not views or not 0 < len(words) <= MOST_WORDS:
        return {}
    runs = [[(word,) for word in run] for run in query.sequence]
    neighbours = count_neighbours(views, runs)
    typed = [
        [_typed(neighbours.answers[word.term], word.term) for (word,) in run] for run in runs
    ]
    likely = most_likely(neighbours, runs, typed, _WAYS)
    return dict(zip(words, chain.from_iterable(likely), strict=True))


def read_query(views: Sequence[SegmentView], query: Query) -> str:
    """The query's text with the marks that its words most likely bear; "" if as typed.

    A word without evidence stays as it is, and so does everything between the words.
    """
    terms = {
        word: likely.term
        for word, likely in likely_terms(views, query).items()
        if likely.confidence >= (_SHOWN if likely.supported else _SHOWN_ALONE)
    }
    text = rewritten(query, terms)
    return "" if text == query.text else text


def rewritten(query: Query, terms: dict[Word, str]) -> str:
    """The query's text with other terms for some of its words, in the case that was typed."""
    parts, end = [], 0
    for word in query.words():
        term = terms.get(word, word.term)
        if term != word.term:
            typed = query.text[word.start : word.end]
            parts += [query.text[end : word.start], _in_case(term, typed)]
            end = word.end
    return "".join((*parts, query.text[end:]))


def _in_case(term: str, typed: str) -> str:
    """The term in capitals, with a capital, or in small letters, as a word was typed."""
    if len(typed) > 1 and typed.isupper():
        return term.upper()
    return term[0].upper() + term[1:] if typed[0].isupper() else term


def _typed(terms: Sequence[str], typed: str) -> Array:
    """[way, term]: how likely the word is typed in each way if the term is meant."""
    same = [term == typed for term in terms]
    bare = [not has_marks(typed)] * len(terms)
    toneless = [_toneless(term) == typed for term in terms]
    kept = [_LEFT_OUT if has_marks(term) or term != typed else 1.0 for term in terms]
    return np.array((same, bare, toneless, kept), float)


@lru_cache(1 << 14)
def _toneless(term: str) -> str:
    return split_tone(term)[0]
