"""A query cut into lexemes: signs, field names and quotation marks told from punctuation.

Whether a mark is meant depends on what stands directly before and after it, so that pasted
text (`5" x 7"`, `kết thúc."`, `Mác - Lênin`, `(tr. 5)`) keeps its plain meaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vnsearch.document_fields import QUERIED
from vnsearch.errors import QueryError
from vnsearch.frozen import NamedTuple
from vnsearch.patterns import pattern
from vnsearch.text.characters import INVISIBLE

_CURLY = "“”„‟"
_ANGLED = "«»"
QUOTES = frozenset('"＂' + _CURLY + _ANGLED)
_CLOSING_ONLY = "”»"

_OPENING = frozenset("([{")  # as good as a space before a field or a quotation mark
_chunk = pattern(r"\S*")
_unquoted = pattern(rf"[^\s{''.join(sorted(QUOTES))}]*")
# Before a space a name is a word like any other: `Subject to: ...`, `date: 2024`.
_field = pattern(rf"({'|'.join(field.name for field in QUERIED)}):(?=\S)")
_next_double = pattern(rf'["＂{_CURLY}]').search
_next_angled = pattern(rf"[{_ANGLED}]").search


class Lexeme(NamedTuple):
    """One operand as typed, without its minus; [inner_start, inner_end) holds its words."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    negated: bool = False
    field: str = ""  # the name, "" for none
    quoted: bool = False  # no sign in it is meant


def lex_literal(text: str) -> Iterator[Lexeme]:
    """Each stretch without white space; no sign in it is meant."""
    for chunk in re.finditer(r"\S+", text):
        yield Lexeme(*chunk.span(), *chunk.span(), quoted=True)


def lex(text: str, tokens: Sequence[tuple[int, int]]) -> Iterator[Lexeme]:
    """The lexemes of a composed text, some perhaps without a word; `tokens` are its bounds.

    Raises QueryError at a quotation mark that is never closed.
    """
    starts = {start for start, _ in tokens}
    marks = _QuotationMarks(text, {end for _, end in tokens})
    place = 0
    while (start := _after_space(text, place)) < len(text):
        fresh = start > place or start == 0
        negated = (
            text[start] == "-"
            and fresh
            and text[start - 1 : start] not in _OPENING
            and (start + 1 in starts or marks.closing(start + 1, fresh=True) >= 0)
        )
        start += negated
        field_match = _field.match(text, start) if fresh else None
        inner = field_match.end() if field_match else start
        field = field_match[1] if field_match else ""
        closing = -1 if field == "date" else marks.closing(inner, fresh)
        if closing >= 0:
            place = closing + 1
            yield Lexeme(start, place, inner + 1, closing, negated, field, quoted=True)
        else:
            place = _end(_chunk, text, inner) if field == "date" else marks.chunk_end(inner)
            yield Lexeme(start, place, inner, place, negated, field)


class _QuotationMarks:
    """The quotation marks of a text: which of them open a phrase, and where it is closed."""

    def __init__(self, text: str, token_ends: set[int]) -> None:
        self._text = text
        self._token_ends = token_ends

    def closing(self, place: int, fresh: bool) -> int:
        """Where the phrase ends that a mark at `place` opens; -1 where none does.

        A mark right after a word opens nothing (`27"`). Nor does one right after punctuation
        with a space behind it (`kết thúc." `), unless it is `fresh`: begins a word. Any mark
        of the kind closes, so `"…”`, `„…“` and `»…«` are phrases.
        """
        text = self._text
        mark = text[place : place + 1]
        if mark not in QUOTES or place in self._token_ends:
            return -1
        if not fresh and not text[place + 1 : place + 2].strip():
            return -1
        partner = (_next_angled if mark in _ANGLED else _next_double)(text, place + 1)
        if partner:
            return partner.start()
        if not fresh or mark in _CLOSING_ONLY:
            return -1
        message = "this quotation mark is never closed; close it, or search with --literal"
        raise QueryError(message, text, place, place + 1)

    def chunk_end(self, place: int) -> int:
        """Where the stretch from `place` ends: at white space or at a mark that opens."""
        text = self._text
        end = _end(_unquoted, text, place)
        while text[end : end + 1] in QUOTES and (
            end == place or self.closing(end, fresh=False) < 0
        ):
            while text[end : end + 1] in QUOTES:
                end += 1
            place = end
            end = _end(_unquoted, text, end)
        return end


def _after_space(text: str, place: int) -> int:
    """The first place from `place` on that is no white space, invisible or opening bracket."""
    while place < len(text) and (
        text[place].isspace() or text[place] in INVISIBLE or text[place] in _OPENING
    ):
        place += 1
    return place


def _end(pattern: re.Pattern[str], text: str, place: int) -> int:
    """Where a pattern that may match nothing ends."""
    match = pattern.match(text, place)
    return match.end() if match else place
