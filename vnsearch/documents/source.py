"""What passes between finding a file and the reader of its format.

A chunk is the piece of work given to a worker process; a source is one stream of bytes, a
file's or an archive member's, that a reader turns into documents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import partial
from io import BufferedReader, BytesIO, RawIOBase
from typing import Any, Literal, cast

from vnsearch.documents.containers.budget import Budget
from vnsearch.documents.encodings.beside import encoding_beside
from vnsearch.documents.encodings.encoding import canonical_name, decode_escaped
from vnsearch.documents.encodings.escapes import unescaped
from vnsearch.documents.faults import Fault, Place
from vnsearch.documents.limits import (
    DOCUMENT_LIMIT,
    HEAD_SIZE,
    MAIL_DEPTH,
    OBJECT_DEPTH,
    PIECE_SIZE,
)
from vnsearch.documents.metadata.heading import complete, read_date, split_tags
from vnsearch.documents.metadata.properties import NOTHING_KNOWN, Properties
from vnsearch.records import Document, PageRead, Problem
from vnsearch.records import FileNote as FileNote


@dataclass(frozen=True, slots=True)
class ReadRules:
    """How files are read; raises DocumentError for an encoding that nobody knows."""

    encoding: str = ""  # "" to tell it from the bytes
    ocr: bool = False  # read pictures, and pages that have no text, by tesseract
    dates: Literal["", "mtime", "name"] = ""  # whence the date of what names none

    def __post_init__(self) -> None:
        if self.encoding:
            canonical_name(self.encoding)

    @property
    def asked(self) -> str:
        """All that is not left to the file, in one line; "" for nothing."""
        given = ((field.name, getattr(self, field.name)) for field in fields(self))
        return " ".join(f"{name}={value}" for name, value in given if value)


@dataclass(frozen=True, slots=True)
class Chunk:
    """A whole file (no payload), or some whole lines of a file of records."""

    path: str
    payload: bytes | None = None
    first_line: int = 1
    fault: Problem | None = None  # why the file could not be cut any further


Reading = Document | Problem | FileNote | PageRead
Reader = Callable[["Source"], Iterator[Reading]]


def too_large(place: Place, limit: int = DOCUMENT_LIMIT) -> Fault:
    """The fault of a document of more than `limit` bytes."""
    return place.failed("too large", f"{limit / 1e6:.0f} MB")


def told_apart(name: str, ordinal: int, met: set[str]) -> str:
    """The name of a part, with its number where one before it has the same; it is added to
    those that were met, since a part's name is how its document is asked for.
    """
    while name in met:
        name = f"{name} {ordinal}"
    met.add(name)
    return name


def _too_deep(place: Place, most: int) -> Problem:
    return place.passed_over("nested object", str(most)).problem


def finished(
    place: Place,
    kind: str,
    body: str,
    known: Properties = NOTHING_KNOWN,
    legacy: Sequence[str] = (),
    **more: Any,
) -> Document:
    """The document that every reader ends with: of what its file says, completed from its text;
    `legacy` are the encodings that the text was found to be in truth, and `more` are members
    that go before what is known.

    Raises Fault for a text that is all space.
    """
    if not body or body.isspace():
        raise place.passed_over("no text")
    members: dict[str, Any] = {
        "path": place.path,
        "part": place.part,
        "kind": kind,
        "body": body,
        "title": known.title,
        "date": read_date(known.date),
        "author": known.author,
        "language": known.language,
    }
    members["tags"] = more["tags"] if "tags" in more else split_tags(known.tags)
    return complete(members | more, legacy)


@dataclass(frozen=True, slots=True)
class Source:
    """One stream of bytes, a file's or a member's, and the name that tells its format."""

    path: str
    name: str
    stream: BufferedReader
    rules: ReadRules
    reader: Reader  # reads what is held within: an archive's members, attachments
    member: str = ""  # "" for a file itself
    within_archive: bool = False
    around: int = 0  # documents that it was put into, one within the other,
    mailed: int = 0  # and messages that it is attached to
    was_compressed: bool = False
    opened: Any = None  # a compound file that is open, where this is a folder of it
    budget: Budget = field(default_factory=Budget)  # of all that lies within the file

    @property
    def place(self) -> Place:
        """Where it is, as messages and problems name it."""
        return Place(self.path, self.member)

    def part(self, name: str) -> str:
        """The part of the file that a document called `name` within this source is."""
        return f"{self.member}#{name}" if self.member else name

    def read_member(
        self,
        name: str,
        stream: BufferedReader,
        member: str,
        within_archive: bool = False,
        opened: Any = None,
    ) -> Iterator[Reading]:
        """What the part `member` holds, a stream of bytes whose format `name` tells; of a
        folder of a compound file the stream is that file's, and `opened` the folder.
        """
        part = replace(
            self,
            name=name,
            stream=stream,
            member=member,
            within_archive=self.within_archive or within_archive,
            was_compressed=False,
            opened=opened,
        )
        yield from self.reader(part)

    def read_object(
        self, name: str, stream: BufferedReader, member: str, opened: Any = None
    ) -> Iterator[Reading]:
        """What a file holds that was put into this document, as `read_member`; what lies too
        deep is only named, so that nothing is read without end.
        """
        if self.around >= OBJECT_DEPTH:
            yield _too_deep(Place(self.path, member), OBJECT_DEPTH)
        else:
            within = replace(self, around=self.around + 1)
            yield from within.read_member(name, stream, member, opened=opened)

    def read_attached(
        self, name: str, stream: BufferedReader, member: str
    ) -> Iterator[Reading]:
        """The same of a file that is attached to this message."""
        if self.mailed >= MAIL_DEPTH:
            yield _too_deep(Place(self.path, member), MAIL_DEPTH)
        else:
            within = replace(self, mailed=self.mailed + 1)
            yield from within.read_member(name, stream, member)

    def head(self) -> bytes:
        """The first bytes, not consumed."""
        return self.stream.peek(HEAD_SIZE)[:HEAD_SIZE]

    def content(self, limit: int = DOCUMENT_LIMIT) -> bytes:
        """All bytes; raises Fault when there are more than `limit`."""
        pieces, size = [], 0
        while size <= limit and (piece := self.stream.read(PIECE_SIZE)):
            pieces.append(piece)
            size += len(piece)
        if size > limit:
            raise too_large(self.place, limit)
        return b"".join(pieces)

    def seekable(self) -> Source:
        """This source, its stream at the beginning and able to go back there."""
        if self.stream.seekable():
            self.stream.seek(0)
            return self
        return replace(self, stream=BufferedReader(cast(RawIOBase, BytesIO(self.content()))))

    def document(
        self,
        kind: str,
        body: str,
        known: Properties = NOTHING_KNOWN,
        legacy: Sequence[str] = (),
        **more: Any,
    ) -> Document:
        """The document that a reader of this source ends with: see `finished`."""
        return finished(self.place, kind, body, known, legacy, **more)

    def text(self) -> tuple[str, FileNote]:
        """All bytes as text, the escapes of its kind read, and the note of its encoding."""
        beside = None if self.member else partial(encoding_beside, self.path)
        read = partial(unescaped, name=self.name)
        text, encoding = decode_escaped(self.content(), read, self.rules.encoding, beside)
        return text, FileNote(str(self.place), encoding.label)
