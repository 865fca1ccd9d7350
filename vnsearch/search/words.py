"""Which words of an index answer a word of the query, and how well.

The marks rule: a word answers when it has the same letters; it answers exactly when it also
bears every mark that was typed. A spelling with i for y, or y for i, answers just below the
one that was typed.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from vnsearch.index.lexicon import Lexicon
from vnsearch.search.bm25 import FOLDED_WEIGHT, MARKS_WEIGHT, RESPELLED_WEIGHT
from vnsearch.text.marks import bears, has_marks
from vnsearch.text.syllable import respelled
from vnsearch.text.terms import folded_term


class Spelling(NamedTuple):
    """One way to write a word of the query."""

    term: str
    fold: str
    weight: float


class QueryWord(NamedTuple):
    """A word of the query, as an exact term."""

    term: str
    marked: bool  # any mark was typed; without one every accent answers exactly
    spellings: tuple[Spelling, ...]  # as typed, then with i for y or y for i if the same word


@lru_cache(1 << 12)
def query_word(term: str) -> QueryWord:
    """A word of the query and the ways to write it."""
    spellings = [Spelling(term, folded_term(term), 1.0)]
    other = respelled(term)
    if other:
        spellings.append(Spelling(other, folded_term(other), RESPELLED_WEIGHT))
    return QueryWord(term, has_marks(term), tuple(spellings))


class Variant(NamedTuple):
    """A term of an index that answers a word of the query."""

    number: int
    term: str
    weight: float  # of one occurrence, against 1 for the very word
    folded: float  # what of that it is worth for its letters alone
    exact: bool  # it bears every mark that was typed
    spelled: bool  # exact, and with the letters that were typed
    same: bool  # it bears no other marks either, or none were typed


def variants(lexicon: Lexicon, word: QueryWord) -> list[Variant]:
    """The terms that answer a word of the query."""
    found = []
    for place, spelling in enumerate(word.spellings):
        fold = lexicon.folds.find(spelling.fold)
        if fold < 0:
            continue
        first, last = lexicon.variants(fold)
        for number, term in enumerate(lexicon.terms.slice(first, last), first):
            exact = not word.marked or bears(term, spelling.term)
            same = not word.marked or term == spelling.term
            full = (1.0 if same else MARKS_WEIGHT) if exact else FOLDED_WEIGHT
            found.append(
                Variant(
                    number,
                    term,
                    full * spelling.weight,
                    FOLDED_WEIGHT * spelling.weight,
                    exact,
                    exact and place == 0,
                    same,
                )
            )
    return found
