"""OpenDocument files: texts (ODT), sheets (ODS) and slides (ODP), in the order of the file."""

from __future__ import annotations

from collections.abc import Iterator

from vnsearch.documents.containers.ooxml import Package
from vnsearch.documents.containers.zip_package import open_package
from vnsearch.documents.formats.opendocument.body import BodyTarget
from vnsearch.documents.formats.opendocument.styles import Styles
from vnsearch.documents.markup import feed
from vnsearch.documents.properties import own_properties
from vnsearch.documents.source import Reading, Source
from vnsearch.documents.story import Story, running_lines

_CONTENT = "content.xml"
_STYLES = "styles.xml"
_PROPERTIES = "meta.xml"
_MANIFEST = "META-INF/manifest.xml"
_ENCRYPTED = b"encryption-data"


def read_odt(source: Source) -> Iterator[Reading]:
    """A text: its body, and then its headers and footers."""
    yield from _read(source, "odt")


def read_ods(source: Source) -> Iterator[Reading]:
    """Sheets: the name of each, and its rows, a line each."""
    yield from _read(source, "ods")


def read_odp(source: Source) -> Iterator[Reading]:
    """Slides, each followed by the speaker's notes."""
    yield from _read(source, "odp")


def _read(source: Source, kind: str) -> Iterator[Reading]:
    story, styles = Story(source), Styles()
    with open_package(source) as archive:
        package = Package(archive, source)
        if _ENCRYPTED in package.read(_MANIFEST):
            raise source.place.passed_over("password")
        content, common = package.read(_CONTENT), package.read(_STYLES)
        known = package.properties(_PROPERTIES)
    styles.read(common, package.place(_STYLES))
    styles.read(content, package.place(_CONTENT))
    feed(content, BodyTarget(story, styles, kind == "ods"), package.place(_CONTENT))
    if kind == "odt" and common:
        body = len(story.lines)
        feed(common, BodyTarget(story, styles, running=True), package.place(_STYLES))
        story.lines[body:] = running_lines(story.lines[body:])
    yield story.document(kind, own_properties(known))
