"""The hits below the line, as `search` prints them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.message import Message

from vnsearch.output.forms import OutputOptions
from vnsearch.output.terminal.results import hit_lines
from vnsearch.records import Hit
from vnsearch.screen.pointed_list import Item, PointedList

_LEAST_COLUMNS = 10


class HitList(PointedList):
    """The hits of an answer, of which one is chosen: the same one as long as it is there."""

    CLICKS_TO_TAKE: ClassVar[int] = 2  # one shows the document beside it

    class EndReached(Message):
        """Somebody wants to go on from the last hit."""

    def __init__(self) -> None:
        super().__init__("hits")
        self.hits: tuple[Hit, ...] = ()
        self._drawn_at = 0  # columns

    @property
    def hit(self) -> Hit | None:
        """The hit that is chosen."""
        return self.hits[self.chosen] if self.chosen is not None else None

    def show(self, hits: Sequence[Hit], stay: bool) -> None:
        """List other hits, the first of them chosen, or to `stay` the one that was."""
        before = self.hit if stay else None
        self.hits = tuple(hits)
        ids = [hit.id for hit in hits]
        staying = before is not None and before.id in ids
        chosen = ids.index(before.id) if before and staying else 0
        self._draw(chosen if hits else None)
        if not staying:
            self.scroll_to(y=0, animate=False)

    def on_resize(self) -> None:
        """Draw the hits anew where the list has become wider or narrower."""
        if self.columns != self._drawn_at:
            self._draw(self.chosen)
        self.bring_into_sight()

    def step(self, by: int) -> None:
        """Choose the next hit or the one before; at the last, ask for more."""
        super().step(by)
        if by > 0 and self.hits and self.chosen == len(self.hits) - 1:
            self.post_message(self.EndReached())

    def on_mouse_scroll_down(self) -> None:
        """Ask for more where the wheel has come to the end."""
        if self.scroll_offset.y >= self.max_scroll_y:
            self.post_message(self.EndReached())

    def _draw(self, chosen: int | None) -> None:
        self._drawn_at = self.columns
        options = OutputOptions(width=max(self.columns, _LEAST_COLUMNS))
        digits = len(str(len(self.hits)))
        drawn = [Item(list(hit_lines(hit, digits, options)), gap=1) for hit in self.hits]
        self.show_items(drawn, chosen)
