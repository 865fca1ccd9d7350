"""What a file says of itself, without what programs and templates have left there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vnsearch.documents.metadata.titles import own_title

# The names that each has in OOXML and Dublin Core, OpenDocument, FictionBook, RTF, OLE, and in
# Office's XML of 2003.
_NAMES = {
    "title": ("title", "book-title", "Title"),
    "date": ("created", "creation-date", "creatim", "date", "Created"),
    "modified": ("modified", "LastSaved"),
    "author": ("author", "initial-creator", "creator", "Author"),
    "language": ("language", "lang"),
    "tags": ("keywords", "keyword", "tags", "Keywords"),
}
# When the templates were made that come with Excel, PowerPoint, python-docx and python-pptx,
# of which every file made from them keeps the date; and the beginning of time on Windows.
_TEMPLATES = (
    *(
        "1996-10-14T23:33:28",
        "2006-09-16T00:00:00",
        "2015-06-05T18:17:20",
        "2015-06-05T18:19:34",
    ),
    *("2006-08-16T00:00:00", "2013-12-23T23:15:00", "2013-01-27T09:14:16", "1601-01-01"),
)
_NOBODY = frozenset(
    "openpyxl python-docx python-pptx un-named anonymous unknown (unspecified)".split()
) | {"unknown author", "apache poi"}


@dataclass(frozen=True, slots=True)
class Properties:
    """Fields of a document, "" for what is not told; `tags` parted by commas or lines."""

    title: str = ""
    date: str = ""
    author: str = ""
    language: str = ""
    tags: str = ""


NOTHING_KNOWN = Properties()


def own_properties(known: Mapping[str, str]) -> Properties:
    """What a file's elements or properties tell, by their names in the format."""
    cleaned = {
        field: next((known[name] for name in names if known.get(name)), "")
        for field, names in _NAMES.items()
    }
    return Properties(
        title=own_title(cleaned["title"]),
        date=_own_date(cleaned["date"], cleaned["modified"]),
        author=own_author(cleaned["author"]),
        language=cleaned["language"],
        tags=cleaned["tags"],
    )


def own_author(author: str) -> str:
    """An author that a file names, "" for a program and for nobody."""
    return "" if author.strip().lower() in _NOBODY else author


def _own_date(created: str, modified: str) -> str:
    """The day of making, or of the last change where the first is a template's."""
    if not created.startswith(_TEMPLATES):
        return created
    return modified if modified[:10] > created[:10] else ""
