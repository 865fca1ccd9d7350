"""The screen of `vnsearch live`: a line to type in, the hits, and the document beside them.

Searches run in threads of their own; what they find is shown only while it is still the
newest that was asked for, so that the list neither flickers nor jumps back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual import events, on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from vnsearch.errors import VnsearchError
from vnsearch.output import figures
from vnsearch.output.forms import OutputOptions
from vnsearch.output.safe import visible
from vnsearch.output.styles import QUIET
from vnsearch.output.terminal import hit_lines
from vnsearch.records import Hit, SearchResult
from vnsearch.screen.help_page import HelpPage
from vnsearch.screen.latest import Latest
from vnsearch.screen.preview import Preview, preview
from vnsearch.search.protocol import Index

_MOST_HITS = 50
_SIDE_BY_SIDE = 100  # columns from which the document stands beside the hits
_COMMITS_SECONDS = 2.0  # between looks at whether another process has committed


@dataclass(frozen=True, slots=True)
class Chosen:
    """What somebody left the screen with: a document, to be opened or to be printed."""

    hit: Hit
    query: str


class LiveScreen(App[Chosen]):
    """Shows the hits of what stands in the line; `return_value` is the document chosen."""

    CSS_PATH = "live.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+c", "quit", "leave", priority=True),
        Binding("down,ctrl+n", "move(1)", "next", priority=True),
        Binding("up,ctrl+p", "move(-1)", "previous", priority=True),
        Binding("pagedown", "turn(1)", "page down", priority=True),
        Binding("pageup", "turn(-1)", "page up", priority=True),
        Binding("ctrl+o", "whole", "the whole document", priority=True),
        Binding("ctrl+y", "copy", "copy the path", priority=True),
        Binding("f1", "help", "help", priority=True),
    ]

    def __init__(
        self,
        index: Index,
        query: str = "",
        any_words: bool = False,
        with_saved: Callable[[str], str] = str,
    ) -> None:
        super().__init__()
        self._with_saved = with_saved
        self._index = index
        self._first_query = query
        self._any_words = any_words
        self._hits: tuple[Hit, ...] = ()
        self._asked = 0
        self._whole = False
        self._searches: Latest[tuple[int, str]] = Latest(self._search)
        self._previews: Latest[tuple[Hit, str, bool]] = Latest(self._preview)

    def compose(self) -> ComposeResult:
        """The line, the hits and the document, and a line that says what was found."""
        yield Input(
            self._first_query, placeholder="hôi nghi", id="query", select_on_focus=False
        )
        with Container(id="found"):
            yield OptionList(id="hits")
            with VerticalScroll(id="document"):
                yield Static(id="text", markup=False)
        yield Static("", id="status", markup=False)

    def on_mount(self) -> None:
        """Search what was given, and follow the commits of other processes."""
        self.query_one("#hits").can_focus = False
        self.query_one("#document").can_focus = False
        self.query_one(Input).focus()
        self._ask()
        self.set_interval(_COMMITS_SECONDS, self.follow_commits)

    @property
    def hits(self) -> tuple[Hit, ...]:
        """The hits that are listed."""
        return self._hits

    def wait_for_answers(self) -> None:
        """Return when everything that was asked for has been answered."""
        self._searches.wait()
        self._previews.wait()

    def on_resize(self, event: events.Resize) -> None:
        """Lay the document beside the hits, or below them where the screen is narrow."""
        self.set_class(event.size.width >= _SIDE_BY_SIDE, "wide")
        self.call_after_refresh(self._draw_hits)

    @on(Input.Changed, "#query")
    def _ask(self) -> None:
        self._asked += 1
        self._searches.ask((self._asked, self.query_one(Input).value))

    def _search(self, question: tuple[int, str]) -> None:
        number, query = question
        try:
            result = self._find(query) if query.strip() else None
        except VnsearchError as error:
            self.call_from_thread(self._say, number, str(error))
        else:
            self.call_from_thread(self._show, number, result)

    def _find(self, query: str) -> SearchResult:
        return self._index.search(
            self._meant(query),
            limit=_MOST_HITS,
            any_words=self._any_words,
            places="text",
            half_typed=True,
        )

    def _meant(self, query: str) -> str:
        """The query with what is saved by a name in it, of which nothing is half typed."""
        meant = self._with_saved(query)
        return f"{meant} " if meant != query and query.split()[-1][:1] == "@" else meant

    def _show(self, number: int, result: SearchResult | None) -> None:
        if number != self._asked:
            return
        before = self._highlighted()
        self._hits = result.hits if result else ()
        self._whole = False
        self._draw_hits()
        self._highlight(before.id if before else "")
        self.query_one("#status", Static).update(_status(result))
        if not self._hits:
            self.query_one("#text", Static).update("")

    def _say(self, number: int, message: str) -> None:
        if number == self._asked:
            self.query_one("#status", Static).update(visible(message))

    def _draw_hits(self) -> None:
        hits = self.query_one("#hits", OptionList)
        options = OutputOptions(width=max(hits.scrollable_content_region.width - 1, 20))
        digits = len(str(len(self._hits)))
        chosen = hits.highlighted
        hits.set_options(
            Option(Text("\n").join([*hit_lines(hit, digits, options), Text()]), id=str(place))
            for place, hit in enumerate(self._hits)
        )
        if chosen is not None and chosen < len(self._hits):
            hits.highlighted = chosen

    def _highlighted(self) -> Hit | None:
        place = self.query_one("#hits", OptionList).highlighted
        return self._hits[place] if place is not None and place < len(self._hits) else None

    def _highlight(self, hit_id: str) -> None:
        """Stay on the document that was chosen where it is still among the hits."""
        places = [place for place, hit in enumerate(self._hits) if hit.id == hit_id]
        if self._hits:
            self.query_one("#hits", OptionList).highlighted = places[0] if places else 0
            self._ask_preview()

    @on(OptionList.OptionHighlighted, "#hits")
    def _ask_preview(self) -> None:
        hit = self._highlighted()
        if hit:
            self._previews.ask((hit, self.query_one(Input).value, self._whole))

    def _preview(self, question: tuple[Hit, str, bool]) -> None:
        hit, query, whole = question
        try:
            document = self._index.document(hit.id)
            spans = self._index.highlights(document, self._meant(query), half_typed=True)
        except VnsearchError:
            return  # gone since, or half typed: the next search tells
        self.call_from_thread(self._show_document, preview(document, spans, hit, whole))

    def _show_document(self, shown: Preview) -> None:
        hit = self._highlighted()
        if hit is None or hit.id != shown.hit_id:
            return
        text, pane = self.query_one("#text", Static), self.query_one("#document")
        text.update(shown.text)
        width = max(pane.scrollable_content_region.width, 1)
        above = shown.text.split("\n", allow_blank=True)[: shown.line]
        rows = sum(max(-(-line.cell_len // width), 1) for line in above)
        pane.scroll_to(y=max(rows - 3, 0), animate=False)

    @on(OptionList.OptionSelected, "#hits")
    @on(Input.Submitted, "#query")
    def _choose(self) -> None:
        hit = self._highlighted()
        if hit:
            self.exit(Chosen(hit, self.query_one(Input).value))

    def follow_commits(self) -> None:
        """Search again where another process has committed."""
        if self._index.refresh():
            self._ask()

    def action_move(self, step: int) -> None:
        """Go to the next hit or the one before."""
        hits = self.query_one("#hits", OptionList)
        if self._hits:
            place = (hits.highlighted or 0) + step
            hits.highlighted = min(max(place, 0), len(self._hits) - 1)

    def action_turn(self, step: int) -> None:
        """Read on in the document, or back."""
        pane = self.query_one("#document")
        pane.scroll_relative(y=step * max(pane.size.height - 2, 1), animate=False)

    def action_whole(self) -> None:
        """Show the whole of a long document, not the part around its passage alone."""
        self._whole = True
        self._ask_preview()

    def action_copy(self) -> None:
        """Put the path of the document into the clipboard, as the terminal allows."""
        hit = self._highlighted()
        if hit:
            self.copy_to_clipboard(hit.path)
            self.query_one("#status", Static).update(f"copied {visible(hit.path)}")

    def action_help(self) -> None:
        """Show the keys and the query language."""
        self.push_screen(HelpPage())

    async def action_quit(self) -> None:
        """Leave with nothing chosen."""
        self.exit(None)

    def on_unmount(self) -> None:
        """Let the threads end."""
        self._searches.close()
        self._previews.close()


def _status(result: SearchResult | None) -> Text:
    if result is None:
        return Text("Type to search; F1 helps, Esc leaves", QUIET)
    found = figures.count(result.total, "document") if result.total else "No document found"
    if result.match == "any" and result.total:
        found += " with some of the words"
    line = Text(f"{found} · {figures.duration(result.seconds)}", QUIET)
    if result.reading:
        line.append(f" · read as: {visible(result.reading)}", QUIET)
    if result.suggestion:
        line.append(f" · did you mean: {visible(result.suggestion)}")
    return line
