"""Which format a file is in, told by its first bytes and then by its suffix."""

from __future__ import annotations

import os
from importlib import import_module
from typing import cast

from vnsearch.documents.encoding import is_wide
from vnsearch.documents.limits import BINARY_SIZE
from vnsearch.documents.source import Reader

_SUFFIXES = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
_READERS = {
    "jsonl": "jsonl:read_jsonl",
    "text": "text:read_text",
}
_COMPRESSED_SUFFIXES = (".gz", ".bz2", ".xz")

# First bytes of what holds no text to be read, and what it is called.
_BINARY_MAGIC = {
    b"\x7fELF": "a program",
    b"MZ": "a program",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"II*\x00": "a picture",
    b"RIFF": "a sound or film",
    b"OggS": "a sound or film",
    b"ID3": "a sound or film",
    b"Rar!\x1a": "an archive that is not read",
    b"7z\xbc\xaf": "an archive that is not read",
    b"SQLite format 3\x00": "a database",
    b"\xd0\xcf\x11\xe0": "an old Office file (save it in a present-day format to have it read)",
}
_CONTROLS = bytes({*range(0x20), 0x7F} - set(b"\t\n\f\r\x1b"))
_CONTROL_SHARE = 0.1  # VISCII and TCVN have capitals there, but never so many
_TAR_MAGIC = b"ustar"  # at byte 257


def without_compression(name: str) -> str:
    """The name of what a compressed file holds: "a.jsonl.gz" -> "a.jsonl"."""
    stem, suffix = os.path.splitext(name)
    return stem if suffix.lower() in _COMPRESSED_SUFFIXES else name


def suffix_kind(name: str) -> str:
    """The format that a name's suffix tells, "" where it tells none."""
    return _SUFFIXES.get(os.path.splitext(without_compression(name))[1].lower(), "")


def file_kind(name: str, head: bytes) -> str:
    """The format of a file that is called `name` and begins with `head`; "text" if no other."""
    return suffix_kind(name) or "text"


def binary_kind(head: bytes, encoding: str = "") -> str:
    """What a file that begins with `head` is if it holds no text: "binary", "a picture" ..."""
    for magic, kind in _BINARY_MAGIC.items():
        if head.startswith(magic) and b"\x00" in head:
            return kind
    if head[257:262] == _TAR_MAGIC:
        return "an archive that is not read"
    head = head[:BINARY_SIZE]
    wide = is_wide(head, encoding)
    if b"\x00" in head and not wide:
        return "binary"
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return "binary" if controls > _CONTROL_SHARE * len(head) and not wide else ""


def reader_of(kind: str) -> Reader:
    """The reader of a format, imported only now: the formats' libraries take their time."""
    module, function = _READERS[kind].split(":")
    formats = import_module(f"vnsearch.documents.formats.{module}")
    return cast(Reader, getattr(formats, function))
