"""The fields of documents: each is one row here, from which all that knows of fields is made.

The query language, the index, Whoosh's schema, JSON, templates and the help read these rows.
A new field is a row, a member of `records.Document` and `records.Hit`, and the readers that
fill it.
"""

from __future__ import annotations

from typing import Literal

from vnsearch.frozen import NamedTuple


class Field(NamedTuple):
    """A field of documents beside their text."""

    name: str  # in queries and in the index
    member: str  # of documents, hits, JSON and templates
    type: Literal["text", "keyword", "date"]  # words; one of a few values; YYYY-MM-DD
    example: str  # a query that asks for it; "" where none can
    stored: bool = True  # kept for each document, not told by its file
    many: bool = False  # several values a document: no phrase goes from one to the next
    shown: bool = True  # a member of hits


FIELDS = (
    Field("title", "title", "text", "title:hội"),
    Field("path", "path", "text", "path:luat", stored=False),
    Field("author", "author", "text", "author:hoà"),
    Field("to", "to", "text", "to:lan"),
    Field("tag", "tags", "text", 'tag:"kinh tế"', many=True),
    Field("kind", "kind", "keyword", "kind:pdf"),
    Field("language", "language", "keyword", "", shown=False),
    Field("date", "date", "date", "date:2024-12"),
)
TEXT_FIELDS = tuple(field for field in FIELDS if field.type == "text")
KEYWORD_FIELDS = tuple(field for field in FIELDS if field.type == "keyword")
QUERIED = tuple(field for field in FIELDS if field.example)
FACETS = ("folder", "kind", "author", "year")  # by which documents found are counted
FIELD_OF = {field.name: field for field in FIELDS}

_VALUE_END = "\n"  # stands between the values of a field that are kept as one string


def values(member: str | tuple[str, ...]) -> tuple[str, ...]:
    """The values of a member of a document: its strings, or the one string that it is."""
    return (member,) if isinstance(member, str) else member


def join_values(member: str | tuple[str, ...]) -> str:
    """The values of a member as one string, for `split_values`."""
    return _VALUE_END.join(values(member))


def split_values(text: str) -> tuple[str, ...]:
    """The values that `join_values` joined; none of an empty text."""
    return tuple(filter(None, text.split(_VALUE_END)))
