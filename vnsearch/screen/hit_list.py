"""The hits below the line, as `search` prints them."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual.message import Message
from textual.widgets.option_list import Option

from vnsearch.output.forms import OutputOptions
from vnsearch.output.terminal.results import hit_lines
from vnsearch.records import Hit
from vnsearch.screen.pointed_list import PointedList

_LEAST_COLUMNS = 10


class HitList(PointedList, can_focus=False):
    """The hits of an answer, of which one is chosen: the same one as long as it is there."""

    class EndReached(Message):
        """Somebody wants to go on from the last hit."""

    def __init__(self) -> None:
        super().__init__(id="hits")
        self.hits: tuple[Hit, ...] = ()
        self._drawn_at = 0  # columns

    @property
    def chosen(self) -> Hit | None:
        """The hit that is chosen."""
        place = self.highlighted
        return self.hits[place] if place is not None and place < len(self.hits) else None

    def show(self, hits: Sequence[Hit], stay: bool) -> None:
        """List other hits, the first of them chosen, or to `stay` the one that was."""
        before, seen = self.chosen, self.scroll_offset.y
        self.hits = tuple(hits)
        self._draw()
        places = [n for n, hit in enumerate(hits) if stay and before and hit.id == before.id]
        if places:
            self.scroll_to(y=seen, animate=False, immediate=True)
        if hits:
            self.highlighted = places[0] if places else 0

    def fit(self) -> None:
        """Draw the hits anew where the list has become wider or narrower."""
        if self._columns() != self._drawn_at:
            place = self.highlighted
            self._draw()
            self.highlighted = place

    def step(self, by: int) -> None:
        """Choose the next hit or the one before; there is none before the first."""
        if self.hits:
            place = (self.highlighted or 0) + by
            self.highlighted = min(max(place, 0), len(self.hits) - 1)
            if place >= len(self.hits) - 1:
                self.post_message(self.EndReached())

    def on_mouse_scroll_down(self) -> None:
        """Ask for more where the wheel has come to the end."""
        if self.scroll_offset.y >= self.max_scroll_y:
            self.post_message(self.EndReached())

    def _columns(self) -> int:
        return max(self.scrollable_content_region.width - 3, _LEAST_COLUMNS)

    def _draw(self) -> None:
        self._drawn_at = self._columns()
        options = OutputOptions(width=self._drawn_at)
        digits = len(str(len(self.hits)))
        self.set_options(
            Option(Text("\n").join([*hit_lines(hit, digits, options), Text()]))
            for hit in self.hits
        )
