"""Words of a cluster's vocabulary: those that begin so, and those one edit away."""

from __future__ import annotations

from vnsearch.cluster.client.questions import MOST_TERMS, Asked, VocabularyTerm
from vnsearch.errors import ClusterError
from vnsearch.search.variants.one_edit import is_one_edit
from vnsearch.text.forms import exact_way, fold_way
from vnsearch.text.marks import bears_prefix, begins_as_typed, has_marks
from vnsearch.text.terms import folded_term


def ways_as_typed(asked: Asked, prefix: str) -> list[str]:
    """The ways of the terms that begin with a prefix's letters, with its marks and no others on
    them; where all terms of some letters do, the one way of these.
    """

    def work() -> list[str]:
        terms = _whole(asked.beginning(folded_term(prefix)), f"{prefix}*")
        chosen = {each for each in terms if begins_as_typed(each.term, prefix)}
        others = {each.fold for each in terms if each not in chosen}
        ways = (
            (exact_way if each.fold in others else fold_way)(each.term)
            for each in terms
            if each in chosen
        )
        return list(dict.fromkeys(ways))

    return asked.once(("as typed", prefix), work)


def beginning_exactly(asked: Asked, prefix: str, whole: bool = False) -> list[str]:
    """The terms that begin with a prefix's letters and bear its marks; of very many some, or
    where the `whole` is needed ClusterError.
    """
    terms = asked.beginning(folded_term(prefix))
    terms = _whole(terms, f"{prefix}*") if whole else terms
    marked = has_marks(prefix)
    return [each.term for each in terms if not marked or bears_prefix(each.term, prefix)]


def one_edit_away(asked: Asked, fold: str) -> list[VocabularyTerm]:
    """The terms whose letters are one letter more, less, another or two swapped."""
    if not fold.isascii():
        return []
    terms = _whole(asked.near(fold), f"{fold}~")
    return [each for each in terms if is_one_edit(fold.encode(), each.fold.encode())]


def _whole(terms: list[VocabularyTerm], asked_for: str) -> list[VocabularyTerm]:
    if len(terms) >= MOST_TERMS:
        raise ClusterError(
            f"{asked_for} stands for more than {MOST_TERMS} words there: type more of it"
        )
    return terms
