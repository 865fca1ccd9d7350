"""The words of an index that a prefix or an approximate word of a query stands for."""

from __future__ import annotations

from collections.abc import Iterator

from vnsearch.index.lexicon import Lexicon
from vnsearch.search.words import Variant
from vnsearch.text.marks import bears_prefix, has_marks
from vnsearch.text.terms import folded_term

_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789"
_MARKS_APART, _LETTER_APART = 0.5, 0.25  # what an approximate answer is worth


def prefix_variants(lexicon: Lexicon, prefix: str) -> list[Variant]:
    """The terms that begin with a prefix's letters; exact with all of its marks, if any."""
    first_fold, last_fold = lexicon.folds.prefix_range(folded_term(prefix))
    if first_fold >= last_fold:
        return []
    first, last = lexicon.variants(first_fold)[0], lexicon.variants(last_fold - 1)[1]
    marked = has_marks(prefix)
    found = []
    for number, term in enumerate(lexicon.terms.slice(first, last), first):
        exact = not marked or bears_prefix(term, prefix)
        weight = 1.0 if exact else _MARKS_APART
        found.append(Variant(number, term, weight, 0.0, exact, exact, exact))
    return found


def fuzzy_variants(lexicon: Lexicon, term: str) -> list[Variant]:
    """The terms one edit away; one in a mark or the tone counts for more than in a letter."""
    fold = folded_term(term)
    found = []
    for near in sorted({fold, *_edits(fold)}):
        number = lexicon.folds.find(near)
        if number < 0:
            continue
        first, last = lexicon.variants(number)
        for variant, name in enumerate(lexicon.terms.slice(first, last), first):
            same = name == term
            weight = 1.0 if same else _MARKS_APART if near == fold else _LETTER_APART
            found.append(Variant(variant, name, weight, 0.0, near == fold, same, same))
    return found


def _edits(word: str) -> Iterator[str]:
    """Every word one letter away: left out, put in, replaced, or swapped with its neighbour."""
    for i in range(len(word) + 1):
        head, tail = word[:i], word[i:]
        if tail and len(word) > 1:
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in _ALPHABET:
            yield head + letter + tail
            if tail:
                yield head + letter + tail[1:]
