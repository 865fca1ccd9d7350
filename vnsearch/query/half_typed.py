"""A query while it is being typed: finished first, then read by the one parser."""

from __future__ import annotations

from vnsearch.errors import QueryError
from vnsearch.frozen import replace
from vnsearch.query.clauses import HalfTyped, InField, Prefix, Query
from vnsearch.query.parse import parse_query
from vnsearch.text.normalize import compose

_CLOSING = {'"': '"', "“": "”"}
_OPERATORS = ("OR", "AND", "NOT")
_LEAST_PREFIX = 2  # letters; nearly every document has a word that begins with a given one


def parse_half_typed(text: str) -> Query | None:
    """The query that a text means so far; None where that is nothing yet.

    An open quotation mark is closed, the last word is the beginning of one, and what cannot be
    meant, such as `date:20` or a lone minus, waits for its end. Never raises QueryError.
    """
    typed = compose(text)
    text = _finished(typed)
    is_begun = text.endswith("*") and text != typed
    for _ in range(len(text)):
        try:
            query = parse_query(text)
            return _unfinished(query) if is_begun and text.endswith("*") else query
        except QueryError as error:
            start = text.rfind(" ", 0, error.start + 1) + 1
            end = text.find(" ", max(error.end - 1, start))
            text = text[:start] + (text[end:] if end >= 0 else "")
            if not text.strip():
                return None
    return None


def _unfinished(query: Query) -> Query:
    """The query, the last word of which is still being typed."""
    *before, last = query.clauses
    if isinstance(last, Prefix):
        last = _half_typed(last)
    elif isinstance(last, InField) and isinstance(last.operand, Prefix):
        last = replace(last, operand=_half_typed(last.operand))
    return replace(query, clauses=(*before, last))


def _half_typed(begun: Prefix) -> HalfTyped:
    return HalfTyped(begun.term, begun.start, begun.end)


def _finished(text: str) -> str:
    """The text with its open quotation mark closed, or its last word a prefix."""
    for opening, closing in _CLOSING.items():
        marks = text.count(opening) + (text.count(closing) if closing != opening else 0)
        if marks % 2:
            return text + closing
    before, space, word = text.rpartition(" ")
    if word in _OPERATORS or word.endswith(":"):
        return before
    bare = word.rpartition(":")[2]
    if word.startswith("-") or not bare.isalpha() or len(bare) < _LEAST_PREFIX:
        return text
    return f"{before}{space}{word}*"
