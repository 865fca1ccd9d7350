"""Word documents of 2003 in XML (WordprocessingML, one file): as DOCX, but for their lists."""

from __future__ import annotations

from collections.abc import Iterator

from vnsearch.documents.containers.ooxml import by_clark
from vnsearch.documents.formats.word.docx_body import BodyTarget
from vnsearch.documents.formats.word.docx_lists import Lists, ListTarget
from vnsearch.documents.formats.word.docx_styles import Styles, StyleTarget
from vnsearch.documents.laid_out.markup import Inside, element_texts, feed
from vnsearch.documents.laid_out.story import Story
from vnsearch.documents.metadata.properties import own_properties
from vnsearch.documents.source import Reading, Source

_STYLES = frozenset(by_clark({"w:styles": None}))
_LISTS = frozenset(by_clark({"w:lists": None}))
_BODY = frozenset(by_clark({"w:body": None}))
_RUNNING = frozenset(by_clark({"w:hdr": None, "w:ftr": None}))


def read_word_xml(source: Source) -> Iterator[Reading]:
    """The document as one text: its body, then headers and footers."""
    content, place = source.content(), source.place
    story, styles, lists = Story(source), Styles({}), Lists()
    feed(content, Inside(StyleTarget(styles), _STYLES), place)
    feed(content, Inside(ListTarget(lists, styles), _LISTS), place)
    text = Inside(BodyTarget(story, styles, lists), _RUNNING, outside=True)
    feed(content, Inside(text, _BODY), place)
    with story.headers():
        feed(content, Inside(BodyTarget(story, styles, lists), _RUNNING), place)
    known = element_texts(content, place, within="DocumentProperties")
    yield from story.readings("doc", own_properties(known))
