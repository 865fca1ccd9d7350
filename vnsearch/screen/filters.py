"""The filters at the side: folders, kinds, authors and years, with their counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from vnsearch.output.safe import visible
from vnsearch.output.terminal.bars import shortened
from vnsearch.output.terminal.styles import QUIET, STRONG
from vnsearch.records import Facet
from vnsearch.screen.pointed_list import PointedList

_MOST_VALUES = 8  # of a facet; those that are chosen are always among them
_MARK = {True: "[x] ", False: "[ ] "}


class FilterList(PointedList, can_focus=False):
    """The values of every facet; Enter, Space or a click takes one in or out."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "select", "take in or out")]

    class Changed(Message):
        """Other values are chosen."""

    def __init__(self) -> None:
        super().__init__(id="filters")
        self.where: dict[str, tuple[str, ...]] = {}  # the values chosen of each facet
        self._facets: tuple[Facet, ...] = ()
        self._values: list[tuple[str, str] | None] = []  # of each row, by facet

    @property
    def is_pointed(self) -> bool:
        """Only while the keys are its."""
        return self.has_focus

    def show(self, facets: Sequence[Facet]) -> None:
        """Other counts; the row that was highlighted stays so where it is still there."""
        self._facets = tuple(facets)
        self._draw()

    def step(self, by: int) -> None:
        """Go to the next row or the one before."""
        if by > 0:
            self.action_cursor_down()
        else:
            self.action_cursor_up()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the value of the row in, or out."""
        event.stop()
        row = self._values[event.option_index]
        if row is None:
            return
        name, value = row
        kept = self.where.get(name, ())
        kept = tuple(one for one in kept if one != value) if value in kept else (*kept, value)
        self.where = {**self.where, name: kept}
        if not kept:
            del self.where[name]
        self._draw()
        self.post_message(self.Changed())

    def fit(self) -> None:
        """Draw the rows anew, for another width."""
        self._draw()

    def _draw(self) -> None:
        place = self.highlighted
        before = self._values[place] if place is not None else None
        rows = list(self._rows())
        self._values = [value for _, value in rows]
        with self.prevent(OptionList.OptionHighlighted):
            self.set_options(Option(text, disabled=value is None) for text, value in rows)
            if before in self._values and before is not None:
                self.highlighted = self._values.index(before)
            elif place is not None:
                self.highlighted = next((n for n, v in enumerate(self._values) if v), None)

    def _rows(self) -> Iterator[tuple[Text, tuple[str, str] | None]]:
        width = max(self.scrollable_content_region.width - 3, 10)
        for facet in self._facets:
            counts = dict(facet.counts)
            chosen = self.where.get(facet.name, ())
            if not counts and not chosen:
                continue
            shown = dict.fromkeys((*list(counts)[:_MOST_VALUES], *chosen))
            yield Text(facet.name.capitalize(), STRONG), None
            for value in shown:
                yield (
                    _row(value, counts.get(value, 0), value in chosen, width),
                    (
                        facet.name,
                        value,
                    ),
                )
            left = len(set(counts) - set(shown))
            if left:
                yield Text(f"    … {left:,} more", QUIET), None


def _row(value: str, count: int, chosen: bool, width: int) -> Text:
    figure = f" {count:,}"
    room = max(width - len(_MARK[True]) - cell_len(figure), 2)
    label = set_cell_size(shortened(visible(value), room), room)
    return Text.assemble(_MARK[chosen], (label, STRONG if chosen else ""), (figure, QUIET))
