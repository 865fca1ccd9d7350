"""Words that a phrase alone asks for are lit where a text has the phrase, if it has it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from vnsearch.index.arrays.array_file import Array, Mask
from vnsearch.index.arrays.ranges import kept
from vnsearch.index.segment.token_stream import FoundTokens
from vnsearch.query.clauses import Fuzzy, Phrase, Prefix, Query, Word
from vnsearch.search.matching.segment_view import Term
from vnsearch.search.showing.passage_worth import Marked
from vnsearch.search.variants.term_codes import TermCodes

_TEXT = 32  # bits before the number of a token tell its text


def within_phrases(
    marked: Marked,
    numbers: Array,  # of the token that each is, in its text
    query: Query,
    terms: Sequence[Term],
    codes: TermCodes,  # of the terms
    found: FoundTokens,  # all that answer one
) -> Marked:
    """What answers some terms in some texts, without words of a phrase outside of it, in texts
    where all of it is marked somewhere; what also answers a term alone stays everywhere.
    """
    operands = list(query.operands())
    alone = {each.term for each in operands if isinstance(each, Word | Prefix | Fuzzy)}
    number_of = {
        each.term: number for number, each in enumerate(terms) if isinstance(each, Word)
    }
    phrases = [
        [number_of[word.term] for word in each.words]
        for each in operands
        if isinstance(each, Phrase) and all(word.term in number_of for word in each.words)
    ]
    if not phrases or not len(marked.owner):
        return marked
    texts = int(found.owner[-1]) + 1
    keys: Array = (found.owner << _TEXT) + found.number
    places = keys.searchsorted((marked.owner << _TEXT) + numbers)
    lit = np.zeros(len(keys), bool)
    lit[places] = True
    answers = codes.answers(len(terms))[:, found.row]
    stays: Mask = np.logical_or.reduce(answers[[term.term in alone for term in terms]])
    bound = np.zeros(len(places), bool)
    for words in phrases:
        begins = _standing(answers[words] & lit, keys)
        for offset in range(len(words)):
            stays[begins + offset] = True
        of_phrase, has_it = np.zeros(len(terms), bool), np.zeros(texts, bool)
        of_phrase[words] = has_it[found.owner[begins]] = True
        bound |= of_phrase[marked.word] & has_it[marked.owner]
    shown = ~bound | stays[places]
    return Marked(*(kept(column, shown) for column in marked))


def _standing(answers: Mask, keys: Array) -> Array:
    """The tokens at which words follow one another, given which of them each token answers."""
    last = max(len(keys) - len(answers) + 1, 0)
    begins: Array = answers[0, :last].nonzero()[0]
    for offset, of_word in enumerate(answers[1:], 1):
        follows = of_word[begins + offset] & (keys[begins + offset] == keys[begins] + offset)
        begins = kept(begins, follows)
    return begins
