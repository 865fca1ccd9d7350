"""What a word of a query may have been meant to be: raw keystrokes, or a slip of the hand.

Whatever comes back is a word of the index.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from operator import ge
from unicodedata import combining, normalize

from vnsearch.query.clauses import Word
from vnsearch.search.matching.segment_view import SegmentView
from vnsearch.search.matching.word_list import WordList, count_live
from vnsearch.search.variants.one_edit import one_edit_away
from vnsearch.text.marks import has_marks
from vnsearch.text.syllable import is_bare_syllable
from vnsearch.text.terms import folded_term
from vnsearch.text.typing import decode_telex, decode_vni, terms_typed

_SHORTEST, _LONGEST = 3, 20  # letters of a word that is looked for with a slip
_SHORTEST_ALONE = 4  # the same for a word that no neighbour tells of
_CLEARLY = 5  # documents, or times as many documents, that leave no doubt
_OFTEN = 10  # a pair in one of so many of a word's documents
_MOST_MEANT = 3  # words that one slip may stand for


def from_keystrokes(views: Sequence[SegmentView], term: str) -> str:
    """The word of the index that a term types in Telex or VNI, a syllable before others; "" if
    none, or if the term is a syllable itself. One in -oong or -ooc is rare, and likely types
    -ông or -ôc.
    """
    if is_bare_syllable(term) and "oo" not in term:
        return ""
    likeliest = filter(None, (decode_telex(term), decode_vni(term)))
    return next((each for each in (*likeliest, *terms_typed(term)) if _has(views, each)), "")


def is_known(views: Sequence[SegmentView], term: str) -> bool:
    """Whether the index has the term with any marks, or in another way."""
    return any(live_count(each, each.answering(_word(term))) for each in views)


def is_answered(views: Sequence[SegmentView], term: str) -> bool:
    """Whether the index has the term with all its marks, and maybe others."""
    word = _word(term)
    return any(
        variant.exact and each.segment.live_occurrences(variant.ordinal)
        for each in views
        for variant in each.variants(word)
    )


def _has(views: Sequence[SegmentView], term: str) -> bool:
    """Whether the index has the term with these marks and no others."""
    word = _word(term)
    return any(
        variant.term == term and each.segment.live_occurrences(variant.ordinal)
        for each in views
        for variant in each.variants(word)
    )


def from_slip(views: Sequence[SegmentView], left: str, term: str, right: str) -> list[str]:
    """The folded words, the likeliest first, that a term between two others ("" for none) may
    be a slip for: a letter is wrong, missing, too many, or swapped with the next.

    A term that the index does not have may be a slip for one that stands beside a neighbour;
    where the index has no neighbour either, for the commonest. One that it has is none, save
    where it never stands beside these neighbours, and the other usually does.
    """
    fold = folded_term(term)
    if not (_SHORTEST <= len(fold) <= _LONGEST and fold.isascii() and fold.isalpha()):
        return []
    known = is_known(views, term)
    if known and (not (left or right) or any(_beside(views, left, term, right))):
        return []
    beside = {other: _beside(views, left, other, right) for other in _near(views, term)}
    meant = [
        other
        for other, counts in beside.items()
        if any(counts) and (not known or is_usual(views, left, other, right))
    ]
    alone = not any(is_known(views, word) for word in (term, left, right) if word)
    if alone and len(fold) >= _SHORTEST_ALONE:
        return _commonest(views, beside)
    meant.sort(key=lambda other: (beside[other].count(0), -sum(beside[other]), other))
    return meant[:_MOST_MEANT]


def is_usual(views: Sequence[SegmentView], left: str, term: str, right: str) -> bool:
    """Whether a term, folded, stands beside each of its neighbours ("" for none) in several
    documents, and in many of all that have the one neighbour or the other.
    """
    counts = _beside(views, left, term, right)
    usual = [_documents(views, word) / _OFTEN for word in (left, right) if word]
    return min(counts, default=0) >= _CLEARLY and any(map(ge, counts, usual))


def _near(views: Sequence[SegmentView], term: str) -> set[str]:
    """The folded words that are one edit away and can bear the marks of the term, if any."""
    fold = folded_term(term)
    near = {
        other for each in views for other in one_edit_away(each.segment.lexicon.folds, fold)
    }
    if not has_marks(term):
        return near
    return {
        other
        for other in near
        for each in views
        if any(keeps_marks(variant.term, term) for variant in each.variants(_word(other)))
    }


def keeps_marks(term: str, typed: str) -> bool:
    """Whether a term of other letters bears, somewhere, every mark that was typed."""
    return _marks(typed) <= _marks(term)


def _marks(term: str) -> set[str]:
    return {ch for ch in normalize("NFD", term) if ch == "đ" or combining(ch)}


def _commonest(views: Sequence[SegmentView], terms: Collection[str]) -> list[str]:
    """The one term that clearly more documents have than any other, if there is one."""
    ranked = sorted(((_documents(views, term), term) for term in terms), reverse=True)
    clear = ranked and (len(ranked) == 1 or ranked[0][0] >= _CLEARLY * ranked[1][0])
    return [ranked[0][1]] if clear else []


def _documents(views: Sequence[SegmentView], term: str) -> int:
    """How many documents have the word, folded."""
    return sum(live_count(each, each.word(_word(term))) for each in views)


def _beside(views: Sequence[SegmentView], left: str, term: str, right: str) -> list[int]:
    """How many documents have it, folded, beside each of the neighbours that there are."""
    pairs = [pair for pair in ((left, term), (term, right)) if all(pair)]
    return [sum(live_count(each, each.pair(*pair)) for each in views) for pair in pairs]


def live_count(view: SegmentView, word_list: WordList) -> int:
    """How many of the documents that answer a word of a segment are still there."""
    return count_live(word_list.covering, view.segment) if word_list.covering else 0


def _word(term: str) -> Word:
    return Word(term, 0, 0)
