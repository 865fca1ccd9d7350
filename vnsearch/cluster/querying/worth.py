"""What an occurrence of a term is worth to a word of a query, told by the ways it is held by.

A token stands in the index as all its ways, so what it is worth is the sum over those of them
that are named here: by its letters a little, by each mark that was typed some more.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from typing import TypeAlias

from vnsearch.cluster.client.questions import Asked
from vnsearch.cluster.querying.vocabulary import (
    beginning_exactly,
    one_edit_away,
    ways_as_typed,
)
from vnsearch.query.clauses import Fuzzy, Prefix, Word
from vnsearch.search.bm25 import FOLDED_WEIGHT, MARKS_WEIGHT, TONED_WEIGHT
from vnsearch.search.matching.segment_view import Term
from vnsearch.search.variants.prefix_and_fuzzy import LETTER_APART, MARKS_APART
from vnsearch.search.variants.word_variants import query_word
from vnsearch.text.forms import exact_way, fold_way, form
from vnsearch.text.marks import has_marks
from vnsearch.text.terms import folded_term

Worth: TypeAlias = Mapping[str, float]  # by way


def worth(wanted: Term, exact: bool, asked: Asked) -> Worth:
    """What each way adds; `exact`: only the very words typed are worth anything."""
    if isinstance(wanted, Word):
        return _of_word(wanted.term, exact)
    return (
        _of_prefix(wanted, exact, asked)
        if isinstance(wanted, Prefix)
        else _of_fuzzy(wanted, asked)
    )


def repeats(added: Worth, grain: int) -> tuple[dict[str, int], float]:
    """How often a query repeats each way, and how many times more than that an occurrence is
    worth at most, whichever of the ways it has.
    """
    times = {name: round(grain * each) for name, each in added.items()}
    repeated = {name: count for name, count in times.items() if count}
    if any(added[name] and name not in repeated for name in added):
        return repeated, math.inf
    # What several ways add up to is off by no more than the worst of them.
    return repeated, max(grain * added[name] / count for name, count in repeated.items())


def _of_word(typed: str, exact: bool) -> Worth:
    if exact:
        return {exact_way(typed): 1.0}
    known = query_word(typed)
    added: dict[str, float] = defaultdict(float)
    for term, _, whole in known.spellings:
        if not known.marked:
            added[fold_way(term)] += whole
            continue
        more = TONED_WEIGHT if known.toned else MARKS_WEIGHT
        added[fold_way(term)] += whole * FOLDED_WEIGHT
        added[form(term)] += whole * (more - FOLDED_WEIGHT)
        added[exact_way(term)] += whole * (1 - more)
    return added


def _of_prefix(prefix: Prefix, exact: bool, asked: Asked) -> Worth:
    if exact:
        return dict.fromkeys(ways_as_typed(asked, prefix.term), 1.0)
    folds = sorted({each.fold for each in asked.beginning(folded_term(prefix.term))})
    if not has_marks(prefix.term):
        return dict.fromkeys(map(fold_way, folds), 1.0)
    letters = dict.fromkeys(map(fold_way, folds), MARKS_APART)
    bearing = map(exact_way, beginning_exactly(asked, prefix.term))
    return letters | dict.fromkeys(bearing, 1 - MARKS_APART)


def _of_fuzzy(fuzzy: Fuzzy, asked: Asked) -> Worth:
    near = sorted({each.fold for each in one_edit_away(asked, folded_term(fuzzy.term))})
    letters = dict.fromkeys(map(fold_way, near), LETTER_APART)
    own = {fold_way(fuzzy.term): MARKS_APART, exact_way(fuzzy.term): 1 - MARKS_APART}
    return letters | own
