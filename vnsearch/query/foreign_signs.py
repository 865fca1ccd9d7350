"""What other tools read as operators and this one as plain text, with what serves here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vnsearch.document_fields import QUERIED
from vnsearch.errors import QueryError
from vnsearch.patterns import pattern
from vnsearch.query.lexer import QUOTES, lex
from vnsearch.text.tokenize import token_bounds

_FIELDS = tuple(f"{field.name}:" for field in QUERIED)
# What other tools call a field.
FOREIGN_FIELDS = {
    **dict.fromkeys(("ext", "filetype", "format", "mime", "type"), "kind"),
    **dict.fromkeys(("by", "creator", "from", "sender"), "author"),
    **dict.fromkeys(("cc", "recipient"), "to"),
    **dict.fromkeys(("dir", "file", "filename", "folder", "in", "name"), "path"),
    **dict.fromkeys(("after", "before", "since", "until", "year"), "date"),
    **dict.fromkeys(("intitle", "subject"), "title"),
    **dict.fromkeys(("is", "keyword", "keywords", "label", "tags"), "tag"),
}
_SMALL = ("and", "or", "not")

_near = pattern(r'["”]~\d').search
_group = pattern(r"\(([^()]*)\)")
_joins_before = pattern(r"(?:\bOR\s*|\bNOT\s*|-)$").search
_leaves_out_before = pattern(r"(?:\bNOT\s*|-)$").search
_joins_behind = pattern(r"\s*OR\b").match
_alternatives = pattern(r"\s*\S+(?:\s+OR\s+\S+)*\s*").fullmatch
_parts = pattern(r"\S+").finditer


def foreign_signs(text: str, nothing: bool) -> Iterator[tuple[str, str]]:
    """What in a query's text was typed as for another tool, and what it would be here, ""
    where there is nothing like it. `nothing` was found: then also what seldom is meant so.
    """
    unquoted = _without_quoted(text)
    yield from _groups(text, unquoted)
    if near := _near(unquoted):
        yield text[near.start() + 1 : near.end()], ""
    parts = [text[slice(*part.span())] for part in _parts(unquoted)]
    for position, part in enumerate(parts):
        if QUOTES.isdisjoint(part):
            before, behind = parts[:position], parts[position + 1 :]
            yield from _in_part(part, before, behind)
            if nothing:
                yield from _seldom(part, before, behind)


def _without_quoted(text: str) -> str:
    """The text with a letter for each character that stands in quotation marks."""
    pieces, done = [], 0
    try:
        for lexeme in lex(text, token_bounds(text)):
            if lexeme.quoted:
                inside = "x" * (lexeme.inner_end - lexeme.inner_start)
                pieces += [text[done : lexeme.inner_start], inside]
                done = lexeme.inner_end
    except QueryError:  # at a mark that is never closed, as in no query that can be meant
        pass
    return "".join((*pieces, text[done:]))


def _groups(text: str, unquoted: str) -> Iterator[tuple[str, str]]:
    """The first parentheses that would change what the operators around them join."""
    for group in _group.finditer(unquoted):
        before, inner, behind = unquoted[: group.start()], group[1], unquoted[group.end() :]
        alternatives = _alternatives(inner)
        joined = _joins_before(before) or _joins_behind(behind)
        if len(inner.split()) > 1 and (_leaves_out_before(before) if alternatives else joined):
            yield text[slice(*group.span())], ""
            return


def _in_part(
    part: str, before: Sequence[str], behind: Sequence[str]
) -> Iterator[tuple[str, str]]:
    either = part.strip("()").replace("||", "|").split("|")
    if part in ("|", "||") and before and behind:
        yield part, "OR"
    elif len(either) > 1 and all(map(str.isalnum, either)):
        yield part, " OR ".join(either)
    elif part[0] == "!" and part[1:2].isalnum():
        yield part, f"-{part[1:]}"
    elif part in _FIELDS and behind:
        yield f"{part} {behind[0]}", f"{part}{behind[0]}"
    for sign in "*~":
        left, found, right = part.partition(sign)
        beside = right[:1].isalnum() if sign == "*" else left and right[:1].isdecimal()
        if found and beside and not left.isdecimal():  # 3*4 and 5~10 are of numbers
            yield part, f"{left}{sign}" if left.isalnum() else ""
        elif found and not right:  # what ends so is a single word
            words = _compound(left.lstrip("-"))
            here = "" if left[:1] == "-" else f"{' '.join(words)}{sign}"
            if len(words) > 1:
                yield part, here


def _compound(left: str) -> list[str]:
    """The words that signs within join, of no field, where the last may be the beginning of
    one.
    """
    if not (left[:1].isalnum() and left[-1].isalpha()) or ":" in left:
        return []
    return [left[start:end] for start, end in token_bounds(left)]


def _seldom(
    part: str, before: Sequence[str], behind: Sequence[str]
) -> Iterator[tuple[str, str]]:
    left, _, right = part.partition("?")
    if left.isalnum() and right.isalnum():
        yield part, f"{left}*"
    if part in _SMALL and behind and (before or part == "not"):
        yield part, part.upper()
