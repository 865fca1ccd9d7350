"""The pane beside the hits, or below them, in which the document stands."""

from __future__ import annotations

from textual.message import Message

from vnsearch.screen.preview import Preview
from vnsearch.screen.row_view import RowView

_ABOVE = 3  # rows over the passage


class DocumentPane(RowView):
    """The rows of a preview, with its passage in sight."""

    class Resized(Message):
        """The rows have to be as wide as `columns` are."""

    def show(self, shown: Preview) -> None:
        """Another document, or another part of it."""
        self.show_rows(shown.rows)
        in_sight = shown.row < self.size.height // 2
        self.scroll_to(y=0 if in_sight else shown.row - _ABOVE, animate=False)

    def turn(self, pages: int) -> None:
        """Read on by so many pages, or back."""
        self.scroll_relative(y=pages * max(self.size.height - 2, 1), animate=False)

    def on_resize(self) -> None:
        """Tell who draws the rows."""
        self.post_message(self.Resized())
