"""The ways of a term: what else it may be asked for by, so that the marks rule is one look-up.

An index that only finds equal strings holds a token as its fold, as every partly marked form
that it answers, and as itself, all at one place: `hội` is `/hoi`, `+0hôi`, `+5hoi`, `+5hôi` and
`=hội`. The tone stands in front, so that what begins with a tone is the beginning of a string.
A term bears all marks of a query's term exactly if it has that term's one `form`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import combinations, product
from unicodedata import normalize

from vnsearch.text.marks import anatomy, has_marks
from vnsearch.text.terms import folded_term, remembered

FOLD = "/"  # a way that begins so is of all terms of some letters
_FORM, _EXACT = "+", "="
_MOST_MARKS = 10  # of a term; Vietnamese has two a syllable
_LONGEST = 4000  # characters; two as a pair are sure to be no more than 32766 bytes
_KEPT = 64  # characters of a longer way, before its digest


def fold_way(term: str) -> str:
    """The way that all terms of the same letters have."""
    return _limited(FOLD + folded_term(term))


def exact_way(term: str) -> str:
    """The way that only the very term has."""
    return _limited(_EXACT + term)


def form(term: str) -> str:
    """The one way that every term has which bears all marks of this one."""
    if not has_marks(term):
        return fold_way(term)
    letters, tone = _letters(term)
    return _limited(f"{_FORM}{tone}" + _word(base + "".join(marks) for base, marks in letters))


def term_of_way(way: str) -> str:
    """The term whose way it is, or form; of one that is too long none."""
    return way[2:] if way[0] == _FORM else way[1:]


@remembered
def ways(term: str) -> tuple[str, ...]:
    """All ways of a term, its fold first and itself last."""
    if term.isascii():
        return fold_way(term), exact_way(term)
    partly = sorted(set(map(_limited, _partly_marked(term))))
    return (fold_way(term), *partly, exact_way(term))


def _partly_marked(term: str) -> Iterator[str]:
    letters, tone = _letters(term)
    if sum(len(marks) for _, marks in letters) + (tone > 0) > _MOST_MARKS:
        yield form(term)
        return
    choices = [
        [
            base + "".join(chosen)
            for count in range(len(marks) + 1)
            for chosen in combinations(marks, count)
        ]
        for base, marks in letters
    ]
    bare = _word(base for base, _ in letters)
    for picked in product(*choices):
        word = _word(picked)
        for typed in {0, tone}:
            if typed or word != bare:
                yield f"{_FORM}{typed}{word}"


def _letters(term: str) -> tuple[list[tuple[str, list[str]]], int]:
    """Each letter's base and its marks, in one order, and the tone."""
    letters, tone = anatomy(term)
    return [
        (
            "".join(sorted(ch for ch in letter if not _is_mark(ch))),
            sorted(filter(_is_mark, letter)),
        )
        for letter in letters
    ], tone


def _is_mark(ch: str) -> bool:
    return "\u0300" <= ch <= "\u036f" or ch == "\u0335"


def _word(letters: Iterator[str] | tuple[str, ...]) -> str:
    return normalize("NFC", "".join(letters))


def _limited(way: str) -> str:
    """The way, or of one that is too long its beginning and its digest."""
    if len(way) <= _LONGEST:
        return way
    digest = hashlib.sha256(way.encode("utf-8", "surrogatepass")).hexdigest()
    return way[:_KEPT] + digest
