"""The words of a chart in an Office Open XML file: titles, names of series and categories."""

from __future__ import annotations

from collections.abc import Mapping

from vnsearch.documents.containers.ooxml import by_clark, value
from vnsearch.documents.laid_out.story import Story

CHARTS = ("chart", "chartEx")  # types of relations that lead to one
_WRITTEN = ("c:strLit", "c:tx", "cx:txData")  # in no cell, and names of series
_COPIED = ("c:strCache", "c:multiLvlStrCache", "cx:strDim")  # of cells


class ChartTarget:
    """Takes the events of a chart; each of its texts becomes a line, once: a chart names its
    categories for each series. Of those `beside_cells`, which are read, only titles, names of
    series and what stands in no cell are taken.
    """

    def __init__(self, story: Story, beside_cells: bool = False) -> None:
        self._story = story
        self._lines: dict[str, None] = {}
        self._pieces: list[str] = []
        self._font = ""
        self._strings = 0  # open lists of what a chart names
        self._taken = 0  # open elements of text
        kinds = {"a:p": "line", "a:t": "text", "a:r": "run", "a:latin": "font",
                 "c:v": "string", "cx:pt": "string", "cx:v": "string"}  # fmt: skip
        kinds |= dict.fromkeys(_WRITTEN if beside_cells else (*_WRITTEN, *_COPIED), "strings")
        self._kinds = by_clark(kinds)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        kind = self._kinds.get(tag)
        if kind == "run":
            self._font = ""
        elif kind == "font":
            self._font = value(attributes, "typeface")
        elif kind == "strings":
            self._strings += 1
        elif kind == "text" or (kind == "string" and self._strings):
            self._taken += 1

    def end(self, tag: str) -> None:
        """An element ends."""
        kind = self._kinds.get(tag)
        if kind == "strings":
            self._strings -= 1
        elif kind == "text":
            self._taken -= 1
        elif kind == "string" and self._strings:
            self._taken -= 1
            self._font = ""
            self._end_line()
        elif kind == "line":
            self._end_line()

    def data(self, text: str) -> None:
        """Some text; one text may come in several pieces."""
        if self._taken:
            self._pieces.append(text)

    def close(self) -> None:
        """The chart ends."""

    def _end_line(self) -> None:
        line = " ".join("".join(self._pieces).split())
        self._pieces.clear()
        if line and line not in self._lines:
            self._lines[line] = None
            self._story.line(line, self._font)
