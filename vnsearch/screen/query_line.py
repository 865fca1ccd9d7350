"""The line to type in."""

from __future__ import annotations

from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input


class QueryLine(Input):
    """An Input as wide as the screen, whatever is in it: a key asks for no new layout."""

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)

    def put(self, query: str) -> None:
        """Another query, with the cursor behind it."""
        self.value = query
        self.cursor_position = len(query)
