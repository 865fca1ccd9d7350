"""The fonts of a Word document's runs: their own, or those of styles and the theme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree  # type: ignore[import-untyped]

from vnsearch.documents.markup import parse_tree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_INHERITED = 20  # styles that a style may be based on, one on another


@dataclass(frozen=True, slots=True)
class _Style:
    based_on: str
    font: str


class DocxFonts:
    """Follows the elements of a part of the document; a `FontTracker`.

    Letters beyond ASCII have the font that `w:hAnsi` names; a theme's font goes before it.
    """

    def __init__(self, styles: bytes, theme: bytes, label: str) -> None:
        self._themes = _theme_fonts(theme, f"{label}#theme") if theme else {}
        self._styles: dict[str, _Style] = {}
        self._default_style = self._default_font = ""
        if styles:
            self._read_styles(parse_tree(styles, f"{label}#styles"))
        self._paragraphs: list[str] = []  # the styles of open paragraphs: a box lies in one
        self._runs: list[str] = []  # the fonts of open runs, "" where they name none

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        name = _name(tag)
        if name == "p":
            self._paragraphs.append(self._default_style)
        elif name == "r":
            self._runs.append("")
        elif name == "pStyle" and self._paragraphs:
            self._paragraphs[-1] = _attribute(attributes, "val")
        elif name == "rStyle" and self._runs:
            self._runs[-1] = self._runs[-1] or self._font_of_style(
                _attribute(attributes, "val")
            )
        elif name == "rFonts" and self._runs:
            self._runs[-1] = self._named(attributes) or self._runs[-1]

    def end(self, tag: str) -> None:
        """An element ends."""
        name = _name(tag)
        if name == "p" and self._paragraphs:
            self._paragraphs.pop()
        elif name == "r" and self._runs:
            self._runs.pop()

    def font(self) -> str:
        """The font of the text that comes next."""
        own = self._runs[-1] if self._runs else ""
        style = self._paragraphs[-1] if self._paragraphs else self._default_style
        return own or self._font_of_style(style) or self._default_font

    def _font_of_style(self, name: str) -> str:
        for _ in range(_INHERITED):
            style = self._styles.get(name)
            if style is None or style.font:
                break
            name = style.based_on
        return style.font if style is not None else ""

    def _named(self, attributes: Mapping[str, str]) -> str:
        for kind in ("hAnsi", "ascii"):
            theme = self._themes.get(_attribute(attributes, f"{kind}Theme")[:5], "")
            if font := theme or _attribute(attributes, kind):
                return font
        return ""

    def _read_styles(self, root: etree._Element) -> None:
        for style in root.iter("{*}style"):
            name = _attribute(style.attrib, "styleId")
            fonts = style.find("{*}rPr/{*}rFonts")
            based_on = style.find("{*}basedOn")
            self._styles[name] = _Style(
                _attribute(based_on.attrib, "val") if based_on is not None else "",
                self._named(fonts.attrib) if fonts is not None else "",
            )
            is_default = _attribute(style.attrib, "default") in ("1", "true", "on")
            if is_default and _attribute(style.attrib, "type") == "paragraph":
                self._default_style = name
        default = root.find("{*}docDefaults/{*}rPrDefault/{*}rPr/{*}rFonts")
        self._default_font = self._named(default.attrib) if default is not None else ""


def _theme_fonts(theme: bytes, label: str) -> dict[str, str]:
    """The Latin fonts of a theme, by the first letters of the names of its fonts."""
    root = parse_tree(theme, label)
    fonts = {}
    for kind in ("major", "minor"):
        latin = next(root.iter(f"{{*}}{kind}Font"), None)
        latin = latin.find("{*}latin") if latin is not None else None
        fonts[kind] = latin.get("typeface", "") if latin is not None else ""
    return fonts


def _name(tag: str) -> str:
    """The name of an element of a Word document, "" for those of other vocabularies."""
    return tag.removeprefix(_W).removeprefix(_STRICT) if tag.startswith((_W, _STRICT)) else ""


def _attribute(attributes: Mapping[str, str], name: str) -> str:
    return attributes.get(f"{_W}{name}") or attributes.get(f"{_STRICT}{name}") or ""
