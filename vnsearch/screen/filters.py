"""The filters at the side: folders, kinds, authors and years, with their counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.message import Message

from vnsearch.output.safe import visible
from vnsearch.output.terminal.bars import shortened
from vnsearch.output.terminal.styles import QUIET, STRONG
from vnsearch.records import Facet
from vnsearch.screen.pointed_list import Item, PointedList

_MOST_VALUES = 8  # of a facet; those that are chosen are always among them
_LEAST_COLUMNS = 10
_MARK = {True: "[x] ", False: "[ ] "}


class FilterList(PointedList):
    """The values of every facet; Enter, Space or a click takes one in or out."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "take", "take in or out")]

    class Changed(Message):
        """Other values are chosen."""

    def __init__(self) -> None:
        super().__init__("filters")
        self.where: dict[str, tuple[str, ...]] = {}  # the values chosen of each facet
        self._facets: tuple[Facet, ...] = ()
        self._values: list[tuple[str, str] | None] = []  # of each row, by facet

    @property
    def is_pointed(self) -> bool:
        """Only while the keys are its own."""
        return self.has_focus

    def show(self, facets: Sequence[Facet]) -> None:
        """Other counts; the value that was chosen stays so where it is still there."""
        self._facets = tuple(facets)
        self._draw()

    def enter(self) -> None:
        """Choose the first value where none is chosen."""
        if self.chosen is None:
            self.action_first()

    def on_pointed_list_taken(self, event: PointedList.Taken) -> None:
        """Take the chosen value in, or out."""
        event.stop()
        row = self._values[self.chosen] if self.chosen is not None else None
        if row is None:
            return
        facet, value = row
        kept = self.where.get(facet, ())
        kept = tuple(one for one in kept if one != value) if value in kept else (*kept, value)
        self.where = {**self.where, facet: kept}
        if not kept:
            del self.where[facet]
        self._draw()
        self.post_message(self.Changed())

    def on_resize(self) -> None:
        """Draw the rows anew, for another width."""
        self._draw()

    def _draw(self) -> None:
        before = self._values[self.chosen] if self.chosen is not None else None
        listed = list(self._listed())
        self._values = [value for _, value in listed]
        chosen = self.chosen
        if before is not None and before in self._values:
            chosen = self._values.index(before)
        elif chosen is not None:
            chosen = next((n for n, value in enumerate(self._values) if value), None)
        self.show_items([Item([text], value is not None) for text, value in listed], chosen)

    def _listed(self) -> Iterator[tuple[Text, tuple[str, str] | None]]:
        width = max(self.columns, _LEAST_COLUMNS)
        for facet in self._facets:
            counts = dict(facet.counts)
            chosen = self.where.get(facet.name, ())
            if not counts and not chosen:
                continue
            shown = dict.fromkeys((*list(counts)[:_MOST_VALUES], *chosen))
            yield Text(facet.name.capitalize(), STRONG), None
            for value in shown:
                count = counts.get(value, 0)
                yield _row(value, count, value in chosen, width), (facet.name, value)
            left = len(set(counts) - set(shown))
            if left:
                yield Text(f"    … {left:,} more", QUIET), None


def _row(value: str, count: int, chosen: bool, width: int) -> Text:
    figure = f" {count:,}"
    room = max(width - len(_MARK[True]) - cell_len(figure), 2)
    label = set_cell_size(shortened(visible(value), room), room)
    return Text.assemble(_MARK[chosen], (label, STRONG if chosen else ""), (figure, QUIET))
