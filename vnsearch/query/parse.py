"""What was typed, read as a query: a small syntax that is safe for pasted text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import cast

from vnsearch.dates import days_of_range
from vnsearch.errors import QueryError
from vnsearch.query.clauses import (
    Clause,
    DateRange,
    FieldName,
    Fuzzy,
    InField,
    Not,
    Operand,
    Or,
    Phrase,
    Prefix,
    Query,
    QuotedWord,
    Word,
)
from vnsearch.query.lexer import Lexeme, lex, lex_literal
from vnsearch.text.characters import INVISIBLE
from vnsearch.text.normalize import compose
from vnsearch.text.terms import exact_term
from vnsearch.text.tokenize import token_bounds

_Bounds = tuple[int, int]

_INVISIBLE = "".join(INVISIBLE)
_PLAIN_SIGNS = ("", ".", ",", "/", "-", "'")
_AFTER_A_DATE = ")]},;"
_OPERATORS = ("AND", "OR", "NOT")


def parse_query(text: str, literal: bool = False) -> Query:
    """The query that a text means; `literal` switches every sign and operator off.

        query    = clause { [ "AND" ] clause }
        clause   = ( "-" | "NOT" ) operand | operand { "OR" operand }
        operand  = word | word "*" | word "~" | phrase | field ":" words | "date:" dates
        words    = word | word "*" | phrase
        phrase   = quotation mark, words, quotation mark; or word { punctuation word }
        field    = "title" | "path" | "author" | "to" | "tag" | "kind"
        dates    = date | date ".." | ".." date | date ".." date

    No space may stand within an operand, save in quotation marks: a field's name with a space
    behind its colon is a word. What fits nowhere is punctuation. `OR` binds closer than `AND`,
    which stands where nothing need stand. Raises QueryError for what cannot be meant: no word
    to find, an unclosed quotation mark, a field or a date without a proper value, an operator
    without its operands, OR next to an exclusion.
    """
    text = compose(text)
    tokens = token_bounds(text)
    lexemes = lex_literal(text) if literal else lex(text, tokens)
    operands = [(lexeme, _operand(text, tokens, lexeme)) for lexeme in lexemes]
    clauses = _clauses(text, [(lexeme, operand) for lexeme, operand in operands if operand])
    if not clauses:
        message = "the query has no word to look for; type at least one letter or digit"
        raise QueryError(message, text, 0, len(text))
    if all(isinstance(clause, Not) for clause in clauses):
        message = "the query only says what to leave out; add a word to look for"
        raise QueryError(message, text, 0, len(text))
    return Query(text, clauses)


def _operand(text: str, tokens: Sequence[_Bounds], lexeme: Lexeme) -> Operand | None:
    """What a lexeme means on its own; None for mere punctuation."""
    if lexeme.field == "date":
        return _dates(text, lexeme)
    first = bisect_left(tokens, (lexeme.inner_start,))
    last = bisect_left(tokens, (lexeme.inner_end,))
    words = tuple(
        Word(exact_term(text[start:end]), start, end) for start, end in tokens[first:last]
    )
    operand = _signed(text, words, lexeme) if words else None
    if not lexeme.field:
        return operand
    if operand is None:
        message = f"{lexeme.field}: needs a word right after it, as in {lexeme.field}:word"
        raise QueryError(message, text, lexeme.start, lexeme.end)
    if isinstance(operand, Fuzzy):
        message = f"{lexeme.field}: cannot look for similar words; leave out the ~"
        raise QueryError(message, text, operand.end, operand.end + 1)
    return InField(cast(FieldName, lexeme.field), operand, lexeme.start, lexeme.end)


def _signed(
    text: str, words: tuple[Word, ...], lexeme: Lexeme
) -> Word | Phrase | Prefix | Fuzzy:
    """The words of a lexeme, with the sign that follows a single one."""
    word = words[0]
    if len(words) == 1 and lexeme.inner_end < lexeme.end:
        return QuotedWord(word.term, word.start, word.end)
    if len(words) > 1:
        return Phrase(words, word.start, words[-1].end, _signs(text, words, lexeme))
    sign = "" if lexeme.quoted or word.end == lexeme.inner_end else text[word.end]
    if sign == "*":
        return Prefix(word.term, word.start, word.end)
    if sign == "~":
        return Fuzzy(word.term, word.start, word.end)
    return word


def _signs(text: str, words: tuple[Word, ...], lexeme: Lexeme) -> tuple[str, ...]:
    """The sign between each two words of a lexeme that is not in quotation marks."""
    if lexeme.inner_end < lexeme.end:
        return ()
    between = (text[left.end : right.start] for left, right in pairwise(words))
    return tuple(_sign(signs.strip(_INVISIBLE)) for signs in between)


def _sign(signs: str) -> str:
    """What stands between two words, as one sign that means nothing else."""
    return signs[:1] if signs[:1] in _PLAIN_SIGNS else "'"


def _dates(text: str, lexeme: Lexeme) -> DateRange:
    typed = text[lexeme.inner_start : lexeme.inner_end].rstrip(_AFTER_A_DATE)
    end = lexeme.inner_start + len(typed)
    if not typed:
        message = "date: needs a date right after it, as in date:2024-12"
        raise QueryError(message, text, lexeme.start, end)
    try:
        first, last = days_of_range(typed)
    except ValueError as error:
        raise QueryError(str(error), text, lexeme.inner_start, end) from None
    return DateRange(first, last, lexeme.start, end)


def _clauses(text: str, read: Sequence[tuple[Lexeme, Operand]]) -> tuple[Clause, ...]:
    """The operands, those with `OR` between them joined, those behind `NOT` excluded."""
    lexemes = [lexeme for lexeme, _ in read]
    operators = [_operator(text, lexeme) for lexeme in lexemes]
    for position, operator in enumerate(operators):
        if operator == "NOT":
            _check_excluded(text, lexemes, operators, position)
        elif operator:
            _check_joined(text, lexemes, operators, position)
    clauses: list[Clause] = []
    alternatives: list[Operand] = []
    for position, (lexeme, operand) in enumerate(read):
        if operators[position]:
            continue
        if lexeme.negated or "NOT" in operators[max(position - 1, 0) : position]:
            clauses.append(Not(operand))
            continue
        alternatives.append(operand)
        if "OR" not in operators[position + 1 : position + 2]:
            clauses.append(Or(tuple(alternatives)) if len(alternatives) > 1 else operand)
            alternatives.clear()
    return tuple(clauses)


def _operator(text: str, lexeme: Lexeme) -> str:
    """`AND`, `OR` or `NOT`, where a lexeme is one, else ""."""
    typed = text[lexeme.inner_start : lexeme.inner_end].strip(_INVISIBLE)
    plain = not (lexeme.negated or lexeme.field or lexeme.quoted)
    return typed if plain and typed in _OPERATORS else ""


def _check_excluded(
    text: str, lexemes: Sequence[Lexeme], operators: Sequence[str], position: int
) -> None:
    """Raise QueryError where nothing stands behind a `NOT` that it could leave out."""
    if operators[position + 1 : position + 2] != [""] or lexemes[position + 1].negated:
        message = "NOT needs the word to leave out right after it; not is a word"
        raise QueryError(message, text, lexemes[position].start, lexemes[position].end)


def _check_joined(
    text: str, lexemes: Sequence[Lexeme], operators: Sequence[str], position: int
) -> None:
    """Raise QueryError where an `AND` or `OR` has not its two operands."""
    operator, last = operators[position], len(lexemes) - 1
    if (
        position in (0, last)
        or operators[position - 1]
        or operators[position + 1] in ("AND", "OR")
    ):
        word = operator.lower()
        message = f"{operator} needs a word on both sides; {word} in small letters is a word"
        raise QueryError(message, text, lexemes[position].start, lexemes[position].end)
    before = (
        position - 2 if "NOT" in operators[max(position - 2, 0) : position] else position - 1
    )
    for beside in (before, position + 1):
        lexeme = lexemes[beside]
        if operator == "OR" and (lexeme.negated or operators[beside] == "NOT"):
            message = "OR cannot stand beside an exclusion; leave out the OR or the exclusion"
            raise QueryError(message, text, lexeme.start - lexeme.negated, lexeme.end)
