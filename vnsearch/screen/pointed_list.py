"""A list whose chosen item has a bar before it, which needs no colour to be seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from vnsearch.screen.row_view import RowView

_BAR, _NO_BAR = "▌ ", "  "


class Item(NamedTuple):
    """What stands in a list: some rows, which may be a heading alone."""

    rows: Sequence[Text]
    can_be_chosen: bool = True
    gap: int = 0  # empty rows below it, which belong to none


class PointedList(RowView):
    """Items below one another, one of which is `chosen`, by its number, or none."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "take"),
        Binding("home", "first", "first"),
        Binding("end", "last", "last"),
    ]
    CLICKS_TO_TAKE: ClassVar[int] = 1

    class OfList(Message):
        """What has happened to a list."""

        def __init__(self, control: PointedList) -> None:
            super().__init__()
            self._list = control

        @property
        def control(self) -> PointedList:
            """The list, by which Textual tells whose message it is."""
            return self._list

    class Chosen(OfList):
        """Another item is chosen, by the keys or the mouse."""

    class Taken(OfList):
        """The chosen item is taken."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.items: Sequence[Item] = ()
        self.chosen: int | None = None
        self._first_rows: list[int] = []  # of each item
        self._item_of_row: list[int | None] = []

    @property
    def columns(self) -> int:
        """How wide a row may be, beside the bar."""
        return max(super().columns - len(_BAR), 1)

    @property
    def is_pointed(self) -> bool:
        """Whether the bar is to be seen."""
        return True

    def show_items(self, items: Sequence[Item], chosen: int | None) -> None:
        """Other items; nobody is told that another one is chosen."""
        before, self.chosen = self.chosen, chosen
        self.items = items
        self._first_rows, self._item_of_row = [], []
        rows: list[Text] = []
        for number, item in enumerate(items):
            self._first_rows.append(len(rows))
            self._item_of_row += [number] * len(item.rows) + [None] * item.gap
            rows += [*item.rows, *[Text()] * item.gap]
        if before != chosen:
            self.refresh()
        self.show_rows(rows)

    def choose(self, number: int | None) -> None:
        """Choose another item, and bring it into sight."""
        if number == self.chosen:
            return
        self.chosen = number
        self.refresh()
        self.bring_into_sight()
        if number is not None:
            self.post_message(self.Chosen(self))

    def bring_into_sight(self) -> None:
        """Scroll to the chosen item, no further than needed."""
        if self.chosen is None:
            return
        first = self._first_rows[self.chosen]
        last = first + len(self.items[self.chosen].rows)
        seen, height = self.scroll_offset.y, self.scrollable_content_region.height
        if first < seen or last - first > height:
            self.scroll_to(y=first, animate=False)
        elif last > seen + height:
            self.scroll_to(y=last - height, animate=False)

    def step(self, by: int) -> None:
        """Choose the next item that can be, or the one before, as far as there are any."""
        place = len(self.items) if self.chosen is None and by < 0 else self.chosen
        place = -1 if place is None else place
        self._choose_first_of(range(place + by, len(self.items) if by > 0 else -1, by))

    def action_first(self) -> None:
        """Choose the first item."""
        self._choose_first_of(range(len(self.items)))

    def action_last(self) -> None:
        """Choose the last item."""
        self._choose_first_of(range(len(self.items) - 1, -1, -1))

    def action_take(self) -> None:
        """Take the chosen item."""
        if self.chosen is not None:
            self.post_message(self.Taken(self))

    def item_at(self, event: events.Click) -> int | None:
        """The item that was clicked on; None for a heading, and where there is none."""
        offset = event.get_content_offset(self)
        row = self.scroll_offset.y + offset.y if offset else -1
        if not 0 <= row < len(self._item_of_row):
            return None
        number = self._item_of_row[row]
        can_be = number is not None and self.items[number].can_be_chosen
        return number if can_be else None

    def on_click(self, event: events.Click) -> None:
        """Choose what is clicked on, and take it where it is clicked on often enough."""
        number = self.item_at(event)
        if number is not None:
            self.choose(number)
            if event.chain >= self.CLICKS_TO_TAKE:
                self.action_take()

    def mark(self, row: int) -> str:
        """The bar before the rows of the chosen item, as much room before the others."""
        rows = self._item_of_row
        number = rows[row] if 0 <= row < len(rows) else None
        chosen = number is not None and number == self.chosen
        return _BAR if chosen and self.is_pointed else _NO_BAR

    def _choose_first_of(self, numbers: Sequence[int]) -> None:
        for number in numbers:
            if self.items[number].can_be_chosen:
                self.choose(number)
                return
