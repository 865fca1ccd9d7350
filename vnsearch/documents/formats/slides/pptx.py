"""PowerPoint presentations (PPTX): the slides in their order, each with notes and comments."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from vnsearch.documents.containers.ooxml import (
    PROPERTIES,
    Branches,
    Package,
    by_clark,
    is_on,
    parts_of,
    value,
    whole,
)
from vnsearch.documents.containers.zip_package import open_package
from vnsearch.documents.formats.charts import CHARTS, ChartTarget
from vnsearch.documents.formats.equations import PARTED_AT_END, PARTED_AT_START, Brackets
from vnsearch.documents.laid_out.numerals import Counter, Level
from vnsearch.documents.laid_out.story import Story
from vnsearch.documents.metadata.properties import own_properties
from vnsearch.documents.source import Reading, Source

_MAIN = "ppt/presentation.xml"
_APART = ("diagramData", *CHARTS, "notesSlide", "comments")
_NOT_READ = frozenset(("sldNum", "dt", "sldImg", "hdr"))  # placeholders of numbers and dates
# How a list is numbered: ST_TextAutonumberScheme begins with one of these.
_FORMS = {
    "alphaLc": "lowerLetter",
    "alphaUc": "upperLetter",
    "arabic": "decimal",
    "romanLc": "lowerRoman",
    "romanUc": "upperRoman",
    "circleNum": "decimalEnclosedCircle",
}
_SIGNS = {"ParenBoth": "(%1)", "ParenR": "%1)", "Period": "%1.", "Minus": "- %1 -"}


def read_pptx(source: Source) -> Iterator[Reading]:
    """The presentation as one document, hidden slides included, and the files put into it."""
    story = Story(source)
    with open_package(source) as archive:
        package = Package(archive, source)
        main = package.main(_MAIN)
        relations = {one.id: one.part for one in package.relations(main)}
        slides = _SlideList()
        package.feed(main, slides)
        listed = (relations[one] for one in slides.relations if one in relations)
        parts = list(dict.fromkeys(listed))  # one may be listed a million times
        parts = parts or sorted(set(parts_of(package.relations(main), "slide")))
        running = Story(source, story.runs, of_headers=True)
        for part in parts:
            package.feed(part, _SlideTarget(story, running))
            within = package.relations(part)
            charts = parts_of(within, *CHARTS)
            for apart in parts_of(within, *_APART):
                chosen = ChartTarget(story) if apart in charts else _SlideTarget(story, running)
                package.feed(apart, chosen)
            _read_background(package, part, running)
        story.append(running)
        known = package.properties(PROPERTIES)
        yield from package.objects(parts)
        if story.is_blank and package.pictures:
            yield from package.read_pictures()
            return
    yield from story.readings("pptx", own_properties(known))


def _read_background(package: Package, slide: str, running: Story) -> None:
    """What stands on a slide from its layout, and on that from its master."""
    part = slide
    for kind in ("slideLayout", "slideMaster"):
        part = next(iter(parts_of(package.relations(part), kind)), "")
        if part:
            package.feed(part, _SlideTarget(running, running, is_background=True))


class _SlideList:
    """The relations of the slides, in the order in which they are shown."""

    def __init__(self) -> None:
        self.relations: list[str] = []
        self._slide = frozenset(by_clark({"p:sldId": None}))

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag in self._slide:
            ids = [text for name, text in attributes.items() if name.endswith("}id")]
            self.relations += ids

    def end(self, tag: str) -> None: ...

    def data(self, text: str) -> None: ...

    def close(self) -> None: ...


class _SlideTarget:
    """Takes the events of a slide or of what belongs to it; its text goes into the story, its
    footers into `running`. What a background has in placeholders only tells what to type there.
    """

    def __init__(self, story: Story, running: Story, is_background: bool = False) -> None:
        self._slides = self._story = story
        self._running = running
        self._is_background = is_background
        self._outside = 0
        self._text = False
        self._font, self._size, self._raised = "", 0.0, False
        self._placeholder = ""
        self._within_run = False
        self._depth = 0
        self._level: Level | None = None
        self._last: dict[int, tuple[Level, Counter]] = {}
        self._branches = Branches()
        brackets = Brackets()
        self._starts = by_clark(
            {
                "p:sld": self._slide,
                "p:sp": self._shape,
                "p:graphicFrame": self._shape,  # of a table or a diagram
                "p:pic": self._shape,
                "p:ph": self._begin_placeholder,
                "p:cNvPr": self._description,
                "a:p": self._paragraph,
                "a:pPr": self._properties,
                "a:buAutoNum": self._numbered,
                "a:r": self._run,
                "a:fld": self._run,
                "a:rPr": self._run_properties,
                "a:latin": self._latin,
                "a:br": self._break,
                "a:t": self._begin_text,
                "m:t": self._begin_text,
                "m:den": lambda _: self._story.add("/"),
                **dict.fromkeys(PARTED_AT_START, lambda _: self._story.part()),
                "m:d": brackets.begin,
                "m:begChr": brackets.opening,
                "m:endChr": brackets.closing,
                "m:e": lambda _: self._story.add(brackets.within()),
                "p:text": self._comment,
            }
        )
        self._ends: dict[str, Callable[[], None]] = by_clark(
            {
                "a:p": self._end_paragraph,
                "a:r": self._end_run,
                "a:fld": self._end_run,
                "a:t": self._end_text,
                "m:t": self._end_text,
                "p:text": self._end_comment,
                **dict.fromkeys(PARTED_AT_END, lambda: self._story.part()),
                "m:d": lambda: self._story.add(brackets.end()),
            }
        )

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if tag in self._branches.names:
            self._outside += self._branches.begin(tag)
        handler = self._starts.get(tag)
        if handler and not self._outside:
            handler(attributes)

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag in self._branches.names:
            self._outside -= self._branches.end(tag)
        handler = self._ends.get(tag)
        if handler and not self._outside:
            handler()

    def data(self, text: str) -> None:
        """Some text; one text may come in several pieces."""
        if self._text and not self._outside and not self._is_unread():
            add = self._story.add_raised if self._raised else self._story.add
            add(text, self._font, self._size)

    def _is_unread(self) -> bool:
        return self._placeholder in _NOT_READ or bool(self._is_background and self._placeholder)

    def close(self) -> None:
        """The part ends."""
        self._slides.close()
        self._running.close()

    def _slide(self, attributes: Mapping[str, str]) -> None:
        self._story.hide("slides", not is_on(attributes.get("show", "1")))

    def _shape(self, attributes: Mapping[str, str]) -> None:
        self._placeholder = ""
        self._story = self._slides
        self._last.clear()

    def _begin_placeholder(self, attributes: Mapping[str, str]) -> None:
        self._placeholder = attributes.get("type", "body")
        self._story = self._running if self._placeholder == "ftr" else self._slides

    def _description(self, attributes: Mapping[str, str]) -> None:
        self._story.line(attributes.get("descr", ""))

    def _paragraph(self, attributes: Mapping[str, str]) -> None:
        self._story.begin()
        self._font, self._size = "", 0.0
        self._depth, self._level = 0, None

    def _properties(self, attributes: Mapping[str, str]) -> None:
        self._depth = whole(attributes.get("lvl", ""))

    def _numbered(self, attributes: Mapping[str, str]) -> None:
        kind = attributes.get("type", "")
        form = next((form for name, form in _FORMS.items() if kind.startswith(name)), "decimal")
        text = next((text for sign, text in _SIGNS.items() if kind.endswith(sign)), "%1")
        start = whole(attributes.get("startAt", ""), 1)
        self._level = Level(form=form, text=text, start=start)

    def _end_paragraph(self) -> None:
        number = ""
        if self._level is not None and not self._story.empty:
            level, counter = self._last.get(self._depth, (None, Counter()))
            if level != self._level:
                counter = Counter()
            self._last[self._depth] = (self._level, counter)
            number = counter.number({0: self._level}, 0)
        for depth in [one for one in self._last if one > self._depth]:
            del self._last[depth]
        if self._level is None and not self._story.empty:
            self._last.pop(self._depth, None)
        is_title = self._placeholder in ("title", "ctrTitle")
        self._story.end("title" if is_title else "", (number, self._font))

    def _run(self, attributes: Mapping[str, str]) -> None:
        self._within_run = True
        self._font, self._size, self._raised = "", 0.0, False

    def _end_run(self) -> None:
        self._within_run = self._raised = False

    def _run_properties(self, attributes: Mapping[str, str]) -> None:
        self._size = whole(attributes.get("sz", "")) / 100
        self._raised = whole(attributes.get("baseline", "")) > 0

    def _latin(self, attributes: Mapping[str, str]) -> None:
        if self._within_run:
            self._font = value(attributes, "typeface")

    def _break(self, attributes: Mapping[str, str]) -> None:
        self._story.add("\n")

    def _begin_text(self, attributes: Mapping[str, str]) -> None:
        self._text = True

    def _end_text(self) -> None:
        self._text = False

    def _comment(self, attributes: Mapping[str, str]) -> None:
        self._story.begin()
        self._text = True

    def _end_comment(self) -> None:
        self._text = False
        self._story.end()
