"""Abbreviations and what they stand for.

A line gives the forms of one thing, `ubnd = ủy ban nhân dân`; what stands behind a # with a
space before it is a remark. A form that was typed stands for the others of its line, and for no
more: nothing goes round. Lines are cut into terms when a query first asks for them, so that a
long table costs little.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, TypeAlias
from unicodedata import normalize

from vnsearch.frozen import NamedTuple
from vnsearch.patterns import pattern
from vnsearch.text.marks import bears
from vnsearch.text.normalize import compose
from vnsearch.text.terms import exact_term, folded_term
from vnsearch.text.tokenize import tokenize

Form: TypeAlias = tuple[str, ...]  # exact terms side by side
Source: TypeAlias = Literal["abbreviation", "synonym"]  # the table of the package, one's own

LONGEST_FORM = 10  # terms

_TABLE = "abbreviations.txt"
_first_word = pattern(r"[^\W_]+").search
_forms_begun = pattern(r"(?m)(?:^|=)[^=\n]*?([^\W_]+)").finditer  # at the first word of each
_remark = pattern(r"(?:^|\s)#").split  # in C# it belongs to the word
_remarks = pattern(r"(?m)(?:^|[^\S\n])#.*").sub
_marks = pattern("[\u0300-\u036f]").sub


class Synonym(NamedTuple):
    """A form that stands for another, and where the two are said to be one."""

    form: Form
    source: Source


class Synonyms:
    """The forms in the lines of a text."""

    def __init__(self, text: str, source: Source) -> None:
        self._source = source
        text = _remarks("", compose(text))
        self._lines = text.split("\n")
        self._parsed: dict[int, tuple[Form, ...]] = {}
        self._begun: dict[str, list[int]] = {}  # the lines by the first word of a form
        self._foreign: list[int] = []  # those of words that are not told without their marks
        bare, number, seen = _bare(text), 0, 0
        for form in _forms_begun(bare):
            number += bare.count("\n", seen, form.start(1))
            seen = form.start(1)
            if form[1].isascii():
                self._begun.setdefault(form[1], []).append(number)
            else:
                self._foreign.append(number)

    def __len__(self) -> int:
        return sum(bool(line.strip()) for line in self._lines)

    def of(self, typed: Sequence[str]) -> Iterator[Synonym]:
        """What some terms stand for, typed with all of their marks or without some."""
        return (other for size, other in self.at_head(typed) if size == len(typed))

    def at_head(self, typed: Sequence[str]) -> Iterator[tuple[int, Synonym]]:
        """What the first of some terms stand for, one or more, and how many these are."""
        lines = self._begun.get(folded_term(typed[0])) or self._lines_of(typed[0])
        for number in dict.fromkeys((*lines, *self._foreign)):
            forms = self._forms(number)
            for form in forms:
                if len(form) <= len(typed) and all(map(bears, form, typed)):
                    for other in forms:
                        if other != form:
                            yield len(form), Synonym(other, self._source)

    def _lines_of(self, term: str) -> Sequence[int]:
        """The lines with a form that begins with the letters of a term, such as C++."""
        if term.isalnum():
            return ()
        first = _first_word(folded_term(term))
        return self._begun.get(first[0], ()) if first else ()

    def forms(self) -> Iterator[Form]:
        """All forms, in their order."""
        for number, line in enumerate(self._lines):
            yield from self._forms(number) if line.strip() else ()

    def _forms(self, number: int) -> tuple[Form, ...]:
        if number not in self._parsed:
            self._parsed[number] = tuple(map(_form, forms_of(self._lines[number])))
        return self._parsed[number]


@cache
def common_abbreviations() -> Synonyms:
    """The table of the package: each abbreviation, and what it stands for."""
    with open(os.path.join(os.path.dirname(__file__), _TABLE), encoding="utf-8") as file:
        return Synonyms(file.read(), "abbreviation")


def _bare(text: str) -> str:
    """Without the marks of Vietnamese, which most words are told without."""
    return _marks("", normalize("NFD", text.lower())).replace("đ", "d")


def forms_of(line: str) -> list[str]:
    """The forms of a line as they are written; none of an empty one."""
    entry = (_remark(line)[0] if "#" in line else line).strip()
    return entry.split("=") if entry else []


def _form(text: str) -> Form:
    return tuple(exact_term(token.text) for token in tokenize(text))
