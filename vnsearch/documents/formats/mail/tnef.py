"""The files in "winmail.dat", as Exchange sends what is attached to a message ([MS-OXTNEF])."""

from __future__ import annotations

import io
from collections.abc import Iterator

from vnsearch.documents.containers.compressed import guarded
from vnsearch.documents.containers.integers import byte_at, long_at, short_at
from vnsearch.documents.encodings.encoding import decode_declared
from vnsearch.documents.limits import OBJECTS
from vnsearch.documents.source import Reading, Source, told_apart

# Attributes: an attachment begins; its name, its content, and what else is said of it.
_BEGINS, _TITLE, _DATA, _PROPERTIES = 0x9002, 0x8010, 0x800F, 0x9005
_ATTACHMENT = 2  # the level of attributes that are an attachment's
_LONG_NAME = 0x3707001F  # a property, in Unicode
# Bytes of the values of properties by their type; those of any length are told apart.
_SIZES = {2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 0xA: 4, 0xB: 4, 0x14: 8, 0x40: 8, 0x48: 16}
_OF_ANY_LENGTH = (0x1E, 0x1F, 0x102, 0xD)
_NAMED = 0x8000  # properties from here on are told by a name as well


def read_tnef(source: Source) -> Iterator[Reading]:
    """The documents of the files that are attached; the message's text stands beside it."""
    files = _files(source.content(), source)
    if not files:
        raise source.place.passed_over("no text")
    met: set[str] = set()
    for ordinal, (name, content) in enumerate(files, 1):
        name = name or f"attachment {ordinal}"
        place = source.place.within(told_apart(name, ordinal, met))
        stream = guarded(io.BytesIO(content), len(content), place)
        yield from source.read_attached(name, stream, place.part)


def _files(content: bytes, source: Source) -> list[tuple[str, bytes]]:
    """The name and the content of each file."""
    names: list[str] = []
    files: list[bytes] = []
    at = 6  # behind a signature and a key
    while at + 9 <= len(content):
        kind, size = short_at(content, at + 1), long_at(content, at + 5)
        value = content[at + 9 : at + 9 + size]
        of_attachment = byte_at(content, at) == _ATTACHMENT
        at += 9 + size + 2  # behind a checksum
        if not of_attachment:
            continue
        if kind == _BEGINS:
            if len(files) >= OBJECTS:
                raise source.place.failed("too many members", f"{OBJECTS:,}")
            names.append("")
            files.append(b"")
        elif files and kind == _TITLE:
            names[-1] = names[-1] or decode_declared(value.rstrip(b"\0"), "")[0]
        elif files and kind == _DATA:
            files[-1] = value
        elif files and kind == _PROPERTIES:
            names[-1] = _long_name(value) or names[-1]
    return [one for one in zip(names, files, strict=True) if one[1]]


def _long_name(properties: bytes) -> str:
    """A file's name in Unicode; "" where none is among the properties."""
    at = 4  # behind their count
    while at + 8 <= len(properties):
        tag = long_at(properties, at)
        kind, at = tag & 0xFFFF, at + 4
        if tag >> 16 >= _NAMED:
            by_text = long_at(properties, at + 16)
            length = long_at(properties, at + 20) if by_text else 0
            at += 24 + length + -length % 4
        if kind in _SIZES:
            at += _SIZES[kind]
            continue
        if kind not in _OF_ANY_LENGTH or long_at(properties, at) != 1:
            return ""
        length = long_at(properties, at + 4)
        if tag == _LONG_NAME:
            return (
                properties[at + 8 : at + 8 + length].decode("utf-16-le", "replace").strip("\0")
            )
        at += 8 + length + -length % 4
    return ""
