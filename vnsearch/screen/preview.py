"""The document beside the hits: its text with the words lit, from around the best passage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rich.text import Text

from vnsearch.output.safe import visible
from vnsearch.output.terminal.results import wrapped
from vnsearch.output.terminal.styles import QUIET, STRONG, WORD
from vnsearch.records import Document, Hit

AROUND = 20_000  # characters of a long document on either side of the passage


class Look(NamedTuple):
    """A hit whose document is to be seen, for what stood in the line."""

    hit: Hit
    query: str
    whole: bool  # not the part around its passage alone
    columns: int


@dataclass(frozen=True, slots=True)
class Preview:
    """The rows of a document, or of a part of it, and the one to bring into sight."""

    hit_id: str
    rows: Sequence[Text]
    row: int


def preview(document: Document, spans: Sequence[tuple[int, int]], look: Look) -> Preview:
    """A document with the words lit; of a long one the part around the hit's first snippet,
    but for `whole`.
    """
    at, columns = _place_of(document, look.hit), look.columns
    first, last = 0, len(document.body)
    if not look.whole:
        first = document.body.rfind("\n", 0, max(at - AROUND, 0)) + 1
        last = _line_end(document.body, at + AROUND)
    body = Text(_safe(document.body[first:last]))
    for start, end in spans:
        if first <= start < last:
            body.stylize(WORD, start - first, end - first)
    rows = [row for line in _head(document, cut=first > 0) for row in wrapped(line, columns)]
    lines = body.split("\n", allow_blank=True)
    above = document.body.count("\n", first, at)
    for line in lines[:above]:
        rows += wrapped(line, columns)
    passage_row = len(rows)
    for line in lines[above:]:
        rows += wrapped(line, columns)
    if last < len(document.body):
        rows.append(Text("…", QUIET))
    return Preview(look.hit.id, rows, passage_row)


def _head(document: Document, cut: bool) -> Iterator[Text]:
    if not document.title_in_body:
        yield Text(visible(document.title), STRONG)
    facts = " · ".join(filter(None, (document.date, document.author, document.kind)))
    yield Text(visible(facts), QUIET)
    yield Text()
    if cut:
        yield Text("…", QUIET)


def _place_of(document: Document, hit: Hit) -> int:
    """The character of the body where the hit's first snippet is lit; 0 if nowhere."""
    for snippet in hit.snippets:
        for start, end in snippet.highlights:
            lit = snippet.text[max(start - 20, 0) : end]
            at = document.body.find(lit)
            if at >= 0:
                return at
    return 0


def _line_end(text: str, place: int) -> int:
    end = text.find("\n", min(place, len(text)))
    return len(text) if end < 0 else end


def _safe(text: str) -> str:
    """As many characters, line ends kept, none of which moves the cursor."""
    return "\n".join(visible(line) for line in text.split("\n"))
