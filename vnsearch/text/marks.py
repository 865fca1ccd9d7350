"""The marks rule: every mark that a query types counts, every mark it leaves out is free.

A mark of a letter (circumflex, breve, horn, stroke, or a foreign one) must be on that letter
of the document's word; a tone belongs to the syllable and must be its tone. Exact terms only.
"""

from __future__ import annotations

from functools import lru_cache
from unicodedata import normalize

from vnsearch.text.syllable import split_tone
from vnsearch.text.terms import folded_term, remembered

_STROKE = "\u0335"


@lru_cache(1 << 16)
def bears(document_term: str, query_term: str) -> bool:
    """Whether the document's term has the same letters and every mark of the query's term."""
    if document_term == query_term:
        return True
    if folded_term(document_term) != folded_term(query_term):
        return False
    letters, tone = anatomy(document_term)
    wanted, wanted_tone = anatomy(query_term)
    return len(wanted) == len(letters) and _begins(letters, tone, wanted, wanted_tone)


def bears_prefix(document_term: str, query_prefix: str) -> bool:
    """Whether the document's term begins with the prefix's letters and has all its marks."""
    if not folded_term(document_term).startswith(folded_term(query_prefix)):
        return False
    return _begins(*anatomy(document_term), *anatomy(query_prefix))


def begins_as_typed(document_term: str, query_prefix: str) -> bool:
    """Whether the document's term begins with the prefix's letters, their marks and no others;
    a tone that the prefix does not have may be on a later letter.
    """
    letters, tone = anatomy(document_term)
    wanted, wanted_tone = anatomy(query_prefix)
    free = 0 if len(letters) > len(wanted) else tone
    return letters[: len(wanted)] == wanted and wanted_tone in (free, tone)


def has_marks(term: str) -> bool:
    """Whether any letter of the term bears a mark or a tone."""
    if term.isascii():
        return False
    letters, tone = anatomy(term)
    return tone > 0 or any(len(letter) > 1 for letter in letters)


_Letter = frozenset[str]  # a letter and its marks


def _begins(
    letters: tuple[_Letter, ...], tone: int, wanted: tuple[_Letter, ...], wanted_tone: int
) -> bool:
    if wanted_tone not in (0, tone) or len(wanted) > len(letters):
        return False
    return all(want <= letter for want, letter in zip(wanted, letters, strict=False))


@remembered
def anatomy(term: str) -> tuple[tuple[_Letter, ...], int]:
    """The term's letters, each with its marks, and its tone."""
    toneless, tone = split_tone(term)
    letters: list[set[str]] = []
    for ch in normalize("NFD", toneless.replace("đ", "d" + _STROKE)):
        if letters and "\u0300" <= ch <= "\u036f":
            letters[-1].add(ch)
        else:
            letters.append({ch})
    return tuple(map(frozenset, letters)), tone
