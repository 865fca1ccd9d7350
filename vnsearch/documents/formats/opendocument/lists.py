"""The numbers of an OpenDocument file's lists and headings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from vnsearch.documents.containers.ooxml import whole
from vnsearch.documents.formats.opendocument.styles import OUTLINE, Styles
from vnsearch.documents.laid_out.numerals import Counter, Level


class _List:
    """An open list: its style, the figures it has come to, and how deep it lies."""

    __slots__ = ("counter", "depth", "item", "start", "style")

    def __init__(self, style: str, counter: Counter, depth: int) -> None:
        self.style = style
        self.counter = counter
        self.depth = depth
        self.item = False  # a numbered item has begun that has no paragraph yet
        self.start = 0  # the figure that its item begins anew with; 0 for none


class Lists:
    """The lists that are open, and those that others go on counting from."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._open: list[_List] = []
        self._by_id: dict[str, Counter] = {}
        self._by_style: dict[str, Counter] = {}
        self._outline = Counter()

    def begin(self, attributes: Mapping[str, str]) -> None:
        """A list begins, perhaps within another."""
        outer = self._open[-1] if self._open else None
        style = attributes.get("text:style-name") or (outer.style if outer else "?")
        if outer is not None and outer.style == style:
            counter = outer.counter
        elif (continued := attributes.get("text:continue-list", "")) in self._by_id:
            counter = self._by_id[continued]
        elif attributes.get("text:continue-numbering") == "true" and style in self._by_style:
            counter = self._by_style[style]
        else:
            counter = Counter()
        if list_id := attributes.get("id", ""):
            self._by_id[list_id] = counter
        self._by_style[style] = counter
        self._open.append(_List(style, counter, len(self._open)))

    def end(self) -> None:
        """The innermost list ends."""
        if self._open:
            self._open.pop()

    def begin_item(self, attributes: Mapping[str, str]) -> None:
        """An item of the innermost list begins."""
        if self._open:
            self._open[-1].item = True
            self._open[-1].start = whole(attributes.get("text:start-value", ""))

    def number(self) -> tuple[str, str]:
        """The number, and its font, of a paragraph that begins, if it is its item's first."""
        if not self._open or not self._open[-1].item:
            return "", ""
        here = self._open[-1]
        for each in self._open:
            each.item = False
        levels = self._styles.lists.get(here.style, {})
        if here.start:
            here.counter.figures[here.depth] = here.start - 1
        text = here.counter.number(levels, here.depth)
        return text, levels.get(here.depth, Level()).font

    def heading_number(self, depth: int, attributes: Mapping[str, str]) -> tuple[str, str]:
        """The number of a heading that begins, and its font."""
        levels = self._styles.lists.get(OUTLINE, {})
        if attributes.get("text:restart-numbering") == "true" and depth in levels:
            start = whole(attributes.get("text:start-value", ""), levels[depth].start)
            levels[depth] = replace(levels[depth], start=start)
            self._outline.figures.pop(depth, None)
        return self._outline.number(levels, depth), levels.get(depth, Level()).font
