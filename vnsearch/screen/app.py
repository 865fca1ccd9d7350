"""The screen of `vnsearch live`: a line to type in, the hits, and the document beside them.

Searches run in threads of their own; what they find is shown only while it is still the
newest that was asked for, so that the list neither flickers nor jumps back.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import events, on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal
from textual.widgets import Input, Static

from vnsearch.errors import VnsearchError
from vnsearch.output.safe import visible
from vnsearch.records import Hit, SearchResult
from vnsearch.screen.asking import Asker, Question
from vnsearch.screen.document_pane import DocumentPane
from vnsearch.screen.filters import FilterList
from vnsearch.screen.help_page import HelpPage
from vnsearch.screen.history_page import HistoryPage
from vnsearch.screen.hit_list import HitList
from vnsearch.screen.latest import Latest
from vnsearch.screen.past import NOTHING_KEPT, Memory, Past
from vnsearch.screen.pointed_list import PointedList
from vnsearch.screen.preview import Look, Preview
from vnsearch.screen.query_line import QueryLine
from vnsearch.screen.status import status_line
from vnsearch.search.protocol import Index

_ROWS_OF_A_HIT = 4  # at least: what is found for one screen is listed at once
_MORE_HITS = 50  # each time when the end of the list is reached
_MOST_HITS = 1000
_SIDE_BY_SIDE = 100  # columns from which the document stands beside the hits
_WITH_DOCUMENT = 10  # rows from which there is room for it
_WITH_FILTERS = 120  # columns from which the filters are always there
_REST_SECONDS = 0.1  # of the keys, before the document is made that would hold up the next one
_COMMITS_SECONDS = 2.0  # between looks at whether another process has committed


@dataclass(frozen=True, slots=True)
class Chosen:
    """What somebody left the screen with: a document, to be opened or to be printed."""

    hit: Hit
    query: str


class LiveScreen(App[Chosen]):
    """Shows the hits of what stands in the line; `return_value` is the document chosen."""

    CSS_PATH = Path(__file__).with_name("live.tcss")
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave", priority=True),
        Binding("ctrl+c", "quit", "leave", priority=True),
        Binding("down,ctrl+n", "move(1)", "next", priority=True),
        Binding("up,ctrl+p", "move(-1)", "previous", priority=True),
        Binding("pagedown", "turn(1)", "page down", priority=True),
        Binding("pageup", "turn(-1)", "page up", priority=True),
        Binding("tab,shift+tab", "filters", "filters", priority=True),
        Binding("ctrl+o", "whole", "the whole document", priority=True),
        Binding("ctrl+y", "copy", "copy the path", priority=True),
        Binding("ctrl+r", "history", "earlier queries", priority=True),
        Binding("f1", "help", "help", priority=True),
    ]

    def __init__(
        self,
        index: Index,
        query: str = "",
        any_words: bool = False,
        memory: Memory = NOTHING_KEPT,
    ) -> None:
        super().__init__(ansi_color=True)  # the terminal's own, light or dark
        self._asker = Asker(index, any_words, memory.with_saved)
        self._first_query = query
        self._line = QueryLine(placeholder="hôi nghi", id="query", select_on_focus=False)
        self._hits, self._side = HitList(), FilterList()
        self._pane = DocumentPane("document")
        self._status = Static("", id="status", markup=False)
        self._past = Past(memory.history)
        self._asked = self._most = 0
        self._whole = False
        self._searches: Latest[Question] = Latest(self._search)
        self._previews: Latest[Look] = Latest(self._preview, _REST_SECONDS)

    def compose(self) -> ComposeResult:
        """The line; filters, hits and the document; a line that says what was found."""
        yield self._line
        with Horizontal(id="body"):
            yield self._side
            with Container(id="found"):
                yield self._hits
                yield self._pane
        yield self._status

    def on_mount(self) -> None:
        """Search what was given, and follow the commits of other processes."""
        self.theme = "ansi-dark"
        self._line.focus()
        self._line.put(self._first_query)
        self._ask()
        self.set_interval(_COMMITS_SECONDS, self.follow_commits)

    @property
    def hits(self) -> tuple[Hit, ...]:
        """The hits that are listed."""
        return self._hits.hits

    @property
    def found_by(self) -> str:
        """What stands in the line, "" where it finds nothing."""
        return self._line.value if self.hits else ""

    def wait_for_answers(self) -> None:
        """Return when everything that was asked for has been answered."""
        self._searches.wait()
        self._previews.wait()

    def on_resize(self, event: events.Resize) -> None:
        """Lay the document beside the hits, or below them where the screen is narrow; there is
        none where it is low.
        """
        self.set_class(event.size.height < _WITH_DOCUMENT, "low")
        self.set_class(event.size.width >= _SIDE_BY_SIDE, "wide")
        self._lay_out()

    def _lay_out(self) -> None:
        in_filters = self.focused is self._side
        self.set_class(in_filters or self.size.width >= _WITH_FILTERS, "filtered")

    @on(Input.Changed, "#query")
    @on(FilterList.Changed)
    def _ask(self) -> None:
        self._whole = False
        self._most = max(self.size.height // _ROWS_OF_A_HIT, 10)
        self._ask_again(again=False)

    @on(HitList.EndReached)
    def _ask_for_more(self) -> None:
        if len(self.hits) == self._most < _MOST_HITS:
            self._most += _MORE_HITS
            self._ask_again()

    def _tell(self, show: Callable[..., None], *given: object) -> None:
        """From a thread: let something be shown, where the screen has not been left."""

        def shown() -> None:
            if self.is_running:
                show(*given)

        self.call_from_thread(shown)

    def _ask_again(self, again: bool = True) -> None:
        self._asked += 1
        self._previews.put_off()
        query, where = self._line.value, self._side.where
        self._searches.ask(Question(self._asked, query, self._most, where, again))

    def _search(self, question: Question) -> None:
        try:
            result = self._asker.search(question)
            status = status_line(result)  # here, as it asks the index what was meant
        except VnsearchError as error:
            self._tell(self._say, question, str(error))
        else:
            self._tell(self._show, question, result, status)

    def _show(self, question: Question, result: SearchResult | None, status: Text) -> None:
        if question.number != self._asked:
            return
        with self.batch_update():
            self._hits.show(result.hits if result else (), stay=question.again)
            self._side.show(result.facets if result else ())
            self._status.update(status, layout=False)
            if result is None or not result.hits:
                self._pane.show_rows(())
        self._ask_preview()

    def _say(self, question: Question, message: str) -> None:
        if question.number == self._asked:
            self._status.update(visible(message), layout=False)

    @on(PointedList.Chosen, "#hits")
    @on(DocumentPane.Resized)
    def _ask_preview(self) -> None:
        hit = self._hits.hit
        if hit and self._pane.display:
            self._previews.ask(Look(hit, self._line.value, self._whole, self._pane.columns))

    def _preview(self, look: Look) -> None:
        try:
            shown = self._asker.preview(look)
        except VnsearchError:
            return  # gone since, or half typed: the next search tells
        self._tell(self._show_document, shown)

    def _show_document(self, shown: Preview) -> None:
        if self._hits.hit and self._hits.hit.id == shown.hit_id:
            self._pane.show(shown)

    @on(PointedList.Taken, "#hits")
    @on(Input.Submitted, "#query")
    def _choose(self) -> None:
        if self._hits.hit:
            self.exit(Chosen(self._hits.hit, self._line.value))

    def follow_commits(self) -> None:
        """Search again where another process has committed."""
        try:
            changed = self._asker.index.refresh()
        except VnsearchError as error:
            self._status.update(visible(str(error)))
        else:
            if changed:
                self._ask_again()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let a page that lies over the screen have all keys for itself."""
        return len(self.screen_stack) < 2 or action not in _OF_THE_SCREEN

    def action_move(self, step: int) -> None:
        """Go to the next hit or the one before; from an empty line to the queries of before."""
        if self.focused is self._side:
            self._side.step(step)
        elif (earlier := self._past.step(self._line.value, -step)) is not None:
            self._line.put(earlier)
        else:
            self._hits.step(step)

    def action_turn(self, step: int) -> None:
        """Read on in the document, or back."""
        self._pane.turn(step)

    def action_filters(self) -> None:
        """Go into the filters, or back to the line."""
        into = self.focused is not self._side
        self._side.can_focus = into
        self.set_class(into, "filtered")
        (self._side if into else self._line).focus()
        if into:
            self._side.enter()
        self.call_after_refresh(self._lay_out)

    def action_whole(self) -> None:
        """Show the whole of a long document, not the part around its passage alone."""
        self._whole = True
        self._ask_preview()

    def action_copy(self) -> None:
        """Put the path of the document into the clipboard, as the terminal allows."""
        hit = self._hits.hit
        if hit:
            self.copy_to_clipboard(hit.path)
            self._status.update(f"copied {visible(hit.path)}")

    def action_history(self) -> None:
        """Take a query of before."""

        def put(query: str | None) -> None:
            if query:
                self._line.put(query)

        self.push_screen(HistoryPage(self._past.newest_first), put)

    def action_help(self) -> None:
        """Show the keys and the query language."""
        self.push_screen(HelpPage())

    def action_leave(self) -> None:
        """From the filters to the line, from the line away, with nothing chosen."""
        if self.focused is self._side:
            self.action_filters()
        else:
            self.exit(None)

    async def action_quit(self) -> None:
        """Leave with nothing chosen."""
        self.exit(None)

    async def on_unmount(self) -> None:
        """Let the threads end, which wait for the screen where they have something to tell."""
        await asyncio.to_thread(self._searches.close)
        await asyncio.to_thread(self._previews.close)


_OF_THE_SCREEN = frozenset(
    ("leave", "move", "turn", "filters", "whole", "copy", "history", "help")
)
