"""Which words of an index answer a word of the query, and how well.

The marks rule: a word answers when it has the same letters; it answers exactly when it also
bears every mark that was typed. It answers as typed when no i is written for y, and when it
bears no other marks either: those may be left out only where the tone was. A spelling with i
for y, or y for i, answers just below the one that was typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from weakref import WeakKeyDictionary

from vnsearch.frozen import NamedTuple
from vnsearch.index.segment.lexicon import Lexicon
from vnsearch.search.bm25 import FOLDED_WEIGHT, MARKS_WEIGHT, RESPELLED_WEIGHT, TONED_WEIGHT
from vnsearch.text.marks import bears, has_marks
from vnsearch.text.syllable import respelled, split_tone
from vnsearch.text.terms import folded_term

_REMEMBERED = 1 << 12  # words; there are not many more syllables


class Spelling(NamedTuple):
    """One way to write a word of the query."""

    term: str
    fold: str
    weight: float


class QueryWord(NamedTuple):
    """A word of the query, as an exact term."""

    term: str
    marked: bool  # any mark was typed; without one every accent answers exactly
    toned: bool  # its tone was typed, and so it is taken as typed in full
    spellings: tuple[Spelling, ...]  # as typed, then with i for y or y for i if the same word


@lru_cache(_REMEMBERED)
def query_word(term: str) -> QueryWord:
    """A word of the query and the ways to write it."""
    spellings = [Spelling(term, folded_term(term), 1.0)]
    other = respelled(term)
    if other:
        spellings.append(Spelling(other, folded_term(other), RESPELLED_WEIGHT))
    return QueryWord(term, has_marks(term), split_tone(term)[1] > 0, tuple(spellings))


class Variant(NamedTuple):
    """A term of an index that answers a word of the query."""

    ordinal: int
    term: str
    weight: float  # of one occurrence, against 1 for the very word
    folded: float  # what of that it is worth for its letters alone
    exact: bool  # it bears every mark that was typed
    spelled: bool  # exact, and with the letters that were typed
    same: bool  # it bears no other marks either, or none were typed
    as_typed: bool  # spelled; and the same, if the tone was typed


_found: WeakKeyDictionary[Lexicon, dict[str, Sequence[Variant]]] = WeakKeyDictionary()


def variants(lexicon: Lexicon, word: QueryWord) -> Sequence[Variant]:
    """The terms that answer a word of the query; looked up once, while the lexicon is open."""
    remembered = _found.setdefault(lexicon, {})
    if word.term not in remembered:
        if len(remembered) >= _REMEMBERED:
            remembered.clear()
        remembered[word.term] = _look_up(lexicon, word)
    return remembered[word.term]


def named_variants(lexicon: Lexicon, term: str, only: frozenset[str]) -> list[Variant]:
    """The terms of a dictionary that are among those named, or have all letters of a term."""
    if only:
        return [
            variant._replace(exact=bears(name, term))
            for name in sorted(only)
            for variant in variants(lexicon, query_word(name))
            if variant.term == name
        ]
    fold = folded_term(term)
    found = variants(lexicon, query_word(term))
    return [variant for variant in found if folded_term(variant.term) == fold]


def only_typed(answers: Sequence[Variant], typed: str) -> list[Variant]:
    """Those of the variants of a word that are the very term typed."""
    return [variant for variant in answers if variant.term == typed]


def _look_up(lexicon: Lexicon, word: QueryWord) -> list[Variant]:
    answers = []
    for spelling_number, spelling in enumerate(word.spellings):
        fold = lexicon.folds.find(spelling.fold)
        if fold < 0:
            continue
        first, last = lexicon.variants(fold)
        for ordinal, term in enumerate(lexicon.terms.slice(first, last), first):
            exact = not word.marked or bears(term, spelling.term)
            same = not word.marked or term == spelling.term
            spelled = exact and spelling_number == 0
            more = TONED_WEIGHT if word.toned else MARKS_WEIGHT
            full = (1.0 if same else more) if exact else FOLDED_WEIGHT
            answers.append(
                Variant(
                    ordinal,
                    term,
                    full * spelling.weight,
                    FOLDED_WEIGHT * spelling.weight,
                    exact,
                    spelled,
                    same,
                    spelled and (same or not word.toned),
                )
            )
    return answers
