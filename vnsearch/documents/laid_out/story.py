"""The text of a laid-out document: paragraphs of runs, each run in a font.

Readers of office formats tell what begins and ends; what stands apart on the page (a text box
or a note within a paragraph) becomes lines of its own after the paragraph it is fixed to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vnsearch.documents.encodings.fonts import RunReader
from vnsearch.documents.encodings.vietnamese import repair
from vnsearch.documents.laid_out.spaced_letters import joined_letters
from vnsearch.documents.limits import DOCUMENT_LIMIT
from vnsearch.documents.metadata.heading import cut_title
from vnsearch.documents.metadata.properties import NOTHING_KNOWN, Properties
from vnsearch.documents.metadata.titles import Line, sheet_title, styled_title, title_of_lines
from vnsearch.documents.source import FileNote, Reading, Source, too_large
from vnsearch.records import Document

PARAGRAPH_RUNS = 20_000  # of one paragraph that are held; more are read in parts
_page_number = re.compile(
    r"\W*(?:(?:trang|page|slide)\b)?[\W\d?]*(?:of|trên)?[\W\d?]*", re.IGNORECASE
).fullmatch
_last_tab = re.compile(r"(?<![ \t])(?=[ \t]*\t)[ \t]+(?![ \t])(?=[\divxlcIVXLC.-]{1,10}$)").sub
_ROLES = {"title": "title", "subtitle": "subtitle", "heading": "heading", "toc": "contents"}
_LEADER = " ........ "  # before the number of a page in a table of contents
_NESTED = 100  # paragraphs within each other, beyond which they are not told apart


def role_of(style: str) -> str:
    """What lines of a style are, by its built-in name in small letters; "" for text."""
    name = style.rstrip(" 0123456789")
    return _ROLES.get(name, "")


class _Open:
    """A paragraph that is being read."""

    __slots__ = ("after", "length", "pieces", "runs", "size")

    def __init__(self) -> None:
        self.runs: list[tuple[str, str]] = []
        self.pieces: list[str] = []  # what was read of a very long one
        self.after: list[Line] = []  # the lines that stand apart from it
        self.size = 0.0
        self.length = 0


class Story:
    """Collects the lines of one document."""

    def __init__(self, source: Source, runs: RunReader | None = None) -> None:
        self.runs = runs or RunReader()
        self.lines: list[Line] = []
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
        paragraph.runs.append((text, font))
        self._size += len(text)
        if self._size > DOCUMENT_LIMIT:
            raise too_large(self._source.place)
        if not text.isspace():
            paragraph.length += len(text)
            if size > paragraph.size:
                paragraph.size = size
        if len(paragraph.runs) >= PARAGRAPH_RUNS:
            paragraph.pieces.append(self.runs.line(paragraph.runs))
            paragraph.runs = []

    @property
    def empty(self) -> bool:
        """Whether the innermost paragraph has no text so far."""
        return not self._open or not self._open[-1].length

    def end(self, role: str = "", number: tuple[str, str] = ("", "")) -> None:
        """The innermost paragraph ends; `number` is what stands before it, and its font."""
        if not self._open:
            return
        paragraph = self._open.pop()
        runs = [number, *paragraph.runs] if number[0] and paragraph.length else paragraph.runs
        if paragraph.pieces:
            paragraph.pieces.append(self.runs.line(runs))
            text = "".join(paragraph.pieces)
        else:
            text = self.runs.line(runs)
        text = text.strip(" \t\n\r\f\v\u00a0")
        lines = self._open[-1].after if self._open else self.lines
        if role == "contents":
            text = _last_tab(_LEADER, text)
        if text:
            lines.append(Line(joined_letters(text), paragraph.size, role))
        lines += paragraph.after

    def line(self, text: str, font: str = "", role: str = "") -> None:
        """A line of its own: a description, a sheet's name."""
        self.begin()
        self.add(" ".join(text.split()), font)
        self.end(role)

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

    def document(
        self,
        kind: str,
        known: Properties = NOTHING_KNOWN,
    ) -> Document:
        """The document of all lines, and what the file says of itself.

        Raises Fault where there is no text: names of sheets alone are none.
        """
        if all(line.role == "sheet" for line in self.lines):
            raise self._source.place.passed_over("no text")
        # Many files of before 2010 have Unicode in them that is TCVN3 or VNI in truth.
        text, encoding = repair("\n".join(line.text for line in self.lines))
        own, lines = known.title, self.lines
        if any(line.role == "sheet" for line in lines[:1]):
            title = own or sheet_title(lines, self._source.name)
        else:
            title = styled_title(lines) or own or title_of_lines(lines)
        return self._source.document(
            kind,
            text,
            known,
            self.runs.encoding or encoding,
            title=cut_title(title),
            title_in_body=bool(title) and title != own,
        )


def running_lines(lines: Sequence[Line]) -> list[Line]:
    """Of the lines of headers and footers each once, and none that only numbers pages."""
    return [line for line in dict.fromkeys(lines) if not _page_number(line.text)]
