"""The lists of a Word document (DOCX): how their paragraphs are numbered, and how far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from vnsearch.documents.containers.ooxml import by_clark, is_on, value, whole
from vnsearch.documents.formats.word.docx_styles import Styles
from vnsearch.documents.laid_out.numerals import FORMS_BY_NUMBER, Counter, Level


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
        meant = self.abstract.get(abstract)
        if meant is None or not meant.as_style or meant.levels:
            return abstract
        named = (key for key, one in self.abstract.items() if one.style_of == meant.as_style)
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
                "w:listDef": self._begin_abstract,  # so and as follows in the XML of 2003
                "w:list": self._begin_instance,
                "w:lvl": self._begin_level,
                "w:lvlOverride": self._begin_override,
            }
        )
        self._ends = by_clark({"w:lvl": self._end_level})
        self._within = by_clark(dict.fromkeys(
            ("w:start", "w:numFmt", "w:lvlText", "w:suff", "w:isLgl", "w:lvlRestart",
             "w:rFonts", "w:pStyle", "w:styleLink", "w:numStyleLink", "w:abstractNumId",
             "w:startOverride", "w:nfc", "w:ilst", "w:listStyleLink")
        ))  # fmt: skip

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if handler := self._starts.get(tag):
            handler(attributes)
        elif tag in self._within:
            self._note(tag.rpartition("}")[2], attributes)

    def end(self, tag: str) -> None:
        if handler := self._ends.get(tag):
            handler()

    def data(self, text: str) -> None: ...

    def close(self) -> None: ...

    def _begin_abstract(self, attributes: Mapping[str, str]) -> None:
        self._abstract_id = value(attributes, "abstractNumId") or value(attributes, "listDefId")
        self._abstract = self._lists.abstract[self._abstract_id] = _List()
        self._instance = None

    def _begin_instance(self, attributes: Mapping[str, str]) -> None:
        list_id = value(attributes, "numId") or value(attributes, "ilfo")
        self._instance = self._lists.instances[list_id] = _Instance()
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

    def _note(self, element: str, attributes: Mapping[str, str]) -> None:
        level, text = self._level, value(attributes)
        if level is None:
            self._note_list(element, text)
        elif element == "start":
            self._level = replace(level, start=whole(text, 1))
        elif element == "numFmt" and not level.form.startswith("0"):  # else for older programs
            own = value(attributes, "format").partition(",")[0]
            self._level = replace(level, form=own if text == "custom" else text)
        elif element == "nfc":
            self._level = replace(level, form=FORMS_BY_NUMBER.get(whole(text), "decimal"))
        elif element == "lvlText":
            self._level = replace(level, text=text)
        elif element == "suff":
            self._level = replace(level, suffix="" if text.lower() == "nothing" else " ")
        elif element == "isLgl":
            self._level = replace(level, legal=is_on(text))
        elif element == "lvlRestart":
            above = whole(text)
            self._level = replace(level, restart=above - 1, restarts=above > 0)
        elif element == "rFonts":
            self._level = replace(level, font=self._styles.font(attributes))
        elif element == "pStyle" and self._abstract is not None:
            self._lists.depths[self._abstract_id, text] = self._depth

    def _note_list(self, element: str, text: str) -> None:
        if self._instance is not None:
            if element in ("abstractNumId", "ilst"):
                self._instance.abstract = text
            elif element == "startOverride":
                self._instance.starts[self._depth] = whole(text, 1)
        elif self._abstract is not None:
            if element == "styleLink":
                self._abstract.style_of = text
            elif element in ("numStyleLink", "listStyleLink"):
                self._abstract.as_style = text
