"""Rows of text in a pane, of which only those in sight are drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.segment import Segment
from rich.text import Text
from textual.geometry import Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from vnsearch.output.terminal.results import without_color


class RowView(ScrollView, can_focus=False):
    """A pane of rows, each as wide as the pane at most.

    What is in it never changes its size: other rows are drawn without a new layout of the
    screen, which costs as much as drawing them.
    """

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)

    def __init__(self, name: str) -> None:
        super().__init__(id=name)
        self._rows: Sequence[Text] = ()
        self._strips: dict[int, Strip] = {}  # of the rows that have been drawn

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

    def render_line(self, y: int) -> Strip:
        """A row, filled up to the width of the pane."""
        row = self.scroll_offset.y + y
        if row >= len(self._rows):
            return Strip.blank(self.columns, self.rich_style)
        if row not in self._strips:
            self._strips[row] = self._strip(row)
        return self._strips[row].adjust_cell_length(self.columns, self.rich_style)

    def notify_style_update(self) -> None:
        """Draw anew with other styles."""
        self._strips.clear()
        super().notify_style_update()

    def _strip(self, row: int) -> Strip:
        text = self._rows[row]
        shown = without_color(text) if self.app.no_color else text
        return Strip(self._segments(shown), text.cell_len)

    def _segments(self, text: Text) -> Iterator[Segment]:
        base = self.rich_style
        if not text.spans and not text.style:
            yield Segment(text.plain, base)
            return
        for segment in text.render(self.app.console):
            yield Segment(segment.text, base + segment.style)
