"""Abbreviations and what they stand for.

A line gives the wordings of one thing, `ubnd = ủy ban nhân dân`; what stands behind a # with a
space before it is a remark. A wording that was typed stands for the others of its line, and for
no more: nothing goes round. Lines are cut into terms when a query first asks for them, so that
a long table costs little.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import Literal, TypeAlias
from unicodedata import normalize

from vnsearch.frozen import NamedTuple
from vnsearch.patterns import pattern
from vnsearch.text.characters import LONE_CHARACTERS
from vnsearch.text.marks import bears
from vnsearch.text.normalize import compose
from vnsearch.text.terms import exact_term, folded_term
from vnsearch.text.tokenize import tokenize

Wording: TypeAlias = tuple[str, ...]  # exact terms side by side
Source: TypeAlias = Literal["abbreviation", "synonym"]  # the table of the package, one's own

LONGEST_WORDING = 10  # terms

_TABLE = "abbreviations.txt"
_first_word = pattern(r"[^\W_]+").search
# The first word of each wording, and its second.
_wordings_begun = pattern(r"(?m)(?:^|=)[^=\n]*?([^\W_]+)(?:[^\w=\n]+([^\W_]+))?").finditer
_beginning = pattern(
    rf"[{LONE_CHARACTERS}]|[^\W_](?:[^\W_{LONE_CHARACTERS}]|[\u0300-\u036f])*"
).search
_remark = pattern(r"(?:^|\s)#").split  # in C# it belongs to the word
_remarks = pattern(r"(?m)(?:^|[^\S\n])#.*").sub
_marks = pattern("[\u0300-\u036f]").sub


class Synonym(NamedTuple):
    """A wording that stands for another, and where the two are said to be one."""

    wording: Wording
    source: Source


class Synonyms:
    """The wordings in the lines of a text."""

    def __init__(self, text: str, source: Source) -> None:
        self._source = source
        text = _remarks("", compose(text))
        self._lines = text.split("\n")
        self._parsed: dict[int, tuple[Wording, ...]] = {}
        # The lines by a wording's first word and its second, "" for none and for a foreign one.
        self._begun: dict[str, dict[str, list[int]]] = {}
        bare, line_number, seen = _bare(text), 0, 0
        for wording in _wordings_begun(bare):
            line_number += bare.count("\n", seen, wording.start(1))
            seen = wording.start(1)
            if wording[1].isascii():
                second = wording[2] or ""
                self._add(wording[1], second if second.isascii() else "", line_number)
            else:
                self._add_foreign(line_number)

    def _add(self, first: str, second: str, line_number: int) -> None:
        self._begun.setdefault(first, {}).setdefault(second, []).append(line_number)

    def _add_foreign(self, line_number: int) -> None:
        """A line with words that are told only by their fold: of straße, or of ideographs."""
        for wording in wordings_of(self._lines[line_number]):
            beginning = _beginning(wording)
            if beginning and not beginning[0].isascii():
                self._add(_folded_first(beginning[0]), "", line_number)

    def __len__(self) -> int:
        return sum(bool(line.strip()) for line in self._lines)

    def of(self, typed: Sequence[str]) -> Iterator[Synonym]:
        """What some terms stand for, typed with all of their marks or without some."""
        return (other for size, other in self.at_head(typed) if size == len(typed))

    def at_head(self, typed: Sequence[str]) -> Iterator[tuple[int, Synonym]]:
        """What the first of some terms stand for, one or more, and how many these are."""
        for line_number in dict.fromkeys(self._lines_of(*typed[:2])):
            wordings = self._wordings(line_number)
            for wording in wordings:
                if len(wording) <= len(typed) and all(map(bears, wording, typed)):
                    for other in wordings:
                        if other != wording:
                            yield len(wording), Synonym(other, self._source)

    def begins(self, first: str, second: str) -> bool:
        """Whether a wording may begin with two folded terms, of which the second is "" where
        none follows: whether one does, and of a few more.
        """
        begun = self._begun.get(first)
        if not begun:
            return not first.isalnum()
        return "" in begun or second in begun or (second != "" and not second.isalnum())

    def goes_on(self, first: str, second: str, third: str) -> bool:
        """Whether a wording begins with three folded terms, or is the first of them."""
        for line_number in dict.fromkeys(self._lines_of(first, second)):
            for wording in self._wordings(line_number):
                folds = tuple(map(folded_term, wording[:3]))
                if folds == (first, second, third)[: len(folds)]:
                    return True
        return False

    def _lines_of(self, first: str, second: str = "") -> Iterator[int]:
        """The lines with a wording that may begin with two terms; of C++ its letters tell."""
        first, second = folded_term(first), folded_term(second)
        begun = self._begun.get(first, {})
        if not begun and not first.isalnum():
            letters = _first_word(first)
            begun = self._begun.get(letters[0], {}) if letters else {}
        told = dict.fromkeys(("", second)) if second.isalnum() or not second else begun
        return chain.from_iterable(begun.get(known, ()) for known in told)

    def wordings(self) -> Iterator[Wording]:
        """All wordings, in their order."""
        for line_number, line in enumerate(self._lines):
            yield from self._wordings(line_number) if line.strip() else ()

    def _wordings(self, line_number: int) -> tuple[Wording, ...]:
        if line_number not in self._parsed:
            self._parsed[line_number] = tuple(
                map(_wording, wordings_of(self._lines[line_number]))
            )
        return self._parsed[line_number]


@cache
def common_abbreviations() -> Synonyms:
    """The table of the package: each abbreviation, and what it stands for."""
    with open(os.path.join(os.path.dirname(__file__), _TABLE), encoding="utf-8") as file:
        return Synonyms(file.read(), "abbreviation")


def _bare(text: str) -> str:
    """Without the marks of Vietnamese, which most words are told without."""
    return _marks("", normalize("NFD", text.lower())).replace("đ", "d")


def wordings_of(line: str) -> list[str]:
    """The wordings of a line as they are written; none of an empty one."""
    entry = (_remark(line)[0] if "#" in line else line).strip()
    return entry.split("=") if entry else []


@lru_cache(1 << 12)
def _folded_first(text: str) -> str:
    """The first term of a text, folded; "" for none."""
    wording = _wording(text)
    return folded_term(wording[0]) if wording else ""


def _wording(text: str) -> Wording:
    return tuple(exact_term(token.text) for token in tokenize(text))
