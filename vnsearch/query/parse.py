"""What was typed, read as a query: a small syntax that is safe for pasted text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
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
    Word,
)
from vnsearch.query.lexer import Lexeme, lex, lex_literal
from vnsearch.text.characters import INVISIBLE
from vnsearch.text.normalize import compose
from vnsearch.text.terms import exact_term
from vnsearch.text.tokenize import token_bounds

_Bounds = tuple[int, int]

_INVISIBLE = "".join(INVISIBLE)
_AFTER_A_DATE = ")]},;"


def parse_query(text: str, literal: bool = False) -> Query:
    """The query that a text means; `literal` switches every sign and operator off.

        query    = clause { clause }
        clause   = "-" operand | operand { "OR" operand }
        operand  = word | word "*" | word "~" | phrase | field ":" words | "date:" dates
        words    = word | word "*" | phrase
        phrase   = quotation mark, words, quotation mark; or word { punctuation word }
        field    = "title" | "path" | "author" | "to" | "tag" | "kind"
        dates    = date | date ".." | ".." date | date ".." date

    No space may stand within an operand, save in quotation marks: a field's name with a space
    behind its colon is a word. What fits nowhere is punctuation, and `OR` without an
    operand on both sides is a word. Raises QueryError for what cannot be meant: no word to
    find, an unclosed quotation mark, a field or a date without a proper value, OR next to an
    exclusion.
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
    if len(words) > 1:
        return Phrase(words, word.start, words[-1].end)
    sign = "" if lexeme.quoted or word.end == lexeme.inner_end else text[word.end]
    if sign == "*":
        return Prefix(word.term, word.start, word.end)
    if sign == "~":
        return Fuzzy(word.term, word.start, word.end)
    return word


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
    """The operands, those with `OR` between them joined.

    An `OR` at either end of the query or beside another is the word `or`.
    """
    named_or = [_is_or(text, lexeme) for lexeme, _ in read]
    clauses: list[Clause] = []
    number = 0
    while number < len(read):
        alternatives = [read[number]]
        while named_or[number : number + 3] == [False, True, False]:
            number += 2
            alternatives.append(read[number])
        clauses.append(_clause(text, alternatives))
        number += 1
    return tuple(clauses)


def _is_or(text: str, lexeme: Lexeme) -> bool:
    typed = text[lexeme.inner_start : lexeme.inner_end].strip(_INVISIBLE)
    return typed == "OR" and not (lexeme.negated or lexeme.field or lexeme.quoted)


def _clause(text: str, alternatives: Sequence[tuple[Lexeme, Operand]]) -> Clause:
    if len(alternatives) == 1:
        lexeme, operand = alternatives[0]
        return Not(operand) if lexeme.negated else operand
    for lexeme, _ in alternatives:
        if lexeme.negated:
            message = "OR cannot stand beside an exclusion; leave out the OR or the minus"
            raise QueryError(message, text, lexeme.start - 1, lexeme.end)
    return Or(tuple(operand for _, operand in alternatives))
