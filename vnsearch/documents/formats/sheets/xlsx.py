"""Excel workbooks (XLSX): the name of each sheet, its rows, a line each, and its comments."""

from __future__ import annotations

from collections.abc import Iterator

from vnsearch.documents.containers.ooxml import PROPERTIES, Package, parts_of
from vnsearch.documents.containers.zip_package import open_package
from vnsearch.documents.formats.sheets.xlsx_parts import (
    DrawingTarget,
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
        read: dict[str, None] = {}
        for name, relation, is_hidden in book.sheets:
            story.sheet(name, is_hidden)
            part = relations[relation].part if relation in relations else ""
            if part and part not in read:
                read[part] = None
                _read_sheet(package, part, story, strings, styles)
        known = package.properties(PROPERTIES)
        yield from package.objects(read)
    yield from story.readings("xlsx", own_properties(known))


def _read_sheet(
    package: Package, part: str, story: Story, strings: StringTarget, styles: WorkbookStyles
) -> None:
    package.feed(part, SheetTarget(story, strings, styles))
    relations = package.relations(part)
    for apart in parts_of(relations, "comments", "drawing", "chart", "threadedComment"):
        package.feed(apart, DrawingTarget(story))
