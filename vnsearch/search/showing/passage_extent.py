"""How far a passage of a text reaches: to the ends of its paragraph, or between two words.

A paragraph is a line, or the lines of one that was wrapped; of such a one as much is looked at
as may be shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vnsearch.frozen import NamedTuple
from vnsearch.patterns import pattern
from vnsearch.search.showing.passage_worth import Paragraph
from vnsearch.text.characters import LETTER, LONE, SEPARATOR, character_class
from vnsearch.text.paragraphs import goes_on, is_of_contents

ELLIPSIS = "…"

_SENTENCE_END = pattern(r"[.!?…][\"”’»)\]]*\s+")
_visible = pattern(r"\S").search


class Passage(NamedTuple):
    """Characters [start, end) of [low, high): a paragraph, or what of it is near."""

    start: int
    end: int
    low: int
    high: int


class Frame(NamedTuple):
    """A text in lines, and in how many characters passages of it are shown."""

    text: str
    width: int
    wrapped: bool  # paragraphs go on over the ends of lines


def paragraphs_of(
    frame: Frame, starts: Sequence[int], ends: Sequence[int], first: int, last: int
) -> Iterator[Paragraph]:
    """The paragraphs of the spans [first, last) of a text, in order.

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
        yield Paragraph(low, high, first, stop, is_of_contents(frame.text, high))
        first = stop


def _paragraph_start(frame: Frame, floor: int, place: int) -> int:
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


def _paragraph_end(frame: Frame, known: int, place: int) -> int:
    """The end of the paragraph that has the characters up to `known`, or of a line of it that
    is further behind `place` than is shown.
    """
    text = frame.text
    end = text.find("\n", known)
    while frame.wrapped and 0 <= end <= place + 2 * frame.width and goes_on(text, end):
        end = text.find("\n", end + 1)
    return end if end >= 0 else len(text)


def opening(frame: Frame) -> list[Passage]:
    """The first paragraph with something in it, or its beginning; nothing of a blank text."""
    text = frame.text
    match = _visible(text)
    if match is None:
        return []
    start = match.start()
    low = text.rfind("\n", 0, start) + 1
    high = _paragraph_end(frame, start, start)
    end = start + 1
    while end < high and not _is_cut(text, end):
        end += 1
    return [widen(frame, start, end, Passage(start, high, low, high))]


def widen(frame: Frame, start: int, end: int, free: Passage) -> Passage:
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
    return Passage(start, start + len(passage.strip()), first, last)


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
        return character_class(text[place - 1]) in (SEPARATOR, LONE)
    return after in (SEPARATOR, LONE)
