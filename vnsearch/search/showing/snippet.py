"""Snippets: the passages of a text that show best why it was found.

Texts and spans in, `Snippet` records out; how a highlight looks is the printer's choice. A
snippet is of one paragraph: a line, or the lines of one that was wrapped, with a space for
each line end. Its line and column are those where the first highlight begins. It is cut
between words, and `…` stands where something of its paragraph was left out.
"""

from __future__ import annotations

import heapq
import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from vnsearch.records import Snippet
from vnsearch.search.showing.passage_worth import Marked, Openings, Paragraph, Span, weigh
from vnsearch.text.characters import IDEOGRAPH, LETTER, SEPARATOR, character_class
from vnsearch.text.paragraphs import goes_on, is_of_contents, line_ends_as_spaces

ELLIPSIS = "…"
WIDTH = 160  # characters of a snippet

_SENTENCE_END = re.compile(r"[.!?…][\"”’»)\]]*\s+")
_VISIBLE = re.compile(r"\S")


class _Passage(NamedTuple):
    """Characters [start, end) of [low, high): a paragraph, or what of it is near."""

    start: int
    end: int
    low: int
    high: int


class Layout(NamedTuple):
    """How a text is laid out."""

    text: str
    wrapped: bool = False  # paragraphs go on over the ends of lines
    paged: bool = False  # form feeds part pages, which count in the place of lines

    @property
    def lines(self) -> str:
        """The text with line ends between its pages."""
        return self.text.replace("\f", "\n") if self.paged else self.text


class _Frame(NamedTuple):
    """A text in lines, and in how many characters passages of it are shown."""

    text: str
    width: int
    wrapped: bool


def make_snippets(
    text: str,
    spans: Sequence[Span],
    limit: int,
    width: int = WIDTH,
    wrapped: bool = False,
    paged: bool = False,
) -> tuple[Snippet, ...]:
    """The `limit` best passages, chosen by worth and returned in the order of the text.

    A passage is worth the weights of the different words in it; of equal ones the words that
    are nearer to each other win, then the earlier. None overlap. Without spans it is the
    beginning of the text. At most `width` characters, unless one word with its `…` is longer.
    """
    marked = Marked.of([sorted(spans)])
    return snippets_of_texts([Layout(text, wrapped, paged)], marked, limit, width)[0]


def snippets_of_texts(
    layouts: Sequence[Layout], marked: Marked, limit: int, width: int = WIDTH
) -> list[tuple[Snippet, ...]]:
    """What `make_snippets` gives for each of some texts."""
    if limit < 1:
        return [() for _ in layouts]
    marked = marked.apart()
    frames = [_Frame(layout.lines, width, layout.wrapped) for layout in layouts]
    starts, ends = marked.start.tolist(), marked.end.tolist()
    bounds = marked.bounds(len(layouts))
    paragraphs = [
        paragraph
        for frame, each in zip(frames, pairwise(bounds), strict=True)
        for paragraph in _paragraphs(frame, starts, ends, *each)
    ]
    openings = weigh(marked, paragraphs, width - 2 * len(ELLIPSIS))
    found = []
    for layout, frame, (first, last) in zip(layouts, frames, pairwise(bounds), strict=True):
        if first < last:
            passages = _best_passages(frame, openings, (first, last), limit)
        else:
            passages = _opening(frame)
        extents = list(zip(starts[first:last], ends[first:last], strict=True))
        pages = layout.text if layout.paged else ""
        found.append(tuple(_snippets(frame.text, passages, extents, pages)))
    return found


def on_line(snippets: tuple[Snippet, ...], line: int) -> tuple[Snippet, ...]:
    """The same snippets, all of one line."""
    return tuple(Snippet(line, each.column, each.text, each.highlights) for each in snippets)


def _best_passages(
    frame: _Frame, openings: Openings, of_text: tuple[int, int], limit: int
) -> list[_Passage]:
    """At most `limit` passages around the best cores, in the order of the text."""
    passages: list[_Passage] = []
    for start, end, first, last in _cores(frame.text, openings, *of_text):
        place = bisect_left(passages, (start,))
        low = max(first, passages[place - 1].end) if place else first
        high = min(last, passages[place].start) if place < len(passages) else last
        if low <= start and end <= high:
            free = _Passage(low, high, first, last)
            insort(passages, _widen(frame, start, end, free))
            if len(passages) == limit:
                break
    return passages


def _cores(text: str, openings: Openings, first: int, last: int) -> Iterator[_Passage]:
    """What is worth most of the room from each of the spans [first, last) on, the best first:
    of equals the shortest, then the earliest; lines of a table of contents behind all others.
    The ends are looked for as far as cores are taken.
    """
    within = openings.paragraphs[first:last]
    highs = {high: is_of_contents(text, high) for high in dict.fromkeys(p.high for p in within)}
    worths = zip(within, openings.worths[first:last], range(first, last), strict=True)
    starts = [(highs[paragraph.high], -worth, number) for paragraph, worth, number in worths]
    heapq.heapify(starts)
    while starts:
        worth, equals = starts[0][:2], []
        while starts and starts[0][:2] == worth:
            number = heapq.heappop(starts)[2]
            start, end = openings.starts[number], _core_end(openings, number)
            low, high, _ = openings.paragraphs[number]
            equals.append((end - start, _Passage(start, end, low, high)))
        yield from (core for _, core in sorted(equals))


def _core_end(openings: Openings, number: int) -> int:
    """The end of the last span that adds to the worth of a passage: of each word the occurrence
    of the largest weight, the first of equals.
    """
    best: dict[int, tuple[int, int]] = {}
    for place in range(number, openings.behind[number]):
        word, weight = openings.words[place], openings.weights[place]
        if word not in best or weight > best[word][0]:
            best[word] = weight, openings.ends[place]
    return max(end for _, end in best.values())


def _paragraphs(
    frame: _Frame, starts: Sequence[int], ends: Sequence[int], first: int, last: int
) -> Iterator[Paragraph]:
    """The paragraph of each of the spans [first, last) of a text.

    Of a wrapped one as much as snippets may show; two where a span goes from one to the other.
    O(text + spans).
    """
    high = -1
    while first < last:
        low = _paragraph_start(frame, max(high, 0), starts[first])
        stop = first
        while stop < last and (stop == first or starts[stop] < high):
            if stop == first or frame.wrapped or ends[stop] > high:
                high = _paragraph_end(frame, max(high, ends[stop]), ends[stop])
            stop += 1
        yield from [Paragraph(low, high, stop)] * (stop - first)
        first = stop


def _paragraph_start(frame: _Frame, floor: int, place: int) -> int:
    """Where the paragraph of the character at `place` begins, or a line of it that is further
    away than is shown.
    """
    text = frame.text
    start = text.rfind("\n", floor, place) + 1
    if not frame.wrapped:
        return max(start, floor)
    while start > floor and place - start <= 2 * frame.width and goes_on(text, start - 1):
        start = text.rfind("\n", floor, start - 1) + 1
    return max(start, floor)


def _paragraph_end(frame: _Frame, known: int, place: int) -> int:
    """The end of the paragraph that has the characters up to `known`, or of a line of it that
    is further behind `place` than is shown.
    """
    text = frame.text
    end = text.find("\n", known)
    while frame.wrapped and 0 <= end <= place + 2 * frame.width and goes_on(text, end):
        end = text.find("\n", end + 1)
    return end if end >= 0 else len(text)


def _opening(frame: _Frame) -> list[_Passage]:
    """The first paragraph with something in it, or its beginning; nothing of a blank text."""
    text = frame.text
    visible = _VISIBLE.search(text)
    if visible is None:
        return []
    start = visible.start()
    low = text.rfind("\n", 0, start) + 1
    high = _paragraph_end(frame, start, start)
    end = start + 1
    while end < high and not _is_cut(text, end):
        end += 1
    return [_widen(frame, start, end, _Passage(start, high, low, high))]


def _widen(frame: _Frame, start: int, end: int, free: _Passage) -> _Passage:
    """The passage around the core [start, end): all that is free if that is short, else cut.

    It begins with its sentence where that is near, else about a third of the room before.
    """
    text, width = frame.text, frame.width
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
    text: str, passages: list[_Passage], extents: list[tuple[int, int]], pages: str
) -> Iterator[Snippet]:
    """The passages as records, lines and columns counted on from one to the next. O(text).

    Line and column are those of the beginning where nothing is highlighted; the page where
    `pages` are the text before form feeds became line ends.
    """
    line, counted, column = 1, 0, 1
    for start, end, low, high in passages:
        marked = _inside(extents, start, end)
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


def _inside(extents: list[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """The extents wholly inside [start, end), each once, in order."""
    first, last = bisect_left(extents, (start,)), bisect_left(extents, (end,))
    return [each for each in dict.fromkeys(extents[first:last]) if each[1] <= end]
