"""The parts of a Word document that hold text, read into a story (DOCX and its XML of 2003)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from vnsearch.documents.containers.ooxml import Branches, by_clark, is_on, value, whole
from vnsearch.documents.formats.equations import PARTED_AT_END, PARTED_AT_START, Brackets
from vnsearch.documents.formats.word.choice import Choice
from vnsearch.documents.formats.word.docx_fields import Fields
from vnsearch.documents.formats.word.docx_lists import Lists
from vnsearch.documents.formats.word.docx_styles import Styles
from vnsearch.documents.laid_out.story import Story, role_of

_PRIVATE = 0xF000  # where fonts of symbols have their characters
# Not shown at all, or a position of a tab and no sign.
_LEFT_OUT = ("w:moveFrom", "w:pPrChange", "w:rPrChange", "w:tabs")
_MARKS = {
    "w:tab": "\t",
    "w:ptab": "\t",
    "w:br": "\n",
    "w:cr": "\n",
    "w:noBreakHyphen": "-",
    "w:softHyphen": "\u00ad",
    "m:den": "/",
}


class _Paragraph:
    """What its properties say of an open paragraph."""

    __slots__ = ("depth", "goes_on", "initial", "list_id", "style")

    def __init__(self, style: str) -> None:
        self.style = style
        self.list_id = ""
        self.depth = -1
        self.goes_on = False  # its end is deleted or hidden, so that it counts in no list
        self.initial = False  # one large letter, around which the next paragraph stands


class _Run(NamedTuple):
    font: str
    size: float
    hidden: bool = False
    raised: bool = False


class BodyTarget:
    """Takes the events of one part; its text goes into the story."""

    def __init__(self, story: Story, styles: Styles, lists: Lists) -> None:
        self._story = story
        self._styles = styles
        self._lists = lists
        self._outside = 0  # elements left out that are open
        self._within = 0  # elements of text that are open
        self._paragraphs: list[_Paragraph] = []
        self._initial = False  # the one before was a large letter that the next begins with
        self._runs: list[_Run] = []  # those of paragraphs around are kept
        self._run = _Run("", 0.0)
        self._plain_runs: dict[str, _Run] = {}  # by the style of their paragraph
        self._properties = 0  # open properties of a paragraph, whose run is its mark
        self._fields = Fields()
        self._choice = Choice()
        self._brackets = Brackets()
        self._cells = 0  # open matrices and rows of equations
        self._branches = Branches()
        self._left_out = frozenset(by_clark(dict.fromkeys(_LEFT_OUT)))
        self._switches = self._left_out | self._branches.names
        self._marks = by_clark(_MARKS)
        self._starts = by_clark(self._at_starts())
        self._ends = by_clark(self._at_ends())

    def _at_starts(self) -> dict[str, Callable[[Mapping[str, str]], None]]:
        return {
            "w:p": self._begin_paragraph,
            "a:p": self._begin_paragraph,
            "w:pPr": self._begin_properties,
            "w:pStyle": self._paragraph_style,
            "w:numId": self._list,
            "w:ilfo": self._list,
            "w:ilvl": self._depth,
            "w:framePr": self._frame,
            "w:footnoteReference": lambda _: self._story.part(),
            "w:endnoteReference": lambda _: self._story.part(),
            "w:r": lambda _: self._end_run(),
            "w:rStyle": self._run_style,
            "w:rFonts": self._font,
            "w:sz": self._size,
            "w:vanish": self._hide,
            "w:vertAlign": self._raise,
            "w:del": self._delete,
            "w:fldChar": lambda said: self._add(self._fields.mark(said)),
            "w:rt": lambda _: self._story.begin(),  # above ideographs: how they are read
            **dict.fromkeys(PARTED_AT_START, lambda _: self._story.part()),
            "m:d": self._brackets.begin,
            "m:begChr": self._brackets.opening,
            "m:endChr": self._brackets.closing,
            "m:e": lambda _: self._add(self._brackets.within()),
            "m:m": self._begin_cells,
            "m:eqArr": self._begin_cells,
            "w:sym": self._symbol,
            "w:ddList": lambda _: self._choice.begin(),
            "w:result": lambda said: self._choice.choose(whole(value(said))),
            "w:default": lambda said: self._choice.preset(whole(value(said))),
            "w:listEntry": lambda said: self._choice.offer(value(said)),
            "w:instrText": self._fields.begin_code,
            "w:t": self._begin_text,
            "a:t": self._begin_text,
            "m:t": self._begin_text,
            "wp:docPr": self._description,
            "v:shape": self._description,
            "v:textpath": self._description,
        }

    def _at_ends(self) -> dict[str, Callable[[], None]]:
        return {
            "w:p": self._end_paragraph,
            "a:p": self._end_paragraph,
            "w:pPr": self._end_properties,
            "w:r": self._end_run,
            "w:rt": self._story.end,
            **dict.fromkeys(PARTED_AT_END, self._story.part),
            "m:d": lambda: self._add(self._brackets.end()),
            "m:m": self._end_cells,
            "m:eqArr": self._end_cells,
            "m:e": self._end_cell,
            "w:ddList": self._end_choice,
            "wp:inline": self._story.part,
            "w:instrText": self._fields.end_code,
            "w:t": self._end_text,
            "a:t": self._end_text,
            "m:t": self._end_text,
        }

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if tag in self._switches:
            self._outside += tag in self._left_out or self._branches.begin(tag)
        if self._outside:
            return
        if handler := self._starts.get(tag):
            handler(attributes)
        elif tag in self._marks and not self._properties:
            self._add(str(self._marks[tag]))

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag in self._switches:
            self._outside -= tag in self._left_out or self._branches.end(tag)
        elif not self._outside and (handler := self._ends.get(tag)):
            handler()

    def data(self, text: str) -> None:
        """Some text; one text may come in several pieces."""
        if self._outside:
            return
        if self._within:
            self._add(text)
        else:
            self._fields.add(text)

    def close(self) -> None:
        """The part ends."""
        self._story.close()

    def _add(self, text: str) -> None:
        if self._fields.tells_another:
            return
        if self._run.hidden:
            self._story.add_hidden(text, self._run.font)
        elif self._run.raised:
            self._story.add_raised(text, self._run.font, self._run.size)
        else:
            self._story.add(text, self._run.font, self._run.size)

    def _begin_paragraph(self, attributes: Mapping[str, str]) -> None:
        if not self._initial:
            self._story.begin()
        self._initial = False
        self._paragraphs.append(_Paragraph(self._styles.normal))
        self._runs.append(self._run)
        self._end_run()

    def _end_paragraph(self) -> None:
        if not self._paragraphs:
            return
        paragraph = self._paragraphs.pop()
        if paragraph.initial and not self._story.empty:
            self._initial, self._run = True, self._runs.pop()
            return
        style = self._styles.style(paragraph.style)
        list_id = paragraph.list_id or style.list_id
        number = ("", "")
        if list_id not in ("", "0") and not paragraph.goes_on:
            depth = paragraph.depth if paragraph.depth >= 0 else style.depth
            if depth < 0:
                depth = self._lists.depth_of(list_id, paragraph.style)
            number = self._lists.number(list_id, depth)
            if not number[1]:
                number = (number[0], style.font)
        self._story.end(role_of(style.name), number)
        self._run = self._runs.pop()
        if not self._paragraphs:
            self._fields.end_paragraph()

    def _begin_properties(self, attributes: Mapping[str, str]) -> None:
        self._properties += 1

    def _end_properties(self) -> None:
        self._properties -= 1
        self._end_run()

    def _paragraph_style(self, attributes: Mapping[str, str]) -> None:
        if self._paragraphs:
            self._paragraphs[-1].style = value(attributes)
            self._end_run()

    def _list(self, attributes: Mapping[str, str]) -> None:
        if self._paragraphs:
            self._paragraphs[-1].list_id = value(attributes)

    def _depth(self, attributes: Mapping[str, str]) -> None:
        if self._paragraphs:
            self._paragraphs[-1].depth = whole(value(attributes), -1)

    def _frame(self, attributes: Mapping[str, str]) -> None:
        if self._paragraphs:
            self._paragraphs[-1].initial = value(attributes, "dropCap") in ("drop", "margin")

    def _end_run(self) -> None:
        name = self._paragraphs[-1].style if self._paragraphs else ""
        run = self._plain_runs.get(name)
        if run is None:
            style = self._styles.style(name)
            run = self._plain_runs[name] = _Run(style.font, style.size, bool(style.hidden))
        self._run = run

    def _run_style(self, attributes: Mapping[str, str]) -> None:
        style = self._styles.own(value(attributes))
        font, size, hidden, raised = self._run
        hidden = hidden if style.hidden is None else style.hidden
        self._run = _Run(style.font or font, style.size or size, hidden, raised)

    def _font(self, attributes: Mapping[str, str]) -> None:
        self._run = self._run._replace(font=self._styles.font(attributes) or self._run.font)

    def _size(self, attributes: Mapping[str, str]) -> None:
        self._run = self._run._replace(size=whole(value(attributes)) / 2 or self._run.size)

    def _hide(self, attributes: Mapping[str, str]) -> None:
        self._run = self._run._replace(hidden=is_on(value(attributes)))
        if self._properties and self._paragraphs:
            self._paragraphs[-1].goes_on = self._run.hidden

    def _raise(self, attributes: Mapping[str, str]) -> None:
        self._run = self._run._replace(raised=value(attributes) == "superscript")

    def _delete(self, attributes: Mapping[str, str]) -> None:
        if self._properties and self._paragraphs:
            self._paragraphs[-1].goes_on = True

    def _begin_cells(self, attributes: Mapping[str, str]) -> None:
        self._cells += 1

    def _end_cells(self) -> None:
        self._cells -= 1

    def _end_cell(self) -> None:
        if self._cells:
            self._add(" ")

    def _symbol(self, attributes: Mapping[str, str]) -> None:
        try:
            code = int(value(attributes, "char"), 16)
        except ValueError:
            return
        sign = chr(code - _PRIVATE if _PRIVATE < code < _PRIVATE + 0x100 else code % 0x110000)
        font = value(attributes, "font")
        if "\ud800" <= sign <= "\udfff":
            return
        self._story.add(sign, font or self._run.font, self._run.size)

    def _end_choice(self) -> None:
        self._story.add(self._choice.text, self._run.font, self._run.size)

    def _begin_text(self, attributes: Mapping[str, str]) -> None:
        self._within += 1

    def _end_text(self) -> None:
        self._within -= 1

    def _description(self, attributes: Mapping[str, str]) -> None:
        said = (
            attributes.get(attribute, "") for attribute in ("title", "descr", "string", "alt")
        )
        for text in dict.fromkeys(said):
            self._story.line(text)
