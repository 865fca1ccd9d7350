"""Compound files (OLE2), in which Office kept documents before 2007: streams and properties."""

from __future__ import annotations

import copy
import datetime
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import olefile  # type: ignore[import-untyped]

from vnsearch.documents.containers.compressed import DAMAGE
from vnsearch.documents.faults import Fault
from vnsearch.documents.limits import DOCUMENT_LIMIT
from vnsearch.documents.source import Source, too_large

_SUMMARY = "\x05SummaryInformation"
# What has a stream of this name, and its format; "" is not read.
_STREAMS = {
    "WordDocument": "doc",
    "Workbook": "xls",
    "Book": "xls",
    "PowerPoint Document": "ppt",
    "__properties_version1.0": "msg",
    "Package": "object",
    "\x01Ole10Native": "object",
    "CONTENTS": "object",
}
# Charts of Microsoft Graph, by their classes: a workbook that only their program opens.
_FIGURES = ("00020803-0000-0000-C000-000000000046", "00020801-0000-0000-C000-000000000046")
_SECTOR_SHIFTS = ((9, 6), (12, 6))  # of the sizes of sectors, and of small ones
_OFTEN = 16  # times its size that the streams of a file are; of a whole one about once
_CODE_PAGE = 1
_PROPERTIES = {"title": 2, "author": 4, "tags": 5, "created": 12, "modified": 13}
_STRINGS = {30, 31}  # VT_LPSTR, VT_LPWSTR
_TIME = 64  # VT_FILETIME
_DAYS_TO_1970 = 134_774  # from 1601, in which a FILETIME begins


class _Container(olefile.OleFileIO):  # type: ignore[misc]
    """A compound file in which an entry is found, and opened, without trying all beside it, as
    the library does: of ten thousand that takes minutes.
    """

    def __init__(self, stream: object) -> None:
        self._spent = [0]  # bytes of streams that were read, also by folders as files
        self._folder = ""  # that stands for the whole
        super().__init__(stream)

    def spend(self, size: int) -> bool:
        """Whether so much may still be read: many entries may name one stream."""
        self._spent[0] += size
        return bool(self._spent[0] <= _OFTEN * self._filesize)

    def within(self, folder: str) -> _Container:
        """A folder as a compound file of its own, as office programs keep one in another."""
        view = copy.copy(self)
        view._folder = f"{self._folder}{folder}/"
        return view

    def entry(self, path: str) -> olefile.olefile.OleDirectoryEntry:
        """What is there by a path, "" for the root; raises FileNotFoundError."""
        entry = self.root
        for name in filter(None, f"{self._folder}{path}".split("/")):
            entry = entry.kids_dict.get(name.lower())
            if entry is None:
                raise FileNotFoundError(path)
        return entry

    def _find(self, filename: str) -> int:
        entry_id: int = self.entry(filename).sid
        return entry_id

    def _check_duplicate_stream(self, first_sect: int, minifat: bool = False) -> None:
        """What the library would only tell in its log."""


@contextmanager
def open_ole(source: Source) -> Iterator[olefile.OleFileIO]:
    """The source as a compound file; raises Fault if it is none."""
    if source.opened is not None:
        with _damage_named(source):
            yield source.opened
        return
    stream = source.seekable().stream
    sizes = struct.unpack_from("<HH", stream.read(36).ljust(36, b"\0"), 30)
    if sizes not in _SECTOR_SHIFTS:  # the library would read as much at a time as they say
        raise source.place.failed("damaged", "its sectors have no size")
    stream.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            container = _Container(stream)
    except (*DAMAGE, IndexError, TypeError, AttributeError) as error:
        raise _damaged(source, error) from None
    try:
        with _damage_named(source):
            yield container
    finally:
        container.fp = None  # the stream is its owner's


@contextmanager
def _damage_named(source: Source) -> Iterator[None]:
    try:
        yield
    except (*DAMAGE, IndexError, TypeError, AttributeError, KeyError) as error:
        if isinstance(error, Fault):
            raise
        raise _damaged(source, error) from error


def ole_kind(source: Source) -> str:
    """The format of a compound file, told by its streams; raises Fault for others."""
    with open_ole(source) as container:
        kind = next((kind for name, kind in _STREAMS.items() if container.exists(name)), "")
        protected = container.exists("EncryptedPackage")
        if container.entry("").clsid.upper() in _FIGURES:
            kind = ""
    if protected:
        raise source.place.passed_over("password")
    if not kind:
        raise source.place.passed_over("office")
    return kind


def read_stream(container: olefile.OleFileIO, path: str, source: Source) -> bytes:
    """A stream's content, b"" where there is none; raises Fault beyond the limit."""
    if not container.exists(path):
        return b""
    if container.get_size(path) > DOCUMENT_LIMIT:
        raise too_large(source.place)
    if not container.spend(container.get_size(path)):
        raise source.place.failed("damaged")
    with container.openstream(path) as stream:
        content: bytes = stream.read()
    return content


def folders(container: olefile.OleFileIO, path: str) -> list[str]:
    """The names of the folders within one, "" for the root."""
    kids = container.entry(path).kids
    return [kid.name for kid in kids if kid.entry_type == olefile.STGTY_STORAGE]


def summary(container: olefile.OleFileIO, source: Source) -> dict[str, str]:
    """What a file says of itself ([MS-OLEPS]): title, author, tags, created, modified."""
    content = read_stream(container, _SUMMARY, source)
    try:
        return _properties(content)
    except (struct.error, IndexError, OverflowError):
        return {}


def _properties(content: bytes) -> dict[str, str]:
    start = struct.unpack_from("<I", content, 44)[0]
    count = min(struct.unpack_from("<I", content, start + 4)[0], 1000)
    offsets = dict(
        struct.unpack_from("<II", content, start + 8 + 8 * property_id)
        for property_id in range(count)
    )
    page = 1252
    if _CODE_PAGE in offsets:
        page = struct.unpack_from("<H", content, start + offsets[_CODE_PAGE] + 4)[0]
    properties = {}
    for name, property_id in _PROPERTIES.items():
        if property_id in offsets:
            at = start + offsets[property_id]
            kind, value = struct.unpack_from("<II", content, at)
            if kind & 0xFFF in _STRINGS:
                properties[name] = _string(content, at + 8, value, kind & 0xFFF, page)
            elif kind == _TIME:
                properties[name] = moment(struct.unpack_from("<Q", content, at + 4)[0])
    return properties


def _string(content: bytes, at: int, size: int, kind: int, page: int) -> str:
    if kind == 31 or page == 1200:
        raw = content[at : at + size * (2 if kind == 31 else 1)]
        text = raw.decode("utf-16-le", "replace")
    else:
        name = "utf-8" if page == 65001 else f"cp{page}"
        try:
            text = content[at : at + size].decode(name, "replace")
        except LookupError:
            text = content[at : at + size].decode("cp1252", "replace")
    return text.partition("\x00")[0]


def moment(filetime: int) -> str:
    """A FILETIME (100 ns since 1601) as YYYY-MM-DDTHH:MM:SS; "" before 1970 and in far days."""
    seconds = filetime // 10_000_000 - _DAYS_TO_1970 * 86_400
    if not 86_400 <= seconds < 50_000 * 86_400:
        return ""
    return (datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=seconds)).isoformat()


def _damaged(source: Source, error: Exception) -> Fault:
    return source.place.failed("damaged", str(error))
