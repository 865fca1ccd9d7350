"""Office Open XML packages (ECMA-376): parts and what relates them; both sets of namespaces.

Names of elements are given as prefix and local name ("w:p"), whichever of the transitional,
the strict (ISO/IEC 29500) or the older namespaces a file uses.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple, TypeVar
from urllib.parse import unquote

from lxml import etree  # type: ignore[import-untyped]

from vnsearch.documents.containers.zip_package import open_member, read_member
from vnsearch.documents.faults import Fault, Place
from vnsearch.documents.laid_out.markup import Tags, element_texts, feed_stream, parse_tree
from vnsearch.documents.limits import OBJECTS, TAGS_PER_BYTE, XML_TAGS
from vnsearch.documents.source import Reading, Source
from vnsearch.records import Problem

_TRANSITIONAL = "http://schemas.openxmlformats.org"
_STRICT = "http://purl.oclc.org/ooxml"
NAMESPACES = {
    "w": (
        f"{_TRANSITIONAL}/wordprocessingml/2006/main",
        f"{_STRICT}/wordprocessingml/main",
        "http://schemas.microsoft.com/office/word/2003/wordml",
    ),
    "a": (f"{_TRANSITIONAL}/drawingml/2006/main", f"{_STRICT}/drawingml/main"),
    "c": (f"{_TRANSITIONAL}/drawingml/2006/chart", f"{_STRICT}/drawingml/chart"),
    "cx": ("http://schemas.microsoft.com/office/drawing/2014/chartex",),
    "m": (f"{_TRANSITIONAL}/officeDocument/2006/math", f"{_STRICT}/officeDocument/math"),
    "p": (f"{_TRANSITIONAL}/presentationml/2006/main", f"{_STRICT}/presentationml/main"),
    "x": (f"{_TRANSITIONAL}/spreadsheetml/2006/main", f"{_STRICT}/spreadsheetml/main"),
    "xdr": (
        f"{_TRANSITIONAL}/drawingml/2006/spreadsheetDrawing",
        f"{_STRICT}/drawingml/spreadsheetDrawing",
    ),
    "wp": (
        f"{_TRANSITIONAL}/drawingml/2006/wordprocessingDrawing",
        f"{_STRICT}/drawingml/wordprocessingDrawing",
    ),
    "mc": (f"{_TRANSITIONAL}/markup-compatibility/2006",),
    "v": ("urn:schemas-microsoft-com:vml",),
}
PROPERTIES = "docProps/core.xml"
_is_picture = re.compile(
    r"(?:(?:word|ppt)/media|Pictures)/.*\.(?:png|jpe?g|gif|tiff?|bmp)", re.IGNORECASE
).fullmatch
# What refers to another file: an office file, one of another program, a piece of text.
_OBJECTS = ("package", "oleObject", "aFChunk")

_Value = TypeVar("_Value")


class Relation(NamedTuple):
    """What a part refers to: the last word of the relation's type, and the other part."""

    id: str
    type: str  # "officeDocument", "footnotes", "slide" ...
    part: str


def clark(name: str) -> list[str]:
    """The names in Clark's notation that "w:p" has in the different namespaces."""
    prefix, _, local = name.partition(":")
    return [f"{{{namespace}}}{local}" for namespace in NAMESPACES[prefix]]


def by_clark(table: Mapping[str, _Value]) -> dict[str, _Value]:
    """A table by names such as "w:p" as one by Clark's names."""
    return {full: value for name, value in table.items() for full in clark(name)}


def value(attributes: Mapping[str, str], name: str = "val") -> str:
    """An attribute's value by its local name, whatever its namespace; "" for none."""
    own = attributes.get(name)
    if own is not None:
        return own
    ending = f"}}{name}"
    return next((text for key, text in attributes.items() if key.endswith(ending)), "")


def is_on(switch: str) -> bool:
    """Whether the value of a switch is on, as that of <w:isLgl/> is, but not "0"."""
    return switch not in ("0", "false", "off")


def whole(text: str, otherwise: int = 0) -> int:
    """A whole number of up to nine digits; `otherwise` for what is none."""
    text = text.strip()
    digits = text.removeprefix("-")
    return (
        int(text) if digits.isascii() and digits.isdigit() and len(digits) < 10 else otherwise
    )


class Branches:
    """Follows the ways in which a part says one thing for programs of different age
    (<mc:AlternateContent>): the first of them is what a page shows.
    """

    names = frozenset(clark("mc:AlternateContent") + clark("mc:Choice") + clark("mc:Fallback"))
    _around = frozenset(clark("mc:AlternateContent"))

    def __init__(self) -> None:
        self._met: list[int] = []  # branches so far, of each that is open

    def begin(self, tag: str) -> bool:
        """One of `names` begins; whether all within it is left out."""
        if tag in self._around:
            self._met.append(0)
            return False
        if self._met:
            self._met[-1] += 1
        return self._is_later()

    def end(self, tag: str) -> bool:
        """It ends; the same."""
        if tag in self._around:
            self._met.pop()
            return False
        return self._is_later()

    def _is_later(self) -> bool:
        return bool(self._met) and self._met[-1] > 1


class Package:
    """The parts of one package; `tags` bounds all of them together, else each is bounded."""

    def __init__(
        self, archive: zipfile.ZipFile, source: Source, tags: Tags | None = None
    ) -> None:
        self._archive = archive
        self._tags = tags
        self._source = source
        self.names = {name.lower(): name for name in archive.namelist()}
        self._fed: set[str] = set()
        self._relations: dict[str, list[Relation]] = {}

    def read(self, part: str) -> bytes:
        """A part's content, whatever the case of its name; b"" where there is none."""
        stored = self.names.get(part.lower())
        return read_member(self._archive, stored, self._source) if stored else b""

    def feed(
        self, part: str, target: object, thinned: Callable[[bytes], bytes] = bytes
    ) -> None:
        """Give a target the events of a part, which is never held as a whole, or of what
        `thinned` leaves of it; nothing where that has been done: a part may be named a million
        times.
        """
        stored = self.names.get(part.lower())
        if stored and stored not in self._fed:
            self._fed.add(stored)
            place, member = self._source.place.within(stored), self._archive.getinfo(stored)
            # As much as is compressed in it may take its time, but no more than the file has.
            size = min(member.compress_size, self._archive.start_dir)
            tags = self._tags or Tags(max(XML_TAGS, TAGS_PER_BYTE * size))
            with open_member(self._archive, member, place) as stream:
                feed_stream(stream, target, place, tags, thinned)

    def relations(self, part: str = "") -> list[Relation]:
        """What a part ("" for the package) refers to within the package."""
        if part not in self._relations:
            self._relations[part] = self._read_relations(part)
        return self._relations[part]

    def _read_relations(self, part: str) -> list[Relation]:
        folder, name = posixpath.split(part)
        content = self.read(posixpath.join(folder, "_rels", f"{name}.rels"))
        if not content:
            return []
        relations = []
        for element in parse_tree(content, self.place(part)).iter(etree.Element):
            target = element.get("Target", "")
            if target and element.get("TargetMode") != "External":
                path = posixpath.normpath(posixpath.join("/", folder, unquote(target)))
                kind = element.get("Type", "").rpartition("/")[2]
                relations.append(Relation(element.get("Id", ""), kind, path[1:]))
        return relations

    def objects(self, parts: Iterable[str]) -> Iterator[Reading]:
        """The documents of the files that were put into these parts, each once.

        What OLE keeps is mostly a formula or a drawing, and no document: of such nothing is
        said.
        """
        relations = [one for part in dict.fromkeys(parts) for one in self.relations(part)]
        kept_by_ole = {one.part for one in relations if one.type == "oleObject"}
        named = [part for part in parts_of(relations, *_OBJECTS) if part.lower() in self.names]
        if len(named) > OBJECTS:
            yield self._source.place.failed("too many members", f"{OBJECTS:,}").problem
        for part in named[:OBJECTS]:
            for reading in self._object(self.names[part.lower()]):
                is_other = isinstance(reading, Problem) and reading.what == "office"
                if not (is_other and part in kept_by_ole):
                    yield reading

    @property
    def pictures(self) -> list[str]:
        """The pictures in the package."""
        return [name for name in self.names.values() if _is_picture(name)][:OBJECTS]

    def read_pictures(self) -> Iterator[Reading]:
        """The texts of the pictures, of which a document without any text is made; raises Fault
        where such are not asked for.
        """
        if not self._source.rules.ocr:
            raise self._source.place.passed_over("only pictures")
        for name in self.pictures:
            yield from self._object(name)

    def _object(self, name: str) -> Iterator[Reading]:
        place, base = self.place(name), posixpath.basename(name)
        try:
            with open_member(self._archive, self._archive.getinfo(name), place) as stream:
                yield from self._source.read_object(base, stream, place.part)
        except Fault as fault:
            yield fault.problem

    def main(self, otherwise: str) -> str:
        """The main part, as the package names it, or else the usual one."""
        named = (
            relation.part for relation in self.relations() if relation.type == "officeDocument"
        )
        return next((part for part in named if part.lower() in self.names), otherwise)

    def place(self, part: str) -> Place:
        """Where a part is, for messages."""
        return self._source.place.within(part)

    def properties(self, part: str) -> dict[str, str]:
        """What a part says of the document, by the names of its elements; {} if it is lost."""
        content = self.read(part)
        return element_texts(content, self.place(part)) if content else {}


def parts_of(relations: Iterable[Relation], *types: str) -> list[str]:
    """The parts of these types, each once, in the order of the types."""
    parts = [relation.part for kind in types for relation in relations if relation.type == kind]
    return list(dict.fromkeys(parts))
