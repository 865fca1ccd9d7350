"""The document beside the hits: its text with the words lit, from around the best passage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text

from vnsearch.output.safe import visible
from vnsearch.output.terminal.styles import QUIET, STRONG, WORD
from vnsearch.records import Document, Hit

AROUND = 20_000  # characters of a long document on either side of the passage


@dataclass(frozen=True, slots=True)
class Preview:
    """A document to be shown, or a part of it, and the line of `text` to bring into sight."""

    hit_id: str
    text: Text
    line: int

    def rows_above(self, width: int) -> int:
        """The rows that what stands above that line takes, in so many columns."""
        above = self.text.split("\n", allow_blank=True)[: self.line]
        return sum(max(-(-line.cell_len // width), 1) for line in above)


def preview(
    document: Document, spans: Sequence[tuple[int, int]], hit: Hit, whole: bool
) -> Preview:
    """A document with the words lit; of a long one the part around the hit's first snippet,
    but for `whole`.
    """
    at = _place_of(document, hit)
    first, last = 0, len(document.body)
    if not whole:
        first = document.body.rfind("\n", 0, max(at - AROUND, 0)) + 1
        last = _line_end(document.body, at + AROUND)
    body = Text(_safe(document.body[first:last]))
    for start, end in spans:
        if first <= start < last:
            body.stylize(WORD, start - first, end - first)
    head = _head(document, cut=first > 0)
    line = head.plain.count("\n") + document.body.count("\n", first, at)
    if last < len(document.body):
        body.append("\n…", QUIET)
    return Preview(hit.id, Text.assemble(head, body), line)


def _head(document: Document, cut: bool) -> Text:
    facts = " · ".join(filter(None, (document.date, document.author, document.kind)))
    title = "" if document.title_in_body else f"{visible(document.title)}\n"
    return Text.assemble(
        (title, STRONG), (f"{visible(facts)}\n\n", QUIET), ("…\n" if cut else "", QUIET)
    )


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
