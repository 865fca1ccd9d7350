"""Snippets: the passages of a text that show best why it was found.

Texts and spans in, `Snippet` records out; how a highlight looks is the printer's choice. A
snippet is of one paragraph: a line, or the lines of one that was wrapped, with a space for
each line end. Its line and column are those where the first highlight begins. It is cut
between words, and `…` stands where something of its paragraph was left out.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from vnsearch.frozen import NamedTuple
from vnsearch.index.arrays.character_table import JoinedTexts
from vnsearch.kernel.library import is_compiled
from vnsearch.records import Snippet
from vnsearch.search.showing.passage_extent import (
    ELLIPSIS,
    Frame,
    Passage,
    opening,
    paragraphs_of,
    widen,
)
from vnsearch.search.showing.passage_worth import Marked, Paragraph, best_cores, rank_cores
from vnsearch.text.paragraphs import is_of_contents, line_ends_as_spaces

WIDTH = 160  # characters of a snippet


class Layout(NamedTuple):
    """How a text is laid out."""

    text: str
    wrapped: bool = False  # paragraphs go on over the ends of lines
    paged: bool = False  # form feeds part pages, which count in the place of lines

    @property
    def lines(self) -> str:
        """The text with line ends between its pages."""
        return self.text.replace("\f", "\n") if self.paged else self.text


class _Extents(NamedTuple):
    """Where spans of some texts begin and end; [first, last) are those of one, in order."""

    starts: Sequence[int]
    ends: Sequence[int]
    first: int
    last: int

    def inside(self, start: int, end: int) -> list[tuple[int, int]]:
        """The extents wholly inside [start, end), each once, in order."""
        first = bisect_left(self.starts, start, self.first, self.last)
        last = bisect_left(self.starts, end, first, self.last)
        within = zip(self.starts[first:last], self.ends[first:last], strict=True)
        return [each for each in dict.fromkeys(within) if each[1] <= end]


def snippets_of_texts(
    layouts: Sequence[Layout],
    marked: Marked,
    limit: int,
    width: int = WIDTH,
    laid: JoinedTexts | None = None,
) -> list[tuple[Snippet, ...]]:
    """Of each text the `limit` best passages, chosen by worth and returned in its order.

    A passage is worth the weights of the different words in it; of equal ones the words that
    are nearer to each other win, then the earlier. None overlap. Without spans it is the
    beginning of the text. At most `width` characters, unless one word with its `…` is longer.
    `laid`: the texts, where they lie end to end already and none is paged.
    """
    if limit < 1:
        return [() for _ in layouts]
    marked = marked.apart()
    frames = [Frame(layout.lines, width, layout.wrapped) for layout in layouts]
    starts, ends = marked.start.tolist(), marked.end.tolist()
    bounds = list(pairwise(marked.bounds(len(layouts))))
    best = None
    if limit == 1 and is_compiled():
        laid = laid or JoinedTexts([frame.text for frame in frames])
        best = _one_each(frames, marked, starts, laid)
    if best is None:
        best = _several(frames, marked, bounds, limit)
    by_text = []
    for layout, frame, chosen, (first, last) in zip(layouts, frames, best, bounds, strict=True):
        passages = chosen if first < last else opening(frame)
        pages = layout.text if layout.paged else ""
        extents = _Extents(starts, ends, first, last)
        by_text.append(tuple(_snippets(frame.text, passages, extents, pages)))
    return by_text


def _one_each(
    frames: Sequence[Frame], marked: Marked, starts: Sequence[int], laid: JoinedTexts
) -> list[list[Passage]] | None:
    """The best passage of each text, of those with spans; None for texts in which paragraphs
    are not lines, or lines are of a table of contents.
    """
    if not len(marked.owner):
        return [[] for _ in frames]
    if any(frame.wrapped for frame in frames):
        return None
    room = frames[0].width - 2 * len(ELLIPSIS)
    cores = best_cores(marked, laid, room)
    if cores is None:
        return None
    span, end, paragraph, doubtful = cores
    lines = zip(marked.owner[doubtful].tolist(), paragraph[doubtful, 1].tolist(), strict=True)
    if any(is_of_contents(frames[owner].text, high) for owner, high in lines):
        return None
    passages: list[list[Passage]] = []
    columns = span.tolist(), end.take(span).tolist(), paragraph.take(span, 0).tolist()
    for frame, first, core_end, (low, high) in zip(frames, *columns, strict=True):
        free = Passage(low, high, low, high)
        passages.append([widen(frame, starts[first], core_end, free)] if first >= 0 else [])
    return passages


def _several(
    frames: Sequence[Frame], marked: Marked, bounds: Sequence[tuple[int, int]], limit: int
) -> list[list[Passage]]:
    """The best passages of each text, `limit` at most, of those with spans."""
    starts, ends = marked.start.tolist(), marked.end.tolist()
    paragraphs = [
        paragraph
        for frame, each in zip(frames, bounds, strict=True)
        for paragraph in paragraphs_of(frame, starts, ends, *each)
    ]
    room = frames[0].width - 2 * len(ELLIPSIS) if frames else 0
    cores = rank_cores(marked, paragraphs, room)
    best = []
    for frame, (first, last) in zip(frames, bounds, strict=True):
        ranked = zip(*(column[first:last] for column in cores), strict=True)
        best.append(_best_passages(frame, ranked, paragraphs, limit))
    return best


def on_line(snippets: tuple[Snippet, ...], line: int) -> tuple[Snippet, ...]:
    """The same snippets, all of one line."""
    return tuple(Snippet(line, each.column, each.text, each.highlights) for each in snippets)


def _best_passages(
    frame: Frame,
    cores: Iterable[tuple[int, int, int]],
    paragraphs: Sequence[Paragraph],
    limit: int,
) -> list[Passage]:
    """At most `limit` passages around the best cores, in the order of the text."""
    passages: list[Passage] = []
    for start, end, paragraph in (map(int, core) for core in cores):
        first, last = paragraphs[paragraph][:2]
        place = bisect_left(passages, (start,))
        low = max(first, passages[place - 1].end) if place else first
        high = min(last, passages[place].start) if place < len(passages) else last
        if low <= start and end <= high:
            free = Passage(low, high, first, last)
            insort(passages, widen(frame, start, end, free))
            if len(passages) == limit:
                break
    return passages


def _snippets(
    text: str, passages: list[Passage], extents: _Extents, pages: str
) -> Iterator[Snippet]:
    """The passages as records, lines and columns counted on from one to the next. O(text).

    Line and column are those of the beginning where nothing is highlighted; the page where
    `pages` are the text before form feeds became line ends.
    """
    line, counted, column = 1, 0, 1
    for start, end, low, high in passages:
        marked = extents.inside(start, end)
        first = marked[0][0] if marked else start
        line += pages.count("\f", counted, first) if pages else text.count("\n", counted, first)
        line_start = text.rfind("\n", counted, first) + 1
        if line_start > counted:
            counted, column = line_start, 1
        column += len(text[counted:first].encode("utf-8", "surrogatepass"))
        counted = first
        shown, highlights = _on_one_line(text[start:end], start, marked)
        before = ELLIPSIS if text[low:start].strip() else ""
        after = ELLIPSIS if text[end:high].strip() else ""
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
    if "\n" not in passage:
        return passage, [(first - start, last - start) for first, last in marked]
    ends = line_ends_as_spaces(passage)
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
