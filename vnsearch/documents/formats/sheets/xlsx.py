"""Excel workbooks (XLSX): the name of each sheet, its rows, a line each, and its comments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from vnsearch.documents.containers.ooxml import (
    PROPERTIES,
    Package,
    Relation,
    by_clark,
    parts_of,
    value,
)
from vnsearch.documents.containers.zip_package import open_package
from vnsearch.documents.formats.charts import CHARTS, ChartTarget
from vnsearch.documents.formats.sheets.xlsx_drawing import DrawingTarget
from vnsearch.documents.formats.sheets.xlsx_parts import (
    SheetTarget,
    StringTarget,
    WorkbookStyles,
)
from vnsearch.documents.laid_out.story import Story
from vnsearch.documents.metadata.properties import own_properties
from vnsearch.documents.source import Reading, Source

_MAIN = "xl/workbook.xml"


def read_xlsx(source: Source) -> Iterator[Reading]:
    """The workbook as one document, hidden sheets and rows included; the files put into it."""
    story = Story(source)
    with open_package(source) as archive:
        package = Package(archive, source)
        sheets = _read_sheets(package, source, story)
        known = package.properties(PROPERTIES)
        yield from package.objects(sheets)
    yield from story.readings("xlsx", own_properties(known))


def _read_sheets(package: Package, source: Source, story: Story) -> Iterable[str]:
    """Read all sheets, and give their parts."""
    main = package.main(_MAIN)
    relations = {one.id: one for one in package.relations(main)}
    book = _WorkbookTarget()
    package.feed(main, book)
    strings, styles = StringTarget(), WorkbookStyles()
    for part in parts_of(relations.values(), "sharedStrings"):
        package.feed(part, strings, strings.plain.without)
    for part in parts_of(relations.values(), "styles"):
        package.feed(part, styles)
    styles.epoch_1904 = book.epoch_1904
    running = Story(source, story.runs, of_headers=True)
    read: dict[str, None] = {}
    for name, relation, is_hidden in book.sheets:
        story.sheet(name, is_hidden)
        part = relations[relation].part if relation in relations else ""
        if part and part not in read:
            read[part] = None
            sheet = SheetTarget(story, running, strings, styles)
            package.feed(part, sheet, sheet.plain.without)
            _read_over(package, part, story)
    story.append(running)
    strings.strings.clear()  # which the parser and its targets hold, and each other
    return read


def _read_over(package: Package, part: str, story: Story) -> None:
    """What stands over the cells of a sheet."""
    relations = package.relations(part)
    threads = any(one.type == "threadedComment" for one in relations)
    for apart in parts_of(relations, "comments", "threadedComment", "drawing"):
        package.feed(apart, DrawingTarget(story, threads))
        if within := package.relations(apart):
            _read_drawn(package, within, story)


def _read_drawn(package: Package, relations: list[Relation], story: Story) -> None:
    """What a drawing has in parts of their own; what a chart counts by stands in cells."""
    charts = [one.part for one in relations if one.type in CHARTS]
    for part in parts_of(relations, "diagramData", *CHARTS):
        chart = ChartTarget(story, beside_cells=True)
        package.feed(part, chart if part in charts else DrawingTarget(story))


class _WorkbookTarget:
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
