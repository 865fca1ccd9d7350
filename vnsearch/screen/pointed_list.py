"""A list whose chosen row has a bar before it, which needs no colour to be seen."""

from __future__ import annotations

from rich.segment import Segment
from textual.strip import Strip
from textual.widgets import OptionList

from vnsearch.output.terminal.styles import STRONG

_BAR, _NO_BAR = "▌ ", "  "


class PointedList(OptionList):
    """An OptionList with a bar in place of its background."""

    @property
    def is_pointed(self) -> bool:
        """Whether the bar is to be seen."""
        return True

    def render_line(self, y: int) -> Strip:
        """A line of the list, behind the bar or as much room."""
        line = self.scroll_offset.y + y
        rows = self._lines
        chosen = line < len(rows) and rows[line][0] == self.highlighted and self.is_pointed
        bar = Strip([Segment(_BAR if chosen else _NO_BAR, STRONG)])
        return Strip.join([bar, super().render_line(y)])

    def _get_left_gutter_width(self) -> int:
        return len(_BAR)
