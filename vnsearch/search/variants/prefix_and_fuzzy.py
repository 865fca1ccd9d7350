"""The words of an index that a prefix or an approximate word of a query stands for."""

from __future__ import annotations

from vnsearch.index.segment.lexicon import Lexicon
from vnsearch.search.variants.one_edit import one_edit_away
from vnsearch.search.variants.word_variants import Variant
from vnsearch.text.marks import bears_prefix, begins_as_typed, has_marks
from vnsearch.text.terms import folded_term

MARKS_APART, LETTER_APART = 0.5, 0.25  # what an approximate answer is worth


def prefix_variants(lexicon: Lexicon, prefix: str, as_typed: bool = False) -> list[Variant]:
    """The terms that begin with a prefix's letters; exact with all of its marks, if any.

    `as_typed`: only those that bear no other marks on these letters.
    """
    first_fold, last_fold = lexicon.folds.prefix_range(folded_term(prefix))
    if first_fold >= last_fold:
        return []
    first, last = lexicon.variants(first_fold)[0], lexicon.variants(last_fold - 1)[1]
    marked = has_marks(prefix)
    variants = []
    for ordinal, term in enumerate(lexicon.terms.slice(first, last), first):
        if as_typed and not begins_as_typed(term, prefix):
            continue
        exact = not marked or bears_prefix(term, prefix)
        weight = 1.0 if exact else MARKS_APART
        variants.append(Variant(ordinal, term, weight, 0.0, exact, exact, exact, exact))
    return variants


def fuzzy_variants(lexicon: Lexicon, typed: str) -> list[Variant]:
    """The terms one edit away; one in a mark or the tone counts for more than in a letter."""
    fold = folded_term(typed)
    variants = []
    others = one_edit_away(lexicon.folds, fold) if fold.isascii() else []
    for near in sorted({fold, *others}):
        fold_ordinal = lexicon.folds.find(near)
        if fold_ordinal < 0:
            continue
        first, last = lexicon.variants(fold_ordinal)
        for ordinal, term in enumerate(lexicon.terms.slice(first, last), first):
            same = term == typed
            weight = 1.0 if same else MARKS_APART if near == fold else LETTER_APART
            variants.append(Variant(ordinal, term, weight, 0.0, near == fold, same, same, same))
    return variants
