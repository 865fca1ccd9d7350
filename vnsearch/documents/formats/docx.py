"""Word documents (DOCX): paragraphs, tables, text boxes and notes, in the order of the file."""

from __future__ import annotations

from collections.abc import Iterator

from vnsearch.documents.markup import Markup, element_texts, markup_text
from vnsearch.documents.source import Reading, Source
from vnsearch.documents.vietnamese import repair
from vnsearch.documents.zip_package import open_package, read_member

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WORDPROCESSING = Markup(
    texts=frozenset((f"{_W}t",)),
    blocks=frozenset((f"{_W}p",)),
    marks={f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"},
    # What programs show that do not know a newer element: the same text again.
    left_out=frozenset(
        ("{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback", f"{_W}tabs")
    ),
)
_TEXTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_PROPERTIES = "docProps/core.xml"


def read_docx(source: Source) -> Iterator[Reading]:
    """The document, its notes at the end."""
    with open_package(source) as archive:
        contents = {name: read_member(archive, name, source) for name in _TEXTS}
        properties = read_member(archive, _PROPERTIES, source)
    texts = [
        markup_text(content, _WORDPROCESSING, source.place.within(name))
        for name, content in contents.items()
        if content
    ]
    # Many files of before 2010 have Unicode in them that is TCVN3 or VNI in truth.
    text, _ = repair("\n".join(filter(None, texts)))
    known = element_texts(properties, source.place.within(_PROPERTIES)) if properties else {}
    yield source.document(
        "docx",
        text,
        title=known.get("title", ""),
        date=known.get("created", ""),
        author=known.get("creator", ""),
        tags=known.get("keywords", ""),
        language=known.get("language", ""),
    )
