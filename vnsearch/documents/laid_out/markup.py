"""The text of office files: XML in which some elements hold text and others end a line.

The parser gives events and builds no tree; it expands no entities and fetches nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import IO, Any

from lxml import etree  # type: ignore[import-untyped]

from vnsearch.documents.faults import Place
from vnsearch.documents.limits import PIECE_SIZE, XML_MARKS, XML_OPEN, XML_TAGS

_LISTED = ("keyword", "subject")  # in OpenDocument; in the Dublin Core of e-books


@dataclass(frozen=True, slots=True)
class Markup:
    """What the elements of an XML format mean; names are in Clark's notation."""

    texts: frozenset[str]  # only within these is text the document's
    blocks: frozenset[str]  # a line of text each
    marks: Mapping[str, str] = field(default_factory=dict)  # elements that stand for characters
    left_out: frozenset[str] = frozenset()


def markup_text(content: bytes, markup: Markup, place: Place) -> str:
    """The text of an XML document, a line a block; raises Fault if it is not XML."""
    text: str = feed(content, _TextTarget(markup), place)
    return text


class Tags:
    """How many tags may still come in the parts of one document: each takes time."""

    def __init__(self, most: int = XML_TAGS) -> None:
        self._most = self._left = most

    def take(self, piece: bytes, place: Place) -> None:
        """Count those of a piece of XML. Raises Fault."""
        self._left -= piece.count(b"<")
        if self._left < 0:
            raise place.failed("too many values", f"{self._most:,}")


def feed(content: bytes, target: object, place: Place, most: int = XML_TAGS) -> Any:
    """What `target` closes with after all events of an XML document (lxml's target parser).

    Raises Fault if it is not XML, or has more than so many tags: each is an event; or where
    more elements are open than memory is to hold.
    """
    return feed_stream(BytesIO(content), target, place, Tags(most))


def feed_stream(
    stream: IO[bytes],
    target: object,
    place: Place,
    tags: Tags,
    thinned: Callable[[bytes], bytes] = bytes,
) -> Any:
    """As `feed`, from a stream that is never held as a whole; of its pieces goes to the parser
    what `thinned` leaves.
    """
    parser, depth = _parser(target), 0
    try:
        while piece := stream.read(PIECE_SIZE):
            tags.take(piece, place)
            depth += _opened(piece)
            if depth > XML_OPEN:
                raise place.failed("too many values", f"{XML_OPEN:,}")
            parser.feed(thinned(piece))
        return parser.close()
    except etree.LxmlError as error:
        raise place.failed("damaged", str(error)) from None


def _opened(piece: bytes) -> int:
    """How many more elements begin than end in a piece of XML; comments are none."""
    count = piece.count
    return count(b"<") - count(b"<!") - count(b"<?") - 2 * count(b"</") - count(b"/>")


def element_texts(content: bytes, place: Place, within: str = "") -> dict[str, str]:
    """The first text of each element of an XML document, by its name without namespace, or of
    those in the element called `within`; of those that list keywords all, a line each.
    """
    most = XML_TAGS if within else XML_MARKS  # a whole file, or a part that is properties
    texts: dict[str, str] = feed(content, _FirstTexts(within), place, most)
    return texts


def parse_tree(content: bytes, place: Place) -> etree._Element:
    """The root of a small XML document; raises Fault if it is not XML or not small."""
    if sum(map(content.count, (b"<", b"="))) > XML_MARKS:  # a tree takes 200 bytes for each
        raise place.failed("too many values", f"{XML_MARKS:,}")
    try:
        return etree.fromstring(content, _parser(None))
    except etree.LxmlError as error:
        raise place.failed("damaged", str(error)) from None


def _parser(target: object) -> etree.XMLParser:
    return etree.XMLParser(target=target, resolve_entities="internal", no_network=True)


class Inside:
    """Gives another target the events inside certain elements, or those outside of them."""

    def __init__(self, target: Any, names: frozenset[str], outside: bool = False) -> None:
        self._target = target
        self._names = names
        self._outside = outside
        self._open = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self._open += tag in self._names
        if (self._open == 0) == self._outside:
            self._target.start(tag, attributes)

    def end(self, tag: str) -> None:
        """An element ends."""
        if (self._open == 0) == self._outside:
            self._target.end(tag)
        self._open -= tag in self._names

    def data(self, text: str) -> None:
        """Some text."""
        if (self._open == 0) == self._outside:
            self._target.data(text)

    def close(self) -> Any:
        """What the other target closes with."""
        return self._target.close()


class _FirstTexts:
    """Collects what elements begin with."""

    def __init__(self, within: str) -> None:
        self._within = within
        self._inside = 0 if within else 1
        self._texts: dict[str, str] = {}
        self._name = ""
        self._pieces: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self._take()
        self._name = tag.rpartition("}")[2]
        self._inside += self._name == self._within

    def end(self, tag: str) -> None:
        """An element ends."""
        self._take()
        self._inside -= tag.rpartition("}")[2] == self._within

    def data(self, text: str) -> None:
        """Some text; one text may come in several pieces."""
        if self._name and self._inside:
            self._pieces.append(text)

    def close(self) -> dict[str, str]:
        """All that was found."""
        return self._texts

    def _take(self) -> None:
        text, name = "".join(self._pieces).strip(), self._name
        if text and name in _LISTED and name in self._texts:
            self._texts[name] += f"\n{text}"
        elif text:
            self._texts.setdefault(name, text)
        self._pieces.clear()
        self._name = ""


class _TextTarget:
    """Takes the parser's events; what it closes with is the text."""

    def __init__(self, markup: Markup) -> None:
        self._markup = markup
        self._within = 0  # elements of text that are open
        self._outside = 0  # elements left out that are open
        self._line: list[str] = []
        self._lines: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if tag in self._markup.left_out:
            self._outside += 1
        if tag in self._markup.texts:
            self._within += 1
        if tag in self._markup.marks and not self._outside:
            self._line.append(self._markup.marks[tag])

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag in self._markup.left_out:
            self._outside -= 1
        if tag in self._markup.texts:
            self._within -= 1
        if tag in self._markup.blocks and not self._outside:
            self._break()

    def data(self, text: str) -> None:
        """Some text; one text may come in several pieces."""
        if self._within and not self._outside:
            self._line.append(text)

    def close(self) -> str:
        """All lines that have any text."""
        self._break()
        return "\n".join(self._lines)

    def _break(self) -> None:
        line = "".join(self._line).strip()
        if line:
            self._lines.append(line)
        self._line.clear()
