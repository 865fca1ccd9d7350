"""Snippets: the passages of a text that show best why it was found.

Text and spans in, `Snippet` records out; how a highlight looks is the printer's choice. A
snippet never crosses a line break, so that `path:line:` is true of all of it. It is cut
between words, and `…` stands where something of its line was left out.
"""

from __future__ import annotations

import heapq
import re
from bisect import bisect_left, insort
from collections import deque
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from vnsearch.records import Snippet
from vnsearch.text.characters import IDEOGRAPH, LETTER, SEPARATOR, character_class

ELLIPSIS = "…"

_SENTENCE_END = re.compile(r"[.!?…][\"”’»)\]]*\s+")
_LEADER = 40  # characters at a line's end in which the dots before a page number are looked for
_leader = re.compile(r"(?:\.{4,}|…{2,}|(?:\. ){3,}|_{4,}|·{4,})\s*\d{1,4}\s*$").search
_VISIBLE = re.compile(r"\S")
_WEIGHT_STEPS = 1 << 20  # weights become whole numbers, whose running sums do not drift


class Span(NamedTuple):
    """Characters [start, end) of a text that answer a query word; `weight` is what for."""

    start: int
    end: int
    word: int  # which word of the query
    weight: float


class _Passage(NamedTuple):
    """Characters [start, end) of the line that begins at `line_start`."""

    start: int
    end: int
    line_start: int
    line_end: int


def make_snippets(
    text: str,
    spans: Sequence[Span],
    limit: int,
    width: int = 160,
    first_line: int = 1,
    paged: bool = False,
) -> tuple[Snippet, ...]:
    """The `limit` best passages, chosen by worth and returned in the order of the text.

    A passage is worth the weights of the different words in it; of equal ones the words that
    are nearer to each other win, then the earlier. None overlap. Without spans it is the
    beginning of the text. At most `width` characters, unless one word with its `…` is longer.
    Lines count from `first_line`; `paged` counts pages, which form feeds part, in their place.
    """
    if limit < 1:
        return ()
    broken = text.replace("\f", "\n") if paged else text
    marked = _disjoint(spans)
    if marked:
        passages = _best_passages(broken, marked, limit, width)
    else:
        passages = _opening(broken, width)
    return tuple(_snippets(text, passages, marked, first_line, "\f" if paged else "\n"))


def _disjoint(spans: Sequence[Span]) -> list[Span]:
    """The spans in order, without those that overlap an earlier one of another extent."""
    kept: list[Span] = []
    last = (0, 0)
    for span in sorted(spans):
        if span.start >= last[1] or (span.start, span.end) == last:
            kept.append(span)
            last = span.start, span.end
    return kept


def _best_passages(text: str, spans: list[Span], limit: int, width: int) -> list[_Passage]:
    """At most `limit` passages around the best cores, in the order of the text."""
    passages: list[_Passage] = []
    for start, end, line_start, line_end in _cores(text, spans, width - 2 * len(ELLIPSIS)):
        place = bisect_left(passages, (start,))
        low = max(line_start, passages[place - 1].end) if place else line_start
        high = min(line_end, passages[place].start) if place < len(passages) else line_end
        if low <= start and end <= high:
            line = _Passage(low, high, line_start, line_end)
            insort(passages, _widen(text, start, end, line, width))
            if len(passages) == limit:
                break
    return passages


def _cores(text: str, spans: list[Span], room: int) -> Iterator[_Passage]:
    """What is worth most of `room` characters from each span on, the best first: of equals
    the shortest, then the earliest; lines of a table of contents behind all others. The ends
    are looked for as far as cores are taken.
    """
    lines = list(_lines(text, spans))
    starts = [
        ((_is_of_contents(text, line_end), -worth), line, number)
        for line, (_, line_end, inside) in enumerate(lines)
        for number, worth in enumerate(_worths(inside, room))
    ]
    heapq.heapify(starts)
    while starts:
        worth, equals = starts[0][0], []
        while starts and starts[0][0] == worth:
            _, line, number = heapq.heappop(starts)
            line_start, line_end, inside = lines[line]
            start, end = _core(inside, number, room)
            equals.append((end - start, _Passage(start, end, line_start, line_end)))
        yield from (core for _, core in sorted(equals))


def _is_of_contents(text: str, line_end: int) -> bool:
    """Whether a line of a table of contents ends here, which tells less than any other."""
    return bool(_leader(text, max(0, line_end - _LEADER), line_end))


def _lines(text: str, spans: list[Span]) -> Iterator[tuple[int, int, list[Span]]]:
    """Each line with spans: its start, its end, the spans wholly inside. O(text + spans)."""
    start, end = 0, -1
    inside: list[Span] = []
    for span in spans:
        if span.start >= end:
            if inside:
                yield start, end, inside
            start = text.rfind("\n", max(end, 0), span.start) + 1
            end = text.find("\n", span.start)
            end = len(text) if end < 0 else end
            inside = []
        if span.end <= end:
            inside.append(span)
    if inside:
        yield start, end, inside


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


def _opening(text: str, width: int) -> list[_Passage]:
    """The first line with something in it, or its beginning; nothing of a blank text."""
    visible = _VISIBLE.search(text)
    if visible is None:
        return []
    start = visible.start()
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", start)
    line_end = len(text) if line_end < 0 else line_end
    end = start + 1
    while end < line_end and not _is_cut(text, end):
        end += 1
    line = _Passage(start, line_end, line_start, line_end)
    return [_widen(text, start, end, line, width)]


def _widen(text: str, start: int, end: int, line: _Passage, width: int) -> _Passage:
    """The passage around the core [start, end): all of `line` if that is short, else cut.

    It begins with its sentence where that is near, else about a third of the room before.
    """
    low, high, line_start, line_end = line
    if low == line_start and high == line_end and high - low <= width:
        start, end = low, high
    else:
        room = width - 2 * len(ELLIPSIS)
        slack = max(0, room - (end - start))
        spare = max(0, slack - (high - end))  # what the line has no use for after the core
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
    return _Passage(start, start + len(passage.strip()), line_start, line_end)


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
    text: str, passages: list[_Passage], spans: list[Span], line: int, line_break: str
) -> Iterator[Snippet]:
    """The passages as records, lines and columns counted on from one to the next. O(text).

    `column` is that of the beginning where nothing is highlighted.
    """
    counted, column = 0, 1
    for start, end, line_start, line_end in passages:
        line += text.count(line_break, counted, start)
        marked = _inside(spans, start, end)
        first = marked[0][0] if marked else start
        if line_start > counted:
            counted, column = line_start, 1
        column += len(text[counted:first].encode("utf-8", "surrogatepass"))
        counted = first
        before = ELLIPSIS if _VISIBLE.search(text, line_start, start) else ""
        after = ELLIPSIS if _VISIBLE.search(text, end, line_end) else ""
        shift = len(before) - start
        yield Snippet(
            line=line,
            column=column,
            text=before + text[start:end] + after,
            highlights=tuple((first + shift, last + shift) for first, last in marked),
        )


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
