"""^R: the queries of before, from which one is taken."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList

from vnsearch.output.safe import visible
from vnsearch.screen.pointed_list import PointedList
from vnsearch.text.terms import exact_term, folded_term


class HistoryPage(ModalScreen[str]):
    """A line to narrow the queries by, with or without accents; what is taken, "" for none."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+c", "back", "back", priority=True),
        Binding("down,ctrl+n,ctrl+r", "move(1)", "older", priority=True),
        Binding("up,ctrl+p", "move(-1)", "newer", priority=True),
    ]

    def __init__(self, newest_first: Sequence[str]) -> None:
        super().__init__()
        self._all = newest_first
        self._listed = list(newest_first)

    def compose(self) -> ComposeResult:
        """The line and the list."""
        with Vertical(id="history"):
            yield Input(placeholder="earlier queries", id="narrow")
            yield PointedList(*self._rows(), id="queries")

    def on_mount(self) -> None:
        """Choose the newest."""
        self.query_one("#queries").can_focus = False
        self.query_one("#narrow").focus()
        self.query_one(OptionList).highlighted = 0 if self._listed else None

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        event.stop()
        wanted = _folded(event.value)
        self._listed = [query for query in self._all if wanted in _folded(query)]
        queries = self.query_one(OptionList)
        queries.set_options(self._rows())
        queries.highlighted = 0 if self._listed else None

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def _take(self, event: Input.Submitted | OptionList.OptionSelected) -> None:
        event.stop()
        place = self.query_one(OptionList).highlighted
        self._leave("" if place is None else self._listed[place])

    def _leave(self, query: str) -> None:
        """Go back with a query; a second key may come before the page has gone."""
        if self.is_current:
            self.dismiss(query)

    def action_back(self) -> None:
        """Go back with none."""
        self._leave("")

    def action_move(self, by: int) -> None:
        """Go to another query."""
        if self._listed:
            queries = self.query_one(OptionList)
            place = (queries.highlighted or 0) + by
            queries.highlighted = min(max(place, 0), len(self._listed) - 1)

    def _rows(self) -> list[Text]:
        return [
            Text(visible(query), no_wrap=True, overflow="ellipsis") for query in self._listed
        ]


def _folded(text: str) -> str:
    return " ".join(folded_term(exact_term(word)) for word in text.split())
