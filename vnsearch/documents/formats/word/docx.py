"""Word documents (DOCX): the text, and after it what stands apart from it on the page."""

from __future__ import annotations

from collections.abc import Iterator

from vnsearch.documents.containers.ooxml import PROPERTIES, Package, Relation, parts_of
from vnsearch.documents.containers.zip_package import open_package
from vnsearch.documents.formats.charts import CHARTS, ChartTarget
from vnsearch.documents.formats.word.docx_body import BodyTarget
from vnsearch.documents.formats.word.docx_lists import Lists, ListTarget
from vnsearch.documents.formats.word.docx_styles import Styles, StyleTarget, ThemeTarget
from vnsearch.documents.laid_out.markup import Tags
from vnsearch.documents.laid_out.story import Story
from vnsearch.documents.limits import DOCX_TAGS
from vnsearch.documents.metadata.properties import own_properties
from vnsearch.documents.source import Reading, Source

_MAIN = "word/document.xml"
# In the order in which they are read after the text; diagrams and charts stand in it.
_APART = ("diagramData", *CHARTS, "footnotes", "endnotes", "comments")
# What may hold objects beside the text; those of charts are figures that the chart has as well.
_WITH_OBJECTS = ("footnotes", "endnotes", "comments", "header", "footer")
# What the relations of the main part are where a file has lost them.
_USUAL = [
    Relation("", "theme", "word/theme/theme1.xml"),
    Relation("", "styles", "word/styles.xml"),
    Relation("", "numbering", "word/numbering.xml"),
    Relation("", "footnotes", "word/footnotes.xml"),
    Relation("", "endnotes", "word/endnotes.xml"),
    Relation("", "comments", "word/comments.xml"),
]


def read_docx(source: Source) -> Iterator[Reading]:
    """The document as one text: its body, then diagrams, notes, comments, headers,
    footers; before it the files that were put into it.
    """
    story = Story(source)
    with open_package(source) as archive:
        package = Package(archive, source, Tags(DOCX_TAGS))
        main = package.main(_MAIN)
        relations = package.relations(main) or _USUAL
        styles, lists = _formatting(package, relations)
        charts = parts_of(relations, *CHARTS)
        for part in (main, *parts_of(relations, *_APART)):
            body = BodyTarget(story, styles, lists)
            package.feed(part, ChartTarget(story) if part in charts else body)
        with story.headers():
            for part in parts_of(relations, "header", "footer"):
                package.feed(part, BodyTarget(story, styles, lists))
        known = package.properties(PROPERTIES)
        yield from package.objects([main, *parts_of(relations, *_WITH_OBJECTS)])
        if story.is_blank and package.pictures:
            yield from package.read_pictures()
            return
    yield from story.readings("docx", own_properties(known))


def _formatting(package: Package, relations: list[Relation]) -> tuple[Styles, Lists]:
    fonts: dict[str, str] = {}
    for part in parts_of(relations, "theme")[:1]:
        package.feed(part, ThemeTarget(fonts))
    styles, lists = Styles(fonts), Lists()
    for part in parts_of(relations, "styles"):
        package.feed(part, StyleTarget(styles))
    for part in parts_of(relations, "numbering"):
        package.feed(part, ListTarget(lists, styles))
    return styles, lists
