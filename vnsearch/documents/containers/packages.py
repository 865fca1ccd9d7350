"""Which format a zip archive is in: an office file, an e-book or plainly an archive."""

from __future__ import annotations

import re

from vnsearch.documents.containers.ooxml import Package
from vnsearch.documents.containers.zip_package import open_package
from vnsearch.documents.source import Source

_TYPES = "[Content_Types].xml"
# What the type of an OOXML package's main part has in it, with macros or without, and its
# format; "" is not read.
_OOXML = {
    "wordprocessingml": "docx",
    "ms-word.": "docx",
    "presentationml": "pptx",
    "ms-powerpoint.": "pptx",
    "spreadsheetml": "xlsx",
    "ms-excel.sheet.binary": "",
    "ms-excel.": "xlsx",
}
_USUAL_PARTS = {
    "word/document.xml": "docx",
    "ppt/presentation.xml": "pptx",
    "xl/workbook.xml": "xlsx",
}
# What other archives are that have members of these names.
_SIGNS = (
    ({"META-INF/container.xml"}, "epub"),
    ({"mimetype", "content.xml"}, "odt"),
    ({"AndroidManifest.xml"}, ""),
    ({"META-INF/MANIFEST.MF"}, ""),
)
_OPENDOCUMENT = (
    ("opendocument.spreadsheet", "ods"),
    ("opendocument.presentation", "odp"),
    ("opendocument.graphics", "odp"),
)
_type_of = re.compile(
    r'<Override\b(?=[^>]*\bPartName="/?([^"]*)")[^>]*\bContentType="([^"]*)"'
).findall


def package_kind(source: Source) -> str:
    """The format of an archive, told by its members: "docx" ..., or "zip" for a plain one.

    Raises Fault for what is not read.
    """
    with open_package(source) as archive:
        package = Package(archive, source)
        names = set(archive.namelist())
        kind = _ooxml_kind(package) if _TYPES.lower() in package.names else None
        if kind is None:
            kind = next((kind for part, kind in _USUAL_PARTS.items() if part in names), None)
        if kind is None:
            kind = next((kind for signs, kind in _SIGNS if signs <= names), "zip")
        if kind == "odt":
            media_type = package.read("mimetype").decode("ascii", "replace")
            kind = next((kind for sign, kind in _OPENDOCUMENT if sign in media_type), kind)
    if not kind:
        raise source.place.passed_over("office")
    return kind


def _ooxml_kind(package: Package) -> str | None:
    """The format of an OOXML package by the type of its main part; None where it has none."""
    main = package.main("").lower()
    if not main:
        return None
    types = package.read(_TYPES).decode("utf-8", "replace")
    told = next((kind for part, kind in _type_of(types) if part.lower() == main), None)
    if told is None:
        return None
    return next((kind for sign, kind in _OOXML.items() if sign in told), "")
