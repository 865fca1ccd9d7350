"""The parts of an Excel workbook, each a target for the parser's events (XLSX)."""

from __future__ import annotations

from collections.abc import Mapping

from vnsearch.documents.containers.ooxml import by_clark, is_on, value, whole
from vnsearch.documents.encodings.fonts import font_encoding
from vnsearch.documents.formats.sheets.number_format import NumberFormat, number_format
from vnsearch.documents.formats.sheets.plain_cells import STANDS_FOR, Cell, PlainParts
from vnsearch.documents.formats.sheets.sheet_values import (
    moment_shown,
    running_text,
    string_shown,
)
from vnsearch.documents.laid_out.story import PARAGRAPH_RUNS, Story
from vnsearch.text.tokenize import takes_power

Runs = tuple[tuple[str, str], ...]  # text, font
_PLAIN = ("", NumberFormat(whole_from=0))
_MOST_STYLES = 100_000  # that are kept by name
_MOST_CELLS = 50_000  # whose looks are kept, of numbers a sheet repeats
_TAB = ("\t", "")


class WorkbookStyles:
    """The formats of cells: for each the font and the format of its number."""

    def __init__(self) -> None:
        self.cells: list[tuple[str, NumberFormat]] = []
        self.epoch_1904 = False
        self._fonts: list[str] = []
        self._codes: dict[int, str] = {}
        self._known: dict[str, tuple[str, NumberFormat]] = {}  # by how cells name them
        self._within = ""
        self._names = by_clark({f"x:{name}": name for name in (
            "fonts", "cellXfs", "font", "name", "numFmt", "xf")})  # fmt: skip

    def of(self, style: str) -> tuple[str, NumberFormat]:
        """The font of a cell, "" for one that tells nothing, and the format of its number."""
        found = self._known.get(style)
        if found is None:
            ordinal = whole(style)
            found = self.cells[ordinal] if 0 <= ordinal < len(self.cells) else _PLAIN
            if len(self._known) < _MOST_STYLES:
                self._known[style] = found
        return found

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        element = self._names.get(tag)
        if element in ("fonts", "cellXfs"):
            self._within = str(element)
        elif element == "numFmt":
            self._codes[whole(attributes.get("numFmtId", ""))] = attributes.get(
                "formatCode", ""
            )
        elif element == "font" and self._within == "fonts":
            self._fonts.append("")
        elif element == "name" and self._within == "fonts" and self._fonts:
            self._fonts[-1] = value(attributes)
        elif element == "xf" and self._within == "cellXfs":
            font = whole(attributes.get("fontId", ""))
            format_id = whole(attributes.get("numFmtId", ""))
            shown = number_format(format_id, self._codes.get(format_id, ""))
            face = self._fonts[font] if 0 <= font < len(self._fonts) else ""
            self.cells.append((face if font_encoding(face) else "", shown))

    def end(self, tag: str) -> None:
        """An element ends."""
        if self._names.get(tag) in ("fonts", "cellXfs"):
            self._within = ""

    def data(self, text: str) -> None: ...

    def close(self) -> None: ...


class StringTarget:
    """The strings that the cells of all sheets share, as runs of text and font."""

    def __init__(self) -> None:
        self.strings: list[str | Runs] = []
        self.plain = PlainParts("si")
        self._runs: list[tuple[str, str]] = []
        self._font = ""
        self._text = False
        self._phonetic = False
        self._raised = False  # at the beginning of what stands above the line
        self._names = by_clark({f"x:{name}": name for name in (
            "si", "r", "t", "rFont", "rPh", "vertAlign", STANDS_FOR)})  # fmt: skip

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        element = self._names.get(tag)
        if element == "si":
            self._runs = []
            self._font = ""
        elif element == "r":
            self._font, self._raised = "", False
        elif element == "rFont":
            self._font = value(attributes)
        elif element == "vertAlign":
            self._raised = value(attributes) == "superscript"
        elif element == "rPh":
            self._phonetic = True
        elif element == "t":
            self._text = not self._phonetic
        elif element == STANDS_FOR:
            for texts in self.plain.rows():
                self.strings += map(string_shown, texts)

    def end(self, tag: str) -> None:
        """An element ends."""
        element = self._names.get(tag)
        if element == "t":
            self._text = False
        elif element == "rPh":
            self._phonetic = False
        elif element == "si":
            fonts = any(font for _, font in self._runs)
            plain = string_shown("".join(text for text, _ in self._runs))
            runs = tuple((string_shown(text), font) for text, font in self._runs)
            self.strings.append(runs if fonts else plain)

    def data(self, text: str) -> None:
        """Some text; one text may come in several pieces."""
        if not self._text:
            return
        if self._raised and self._runs and text[:1].isdigit():
            text = text if takes_power(self._runs[-1][0]) else f" {text}"
        self._raised = False
        self._runs.append((text, self._font))

    def close(self) -> None: ...


class SheetTarget:
    """The rows of a sheet, a line each, its cells separated by tabs.

    A sheet has millions of cells: what each of them passes through is kept short.
    """

    def __init__(
        self, story: Story, running: Story, strings: StringTarget, styles: WorkbookStyles
    ) -> None:
        self._story = story
        self._headers = running
        self.plain = PlainParts("c")
        self._known: dict[Cell, str] = {}  # what cells show, that have no string's number
        self._strings = strings.strings
        self._styles = styles
        self._type = self._style = ""
        self._phonetic = False  # within what tells how letters are read
        self._taken = False  # the text that comes is the cell's value
        self._value: list[str] = []
        self._row: list[str] = []  # cells in fonts that tell nothing,
        self._runs: list[tuple[str, str]] = []  # and what is before them: text, font
        self._cells = frozenset(by_clark({"x:c": None}))
        self._values = frozenset(by_clark({"x:v": None, "x:t": None}))
        self._names = by_clark({f"x:{name}": name for name in (
            "row", "rPh", "col", "oddHeader", "oddFooter", "evenHeader",
            "evenFooter", "firstHeader", "firstFooter", STANDS_FOR)})  # fmt: skip

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if tag in self._cells:
            self._type = attributes.get("t", "n")
            self._style = attributes.get("s", "")
            self._value.clear()
        elif tag in self._values:
            self._taken = not self._phonetic
        elif element := self._names.get(tag):
            self._begin(element, attributes)

    def _begin(self, element: str, attributes: Mapping[str, str]) -> None:
        if element == "row":
            self._story.hide("rows", is_on(attributes.get("hidden", "0")))
        elif element == "col":
            self._story.hide("columns", is_on(attributes.get("hidden", "0")))
        elif element == "rPh":
            self._phonetic = True
        elif element == STANDS_FOR:
            self._plain_rows()
        else:
            self._taken = True
            self._value.clear()

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag in self._values:
            self._taken = False
        elif tag in self._cells:
            if self._value:
                self._cell(self._style, self._type, "".join(self._value))
        elif element := self._names.get(tag):
            self._end(element)

    def _end(self, element: str) -> None:
        if element == "row":
            self._end_row()
        elif element == "rPh":
            self._phonetic = False
        elif element not in ("col", STANDS_FOR):
            self._taken = False
            self._headers.line(running_text("".join(self._value)))

    def _plain_rows(self) -> None:
        for number, row in enumerate(self.plain.rows()):
            if number:
                self._end_row()
            for cell in row:
                if cell in self._known:
                    self._row.append(self._known[cell])
                    self._end_long()
                elif cell[2]:
                    self._cell(*cell)

    def data(self, text: str) -> None:
        """Some text; one text may come in several pieces."""
        if self._taken:
            self._value.append(text)

    def close(self) -> None:
        """The sheet ends."""
        self._end_row()
        self._story.close()

    def _end_row(self) -> None:
        if self._runs:
            self._flush()
            self._story.row(self._story.runs.line(self._runs))
            self._runs = []
        elif self._row:
            self._story.row("\t".join(self._row))
            self._row = []

    def _flush(self) -> None:
        if self._row:
            self._part()
            self._runs.append(("\t".join(self._row), ""))
            self._row = []

    def _part(self) -> None:
        if self._runs:
            self._runs.append(_TAB)

    def _cell(self, style: str, kind: str, text: str) -> None:
        font, shows = self._styles.of(style)
        shown: str | Runs = text
        if kind == "s":
            shown = self._string(text)
        elif kind in ("n", ""):
            shown = shows.show_text(text, self._styles.epoch_1904)
        elif kind == "b":
            shown = "TRUE" if text.strip() == "1" else "FALSE"
        elif kind == "d":
            shown = moment_shown(text)
        elif kind == "e":
            return
        else:
            shown = string_shown(text)
        if not shown:
            return
        if isinstance(shown, str) and not font:
            self._row.append(shown)
            if kind != "s" and len(self._known) < _MOST_CELLS:
                self._known[style, kind, text] = shown
        else:
            self._flush()
            self._part()
            runs = ((shown, font),) if isinstance(shown, str) else shown
            self._runs += ((piece, own or font) for piece, own in runs)
        self._end_long()

    def _end_long(self) -> None:
        if len(self._row) + len(self._runs) > PARAGRAPH_RUNS:
            self._end_row()

    def _string(self, text: str) -> str | Runs:
        try:
            ordinal = int(text)
            return self._strings[ordinal] if ordinal >= 0 else ""
        except (ValueError, IndexError):
            return ""
