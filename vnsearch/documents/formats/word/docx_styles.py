"""What the styles and lists of a Word document say of its paragraphs (DOCX)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from vnsearch.documents.containers.ooxml import by_clark, is_on, value, whole
from vnsearch.documents.numerals import Counter, Level


@dataclass(slots=True)
class Style:
    """A style, and what it leaves to the one that it is based on."""

    name: str = ""
    based_on: str = ""
    font: str = ""
    size: float = 0.0
    list_id: str = ""
    depth: int = -1

    def take(self, above: Style) -> None:
        """What is not told here is as in the style above."""
        self.font = self.font or above.font
        self.size = self.size or above.size
        self.list_id = self.list_id or above.list_id
        self.depth = self.depth if self.depth >= 0 else above.depth


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
        return font or value(attributes, "hAnsi") or value(attributes, "ascii")

    def style(self, style_id: str) -> Style:
        """A style with all that it inherits."""
        found = self._known.get(style_id)
        if found is None:
            found = self._known[style_id] = self._inherited(style_id)
        return found

    def own(self, style_id: str) -> Style:
        """A style of characters, with what it inherits but for the document's defaults."""
        found = self._known.get(f"={style_id}")
        if found is None:
            found = self._known[f"={style_id}"] = self._inherited(style_id, defaults=False)
        return found

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
                "w:numId": self._list,
                "w:ilvl": self._depth,
            }
        )

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if handler := self._starts.get(tag):
            handler(attributes)  # type: ignore[operator]

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


@dataclass(slots=True)
class _List:
    """The levels of an abstract list; it may stand for the list of a style."""

    levels: dict[int, Level] = field(default_factory=dict)
    style_of: str = ""  # the style whose list this is,
    as_style: str = ""  # or whose list is meant


@dataclass(slots=True)
class _Instance:
    """A list as paragraphs name it: an abstract one, and what is changed in it."""

    abstract: str = ""
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, Level] = field(default_factory=dict)


class Lists:
    """The lists of a document, and the figures they have come to."""

    def __init__(self) -> None:
        self.abstract: dict[str, _List] = {}
        self.instances: dict[str, _Instance] = {}
        self.depths: dict[tuple[str, str], int] = {}  # (list, style) -> depth
        self._counters: dict[str, Counter] = {}
        self._begun: set[tuple[str, int]] = set()
        self._levels: dict[str, dict[int, Level]] = {}

    def number(self, list_id: str, depth: int) -> tuple[str, str]:
        """The number of the next paragraph of a list, and its font."""
        instance = self.instances.get(list_id)
        if instance is None:
            return "", ""
        abstract = self._meant(instance.abstract)
        levels = self._levels.get(list_id)
        if levels is None:
            own = self.abstract.get(abstract, _List()).levels
            levels = self._levels[list_id] = {**own, **instance.levels}
            for at, first in instance.starts.items():
                levels[at] = replace(levels.get(at, Level()), start=first)
        counter = self._counters.setdefault(abstract, Counter())
        if depth in instance.starts and (list_id, depth) not in self._begun:
            self._begun.add((list_id, depth))
            counter.figures.pop(depth, None)
        text = counter.number(levels, depth)
        return text, levels[depth].font if depth in levels else ""

    def depth_of(self, list_id: str, style_id: str) -> int:
        """The level of a list that is bound to a paragraph style; 0 for none."""
        instance = self.instances.get(list_id)
        key = (self._meant(instance.abstract) if instance else "", style_id)
        return self.depths.get(key, 0)

    def _meant(self, abstract: str) -> str:
        found = self.abstract.get(abstract)
        if found is None or not found.as_style or found.levels:
            return abstract
        named = (key for key, one in self.abstract.items() if one.style_of == found.as_style)
        return next(named, abstract)


class ListTarget:
    """Takes the lists from the events of their part."""

    def __init__(self, lists: Lists, styles: Styles) -> None:
        self._lists = lists
        self._styles = styles
        self._abstract: _List | None = None
        self._abstract_id = ""
        self._instance: _Instance | None = None
        self._depth = 0
        self._level: Level | None = None
        self._starts = by_clark(
            {
                "w:abstractNum": self._begin_abstract,
                "w:num": self._begin_instance,
                "w:lvl": self._begin_level,
                "w:lvlOverride": self._begin_override,
            }
        )
        self._ends = by_clark({"w:lvl": self._end_level})
        self._within = by_clark(dict.fromkeys(
            ("w:start", "w:numFmt", "w:lvlText", "w:suff", "w:isLgl", "w:lvlRestart",
             "w:rFonts", "w:pStyle", "w:styleLink", "w:numStyleLink", "w:abstractNumId",
             "w:startOverride")
        ))  # fmt: skip

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if handler := self._starts.get(tag):
            handler(attributes)  # type: ignore[operator]
        elif tag in self._within:
            self._note(tag.rpartition("}")[2], attributes)

    def end(self, tag: str) -> None:
        if handler := self._ends.get(tag):
            handler()  # type: ignore[operator]

    def data(self, text: str) -> None: ...

    def close(self) -> None: ...

    def _begin_abstract(self, attributes: Mapping[str, str]) -> None:
        self._abstract_id = value(attributes, "abstractNumId")
        self._abstract = self._lists.abstract[self._abstract_id] = _List()
        self._instance = None

    def _begin_instance(self, attributes: Mapping[str, str]) -> None:
        self._instance = self._lists.instances[value(attributes, "numId")] = _Instance()
        self._abstract = None

    def _begin_override(self, attributes: Mapping[str, str]) -> None:
        self._depth = whole(value(attributes, "ilvl"))

    def _begin_level(self, attributes: Mapping[str, str]) -> None:
        self._depth = whole(value(attributes, "ilvl"))
        self._level = Level()

    def _end_level(self) -> None:
        if self._level is not None:
            holder = self._instance or self._abstract
            if holder is not None:
                holder.levels[self._depth] = self._level
        self._level = None

    def _note(self, name: str, attributes: Mapping[str, str]) -> None:
        level, text = self._level, value(attributes)
        if level is None:
            self._note_list(name, text)
        elif name == "start":
            self._level = replace(level, start=whole(text, 1))
        elif name == "numFmt":
            self._level = replace(level, form=text)
        elif name == "lvlText":
            self._level = replace(level, text=text)
        elif name == "suff":
            self._level = replace(level, suffix="" if text == "nothing" else " ")
        elif name == "isLgl":
            self._level = replace(level, legal=is_on(attributes))
        elif name == "lvlRestart":
            above = whole(text)
            self._level = replace(level, restart=above - 1, restarts=above > 0)
        elif name == "rFonts":
            self._level = replace(level, font=self._styles.font(attributes))
        elif name == "pStyle" and self._abstract is not None:
            self._lists.depths[self._abstract_id, text] = self._depth

    def _note_list(self, name: str, text: str) -> None:
        if self._instance is not None:
            if name == "abstractNumId":
                self._instance.abstract = text
            elif name == "startOverride":
                self._instance.starts[self._depth] = whole(text, 1)
        elif self._abstract is not None:
            if name == "styleLink":
                self._abstract.style_of = text
            elif name == "numStyleLink":
                self._abstract.as_style = text
