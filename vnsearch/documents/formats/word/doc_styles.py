"""The style sheet of a Word 97-2003 file (STSH of [MS-DOC])."""

from __future__ import annotations

from dataclasses import dataclass, replace

from vnsearch.documents.containers.integers import short_at
from vnsearch.documents.formats.word.doc_structures import (
    PLAIN,
    Format,
    read_format,
)

# The built-in styles by their number (sti): headings 1 to 9, those of the table of contents.
_ROLES = {
    **dict.fromkeys(range(1, 10), "heading"),
    **dict.fromkeys(range(19, 28), "contents"),
    62: "title",
    74: "subtitle",
}


@dataclass(slots=True)
class Style:
    """A style: how its characters and paragraphs look, and what it is called."""

    own: Format
    base: int
    role: str = ""


class Styles:
    """The style sheet (STSH): styles by number, with all that they inherit."""

    def __init__(self, stsh: bytes) -> None:
        self._styles: dict[int, Style] = {}
        self._known: dict[int, Format] = {}
        header = short_at(stsh, 0)
        self.default = Format(font=short_at(stsh, 2 + 16), size=10.0) if header >= 18 else PLAIN
        base = short_at(stsh, 4)
        at = 2 + header
        for style_id in range(short_at(stsh, 2)):
            size = short_at(stsh, at)
            if size:
                self._styles[style_id] = _style(stsh[at + 2 : at + 2 + size], base)
            at += 2 + size + size % 2

    def role(self, style_id: int) -> str:
        """What a paragraph style is for: "title" ..."""
        return self._styles[style_id].role if style_id in self._styles else ""

    def format(self, style_id: int) -> Format:
        """How the text of a style looks."""
        form = self._known.get(style_id)
        if form is None:
            form, met, at = PLAIN, set(), style_id
            while at in self._styles and at not in met:
                met.add(at)
                form = form.over(self._styles[at].own)
                at = self._styles[at].base
            self._known[style_id] = form = form.over(self.default)
        return form

    def own(self, style_id: int) -> Format:
        """What a style of characters changes."""
        form, met = PLAIN, set()
        while style_id in self._styles and style_id not in met:
            met.add(style_id)
            form = form.over(self._styles[style_id].own)
            style_id = self._styles[style_id].base
        return form


def _style(std: bytes, base_size: int) -> Style:
    kind, base = short_at(std, 2) & 15, short_at(std, 2) >> 4
    at = base_size + 2 + 2 * short_at(std, base_size) + 2  # behind the name
    said = PLAIN
    for group in range(2 if kind == 1 else 1):
        at += at % 2
        size = short_at(std, at)
        upx = std[at + 2 : at + 2 + size]
        if kind == 1 and group == 0:
            upx = upx[2:]
        if kind in (1, 2):
            said = read_format(upx).over(said)
        at += 2 + size
    style_id = short_at(std, 0) & 0xFFF
    role = _ROLES.get(style_id, "") if kind == 1 else ""
    return Style(replace(said, style=None), base, role)
