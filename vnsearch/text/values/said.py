"""What a text says in digits or letter by letter, as terms: what, and in which tokens.

The tokens of a number do not tell it: `1.500` and `1, 500` have the same, and an index keeps no
signs. So a text has terms of another kind beside its words, one for each value that is ever
asked for in other tokens than its own, and a way to write a value is found by equal strings.
So is a word that a text spells with signs, U.B.N.D.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias
from unicodedata import category

from vnsearch.frozen import NamedTuple
from vnsearch.text.spelled import spelled_in
from vnsearch.text.terms import exact_term, remembered
from vnsearch.text.tokenize import token_bounds
from vnsearch.text.unseen import seen
from vnsearch.text.values.number_runs import Run, runs_of
from vnsearch.text.values.number_signs import has_digits, narrow
from vnsearch.text.values.numbers import Date, Number, Value, ValueInText, read_values

SAID = "said"  # what an index calls such terms

_WHOLE, _FRACTION, _DATE, _MONTH_FIRST, _TELEPHONE = "n", "f", "d", "m", "t"
_SPELLED, _AMONG_INITIALS = "a", "i"


class SpelledWord(NamedTuple):
    """A word that a text may spell with signs; what is known as an abbreviation is believed to
    be one among the initials of people too.
    """

    is_known: bool


SaidValue: TypeAlias = Value | SpelledWord


class Said(NamedTuple):
    """A value in a text: the characters [start, end) of its tokens, and how it is said."""

    start: int
    end: int
    kind: str

    def run(self, text: str) -> Run:
        """The terms of its tokens."""
        said = text[self.start : self.end]
        return tuple(exact_term(said[a:b]) for a, b in token_bounds(said))


def said_in(text: str) -> list[Said]:
    """What a text says that is asked for in other tokens than those that say it, in order."""
    return sorted([*values_said_in(text), *words_said_in(text)])


def words_said_in(text: str) -> Iterator[Said]:
    """The words that it spells with signs."""
    for start, end, among_initials in spelled_in(text):
        yield Said(start, end, _AMONG_INITIALS if among_initials else _SPELLED)


def values_said_in(text: str) -> list[Said]:
    """The values that it says in digits, in order."""
    if not has_digits(text):
        return []
    shown = seen(narrow(text))
    return sorted(
        Said(*shown.stood(said.start, said.end), said.kind) for said in set(_found(shown.text))
    )


def said_term(kind: str, run: Run, field: str = "") -> str:
    """The term of a value that some tokens say, in a field beside the text."""
    joined = "_".join(run)
    term = kind + (joined if joined.isascii() else "_".join(map(_in_ascii, run)))
    return in_field(term, field) if field else term


def in_field(term: str, field: str) -> str:
    """The term of the same value in a field beside the text."""
    return f"{field}:{term}"


def tokens_of(term: str) -> tuple[str, Run]:
    """The field of a term, "" for the text, and the tokens that say it."""
    field, _, rest = term.rpartition(":")
    return field, tuple(
        token.encode().decode("punycode") if "-" in token else token
        for token in rest[1:].split("_")
    )


def terms_saying(value: SaidValue, run: Run, field: str = "") -> list[str]:
    """The terms that a text has which says a value in some tokens; `runs_of` has them."""
    return [said_term(kind, run, field) for kind in _kinds(value, run)]


@remembered
def _in_ascii(token: str) -> str:
    """A token as letters, digits and hyphens, so that the term is its own folded term."""
    return token if token.isascii() else token.encode("punycode").decode()


def _found(text: str) -> Iterator[Said]:
    before: ValueInText | None = None
    for told in read_values(text):
        if isinstance(told.value, Number):
            kind = _FRACTION if told.value.fraction else _WHOLE
        elif isinstance(told.value, Date):
            kind = _MONTH_FIRST if _ends_a_date(told, before) else _DATE
        else:
            kind = _TELEPHONE
        for end in {told.end, told.with_unit}:
            if _is_asked_for(told, end) and _is_whole(text, told.start, end):
                yield Said(told.start, end, kind)
        before = told


def _ends_a_date(days: ValueInText, before: ValueInText | None) -> bool:
    """Whether day and month are those of the date before, which begins with the year."""
    return before is not None and before.end == days.end and before.start < days.start


def _is_asked_for(told: ValueInText, end: int) -> bool:
    """Whether anybody asks for the value in the tokens up to there who has not typed these."""
    value = told.value
    if not isinstance(value, Number):
        return True
    has_unit = bool(value.unit) and end == told.with_unit
    return has_unit or len(runs_of(value)) > 1


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether tokens begin and end there: no mark goes on with one."""
    around = text[max(start - 1, 0) : start] + text[end : end + 1]
    return around.isascii() or not any(category(ch)[0] == "M" for ch in around)


def _kinds(value: SaidValue, run: Run) -> Iterator[str]:
    if isinstance(value, SpelledWord):
        yield _SPELLED
        if value.is_known:
            yield _AMONG_INITIALS
    elif isinstance(value, Number):
        yield _FRACTION if value.fraction else _WHOLE
    elif not isinstance(value, Date):
        yield _TELEPHONE
    elif value.year:
        yield _DATE
    else:
        first = int(run[0])
        if first == value.day:
            yield _DATE
        if first == value.month:
            yield _MONTH_FIRST
