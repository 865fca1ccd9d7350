"""Abbreviations and what they stand for.

A line of the table gives the forms of one thing, `ubnd = ủy ban nhân dân`. A form that was
typed stands for the others of its line, and for no more: nothing goes round.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple

from vnsearch.text.marks import bears
from vnsearch.text.normalize import compose
from vnsearch.text.terms import exact_term, folded_term
from vnsearch.text.tokenize import tokenize

Form = tuple[str, ...]  # exact terms side by side

_TABLE = "abbreviations.txt"


class Synonym(NamedTuple):
    """A form that stands for another, and where the two are said to be one."""

    form: Form
    source: Literal["abbreviation"]


class Synonyms:
    """Forms by the letters of their first term."""

    def __init__(self) -> None:
        self._lines: dict[str, list[tuple[Form, Synonym]]] = {}
        self.longest = 1  # terms of a form

    def add(self, forms: Sequence[Form], source: Literal["abbreviation"]) -> None:
        """Let each of some forms stand for the others."""
        for form in forms:
            self.longest = max(self.longest, len(form))
            held = self._lines.setdefault(folded_term(form[0]), [])
            held += [(form, Synonym(other, source)) for other in forms if other != form]

    def of(self, typed: Sequence[str]) -> Iterator[Synonym]:
        """What some terms stand for, typed with all of their marks or without some."""
        for form, synonym in self._lines.get(folded_term(typed[0]), ()):
            if len(form) == len(typed) and all(map(bears, form, typed)):
                yield synonym


@cache
def common_abbreviations() -> Synonyms:
    """The table of the package: each abbreviation, and what it stands for."""
    synonyms = Synonyms()
    with open(os.path.join(os.path.dirname(__file__), _TABLE), encoding="utf-8") as file:
        for line in file:
            entry = line.partition("#")[0].partition("|")[0]
            if entry.strip():
                short, _, full = entry.partition("=")
                synonyms.add((_form(short), _form(full)), "abbreviation")
    return synonyms


def _form(text: str) -> Form:
    return tuple(exact_term(token.text) for token in tokenize(compose(text)))
