"""Snippets: the passages of a text that show best why it was found.

Text and spans in, `Snippet` records out; how a highlight looks is the printer's choice. A
snippet is of one paragraph: a line, or the lines of one that was wrapped, with a space for
each line end. Its line and column are those where the first highlight begins. It is cut
between words, and `…` stands where something of its paragraph was left out.
"""

from __future__ import annotations

import heapq
import re
from bisect import bisect_left, bisect_right, insort
from collections import deque
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from vnsearch.records import Snippet
from vnsearch.text.characters import IDEOGRAPH, LETTER, SEPARATOR, character_class
from vnsearch.text.paragraphs import goes_on, is_of_contents, line_ends_as_spaces

ELLIPSIS = "…"

_SENTENCE_END = re.compile(r"[.!?…][\"”’»)\]]*\s+")
_VISIBLE = re.compile(r"\S")
_WEIGHT_STEPS = 1 << 20  # weights become whole numbers, whose running sums do not drift


class Span(NamedTuple):
    """Characters [start, end) of a text that answer a query word; `weight` is what for."""

    start: int
    end: int
    word: int  # which word of the query
    weight: float


class _Passage(NamedTuple):
    """Characters [start, end) of [low, high): a paragraph, or what of it is near."""

    start: int
    end: int
    low: int
    high: int


class _Layout(NamedTuple):
    """How a text is laid out, and in how many characters passages of it are shown."""

    text: str  # the pages of a PDF parted by line ends
    width: int
    wrapped: bool  # lines may be those of wrapped paragraphs


def make_snippets(
    text: str,
    spans: Sequence[Span],
    limit: int,
    width: int = 160,
    wrapped: bool = False,
    paged: bool = False,
) -> tuple[Snippet, ...]:
    """The `limit` best passages, chosen by worth and returned in the order of the text.

    A passage is worth the weights of the different words in it; of equal ones the words that
    are nearer to each other win, then the earlier. None overlap. Without spans it is the
    beginning of the text. At most `width` characters, unless one word with its `…` is longer.
    In a `wrapped` text paragraphs go on over line ends; `paged` counts pages, which form feeds
    part, in the place of lines.
    """
    if limit < 1:
        return ()
    layout = _Layout(text.replace("\f", "\n") if paged else text, width, wrapped)
    marked = _disjoint(spans)
    passages = _best_passages(layout, marked, limit) if marked else _opening(layout)
    return tuple(_snippets(layout.text, passages, marked, text if paged else ""))


def _disjoint(spans: Sequence[Span]) -> list[Span]:
    """The spans in order, without those that overlap an earlier one of another extent."""
    kept: list[Span] = []
    last = (0, 0)
    for span in sorted(spans):
        if span.start >= last[1] or (span.start, span.end) == last:
            kept.append(span)
            last = span.start, span.end
    return kept


def _best_passages(layout: _Layout, spans: list[Span], limit: int) -> list[_Passage]:
    """At most `limit` passages around the best cores, in the order of the text."""
    passages: list[_Passage] = []
    for start, end, first, last in _cores(layout, spans):
        place = bisect_left(passages, (start,))
        low = max(first, passages[place - 1].end) if place else first
        high = min(last, passages[place].start) if place < len(passages) else last
        if low <= start and end <= high:
            free = _Passage(low, high, first, last)
            insort(passages, _widen(layout, start, end, free))
            if len(passages) == limit:
                break
    return passages


def _cores(layout: _Layout, spans: list[Span]) -> Iterator[_Passage]:
    """What is worth most of the room from each span on, the best first: of equals the
    shortest, then the earliest; lines of a table of contents behind all others. The ends are
    looked for as far as cores are taken.
    """
    text, room = layout.text, layout.width - 2 * len(ELLIPSIS)
    paragraphs = list(_paragraphs(layout, spans))
    starts = [
        ((is_of_contents(text, high), -worth), paragraph, number)
        for paragraph, (_, high, inside) in enumerate(paragraphs)
        for number, worth in enumerate(_worths(inside, room))
    ]
    heapq.heapify(starts)
    while starts:
        worth, equals = starts[0][0], []
        while starts and starts[0][0] == worth:
            _, paragraph, number = heapq.heappop(starts)
            low, high, inside = paragraphs[paragraph]
            start, end = _core(inside, number, room)
            equals.append((end - start, _Passage(start, end, low, high)))
        yield from (core for _, core in sorted(equals))


def _paragraphs(layout: _Layout, spans: list[Span]) -> Iterator[tuple[int, int, list[Span]]]:
    """Each paragraph with spans: its start, its end, the spans inside.

    Of a wrapped one as much as snippets may show; two where a span goes from one to the other.
    O(text + spans).
    """
    low, high = 0, -1
    inside: list[Span] = []
    for span in spans:
        if span.start >= high:
            if inside:
                yield low, high, inside
            low = _paragraph_start(layout, max(high, 0), span.start)
            inside = []
        high = _paragraph_end(layout, max(high, span.end), span.end)
        inside.append(span)
    if inside:
        yield low, high, inside


def _paragraph_start(layout: _Layout, floor: int, place: int) -> int:
    """Where the paragraph of the character at `place` begins, or a line of it that is further
    away than is shown.
    """
    text = layout.text
    start = text.rfind("\n", floor, place) + 1
    if not layout.wrapped:
        return max(start, floor)
    while start > floor and place - start <= 2 * layout.width and goes_on(text, start - 1):
        start = text.rfind("\n", floor, start - 1) + 1
    return max(start, floor)


def _paragraph_end(layout: _Layout, known: int, place: int) -> int:
    """The end of the paragraph that has the characters up to `known`, or of a line of it that
    is further behind `place` than is shown.
    """
    text = layout.text
    end = text.find("\n", known)
    while layout.wrapped and 0 <= end <= place + 2 * layout.width and goes_on(text, end):
        end = text.find("\n", end + 1)
    return end if end >= 0 else len(text)


def _worths(spans: list[Span], room: int) -> Iterator[int]:
    """For each span what the passage of `room` characters that it begins is worth.

    `best` keeps for each word the occurrences that weigh most from some start on (a
    sliding-window maximum). O(spans).
    """
    best: dict[int, deque[tuple[int, int]]] = {}
    worth = taken = 0
    for number, first in enumerate(spans):
        reach = max(first.end, first.start + room)
        while taken < len(spans) and spans[taken].end <= reach:
            span = spans[taken]
            weight = round(span.weight * _WEIGHT_STEPS)
            queue = best.setdefault(span.word, deque())
            before = queue[0][0] if queue else 0
            while queue and queue[-1][0] < weight:
                queue.pop()
            queue.append((weight, taken))
            worth += queue[0][0] - before
            taken += 1
        yield worth
        queue = best[first.word]
        if queue[0][1] == number:
            worth -= queue.popleft()[0]
            worth += queue[0][0] if queue else 0


def _core(spans: list[Span], number: int, room: int) -> tuple[int, int]:
    """The characters [start, end) from a span to the last that adds to its passage's worth:
    of each word the occurrence of the largest weight, the first of equals.
    """
    start = spans[number].start
    reach = max(spans[number].end, start + room)
    best: dict[int, Span] = {}
    for place in range(number, len(spans)):
        span = spans[place]
        if span.end > reach:
            break
        if span.word not in best or span.weight > best[span.word].weight:
            best[span.word] = span
    return start, max(span.end for span in best.values())


def _opening(layout: _Layout) -> list[_Passage]:
    """The first paragraph with something in it, or its beginning; nothing of a blank text."""
    text = layout.text
    visible = _VISIBLE.search(text)
    if visible is None:
        return []
    start = visible.start()
    low = text.rfind("\n", 0, start) + 1
    high = _paragraph_end(layout, start, start)
    end = start + 1
    while end < high and not _is_cut(text, end):
        end += 1
    return [_widen(layout, start, end, _Passage(start, high, low, high))]


def _widen(layout: _Layout, start: int, end: int, free: _Passage) -> _Passage:
    """The passage around the core [start, end): all that is free if that is short, else cut.

    It begins with its sentence where that is near, else about a third of the room before.
    """
    text, width = layout.text, layout.width
    low, high, first, last = free
    if low == first and high == last and high - low <= width:
        start, end = low, high
    else:
        room = width - 2 * len(ELLIPSIS)
        slack = max(0, room - (end - start))
        spare = max(0, slack - (high - end))  # what there is no use for after the core
        near = max(low, start - max(slack // 2, spare))
        latest = start - max(0, spare - slack // 4)
        sentences = list(_SENTENCE_END.finditer(text, near, latest))
        if near == low:
            start = low
        elif sentences:
            start = sentences[-1].end()
        else:
            start = _first_cut(text, max(low, start - max(slack // 3, spare)), start)
        end = _last_cut(text, end, max(end, min(high, start + room)), high)
    passage = text[start:end]
    start += len(passage) - len(passage.lstrip())
    return _Passage(start, start + len(passage.strip()), first, last)


def _first_cut(text: str, low: int, high: int) -> int:
    """The first place in [low, high] where a word begins after white space, else any cut."""
    places = range(low, high)
    for place in places:
        if text[place - 1].isspace() and _is_cut(text, place):
            return place
    return next((place for place in places if _is_cut(text, place)), high)


def _last_cut(text: str, low: int, high: int, line_end: int) -> int:
    """The last place in [low, high] before white space or the line's end, else any cut."""
    if high == line_end:
        return high
    places = range(high, low, -1)
    for place in places:
        if text[place].isspace():
            return place
    return next((place for place in places if _is_cut(text, place)), low)


def _is_cut(text: str, place: int) -> bool:
    """Whether cutting before `place` parts no token and no letter from its combining mark."""
    after = character_class(text[place])
    if after == LETTER:
        return character_class(text[place - 1]) in (SEPARATOR, IDEOGRAPH)
    return after in (SEPARATOR, IDEOGRAPH)


def _snippets(
    text: str, passages: list[_Passage], spans: list[Span], pages: str
) -> Iterator[Snippet]:
    """The passages as records, lines and columns counted on from one to the next. O(text).

    Line and column are those of the beginning where nothing is highlighted; the page where
    `pages` are the text before form feeds became line ends.
    """
    line, counted, column = 1, 0, 1
    for start, end, low, high in passages:
        marked = _inside(spans, start, end)
        first = marked[0][0] if marked else start
        line += pages.count("\f", counted, first) if pages else text.count("\n", counted, first)
        line_start = text.rfind("\n", counted, first) + 1
        if line_start > counted:
            counted, column = line_start, 1
        column += len(text[counted:first].encode("utf-8", "surrogatepass"))
        counted = first
        shown, highlights = _on_one_line(text[start:end], start, marked)
        before = ELLIPSIS if _VISIBLE.search(text, low, start) else ""
        after = ELLIPSIS if _VISIBLE.search(text, end, high) else ""
        yield Snippet(
            line=line,
            column=column,
            text=before + shown + after,
            highlights=tuple((a + len(before), b + len(before)) for a, b in highlights),
        )


def _on_one_line(
    passage: str, start: int, marked: list[tuple[int, int]]
) -> tuple[str, list[tuple[int, int]]]:
    """A passage that begins at `start` with a space for each line end, and its highlights,
    places in the text, as places in it.
    """
    ends = line_ends_as_spaces(passage) if "\n" in passage else []
    pieces, at, shifts = [], 0, [(0, 0)]
    for end_start, end_end in ends:
        pieces.append(passage[at:end_start])
        at = end_end
        shifts.append((end_end, shifts[-1][1] + end_end - end_start - 1))
    starts = [behind for behind, _ in shifts]

    def placed(place: int) -> int:
        return place - start - shifts[bisect_right(starts, place - start) - 1][1]

    shown = " ".join([*pieces, passage[at:]])
    return shown, [(placed(first), placed(last)) for first, last in marked]


def _inside(spans: list[Span], start: int, end: int) -> list[tuple[int, int]]:
    """The extents of the spans wholly inside [start, end), each once, in order."""
    extents: dict[tuple[int, int], None] = {}
    for number in range(bisect_left(spans, (start,)), len(spans)):
        span = spans[number]
        if span.start >= end:
            break
        if span.end <= end:
            extents[span.start, span.end] = None
    return list(extents)
