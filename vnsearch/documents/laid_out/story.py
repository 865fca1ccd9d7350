"""The text of a laid-out document: paragraphs of runs, each run in a font.

Readers of office formats tell what begins and ends; what stands apart on the page (a text box
or a note within a paragraph) becomes lines of its own after the paragraph it is fixed to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from vnsearch.documents.encodings.fonts import RunReader
from vnsearch.documents.encodings.repair import repair
from vnsearch.documents.laid_out.spaced_letters import joined_letters
from vnsearch.documents.limits import DOCUMENT_LIMIT
from vnsearch.documents.metadata.heading import cut_title
from vnsearch.documents.metadata.properties import NOTHING_KNOWN, Properties
from vnsearch.documents.metadata.titles import (
    LOOKED_AT,
    Line,
    sheet_title,
    styled_title,
    title_of_lines,
)
from vnsearch.documents.source import FileNote, Reading, Source, too_large
from vnsearch.records import Document
from vnsearch.text.tokenize import is_degree, takes_power

PARAGRAPH_RUNS = 20_000  # of one paragraph that are held; more are read in parts
_page_number = re.compile(
    r"\W*(?:(?:trang|page|slide)\b)?[\W\d?]*(?:of|trên)?[\W\d?]*", re.IGNORECASE
).fullmatch
_last_tab = re.compile(r"(?<![ \t])(?=[ \t]*\t)[ \t]+(?![ \t])(?=[\divxlcIVXLC.-]{1,10}$)").sub
_ROLES = {"title": "title", "subtitle": "subtitle", "heading": "heading", "toc": "contents"}
_LEADER = " ........ "  # before the number of a page in a table of contents
_EDGES = " \t\n\r\f\v\u00a0"
_BLANKS = " \t\u00a0"  # behind the first of letters that are set with spaces between them
_CLOSING, _OPENING = ".,;:!?)]}…”’/=+-", "([{“‘/=+-"  # which are parted from no word
_NESTED = 100  # paragraphs within each other, beyond which they are not told apart


@lru_cache(1024)
def role_of(style: str) -> str:
    """What lines of a style are, by its built-in name in small letters; "" for text."""
    name = style.rstrip(" 0123456789")
    return _ROLES.get(name, "")


class _Open:
    """A paragraph that is being read."""

    __slots__ = (
        *("after", "hidden", "hidden_at", "length"),
        *("parted", "pieces", "raised", "runs", "size"),
    )

    def __init__(self) -> None:
        self.runs: list[tuple[str, str]] = []
        self.hidden: list[tuple[str, str]] = []  # runs that no person sees,
        self.hidden_at = 0  # and before which of the others the last of them stands
        self.pieces: list[str] = []  # what was read of a very long one
        self.after: list[Line] = []  # the lines that stand apart from it
        self.size = 0.0
        self.length = 0
        self.raised = -1  # before which of the runs the last raised figures stand
        self.parted = False  # something that is no text ended its last run


class Story:
    """Collects the lines of one document."""

    def __init__(
        self, source: Source, runs: RunReader | None = None, of_headers: bool = False
    ) -> None:
        self.runs = runs or RunReader()
        self._head: list[Line] = []  # by which the title is told; and names of sheets
        self._text = bytearray()  # of all lines; text takes less memory so than as it is shown
        self._running: dict[Line, None] | None = {} if of_headers else None
        self._has_text = False  # more than names of sheets
        self.hidden: dict[str, None] = {}  # the kinds of what is read and not shown: "rows"
        self._source = source
        self._size = 0  # characters so far
        self._open: list[_Open] = []

    def begin(self) -> None:
        """A paragraph begins, within another or after it."""
        if len(self._open) < _NESTED:
            self._open.append(_Open())

    def add(self, text: str, font: str = "", size: float = 0.0) -> None:
        """Some text of the innermost paragraph, or of one of its own where none is open.

        Raises Fault when all of the text is more than is read of one document.
        """
        if not text:
            return
        if not self._open:
            self.begin()
        paragraph = self._open[-1]
        if paragraph.parted:
            paragraph.parted = False
            if not (text[0].isspace() or text[0] in _CLOSING):
                text = f" {text}"
        paragraph.runs.append((text, font))
        self._count(len(text))
        if not text.isspace():
            paragraph.length += len(text)
            if size > paragraph.size:
                paragraph.size = size
        if len(paragraph.runs) >= PARAGRAPH_RUNS:
            paragraph.pieces.append(self.runs.line(paragraph.runs))
            paragraph.runs = []

    def add_raised(self, text: str, font: str = "", size: float = 0.0) -> None:
        """As `add`, of what stands above its line: figures there belong to a unit before them,
        and to no other word or number.
        """
        runs = self._open[-1].runs if self._open else []
        goes_on = bool(runs) and self._open[-1].raised == len(runs)
        if runs and not goes_on and is_degree(runs[-1][0], text):
            self.add("°", size=size)
            return
        if not text[:1].isdigit():
            self.add(text, font, size)
            return
        if goes_on:
            self._open[-1].parted = False  # more of the same
        elif not takes_power("".join(before for before, _ in runs[-4:])):
            self.part()
        self.add(text, font, size)
        self._open[-1].raised = len(self._open[-1].runs)
        self.part()

    def part(self) -> None:
        """A picture, or the sign of a note, stands here among the words, and parts them."""
        if self._open and self._open[-1].runs:
            last = self._open[-1].runs[-1][0][-1]
            self._open[-1].parted = not (last.isspace() or last in _OPENING)

    def add_hidden(self, text: str, font: str = "") -> None:
        """Words of the innermost paragraph that are not shown: they become a line after it, and
        join nothing that is. Raises as `add`.
        """
        if not text:
            return
        if not self._open:
            self.begin()
        paragraph = self._open[-1]
        if paragraph.hidden and paragraph.hidden_at != len(paragraph.runs):
            paragraph.hidden.append((" ", ""))
        paragraph.hidden_at = len(paragraph.runs)
        paragraph.hidden.append((text, font))
        if len(paragraph.hidden) >= PARAGRAPH_RUNS:
            paragraph.hidden = [(self.runs.line(paragraph.hidden), "")]
        self._count(len(text))
        self.hide("words", not text.isspace())

    def _count(self, size: int) -> None:
        self._size += size
        if self._size > DOCUMENT_LIMIT:
            raise too_large(self._source.place)

    @property
    def empty(self) -> bool:
        """Whether the innermost paragraph has no text so far."""
        return not self._open or not self._open[-1].length

    def end(self, role: str = "", number: tuple[str, str] = ("", "")) -> None:
        """The innermost paragraph ends; `number` is what stands before it, and its font.

        Raises as `add`.
        """
        if not self._open:
            return
        self._count(len(number[0]))
        paragraph = self._open.pop()
        runs = [number, *paragraph.runs] if number[0] and paragraph.length else paragraph.runs
        text = "".join([*paragraph.pieces, self.runs.line(runs)]).strip(_EDGES)
        if role == "contents":
            text = _last_tab(_LEADER, text)
        lines = [Line(joined_letters(text), paragraph.size, role)] if text else []
        if hidden := self.runs.line(paragraph.hidden).strip() if paragraph.hidden else "":
            lines.append(Line(hidden, 0.0, ""))
        lines += paragraph.after
        if self._open:
            self._open[-1].after += lines
        else:
            for line in lines:
                self._take(line)

    def _take(self, line: Line) -> None:
        if self._running is not None:
            if not _page_number(line.text):
                self._running.setdefault(line)
            return
        self._write(line.text)
        is_sheet = line.role == "sheet"
        self._has_text = self._has_text or not is_sheet
        if len(self._head) < (2 * LOOKED_AT if is_sheet else LOOKED_AT):
            self._head.append(line)

    def _write(self, text: str) -> None:
        if self._text:
            self._text += b"\n"
        self._text += text.encode("utf-8", "surrogatepass")

    @property
    def is_blank(self) -> bool:
        """Whether no line so far has any text but the name of a sheet."""
        return not self._has_text

    def line(self, text: str, font: str = "", role: str = "") -> None:
        """A line of its own: a description, a sheet's name."""
        self.begin()
        self.add(" ".join(text.split()), font)
        self.end(role)

    def row(self, text: str) -> None:
        """A line of its own, which no other stands in: a row of a sheet. Raises as `add`."""
        text = text.replace("\n", " ").strip(_EDGES)
        self._count(len(text))
        if text[1:2] in _BLANKS:
            text = joined_letters(text)
        if text and self._has_text and len(self._head) >= LOOKED_AT:
            self._write(text)  # as most
        elif text:
            self._take(Line(text))

    @contextmanager
    def headers(self) -> Iterator[None]:
        """What comes within stands on many pages: each line of it is kept once, and none that
        only numbers pages.
        """
        within = Story(self._source, self.runs, of_headers=True)
        outer, self._running = self._running, within._running
        yield
        self.close()
        self._running = outer
        self.append(within)

    def append(self, headers: Story) -> None:
        """Add the lines of a story of headers, of which it keeps each once."""
        for line in headers._running or ():
            self._take(line)

    def sheet(self, name: str, is_hidden: bool = False) -> None:
        """A sheet begins, whose name is a line of its own."""
        self.line(name, role="sheet")
        self.hide("sheets", is_hidden)

    def close(self) -> None:
        """Ends whatever is open, as at the end of a damaged file."""
        while self._open:
            self.end()

    def readings(self, kind: str, known: Properties = NOTHING_KNOWN) -> Iterator[Reading]:
        """The document of all lines, and a note of what is hidden in it; as `document`."""
        if self.hidden:
            yield FileNote(str(self._source.place), hidden=", ".join(self.hidden))
        yield self.document(kind, known)

    def hide(self, kind: str, is_hidden: bool = True) -> None:
        """Note that some of a kind ("sheets", "rows") is read though it is hidden."""
        if is_hidden:
            self.hidden[kind] = None

    def text(self) -> str:
        """The text of all lines; they are let go."""
        text, self._text = self._text.decode("utf-8", "surrogatepass"), bytearray()
        return text

    def document(
        self,
        kind: str,
        known: Properties = NOTHING_KNOWN,
    ) -> Document:
        """The document of all lines, and what the file says of itself.

        Raises Fault where there is no text: names of sheets alone are none.
        """
        if not self._has_text:
            raise self._source.place.passed_over("no text")
        # Many files of before 2010 have Unicode in them that is TCVN3 or VNI in truth.
        text, encodings = repair(self.text())
        own, head = known.title, self._head
        if any(line.role == "sheet" for line in head[:1]):
            title = own or sheet_title(head, self._source.name)
        else:
            title = styled_title(head) or own or title_of_lines(head)
        return self._source.document(
            kind,
            text,
            known,
            (*self.runs.encodings, *encodings),
            title=cut_title(title),
            title_in_body=bool(title) and title != own,
        )
