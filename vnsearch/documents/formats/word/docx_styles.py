"""What the styles and the theme of a Word document say of its text (DOCX): fonts, sizes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from vnsearch.documents.containers.ooxml import by_clark, is_on, value, whole


@dataclass(slots=True)
class Style:
    """A style, and what it leaves to the one that it is based on."""

    name: str = ""
    based_on: str = ""
    font: str = ""
    size: float = 0.0
    list_id: str = ""
    depth: int = -1
    hidden: bool | None = None  # None where nothing is said

    def take(self, above: Style) -> None:
        """What is not told here is as in the style above."""
        self.font = self.font or above.font
        self.size = self.size or above.size
        self.list_id = self.list_id or above.list_id
        self.depth = self.depth if self.depth >= 0 else above.depth
        self.hidden = self.hidden if self.hidden is not None else above.hidden


class Styles:
    """The styles of a document by their ids, "" being the document's defaults."""

    def __init__(self, theme: Mapping[str, str]) -> None:
        self.styles: dict[str, Style] = {"": Style()}
        self._theme = theme
        self.normal = ""  # the id of the paragraphs that name none
        self._known: dict[str, Style] = {}

    def font(self, attributes: Mapping[str, str]) -> str:
        """The font that an element <w:rFonts> names: the theme's goes before its own, and that
        of letters beyond ASCII ("hAnsi") before the other.
        """
        theme = value(attributes, "hAnsiTheme") or value(attributes, "asciiTheme")
        font = self._theme.get(theme[:5], "") if theme else ""  # "major", "minor"
        names = (value(attributes, name) for name in ("hAnsi", "h-ansi", "ascii"))
        return font or next(filter(None, names), "")

    def style(self, style_id: str) -> Style:
        """A style with all that it inherits."""
        style = self._known.get(style_id)
        if style is None:
            style = self._known[style_id] = self._inherited(style_id)
        return style

    def own(self, style_id: str) -> Style:
        """A style of characters, with what it inherits but for the document's defaults."""
        style = self._known.get(f"={style_id}")
        if style is None:
            style = self._known[f"={style_id}"] = self._inherited(style_id, defaults=False)
        return style

    def _inherited(self, style_id: str, defaults: bool = True) -> Style:
        made = replace(self.styles.get(style_id) or Style())
        above, met = made.based_on, {style_id}
        while above and above not in met and above in self.styles:
            met.add(above)
            made.take(self.styles[above])
            above = self.styles[above].based_on
        if defaults:
            made.take(self.styles[""])
        return made


class StyleTarget:
    """Takes the styles from the events of their part."""

    def __init__(self, owner: Styles) -> None:
        self._owner = owner
        self._style = owner.styles[""]
        self._starts = by_clark(
            {
                "w:style": self._begin,
                "w:name": self._name,
                "w:basedOn": self._based_on,
                "w:rFonts": self._font,
                "w:sz": self._size,
                "w:vanish": self._hide,
                "w:numId": self._list,
                "w:ilfo": self._list,
                "w:ilvl": self._depth,
            }
        )

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if handler := self._starts.get(tag):
            handler(attributes)

    def end(self, tag: str) -> None: ...

    def data(self, text: str) -> None: ...

    def close(self) -> None: ...

    def _begin(self, attributes: Mapping[str, str]) -> None:
        style_id = value(attributes, "styleId")
        self._style = self._owner.styles[style_id] = Style()
        if value(attributes, "type") == "paragraph" and value(attributes, "default") in (
            "1",
            "true",
            "on",
        ):
            self._owner.normal = style_id

    def _name(self, attributes: Mapping[str, str]) -> None:
        self._style.name = self._style.name or value(attributes).lower()

    def _based_on(self, attributes: Mapping[str, str]) -> None:
        self._style.based_on = value(attributes)

    def _font(self, attributes: Mapping[str, str]) -> None:
        self._style.font = self._style.font or self._owner.font(attributes)

    def _size(self, attributes: Mapping[str, str]) -> None:
        self._style.size = self._style.size or whole(value(attributes)) / 2

    def _hide(self, attributes: Mapping[str, str]) -> None:
        self._style.hidden = is_on(value(attributes))

    def _list(self, attributes: Mapping[str, str]) -> None:
        self._style.list_id = self._style.list_id or value(attributes)

    def _depth(self, attributes: Mapping[str, str]) -> None:
        self._style.depth = whole(value(attributes), -1)


class ThemeTarget:
    """Takes the fonts that a theme calls "major" and "minor" from the events of its part."""

    def __init__(self, fonts: dict[str, str]) -> None:
        self._fonts = fonts
        self._which = ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        local = tag.rpartition("}")[2]
        if local in ("majorFont", "minorFont"):
            self._which = local[:5]
        elif local == "latin" and self._which:
            self._fonts.setdefault(self._which, attributes.get("typeface", ""))

    def end(self, tag: str) -> None:
        if tag.endswith("Font"):
            self._which = ""

    def data(self, text: str) -> None: ...

    def close(self) -> None: ...
