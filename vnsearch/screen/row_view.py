"""Rows of text in a pane, of which only those in sight are drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.geometry import Region, Size, Spacing
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from vnsearch.output.terminal.results import without_color
from vnsearch.output.terminal.styles import STRONG

_NONE = -1  # what is below the last row


class RowView(ScrollView, can_focus=False):
    """A pane of rows, each as wide as the pane at most; of a longer one an ellipsis is the end.

    What is in it never changes its size: other rows are drawn without a new layout of the
    screen, which costs as much as drawing them.
    """

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)

    def __init__(self, name: str) -> None:
        super().__init__(id=name)
        self._rows: Sequence[Text] = ()
        self._strips: dict[tuple[int, str], Strip] = {}  # of rows and marks that were drawn
        self._drawn_in = Style.null(), 0  # the style and the columns of these

    @property
    def columns(self) -> int:
        """How wide a row may be."""
        return max(self.scrollable_content_region.width, 1)

    def show_rows(self, rows: Sequence[Text]) -> None:
        """Other rows in place of these; the pane stays where it is scrolled to, if it can."""
        if rows == self._rows:
            return
        self._rows = rows
        self._strips.clear()
        self.virtual_size = Size(self.columns, len(rows))
        self._scroll_update(self.virtual_size)
        self.refresh()

    def text_of_rows(self) -> str:
        """What the rows say, a line each."""
        return "\n".join(row.plain for row in self._rows)

    def mark(self, row: int) -> str:
        """What stands before a row, as wide before each; "" for nothing."""
        return ""

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows in a part of the pane; what is the same for all is found out once.

        Where nothing stands around the rows but room at their right, they are the lines
        already, as wide as all of the pane: dressed one by one by Textual, they cost more than
        the search.
        """
        edges = Spacing(right=self.styles.padding.right)
        bare = self.styles.gutter == edges and not self.get_line_filters()
        width = self.outer_size.width if bare else self.scrollable_content_region.width
        drawn_in = self.rich_style, width
        if drawn_in != self._drawn_in:
            self._drawn_in = drawn_in
            self._strips.clear()
        if not bare:
            return super().render_lines(crop)
        first, last = crop.column_span
        lines = [self.render_line(y) for y in crop.line_range]
        whole = (first, last) == (0, width)
        return lines if whole else [line.crop(first, last) for line in lines]

    def render_line(self, y: int) -> Strip:
        """A row behind its mark, filled up to the width of the pane."""
        row = self.scroll_offset.y + y
        row = row if row < len(self._rows) else _NONE
        drawn = row, self.mark(row)
        if drawn not in self._strips:
            self._strips[drawn] = self._drawn(*drawn)
        return self._strips[drawn]

    def _drawn(self, row: int, mark: str) -> Strip:
        base, width = self._drawn_in
        segments = [Segment(mark, base + STRONG)] if mark else []
        if row != _NONE:
            segments += self._segments(self._cut(self._rows[row]), base)
        return Strip(segments).adjust_cell_length(width, base)

    def _cut(self, text: Text) -> Text:
        if text.cell_len <= self.columns:
            return text
        text = text.copy()
        text.truncate(self.columns, overflow="ellipsis")
        return text

    def _segments(self, text: Text, base: Style) -> Iterator[Segment]:
        if not text.spans:  # which Rich draws without the style of the whole
            yield Segment(text.plain, base + self.app.console.get_style(text.style))
            return
        shown = without_color(text) if self.app.no_color else text
        for segment in shown.render(self.app.console):
            yield Segment(segment.text, base + segment.style)
