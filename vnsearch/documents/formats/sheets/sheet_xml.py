"""Excel workbooks of 2002 and 2003 in XML (SpreadsheetML, one file): sheets, rows, comments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from vnsearch.documents.formats.sheets.number_format import NumberFormat, number_format
from vnsearch.documents.formats.sheets.sheet_values import moment_shown, running_text
from vnsearch.documents.laid_out.markup import element_texts, feed
from vnsearch.documents.laid_out.story import Story
from vnsearch.documents.metadata.properties import own_properties
from vnsearch.documents.source import Reading, Source

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_X = "{urn:schemas-microsoft-com:office:excel}"
_FACE = "{http://www.w3.org/TR/REC-html40}Face"
_FORMATS = {
    "General Date": "dd/mm/yyyy", "Short Date": "dd/mm/yyyy", "Medium Date": "dd/mm/yyyy",
    "Long Date": "dd/mm/yyyy", "Long Time": "h:mm:ss", "Medium Time": "h:mm",
    "Short Time": "h:mm", "Percent": "0.##%", "Fixed": "0.00", "Standard": "#,##0.00",
    "Currency": "#,##0.00", "Euro Currency": "#,##0.00", "Scientific": "General",
    "Yes/No": '"Yes";"Yes";"No"', "True/False": '"True";"True";"False"',
    "On/Off": '"On";"On";"Off"',
}  # fmt: skip
_HIDDEN_SHEETS = ("SheetHidden", "SheetVeryHidden")
_PLAIN = ("", NumberFormat())


def read_sheet_xml(source: Source) -> Iterator[Reading]:
    """The workbook as one document, hidden sheets and rows included."""
    content, story = source.content(), Story(source)
    feed(content, _WorkbookTarget(story), source.place)
    known = element_texts(content, source.place, within="DocumentProperties")
    yield from story.readings("xls", own_properties(known))


class _WorkbookTarget:
    """Takes the events of the file; a row becomes a line, its cells separated by tabs."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._styles: dict[str, tuple[str, NumberFormat]] = {}  # with fonts
        self._style = ""  # that is being read
        self._cell = self._run = ""  # the fonts of the open cell and of the run in it
        self._format = NumberFormat()
        self._type = ""
        self._value: list[str] = []
        self._gap = ""  # what parts the text that comes from the cell before
        self._taken = False  # text that comes is a cell's
        self._in_row = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        element = tag.rpartition("}")[2]
        if tag.startswith(_SS):
            self._begin(element, attributes)
        elif element == "Font" and self._taken:
            self._end_run()
            self._run = attributes.get(_FACE, "") or self._cell
        elif tag in (f"{_X}Header", f"{_X}Footer"):
            self._story.line(running_text(attributes.get(f"{_X}Data", "")))

    def _begin(self, element: str, attributes: Mapping[str, str]) -> None:
        if element == "Worksheet":
            self._story.sheet(attributes.get(f"{_SS}Name", ""))
        elif element == "Style":
            self._style = attributes.get(f"{_SS}ID", "")
            parent = attributes.get(f"{_SS}Parent", "Default")
            self._styles[self._style] = self._styles.get(parent, _PLAIN)
        elif element == "Font" and self._style:
            font = attributes.get(f"{_SS}FontName", "") or self._styles[self._style][0]
            self._styles[self._style] = font, self._styles[self._style][1]
        elif element == "NumberFormat" and self._style:
            code = attributes.get(f"{_SS}Format", "")
            shown = number_format(0, _FORMATS.get(code, code))
            self._styles[self._style] = self._styles[self._style][0], shown
        elif element == "Row":
            self._story.begin()
            self._story.hide("rows", attributes.get(f"{_SS}Hidden") == "1")
            self._in_row = True
        elif element == "Column":
            self._story.hide("columns", attributes.get(f"{_SS}Hidden") == "1")
        elif element == "Cell":
            style = attributes.get(f"{_SS}StyleID", "Default")
            self._cell, self._format = self._styles.get(style, _PLAIN)
        elif element == "Comment":
            self._story.begin()
            self._cell = ""
        elif element == "Data":
            self._type = attributes.get(f"{_SS}Type", "String")
            self._run, self._taken = self._cell, True
            self._gap = "\t" if self._in_row and not self._story.empty else ""

    def end(self, tag: str) -> None:
        """An element ends."""
        element = tag.rpartition("}")[2]
        if element == "Font" and self._taken:
            self._end_run()
            self._run = self._cell
        if not tag.startswith(_SS):
            return
        if element == "Style":
            self._style = ""
        elif element == "Data":
            self._end_run()
            self._taken = False
        elif element in ("Row", "Comment"):
            self._story.end()
            self._in_row = False

    def data(self, text: str) -> None:
        """Some text; one text may come in several pieces."""
        if self._taken:
            self._value.append(text)
        elif text in _HIDDEN_SHEETS:  # all that <Visible> can hold but SheetVisible
            self._story.hide("sheets")

    def close(self) -> None:
        """The file ends."""
        self._story.close()

    def _end_run(self) -> None:
        text = self._shown("".join(self._value)).replace("\n", " ")
        self._value.clear()
        if text:
            self._story.add(self._gap)
            self._story.add(text, self._run)
            self._gap = ""

    def _shown(self, text: str) -> str:
        if self._type == "Number":
            try:
                return self._format.show(float(text))
            except (ValueError, OverflowError):
                return text
        if self._type == "DateTime":
            return moment_shown(text)
        if self._type == "Boolean":
            return "TRUE" if text.strip() == "1" else "FALSE"
        return "" if self._type == "Error" else text
