"""Outlook messages (MSG, after [MS-OXMSG]): as any mail, attachments read as files are.

A reader of our own over olefile: the libraries that read MSG want a dozen others for calendars
and encrypted mail, where a message is a folder of streams that are named by what they hold.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import olefile  # type: ignore[import-untyped]

from vnsearch.documents.containers.compressed import guarded
from vnsearch.documents.containers.ole import folders, moment, open_ole, read_stream
from vnsearch.documents.encodings.encoding import decode_declared, decode_page
from vnsearch.documents.encodings.repair import repair
from vnsearch.documents.faults import OversizeError, unreadable
from vnsearch.documents.formats.mail.compressed_rtf import decompress_rtf
from vnsearch.documents.formats.rtf.reader import RtfReader
from vnsearch.documents.formats.web.html import parse_page
from vnsearch.documents.formats.web.page_text import declared_encoding
from vnsearch.documents.laid_out.story import Story
from vnsearch.documents.metadata.properties import Properties
from vnsearch.documents.source import Reading, Source, told_apart

# Properties by their tags ([MS-OXPROPS]).
_SUBJECT, _BODY, _HTML, _RTF = 0x0037, 0x1000, 0x1013, 0x1009
_SENDER, _ADDRESSES, _TO, _CC = 0x0C1A, (0x5D01, 0x0C1F), 0x0E04, 0x0E03
_TIMES = (0x0039, 0x0E06, 0x3007)  # sent, delivered, made
_PAGES = (0x3FFD, 0x3FDE)  # code pages: of the message, of its HTML
_DATA, _NAMES, _MIME, _CONTENT_ID = 0x3701, (0x3707, 0x3704, 0x3001), 0x370E, 0x3712
_UNICODE, _STRING, _BINARY, _OBJECT = 0x001F, 0x001E, 0x0102, 0x000D
_FIXED = "__properties_version1.0"  # of the values that fit in eight bytes
_DEEPEST = 10  # messages within messages


def read_msg(source: Source) -> Iterator[Reading]:
    """The message as one document, and the documents of its attachments."""
    with open_ole(source) as container:
        yield from _read(_Folder(container, "", source), source.member, 0)


class _Folder(NamedTuple):
    """A message or an attachment: a folder of the compound file, "" for its root."""

    container: olefile.OleFileIO
    name: str
    source: Source

    def stream(self, tag: int, kind: int) -> bytes:
        """The content of a property of one type; b"" where there is none."""
        path = f"{self.name}__substg1.0_{tag:04X}{kind:04X}"
        return read_stream(self.container, path, self.source)

    def text(self, *tags: int) -> str:
        """The first of these properties that has text."""
        return next(filter(None, (self.decoded(tag)[0] for tag in tags)), "")

    def decoded(self, tag: int) -> tuple[str, Sequence[str]]:
        """The text of a property, and the old encodings that its bytes were in."""
        if text := self.stream(tag, _UNICODE).decode("utf-16-le", "replace"):
            return text.rstrip("\x00"), ()
        if content := self.stream(tag, _STRING):
            text, encoding = decode_declared(content.rstrip(b"\x00"), self.page())
            return text, encoding.legacy
        return "", ()

    def fixed(self) -> dict[int, bytes]:
        """The values of eight bytes by their tags."""
        content = read_stream(self.container, f"{self.name}{_FIXED}", self.source)
        start = 24 if self.name else 32  # of a message within another, of one that is the file
        values = {}
        for at in range(start, len(content) - 15, 16):
            values[struct.unpack_from("<I", content, at)[0] >> 16] = content[at + 8 : at + 16]
        return values

    def page(self) -> str:
        """The name of the code page of texts that are not in Unicode; "" if it is not told."""
        values = self.fixed()
        code_page = next((values[tag] for tag in _PAGES if tag in values), b"")
        page = int.from_bytes(code_page[:4], "little")
        return {0: "", 65001: "utf-8", 20127: "us-ascii"}.get(page, f"cp{page}")

    def folders(self, beginning: str) -> list[_Folder]:
        """The folders within this one whose names begin so."""
        within = folders(self.container, self.name)
        names = [name for name in within if name.startswith(beginning)]
        return [self._replace(name=f"{self.name}{name}/") for name in names]


def _read(message: _Folder, part: str, depth: int) -> Iterator[Reading]:
    source = message.source
    subject = message.text(_SUBJECT)
    body, legacy = _body(message)
    body = body or subject
    place = source.place._replace(part=part)
    if body.strip():
        to = ", ".join(filter(None, (message.text(_TO), message.text(_CC))))
        known = _properties(message, subject)
        yield source.document("mail", body, known, legacy, part=part, to=to)
    else:
        yield place.passed_over("no text").problem
    met: set[str] = set()
    for number, attached in enumerate(message.folders("__attach_version1.0_#"), 1):
        name = attached.text(*_NAMES) or f"attachment {number}"
        within = place.within(told_apart(name, number, met))
        try:
            yield from _read_attachment(attached, name, within.part, depth)
        except OversizeError as error:
            yield unreadable(within, error)


def _properties(message: _Folder, subject: str) -> Properties:
    values = message.fixed()
    times = (int.from_bytes(values.get(tag, b""), "little") for tag in _TIMES)
    name = message.text(_SENDER)
    address = next((one for tag in _ADDRESSES if "@" in (one := message.text(tag))), "")
    sender = f"{name} <{address}>" if name and address and name != address else name or address
    return Properties(subject, next(filter(None, map(moment, times)), ""), sender)


def _body(message: _Folder) -> tuple[str, Sequence[str]]:
    """The text, as it is kept plain, else of the page, else of rich text; and the old
    encodings that it was in.
    """
    text, legacy = message.decoded(_BODY)
    if text.strip():
        return (text, legacy) if legacy else repair(text)
    if content := message.stream(_HTML, _BINARY):
        shown, encoding = decode_page(content, declared_encoding(content) or message.page())
        legacy = encoding.legacy
    else:
        shown, legacy = message.decoded(_HTML)
    if shown:
        page = parse_page(shown, shown="mail")
        return page.text, (*legacy, *page.legacy)
    if content := message.stream(_RTF, _BINARY):
        story = Story(message.source)
        RtfReader(story, story).read(decompress_rtf(content))
        text, encodings = repair(story.text())
        return text, (*story.runs.encodings, *encodings)
    return "", ()


def _read_attachment(attached: _Folder, name: str, part: str, depth: int) -> Iterator[Reading]:
    source = attached.source
    within = f"__substg1.0_{_DATA:04X}{_OBJECT:04X}"
    if attached.container.exists(f"{attached.name}{within}/{_FIXED}"):
        if depth >= _DEEPEST:
            place = source.place._replace(part=part)
            yield place.passed_over("nested object", str(_DEEPEST)).problem
            return
        yield from _read(attached._replace(name=f"{attached.name}{within}/"), part, depth + 1)
        return
    shown_in_page = attached.text(_CONTENT_ID) and attached.text(_MIME).startswith("image/")
    content = attached.stream(_DATA, _BINARY)
    if content and not shown_in_page:
        place = source.place._replace(part=part)
        stream = guarded(io.BytesIO(content), len(content), place)
        yield from source.read_attached(name, stream, part)
