"""A document from shortly before the passage that answers a query best."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from vnsearch.records import Document

Spans = Sequence[tuple[int, int]]

_PASSAGE = 1400  # characters: about 300 syllables
_BEFORE = 2  # lines shown before it, if they are no longer than a passage
_CUT = "…\n"


def from_passage(document: Document, spans: Spans) -> tuple[Document, Spans]:
    """The document and its highlights from two lines before its best passage, with a line of
    dots for what is left out; whole where nothing answers, or the passage is near its start.
    """
    body = document.body
    first = start = body.rfind("\n", 0, passage_start(body, spans)) + 1
    for _ in range(_BEFORE):
        start = body.rfind("\n", 0, max(start - 1, 0)) + 1
    start = start if first - start <= _PASSAGE else first
    if not start:
        return document, spans
    moved = len(_CUT) - start
    kept = [(a + moved, b + moved) for a, b in spans if a >= start]
    return replace(document, body=_CUT + body[start:]), kept


def passage_start(body: str, spans: Spans) -> int:
    """Where the passage begins that has the most different words lit, of these the one with
    the most; the first of equals, 0 for none.
    """
    best, passage, last = (0, 0), 0, 0
    words: Counter[str] = Counter()
    for first, (start, _) in enumerate(spans):
        while last < len(spans) and spans[last][1] <= start + _PASSAGE:
            words[_word(body, spans[last])] += 1
            last += 1
        if (worth := (len(words), last - first)) > best:
            best, passage = worth, start
        if last > first:
            word = _word(body, spans[first])
            words[word] -= 1
            if not words[word]:
                del words[word]
        else:
            last = first + 1
    return passage


def _word(body: str, span: tuple[int, int]) -> str:
    return body[slice(*span)].casefold()
