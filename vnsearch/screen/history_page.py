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
from textual.widgets import Input

from vnsearch.output.safe import visible
from vnsearch.screen.pointed_list import Item, PointedList
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
        self._all = self._listed = newest_first
        self._queries = PointedList("queries")

    def compose(self) -> ComposeResult:
        """The line and the list."""
        with Vertical(id="history"):
            yield Input(placeholder="earlier queries", id="narrow")
            yield self._queries

    def on_mount(self) -> None:
        """Choose the newest."""
        self.query_one("#narrow").focus()
        self._draw()

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        event.stop()
        wanted = _folded(event.value)
        self._listed = [query for query in self._all if wanted in _folded(query)]
        self._draw()

    @on(Input.Submitted)
    @on(PointedList.Taken)
    def _take(self, event: Input.Submitted | PointedList.Taken) -> None:
        event.stop()
        place = self._queries.chosen
        self._leave("" if place is None else self._listed[place])

    @on(PointedList.Chosen)
    def _stop(self, event: PointedList.Chosen) -> None:
        event.stop()  # the list below this page is another

    def _leave(self, query: str) -> None:
        """Go back with a query; a second key may come before the page has gone."""
        if self.is_current:
            self.dismiss(query)

    def action_back(self) -> None:
        """Go back with none."""
        self._leave("")

    def action_move(self, by: int) -> None:
        """Go to another query."""
        self._queries.step(by)

    def on_resize(self) -> None:
        """Cut the queries to another width."""
        self.call_after_refresh(self._draw, self._queries.chosen)

    def _draw(self, chosen: int | None = 0) -> None:
        rows = [Text(visible(query)) for query in self._listed]
        for row in rows:
            row.truncate(self._queries.columns, overflow="ellipsis")
        self._queries.show_items([Item([row]) for row in rows], chosen if rows else None)
        self._queries.bring_into_sight()


def _folded(text: str) -> str:
    return " ".join(folded_term(exact_term(word)) for word in text.split())
