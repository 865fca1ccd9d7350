"""A parsed query: what is to be found, as frozen values that keep their place in the text.

`start` and `end` are characters of `Query.text`. Those of words, prefixes and phrases leave
out quotation marks and signs, so that `text[start:end]` is what was typed; those of fields
and dates are of all of it. `str()` of any part is a query that means the same again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

from vnsearch.frozen import dataclass, field
from vnsearch.text.characters import LETTER, character_class

FieldName: TypeAlias = Literal["title", "path", "author", "to", "tag", "kind"]


@dataclass(frozen=True, slots=True)
class _Typed:
    """An exact term and where it was typed."""

    term: str
    start: int
    end: int


class Word(_Typed):
    """One syllable, or a word that is none."""

    __slots__ = ()

    def __str__(self) -> str:
        return self.term


class QuotedWord(Word):
    """A word alone in quotation marks, and so meant as it is written."""

    __slots__ = ()

    def __str__(self) -> str:
        return f'"{self.term}"'


class Prefix(_Typed):
    """Every word that begins so."""

    __slots__ = ()

    def __str__(self) -> str:
        return f"{self.term}*"


class HalfTyped(Prefix):
    """A word that is still being typed: every word that begins so, and what else stands for it
    as far as it is typed.
    """

    __slots__ = ()

    @property
    def word(self) -> Word:
        """The word, if it should be complete."""
        return Word(self.term, self.start, self.end)


WITH_WAYS = (Word, HalfTyped)  # what may be written in another way than it was typed


class Fuzzy(_Typed):
    """Every word that is at most one edit away."""

    __slots__ = ()

    def __str__(self) -> str:
        return f"{self.term}~"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Two words or more, adjacent and in this order; `signs` stand between those of one word
    (`TP.HCM`), and there are none in quotation marks.
    """

    words: tuple[Word, ...]
    start: int
    end: int
    signs: tuple[str, ...] = field(default=(), compare=False)

    @property
    def quoted(self) -> bool:
        """Whether it stands in quotation marks, and so is meant as it is written."""
        return not self.signs

    def __str__(self) -> str:
        return '"' + " ".join(map(str, self.words)) + '"'


@dataclass(frozen=True, slots=True)
class InField:
    """What the named field of a document must hold, not its text."""

    name: FieldName
    operand: Word | Phrase | Prefix
    start: int
    end: int

    def __str__(self) -> str:
        return f"{self.name}:{self.operand}"


@dataclass(frozen=True, slots=True)
class DateRange:
    """From the day `first` to the day `last`, both YYYY-MM-DD, both included."""

    first: str
    last: str
    start: int
    end: int

    def __str__(self) -> str:
        return f"date:{self.first}..{self.last}"


Operand: TypeAlias = Word | Phrase | Prefix | Fuzzy | InField | DateRange


@dataclass(frozen=True, slots=True)
class Or:
    """Any of two operands or more."""

    operands: tuple[Operand, ...]

    def __str__(self) -> str:
        return " OR ".join(map(str, self.operands))


@dataclass(frozen=True, slots=True)
class Not:
    """What a document must not hold."""

    operand: Operand

    def __str__(self) -> str:
        return f"-{self.operand}"


Clause: TypeAlias = Operand | Or | Not


@dataclass(frozen=True, slots=True)
class Query:
    """The composed text of a query and its clauses as typed; at least one is no Not."""

    text: str
    clauses: tuple[Clause, ...]

    def __str__(self) -> str:
        return " ".join(map(str, self.clauses))

    def operands(self) -> Iterator[Operand]:
        """What is to be found, those of OR one by one; not what is to be left out."""
        for clause in self.clauses:
            if isinstance(clause, Or):
                yield from clause.operands
            elif not isinstance(clause, Not):
                yield clause

    def words(self) -> tuple[Word, ...]:
        """Every word to be found in the text, as typed: of phrases and of OR, not of fields."""
        return tuple(word for operand in self.operands() for word in words_of(operand))

    @property
    def is_one_word(self) -> bool:
        """Whether it is a word and nothing else."""
        return len(self.clauses) == 1 and isinstance(self.clauses[0], Word)

    @property
    def sequence(self) -> tuple[tuple[Word, ...], ...]:
        """The words in runs of neighbours: nothing but spaces and punctuation lies between.

        So a run ends at `OR`, at an exclusion, a field, a prefix; a quotation mark ends none.
        """
        runs: list[list[Word]] = []
        end = 0
        for word in self.words():
            between = self.text[end : word.start]
            if not runs or LETTER in map(character_class, between):
                runs.append([])
            runs[-1].append(word)
            end = word.end
        return tuple(map(tuple, runs))


def words_of(operand: Operand) -> tuple[Word, ...]:
    """The words of a word or a phrase; nothing of anything else."""
    if isinstance(operand, Word):
        return (operand,)
    return operand.words if isinstance(operand, Phrase) else ()
