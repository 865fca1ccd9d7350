"""E-books in FictionBook (FB2): the text of all bodies, as one document."""

from __future__ import annotations

from collections.abc import Iterator

from vnsearch.documents.encodings.repair import repair
from vnsearch.documents.laid_out.markup import Markup, element_texts, markup_text
from vnsearch.documents.metadata.properties import own_properties
from vnsearch.documents.source import Reading, Source

_SPACES = (
    "http://www.gribuser.ru/xml/fictionbook/2.0",
    "http://www.gribuser.ru/xml/fictionbook/2.1",
)
_LINES = ("p", "v", "subtitle", "text-author", "td", "th", "date")


def _names(*tags: str) -> frozenset[str]:
    return frozenset((*tags, *(f"{{{space}}}{tag}" for space in _SPACES for tag in tags)))


# What a book says of itself is read apart, but for what stands on its first page.
_FICTIONBOOK = Markup(
    texts=_names("body", "annotation"), blocks=_names(*_LINES), left_out=_names("binary")
)


def read_fb2(source: Source) -> Iterator[Reading]:
    """The book."""
    content = source.content()
    text, legacy = repair(markup_text(content, _FICTIONBOOK, source.place))
    known = element_texts(content, source.place, within="description")
    names = (known.get(name, "") for name in ("last-name", "middle-name", "first-name"))
    author = " ".join(filter(None, names))
    properties = own_properties({**known, "author": author})
    yield source.document("fb2", text, properties, legacy=legacy)
