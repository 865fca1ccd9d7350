"""The text of an OpenDocument file (text, sheet or slides), read into a story."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Set
from typing import NamedTuple

from vnsearch.documents.containers.ooxml import whole
from vnsearch.documents.formats.opendocument.cell_styles import CellStyles
from vnsearch.documents.formats.opendocument.lists import Lists
from vnsearch.documents.formats.opendocument.styles import Styles, attributes_of, names
from vnsearch.documents.laid_out.story import Story

_LEFT_OUT = frozenset((
    "text:tracked-changes", "text:note-citation", "text:number", "office:styles",
    "office:automatic-styles", "office:scripts", "text:sequence-decls", "dc:creator", "dc:date",
    "table:tracked-changes", "text:hidden-text", "office:binary-data",
))  # fmt: skip
_PAGES = frozenset(("office:master-styles", "presentation:footer-decl"))  # read apart
_APART = frozenset(
    ("office:annotation", "text:note", "draw:frame", "draw:custom-shape", "table:shapes")
)
_CLASS = "presentation:class"
_PLACEHOLDERS = ("page-number", "date-time", "header")  # of slides, that hold no text
_FIELDS = frozenset(("text:sheet-name", "text:date", "text:time"))  # of what every page has
_spaces = re.compile(r"[ \t\r\n]+").sub  # of which OpenDocument takes any for one
_MOST_SPACES = 1000


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    return attributes.get("table:visibility", "visible") != "visible"


class _Look(NamedTuple):
    font: str = ""
    size: float = 0.0
    hidden: bool = False
    raised: bool = False


_PLAIN = _Look()


class BodyTarget:
    """Takes the events of one part; its text goes into the story."""

    def __init__(
        self,
        story: Story,
        styles: Styles,
        sheets: bool = False,
        running: Set[str] = frozenset(),
    ) -> None:
        self._story = story
        self._styles = styles
        self._sheets = sheets  # a line is a row of a table and not a paragraph
        self._running = running  # only what stands within these is wanted
        self._left_out = _LEFT_OUT | (_FIELDS if running else _PAGES)
        self._outside = 0  # elements left out that are open
        self._wanted = 0  # open headers and footers
        self._paragraphs: list[tuple[str, tuple[str, str]]] = []  # role, number
        self._looks: list[_Look] = []  # of open paragraphs and spans
        self._deletions: set[str] = set()  # changes whose words are shown no more,
        self._deleted = 0  # how many of them are open,
        self._change = ""  # and the one that is being told
        self._lists = Lists(styles)
        self._title = False  # within the frame of a slide's title
        self._frames: list[bool] = []  # open frames, and whether each is left out
        self._contents = 0  # open tables of contents
        self._row = False  # within a row of a sheet
        self._gap = ""  # what parts its next text from the one before
        self._cell_styles = CellStyles()
        self._cell_font = ""
        self._barriers: list[int] = []  # paragraphs around each element that stands apart
        self._plain = 0  # open elements whose own text is read: descriptions
        self._description: list[str] = []
        self._starts = self._at_starts()
        self._ends = self._at_ends()

    def _at_starts(self) -> dict[str, Callable[[dict[str, str]], None]]:
        return {
            "text:p": self._begin_paragraph,
            "text:h": self._begin_paragraph,
            "text:span": self._begin_span,
            "text:s": self._spaces,
            "text:tab": lambda _: self._mark("\t"),
            "text:line-break": lambda _: self._mark("\n"),
            "text:list": self._lists.begin,
            "text:table-of-content": self._begin_contents,
            "text:list-item": self._lists.begin_item,
            "text:change-start": self._begin_change,
            "text:change-end": self._end_change,
            "text:ruby-text": self._begin_reading,
            "table:table": self._begin_table,
            "table:table-row": self._begin_row,
            "table:table-column": self._column,
            "table:table-cell": self._begin_cell,
            "table:covered-table-cell": self._begin_cell,
            "draw:page": self._begin_slide,
            "draw:frame": self._begin_frame,
            "svg:desc": self._begin_description,
            "svg:title": self._begin_description,
            "presentation:footer-decl": self._begin_description,
        }

    def _at_ends(self) -> dict[str, Callable[[], None]]:
        return {
            "text:p": self._end_paragraph,
            "text:h": self._end_paragraph,
            "text:span": self._end_span,
            "text:list": self._lists.end,
            "text:table-of-content": self._end_contents,
            "text:ruby-text": self._end_reading,
            "table:table-row": self._end_row,
            "draw:frame": self._end_frame,
            "svg:desc": self._end_description,
            "svg:title": self._end_description,
            "presentation:footer-decl": self._end_description,
        }

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        element = names[tag]
        if self._outside:
            self._note_change(element, attributes)
        if element in self._left_out:
            self._outside += 1
        if element == "draw:frame":
            if attributes_of(attributes).get("text:anchor-type") == "as-char":
                self._story.part()
            kind = attributes_of(attributes).get(_CLASS, "")
            self._frames.append(bool(kind) if self._running else kind in _PLACEHOLDERS)
            self._outside += self._frames[-1]
        if element in self._running:
            self._wanted += attributes_of(attributes).get("style:display") != "false"
        if element == "text:note":
            self._story.part()
        if element in _APART:
            self._barriers.append(len(self._paragraphs))
        if not self._outside and (handler := self._starts.get(element)):
            handler(attributes_of(attributes))

    def end(self, tag: str) -> None:
        """An element ends."""
        element = names[tag]
        if element in self._running:
            self._wanted = max(0, self._wanted - 1)
        if element in _APART and self._barriers:
            self._barriers.pop()
        if element in self._left_out:
            self._outside -= 1
        elif not self._outside and (handler := self._ends.get(element)):
            handler()
        if element == "draw:frame" and self._frames:
            self._outside -= self._frames.pop()

    def data(self, text: str) -> None:
        """Some text; one text may come in several pieces."""
        if self._outside or self._deleted or (self._running and not self._wanted):
            return
        if self._plain:
            self._description.append(text)
        elif len(self._paragraphs) > (self._barriers[-1] if self._barriers else 0):
            self._add(_spaces(" ", text))

    def close(self) -> None:
        """The part ends."""
        self._story.close()

    def _add(self, text: str) -> None:
        look = self._looks[-1] if self._looks else _PLAIN
        if look.hidden:
            self._story.add_hidden(text, look.font)
        elif look.raised:
            self._story.add_raised(text, look.font, look.size)
        else:
            self._story.add(text, look.font, look.size)

    def _note_change(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "text:changed-region":
            known = attributes_of(attributes)
            self._change = known.get("text:id", "") or known.get("id", "")
        elif name == "text:deletion":
            self._deletions.add(self._change)

    def _begin_change(self, attributes: dict[str, str]) -> None:
        self._deleted += attributes.get("text:change-id", "") in self._deletions

    def _end_change(self, attributes: dict[str, str]) -> None:
        if attributes.get("text:change-id", "") in self._deletions:
            self._deleted = max(0, self._deleted - 1)

    def _begin_reading(self, attributes: dict[str, str]) -> None:
        self._story.begin()  # how ideographs are read stands above them

    def _end_reading(self) -> None:
        self._story.end()

    def _begin_paragraph(self, attributes: dict[str, str]) -> None:
        style = self._styles.style("paragraph", attributes.get("text:style-name", ""))
        if self._row and not self._barriers:
            self._story.add(self._gap)
            self._gap = " "
            self._paragraphs.append(("cell", ("", "")))
            self._looks.append(_Look(style.font or self._cell_font, style.size))
            return
        depth = whole(attributes.get("text:outline-level", ""))
        number = self._lists.number()
        if depth and not number[0] and "text:is-list-header" not in attributes:
            number = self._lists.heading_number(depth - 1, attributes)
        role = style.title or ("title" if self._title else "heading" if depth else "")
        self._story.begin()
        self._paragraphs.append(("contents" if self._contents else role, number))
        self._looks.append(_Look(style.font, style.size, style.hidden))

    def _end_paragraph(self) -> None:
        if self._paragraphs:
            role, number = self._paragraphs.pop()
            self._looks.pop()
            if role != "cell":
                self._story.end(role, number)

    def _begin_span(self, attributes: dict[str, str]) -> None:
        style = self._styles.style("text", attributes.get("text:style-name", ""))
        look = self._looks[-1] if self._looks else _PLAIN
        hidden, raised = style.hidden or look.hidden, style.raised or look.raised
        self._looks.append(
            _Look(style.font or look.font, style.size or look.size, hidden, raised)
        )

    def _end_span(self) -> None:
        if len(self._looks) > len(self._paragraphs):
            self._looks.pop()

    def _spaces(self, attributes: dict[str, str]) -> None:
        if self._paragraphs:
            self._add(" " * min(whole(attributes.get("text:c", ""), 1), _MOST_SPACES))

    def _mark(self, sign: str) -> None:
        if self._paragraphs and not (self._running and not self._wanted):
            self._add(sign)

    def _begin_contents(self, attributes: dict[str, str]) -> None:
        self._contents += 1

    def _end_contents(self) -> None:
        self._contents -= 1

    def _begin_table(self, attributes: dict[str, str]) -> None:
        if not self._row:
            self._cell_styles.begin_table()
        if self._sheets and (name := attributes.get("table:name", "")):
            style = self._styles.style("table", attributes.get("table:style-name", ""))
            self._story.sheet(name, style.hidden)

    def _begin_row(self, attributes: dict[str, str]) -> None:
        if self._sheets and not self._row:
            self._row = True
            self._cell_styles.begin_row(attributes)
            self._barriers.clear()
            self._story.begin()
            self._story.hide("rows", _is_hidden(attributes))

    def _end_row(self) -> None:
        if self._row and not self._barriers:
            self._row = False
            self._story.end()

    def _column(self, attributes: dict[str, str]) -> None:
        if self._sheets and not self._row:
            self._cell_styles.column(attributes)
            self._story.hide("columns", _is_hidden(attributes))

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        if self._row and not self._barriers:
            self._gap = "" if self._story.empty else "\t"
            name = self._cell_styles.cell(attributes)
            self._cell_font = self._styles.style("table-cell", name).font

    def _begin_slide(self, attributes: dict[str, str]) -> None:
        style = self._styles.style("drawing-page", attributes.get("draw:style-name", ""))
        self._story.hide("slides", style.hidden)

    def _begin_frame(self, attributes: dict[str, str]) -> None:
        self._title = attributes.get(_CLASS) == "title"

    def _end_frame(self) -> None:
        self._title = False

    def _begin_description(self, attributes: dict[str, str]) -> None:
        self._plain += 1

    def _end_description(self) -> None:
        self._plain -= 1
        self._story.line("".join(self._description))
        self._description.clear()
