"""Excel workbooks (XLSX): the name of each sheet, its rows, a line each, and its comments."""

from __future__ import annotations

from collections.abc import Iterator

from vnsearch.documents.containers.ooxml import PROPERTIES, Package, Relation, parts_of
from vnsearch.documents.containers.zip_package import open_package
from vnsearch.documents.formats.charts import CHARTS, ChartTarget
from vnsearch.documents.formats.sheets.xlsx_drawing import DrawingTarget
from vnsearch.documents.formats.sheets.xlsx_parts import (
    SheetTarget,
    StringTarget,
    WorkbookStyles,
    WorkbookTarget,
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
        main = package.main(_MAIN)
        relations = {one.id: one for one in package.relations(main)}
        book = WorkbookTarget()
        package.feed(main, book)
        strings, styles = StringTarget(), WorkbookStyles()
        for part in parts_of(relations.values(), "sharedStrings"):
            package.feed(part, strings)
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
                package.feed(part, SheetTarget(story, running, strings, styles))
                _read_over(package, part, story)
        story.append(running)
        known = package.properties(PROPERTIES)
        yield from package.objects(read)
    yield from story.readings("xlsx", own_properties(known))


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
