"""OpenDocument files: texts (ODT), sheets (ODS) and slides (ODP), in the order of the file;
after them the sheets, texts and diagrams that were put into them.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from lxml import etree  # type: ignore[import-untyped]

from vnsearch.documents.containers.ooxml import Package
from vnsearch.documents.containers.zip_package import open_package
from vnsearch.documents.faults import Fault, Place
from vnsearch.documents.formats.opendocument.body import BodyTarget
from vnsearch.documents.formats.opendocument.styles import Styles
from vnsearch.documents.laid_out.markup import element_texts, feed, parse_tree
from vnsearch.documents.laid_out.story import Story
from vnsearch.documents.limits import HEAD_SIZE, OBJECTS, ODT_TAGS
from vnsearch.documents.metadata.properties import own_properties
from vnsearch.documents.source import Reading, Source
from vnsearch.records import Problem

_CONTENT = "content.xml"
_STYLES = "styles.xml"
_PROPERTIES = "meta.xml"
_MANIFEST = "META-INF/manifest.xml"
_ENCRYPTED = b"encryption-data"
_FLAT = (
    (b"opendocument.spreadsheet", "ods"),
    (b"opendocument.presentation", "odp"),
    (b"opendocument.graphics", "odp"),
)

# What every page has, by the kind of the file.
_RUNNING = {
    "odt": frozenset((
        "style:header", "style:header-left", "style:header-first",
        "style:footer", "style:footer-left", "style:footer-first",
    )),
    "odp": frozenset(("style:master-page", "presentation:footer-decl")),
}  # fmt: skip
_RUNNING["ods"] = _RUNNING["odt"]
_OBJECTS = (
    *_FLAT,
    (b"opendocument.chart", "odp"),
    (b"opendocument.text", "odt"),
)


def read_odt(source: Source) -> Iterator[Reading]:
    """A text: its body, and then its headers and footers."""
    yield from _read(source, "odt")


def read_ods(source: Source) -> Iterator[Reading]:
    """Sheets: the name of each, and its rows, a line each."""
    yield from _read(source, "ods")


def read_odp(source: Source) -> Iterator[Reading]:
    """Slides, each followed by the speaker's notes."""
    yield from _read(source, "odp")


def read_flat(source: Source) -> Iterator[Reading]:
    """A text, sheets or slides in one XML file, not packed in an archive."""
    content = source.content()
    told = (kind for sign, kind in _FLAT if sign in content[:HEAD_SIZE])
    known = element_texts(content, source.place, within="meta")
    yield from _readings(source, next(told, "odt"), _Parts(content, source.place), known)


def _read(source: Source, kind: str) -> Iterator[Reading]:
    with open_package(source) as archive:
        package = Package(archive, source)
        if _ENCRYPTED in package.read(_MANIFEST):
            raise source.place.passed_over("password")
        parts = _Parts(
            *(package.read(_CONTENT), package.place(_CONTENT)),
            *(package.read(_STYLES), package.place(_STYLES)),
        )
        known = package.properties(_PROPERTIES)
        yield from _readings(source, kind, parts, known, package)


class _Parts(NamedTuple):
    """The XML of a file: its content, and its common styles where they stand apart."""

    content: bytes
    place: Place
    styles: bytes = b""
    styles_place: Place | None = None


def _read_objects(package: Package, story: Story, source: Source) -> Iterator[Problem]:
    """Take in what was put into a file; yields what is wrong with any of it."""
    try:
        objects = _objects(package)
    except Fault as fault:
        yield fault.problem
        return
    if len(objects) > OBJECTS:
        yield source.place.failed("too many members", f"{OBJECTS:,}").problem
    for name, kind in islice(objects.items(), OBJECTS):
        styles, place = Styles(), package.place(name)
        try:
            content = package.read(name)
            styles.read(content, place)  # all of it passes: what is damaged gives no text
        except Fault as fault:
            yield fault.problem
            continue
        if content:
            feed(content, BodyTarget(story, styles, kind == "ods"), place)


def _objects(package: Package) -> dict[str, str]:
    """What was put into a file, a folder each: the name of its content, once, and its kind; no
    formulas.
    """
    manifest, objects = package.read(_MANIFEST), {}
    entries = parse_tree(manifest, package.place(_MANIFEST)) if manifest else ()
    for element in entries:
        of = {etree.QName(name).localname: text for name, text in element.items()}
        kind = next(
            (kind for sign, kind in _OBJECTS if sign.decode() in of.get("media-type", "")), ""
        )
        name = posixpath.join(of.get("full-path", ""), _CONTENT)
        if kind and name != _CONTENT and name.lower() in package.names:
            objects[name] = kind
    return objects


def _readings(
    source: Source,
    kind: str,
    parts: _Parts,
    known: dict[str, str],
    package: Package | None = None,
) -> Iterator[Reading]:
    if kind != "ods" and parts.content.count(b"<") > ODT_TAGS:
        raise parts.place.failed("too many values", f"{ODT_TAGS:,}")
    story, styles = Story(source), Styles()
    common, common_place = parts.styles or parts.content, parts.styles_place or parts.place
    if parts.styles:
        styles.read(common, common_place)
    styles.read(parts.content, parts.place)
    feed(parts.content, BodyTarget(story, styles, kind == "ods"), parts.place)
    if package:
        yield from _read_objects(package, story, source)
    with story.headers():
        feed(common, BodyTarget(story, styles, running=_RUNNING[kind]), common_place)
        if kind == "odp" and parts.styles:  # whose footers stand with the slides
            feed(parts.content, BodyTarget(story, styles, running=_RUNNING[kind]), parts.place)
    if package and story.is_blank and package.pictures:
        yield from package.read_pictures()
        return
    yield from story.readings(kind, own_properties(known))
