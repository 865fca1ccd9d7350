"""What the styles and lists of an OpenDocument file say: fonts, sizes, numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from vnsearch.documents.containers.ooxml import whole
from vnsearch.documents.faults import Place
from vnsearch.documents.laid_out.markup import feed
from vnsearch.documents.laid_out.numerals import Level

_URN = "urn:oasis:names:tc:opendocument:xmlns:"
OUTLINE = ""  # the name, among the lists, of the numbers of headings
_PREFIXES = {"xsl-fo-compatible": "fo", "svg-compatible": "svg", "drawing": "draw"}
_FORMS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "": "none",
}
_points = re.compile(r"(\d{1,4}(?:\.\d+)?)pt").fullmatch
_raised = re.compile(r"super|[1-9]\d?%").match
_place = re.compile(r"%(\d)%").sub


def short(name: str) -> str:
    """A name in Clark's notation as "text:p", by the last part of its namespace."""
    namespace, _, local = name.lstrip("{").rpartition("}")
    if not namespace.startswith(_URN):
        return f"loext:{local}" if ":loext:" in namespace else local  # LibreOffice's own
    family = namespace[len(_URN) :].split(":")[0]
    return f"{_PREFIXES.get(family, family)}:{local}"


class _ShortNames(dict[str, str]):
    def __missing__(self, name: str) -> str:
        if len(self) > 10_000:  # a file that makes names up
            self.clear()
        self[name] = made = short(name)
        return made


names = _ShortNames()


def attributes_of(attributes: Mapping[str, str]) -> dict[str, str]:
    """An element's attributes by their short names."""
    return {names[name]: value for name, value in attributes.items()}


@dataclass(slots=True)
class Style:
    """A style, and the one that it is made from."""

    parent: str = ""
    font: str = ""
    size: float = 0.0
    title: str = ""  # "title" or "subtitle", from its name
    raised: bool = False  # above the line
    hidden: bool = False  # a sheet, a slide or words that are not shown


@dataclass(slots=True)
class Styles:
    """The styles by (family, name), with "" for a family's defaults, and the lists by name."""

    styles: dict[tuple[str, str], Style] = field(default_factory=dict)
    lists: dict[str, dict[int, Level]] = field(default_factory=dict)
    faces: dict[str, str] = field(default_factory=dict)
    _known: dict[tuple[str, str], Style] = field(default_factory=dict)

    def read(self, content: bytes, place: Place) -> None:
        """Take in the styles of one part."""
        if content:
            feed(content, _StyleTarget(self), place)

    def style(self, family: str, name: str) -> Style:
        """A style with all that it inherits."""
        key = (family, name)
        style = self._known.get(key)
        if style is None:
            style = self._known[key] = self._inherited(family, name)
        return style

    def _inherited(self, family: str, name: str) -> Style:
        made, met = Style(), set()
        while name not in met:
            met.add(name)
            style = self.styles.get((family, name), Style())
            made.font = made.font or style.font
            made.size = made.size or style.size
            made.title = made.title or style.title
            made.hidden = made.hidden or style.hidden
            made.raised = made.raised or style.raised
            name = style.parent
        return made


class _StyleTarget:
    """Takes the events of one part, and only notes what is said of styles."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._style: Style | None = None
        self._list: dict[int, Level] = {}
        self._depth = 0
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {
            "style:font-face": self._face,
            "style:style": self._begin_style,
            "style:default-style": self._begin_style,
            "style:text-properties": self._text,
            "style:table-properties": self._table,
            "style:drawing-page-properties": self._slide,
            "text:list-style": self._begin_list,
            "text:outline-style": self._begin_outline,
            "text:list-level-style-number": self._level,
            "text:outline-level-style": self._level,
            "text:list-level-style-bullet": self._bullet,
        }

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if handler := self._starts.get(names[tag]):
            handler(attributes_of(attributes))

    def end(self, tag: str) -> None:
        element = names[tag]
        if element in ("style:style", "style:default-style"):
            self._style = None
        elif element in ("text:list-level-style-number", "text:outline-level-style"):
            self._depth = 0

    def data(self, text: str) -> None: ...

    def close(self) -> None: ...

    def _face(self, attributes: dict[str, str]) -> None:
        name = attributes.get("style:name", "")
        self._styles.faces[name] = attributes.get("svg:font-family", name)

    def _begin_style(self, attributes: dict[str, str]) -> None:
        family, name = attributes.get("style:family", ""), attributes.get("style:name", "")
        named = attributes.get("style:display-name", name).lower()
        self._style = self._styles.styles[family, name] = Style(
            parent=attributes.get("style:parent-style-name", ""),
            title=named if named in ("title", "subtitle") else "",
        )

    def _text(self, attributes: dict[str, str]) -> None:
        face = attributes.get("style:font-name", "")
        font = self._styles.faces.get(face, face) or attributes.get("fo:font-family", "")
        if self._style is not None:
            self._style.font = font
            size = _points(attributes.get("fo:font-size", ""))
            self._style.size = float(size[1]) if size else 0.0
            self._style.hidden = attributes.get("text:display") == "none"
            self._style.raised = bool(_raised(attributes.get("style:text-position", "")))
        elif self._depth and font:
            self._list[self._depth - 1] = replace(self._list[self._depth - 1], font=font)

    def _table(self, attributes: dict[str, str]) -> None:
        if self._style is not None:
            self._style.hidden = attributes.get("table:display") == "false"

    def _slide(self, attributes: dict[str, str]) -> None:
        if self._style is not None:
            self._style.hidden = attributes.get("presentation:visibility") == "hidden"

    def _begin_list(self, attributes: dict[str, str]) -> None:
        self._list = self._styles.lists[attributes.get("style:name", "?")] = {}

    def _begin_outline(self, attributes: dict[str, str]) -> None:
        self._list = self._styles.lists[OUTLINE] = {}

    def _level(self, attributes: dict[str, str]) -> None:
        self._depth = whole(attributes.get("text:level", ""), 1)
        form = attributes.get("style:num-format", "")
        pattern = attributes.get("loext:num-list-format") or attributes.get(
            "style:num-list-format", ""
        )
        if pattern:
            text = _place(r"%\1", pattern)
        else:
            shown = max(1, whole(attributes.get("text:display-levels", ""), 1))
            first = max(1, self._depth - min(shown, 10) + 1)
            figures = ".".join(f"%{depth}" for depth in range(first, self._depth + 1))
            prefix, suffix = (
                attributes.get(f"style:num-{name}", "") for name in ("prefix", "suffix")
            )
            text = f"{prefix}{figures if form else ''}{suffix}"
        self._list[self._depth - 1] = Level(
            form=_FORMS.get(form, "decimal"),
            text=text,
            start=whole(attributes.get("text:start-value", ""), 1),
            font=self._styles.style("text", attributes.get("text:style-name", "")).font,
        )

    def _bullet(self, attributes: dict[str, str]) -> None:
        self._depth = whole(attributes.get("text:level", ""), 1)
        self._list[self._depth - 1] = Level(form="bullet")
