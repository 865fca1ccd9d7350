"""The numbers that a browser writes before the items of lists (HTML, 4.4.5 and 15.3.7).

Style sheets are not asked: an item is numbered as its own attributes and those of its list say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from vnsearch.documents.laid_out.numerals import numeral, spreadsheet_letters

_FORMS = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_WRITTEN = {"lower-roman": "lowerRoman", "upper-roman": "upperRoman",
            "decimal-leading-zero": "decimalZero"}  # fmt: skip
_LETTERS = ("lower-alpha", "upper-alpha", "lower-latin", "upper-latin")
_COUNTING = ("decimal", *_WRITTEN, *_LETTERS)
_LISTS = ("ol", "ul", "menu", "dir")
_DEEPEST = 100  # lists within each other, beyond which none is numbered
_MOST_DIGITS = 9  # of a figure that a page sets
_style = re.compile(r"(?:^|[;\s])list-style(?:-type)?\s*:\s*([^;]*)", re.IGNORECASE).search
_whole = re.compile(rf"\s*([+-]?\d{{1,{_MOST_DIGITS}}})(?!\d)").match
_trail = re.compile(r"breadcrumb|comment-?list", re.IGNORECASE).search  # shown as no list


@dataclass(slots=True)
class _List:
    form: str  # as CSS calls it, "" for marks that are no numbers
    following: int  # the figure of the next item
    step: int


_TOO_DEEP = _List("", 0, 0)


class Lists:
    """Follows the lists of a page; `sizes` are the items of its reversed lists, in order."""

    def __init__(self, sizes: list[int]) -> None:
        self._sizes = iter(sizes)
        self._open: list[_List] = []

    def begin(self, tag: str, attributes: Mapping[str, str]) -> str:
        """An element begins; returns what stands before it where it is an item."""
        if tag in _LISTS:
            within = len(self._open) < _DEEPEST
            self._open.append(self._list(tag, attributes) if within else _TOO_DEEP)
        elif tag == "li" and self._open and "hidden" not in attributes:
            return self._item(self._open[-1], attributes)
        return ""

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag in _LISTS and self._open:
            self._open.pop()

    def _list(self, tag: str, attributes: Mapping[str, str]) -> _List:
        counts = tag == "ol" and not _trail(attributes.get("class", ""))
        form = _form(attributes, "decimal" if counts else "")
        is_reversed = tag == "ol" and "reversed" in attributes
        first = next(self._sizes, 1) if is_reversed else 1
        start = _whole(attributes.get("start", "")) if tag == "ol" else None
        return _List(form, int(start[1]) if start else first, -1 if is_reversed else 1)

    def _item(self, of: _List, attributes: Mapping[str, str]) -> str:
        if value := _whole(attributes.get("value", "")):
            of.following = int(value[1])
        figure, form = of.following, _form(attributes, of.form)
        of.following += of.step
        return f"{_written(figure, form)}. " if form else ""


class SizesTarget:
    """Takes the events of a page; closes with how many items each reversed list has."""

    def __init__(self) -> None:
        self._sizes: list[int] = []
        self._open: list[int] = []  # which of the sizes each list has, -1 for none

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if tag in _LISTS:
            is_reversed = tag == "ol" and "reversed" in attributes
            self._open.append(len(self._sizes) if is_reversed else -1)
            self._sizes += [0] * is_reversed
        elif tag == "li" and self._open and self._open[-1] >= 0 and "hidden" not in attributes:
            self._sizes[self._open[-1]] += 1

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag in _LISTS and self._open:
            self._open.pop()

    def data(self, text: str) -> None:
        """Some text."""

    def close(self) -> list[int]:
        """The sizes, in the order in which the lists begin."""
        return self._sizes


def _form(attributes: Mapping[str, str], otherwise: str) -> str:
    """How an element's items are counted, as CSS calls it; "" where they are not."""
    if told := _style(attributes.get("style", "")):
        words = told[1].lower().split()
        counting = next((word for word in words if word in _COUNTING), "")
        marked = {"none", "disc", "circle", "square"}.intersection(words)
        return counting or ("" if marked else otherwise)
    kind = attributes.get("type", "").strip()
    if kind in ("1", *_FORMS):
        return _FORMS.get(kind, "decimal")
    return "" if kind.lower() in ("disc", "circle", "square", "none") else otherwise


def _written(figure: int, form: str) -> str:
    if form in _LETTERS and figure > 0:
        text = spreadsheet_letters(figure)
        return text.upper() if form.startswith("upper") else text
    return numeral(figure, _WRITTEN.get(form, "decimal"))
