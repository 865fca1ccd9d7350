"""Excel workbooks of 1993 to 2003 (XLS): the name of each sheet, its rows, comments, boxes and
the words of its charts.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import xlrd  # type: ignore[import-untyped]

from vnsearch.documents.containers.ole import open_ole, read_stream, summary
from vnsearch.documents.containers.ole_objects import folder_objects
from vnsearch.documents.faults import Fault, OversizeError
from vnsearch.documents.formats.sheets.number_format import number_format
from vnsearch.documents.formats.sheets.sheet_values import running_text
from vnsearch.documents.formats.sheets.xls_apart import Apart, apart_of_sheets
from vnsearch.documents.laid_out.story import Story
from vnsearch.documents.limits import XLS_LIMIT
from vnsearch.documents.metadata.properties import own_properties
from vnsearch.documents.source import Reading, Source


def read_xls(source: Source) -> Iterator[Reading]:
    """The workbook as one document, hidden sheets and rows included; before it the files that
    were put into it.
    """
    with open_ole(source) as container:
        known = summary(container, source)
        names = filter(container.exists, ("Workbook", "Book"))
        content = read_stream(container, next(names, ""), source)
    if len(content) > XLS_LIMIT:
        raise OversizeError(XLS_LIMIT)
    story = Story(source)
    running = Story(source, story.runs, of_headers=True)
    try:
        # The stream alone: in a file, the library follows a chain of sectors that has no end.
        # With the formats of cells, which tell fonts and dates.
        book = xlrd.open_workbook(
            file_contents=content,
            formatting_info=True,
            ragged_rows=True,
            on_demand=True,
            logfile=io.StringIO(),
        )
        with book:
            beside = apart_of_sheets(content, book.encoding or "latin-1")
            for sheet in range(book.nsheets):
                _read_sheet(book, sheet, story)
                for apart in beside[sheet : sheet + 1]:  # the oldest files name no sheets
                    _read_apart(book, apart, story, running)
                book.unload_sheet(sheet)
    except Fault:
        raise
    except Exception as error:  # of a damaged file the library raises whatever it stumbles over
        if "encrypt" in str(error).lower():
            raise source.place.passed_over("password") from None
        raise source.place.failed("damaged", str(error)) from None
    story.append(running)
    with open_ole(source) as container:
        yield from folder_objects(container, "", "MBD", source)
    yield from story.readings("xls", own_properties(known))


def _read_sheet(book: xlrd.Book, ordinal: int, story: Story) -> None:
    sheet = book.sheet_by_index(ordinal)
    story.sheet(sheet.name, sheet.visibility != 0)
    story.hide("rows", any(row.hidden for row in sheet.rowinfo_map.values()))
    story.hide("columns", any(column.hidden for column in sheet.colinfo_map.values()))
    for row in range(sheet.nrows):
        story.begin()
        for column in range(sheet.row_len(row)):
            _read_cell(book, sheet, row, column, story)
        story.end()
    for note in sheet.cell_note_map.values():
        story.line(note.text)


def _read_apart(book: xlrd.Book, apart: Apart, story: Story, running: Story) -> None:
    for box in apart.boxes:
        story.begin()
        for text, font in box:
            story.add(text, _font(book, font))
        story.end()
    for words in dict.fromkeys(apart.charts):
        story.line(words)
    for code in apart.running:
        running.line(running_text(code))


def _read_cell(
    book: xlrd.Book, sheet: xlrd.sheet.Sheet, row: int, column: int, story: Story
) -> None:
    kind = sheet.cell_type(row, column)
    value = sheet.cell_value(row, column)
    if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK, xlrd.XL_CELL_ERROR) or value == "":
        return
    form = book.xf_list[sheet.cell_xf_index(row, column)]
    if kind == xlrd.XL_CELL_BOOLEAN:
        text = "TRUE" if value else "FALSE"
    elif kind == xlrd.XL_CELL_TEXT:
        text = value.replace("\n", " ")
    else:
        known = book.format_map.get(form.format_key)
        shows = number_format(form.format_key, known.format_str if known else "")
        text = shows.show(value, bool(book.datemode))
    if not text:
        return
    if not story.empty:
        story.add("\t")
    runs = sheet.rich_text_runlist_map.get((row, column), [])
    if kind != xlrd.XL_CELL_TEXT:
        runs = []
    at, font = 0, form.font_index
    for run_end, index in [*runs, (len(text), font)]:
        story.add(text[at:run_end], _font(book, font))
        at, font = run_end, index


def _font(book: xlrd.Book, font: int) -> str:
    name: str = book.font_list[font].name if font < len(book.font_list) else ""
    return name
