"""OpenDocument texts (ODT): headings, paragraphs, lists and tables, in the file's order."""

from __future__ import annotations

from collections.abc import Iterator

from vnsearch.documents.markup import Markup, element_texts, markup_text
from vnsearch.documents.source import Reading, Source
from vnsearch.documents.vietnamese import repair
from vnsearch.documents.zip_package import open_package, read_member

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OPENDOCUMENT = Markup(
    texts=frozenset((f"{_TEXT}p", f"{_TEXT}h")),
    blocks=frozenset((f"{_TEXT}p", f"{_TEXT}h")),
    marks={f"{_TEXT}s": " ", f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"},
    left_out=frozenset((f"{_TEXT}tracked-changes", f"{_OFFICE}annotation")),
)
_CONTENT = "content.xml"
_PROPERTIES = "meta.xml"
_MANIFEST = "META-INF/manifest.xml"
_ENCRYPTED = b"encryption-data"


def read_odt(source: Source) -> Iterator[Reading]:
    """The text as one document."""
    with open_package(source) as archive:
        content = read_member(archive, _CONTENT, source)
        properties = read_member(archive, _PROPERTIES, source)
        manifest = read_member(archive, _MANIFEST, source)
    if _ENCRYPTED in manifest:
        raise source.place.passed_over("password")
    text = markup_text(content, _OPENDOCUMENT, source.place.within(_CONTENT))
    known = element_texts(properties, source.place.within(_PROPERTIES)) if properties else {}
    yield source.document(
        "odt",
        repair(text)[0],
        title=known.get("title", ""),
        date=known.get("creation-date", "") or known.get("date", ""),
        author=known.get("initial-creator", "") or known.get("creator", ""),
        tags=known.get("keyword", ""),
        language=known.get("language", ""),
    )
