"""What a word that the index has in no way may stand for: two words, or an abbreviation."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from vnsearch.search.matching.segment_view import SegmentView
from vnsearch.search.reading.corrections import live_count
from vnsearch.search.variants.one_edit import is_one_edit
from vnsearch.text.syllable import is_bare_syllable
from vnsearch.text.synonyms import Wording, common_abbreviations
from vnsearch.text.terms import folded_term

_LONGEST = 14  # letters of two syllables
_SHORTEST = 4  # letters of an abbreviation with a slip in it


def parted(views: Sequence[SegmentView], term: str) -> str:
    """The two syllables, with a space between, that a joined word most likely is; "" if none
    stand side by side. What is sure to be a word needs no suggestion: it is found.
    """
    fold = folded_term(term)
    if len(fold) != len(term) or len(fold) > _LONGEST or is_bare_syllable(fold):
        return ""
    meetings = {
        f"{term[:cut]} {term[cut:]}": _together(views, (term[:cut], term[cut:]))
        for cut in range(1, len(fold))
        if is_bare_syllable(fold[:cut]) and is_bare_syllable(fold[cut:])
    }
    best = max(meetings, key=lambda parts: (meetings[parts], parts), default="")
    return best if best and meetings[best] else ""


def in_full(views: Sequence[SegmentView], term: str) -> str:
    """What the common abbreviation stands for that a term is a slip for; "" if the index does
    not have it, or there are several.
    """
    if len(term) < _SHORTEST:
        return ""
    fold = folded_term(term)
    meant = {
        " ".join(other.wording)
        for wording in common_abbreviations().wordings()
        if len(wording) == 1 and is_one_edit(fold, folded_term(wording[0]))
        for other in common_abbreviations().of(wording)
        if len(other.wording) > 1 and _has(views, other.wording)
    }
    return meant.pop() if len(meant) == 1 else ""


def beside(views: Sequence[SegmentView], words: str) -> int:
    """How many documents have each two neighbours of some words side by side, at most."""
    return min(_together(views, pair) for pair in pairwise(words.split(" ")))


def _together(views: Sequence[SegmentView], pair: tuple[str, str]) -> int:
    return sum(live_count(view, view.pair(*map(folded_term, pair))) for view in views)


def _has(views: Sequence[SegmentView], wording: Wording) -> bool:
    return all(_together(views, pair) for pair in pairwise(wording))
