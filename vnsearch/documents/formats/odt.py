"""OpenDocument texts (ODT): headings, paragraphs, lists and tables, in the file's order."""

from __future__ import annotations

from collections.abc import Iterator

from vnsearch.documents.heading import complete, read_date
from vnsearch.documents.markup import Markup, element_texts, markup_text
from vnsearch.documents.source import Reading, SkippedError, Source
from vnsearch.documents.vietnamese import repair
from vnsearch.documents.zip_package import open_package, read_member
from vnsearch.errors import DocumentError
from vnsearch.records import Document

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
        raise DocumentError(
            f"{source.label} is protected by a password; save a copy without one"
        )
    text = markup_text(content, _OPENDOCUMENT, f"{source.label}#{_CONTENT}")
    if not text:
        raise SkippedError(f"{source.label} has no text and was skipped")
    known = element_texts(properties, f"{source.label}#{_PROPERTIES}") if properties else {}
    yield complete(
        Document(
            path=source.path,
            part=source.member,
            title=known.get("title", ""),
            body=repair(text)[0],
            date=read_date(known.get("creation-date", "") or known.get("date", "")),
            author=known.get("initial-creator", "") or known.get("creator", ""),
            kind="odt",
            language=known.get("language", ""),
        )
    )
