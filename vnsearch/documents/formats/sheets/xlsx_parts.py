"""The parts of an Excel workbook, each a target for the parser's events (XLSX)."""

from __future__ import annotations

from collections.abc import Mapping

from vnsearch.documents.containers.ooxml import by_clark, is_on, value, whole
from vnsearch.documents.formats.sheets.number_format import NumberFormat, number_format
from vnsearch.documents.formats.sheets.sheet_values import moment_shown, running_text
from vnsearch.documents.laid_out.story import Story

Runs = tuple[tuple[str, str], ...]  # text, font
_PLAIN = ("", NumberFormat())


class WorkbookTarget:
    """The sheets of a workbook, in order: name, relation, and whether they are hidden."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, bool]] = []
        self.epoch_1904 = False
        self._sheet = frozenset(by_clark({"x:sheet": None}))
        self._properties = frozenset(by_clark({"x:workbookPr": None}))

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if tag in self._sheet:
            is_hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((attributes.get("name", ""), value(attributes, "id"), is_hidden))
        elif tag in self._properties:
            self.epoch_1904 = attributes.get("date1904") in ("1", "true")

    def end(self, tag: str) -> None: ...

    def data(self, text: str) -> None: ...

    def close(self) -> None: ...


class WorkbookStyles:
    """The formats of cells: for each the font and the format of its number."""

    def __init__(self) -> None:
        self.cells: list[tuple[str, NumberFormat]] = []
        self.epoch_1904 = False
        self._fonts: list[str] = []
        self._codes: dict[int, str] = {}
        self._within = ""
        self._names = by_clark({f"x:{name}": name for name in (
            "fonts", "cellXfs", "font", "name", "numFmt", "xf")})  # fmt: skip

    def of(self, style: str) -> tuple[str, NumberFormat]:
        """The font and the format of a cell's number."""
        cell_format = whole(style)
        return self.cells[cell_format] if 0 <= cell_format < len(self.cells) else _PLAIN

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
            self.cells.append((face, shown))

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
        self._runs: list[tuple[str, str]] = []
        self._font = ""
        self._text = False
        self._phonetic = False
        self._names = by_clark({f"x:{name}": name for name in (
            "si", "r", "t", "rFont", "rPh")})  # fmt: skip

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        element = self._names.get(tag)
        if element == "si":
            self._runs = []
            self._font = ""
        elif element == "r":
            self._font = ""
        elif element == "rFont":
            self._font = value(attributes)
        elif element == "rPh":
            self._phonetic = True
        elif element == "t":
            self._text = not self._phonetic

    def end(self, tag: str) -> None:
        """An element ends."""
        element = self._names.get(tag)
        if element == "t":
            self._text = False
        elif element == "rPh":
            self._phonetic = False
        elif element == "si":
            fonts = any(font for _, font in self._runs)
            plain = "".join(text for text, _ in self._runs)
            self.strings.append(tuple(self._runs) if fonts else plain)

    def data(self, text: str) -> None:
        """Some text; one text may come in several pieces."""
        if self._text:
            self._runs.append((text, self._font))

    def close(self) -> None: ...


class SheetTarget:
    """The rows of a sheet, a line each, its cells separated by tabs."""

    def __init__(
        self, story: Story, running: Story, strings: StringTarget, styles: WorkbookStyles
    ) -> None:
        self._story = story
        self._headers = running
        self._strings = strings.strings
        self._styles = styles
        self._type = ""
        self._font, self._format = _PLAIN
        self._phonetic = False  # within what tells how letters are read
        self._taken = False  # the text that comes is the cell's value
        self._value: list[str] = []
        self._names = by_clark({f"x:{name}": name for name in (
            "row", "c", "v", "t", "rPh", "col", "oddHeader", "oddFooter", "evenHeader",
            "evenFooter", "firstHeader", "firstFooter")})  # fmt: skip

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        element = self._names.get(tag)
        if element == "c":
            self._type = attributes.get("t", "n")
            self._font, self._format = self._styles.of(attributes.get("s", ""))
            self._value.clear()
        elif element in ("v", "t"):
            self._taken = not self._phonetic
        elif element == "rPh":
            self._phonetic = True
        elif element == "row":
            self._story.begin()
            self._story.hide("rows", is_on(attributes.get("hidden", "0")))
        elif element == "col":
            self._story.hide("columns", is_on(attributes.get("hidden", "0")))
        elif element is not None:
            self._taken = True
            self._value.clear()

    def end(self, tag: str) -> None:
        """An element ends."""
        element = self._names.get(tag)
        if element == "c":
            if self._value:
                self._cell("".join(self._value))
        elif element in ("v", "t"):
            self._taken = False
        elif element == "rPh":
            self._phonetic = False
        elif element == "row":
            self._story.end()
        elif element is not None and element != "col":
            self._taken = False
            self._headers.line(running_text("".join(self._value)))

    def data(self, text: str) -> None:
        """Some text; one text may come in several pieces."""
        if self._taken:
            self._value.append(text)

    def close(self) -> None:
        """The sheet ends."""
        self._story.close()

    def _cell(self, text: str) -> None:
        runs: str | Runs = ""
        if self._type == "s":
            string = whole(text, -1)
            runs = self._strings[string] if 0 <= string < len(self._strings) else ""
        elif self._type == "n":
            try:
                runs = self._format.show(float(text), self._styles.epoch_1904)
            except (ValueError, OverflowError):
                runs = text
        elif self._type == "b":
            runs = "TRUE" if text.strip() == "1" else "FALSE"
        elif self._type == "d":
            runs = moment_shown(text)
        elif self._type != "e":
            runs = text
        if not runs:
            return
        if not self._story.empty:
            self._story.add("\t")
        if isinstance(runs, str):
            self._story.add(runs.replace("\n", " "), self._font)
        else:
            for piece, font in runs:
                self._story.add(piece.replace("\n", " "), font or self._font)
