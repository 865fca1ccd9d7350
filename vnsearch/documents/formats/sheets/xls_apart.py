"""What stands apart from the cells of an XLS workbook ([MS-XLS]): headers, footers, text boxes,
the words of charts.

The library that reads the cells tells nothing of these.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from vnsearch.documents.containers.integers import byte_at, long_at, short_at

_BOF, _EOF, _BOUND_SHEET, _HEADER, _FOOTER, _CONTINUE, _OBJECT, _TEXT = (
    0x809, 0x0A, 0x85, 0x14, 0x15, 0x3C, 0x5D, 0x1B6,
)  # fmt: skip
_SERIES_TEXT = 0x100D  # a title in a chart, or the name of a series
_CHART_SHEET = 2  # the type of a sheet
_OLDER_BOF = (0x409, 0x209, 0x009)
_BIFF_8 = 0x600
_NOTE = 0x19  # the type of an object that is a comment, which the library reads


class _Record(NamedTuple):
    kind: int
    start: int  # of the record,
    content: bytes


@dataclass(slots=True)
class Apart:
    """What stands apart in one sheet."""

    running: list[str] = field(default_factory=list)  # headers and footers, with their codes
    boxes: list[list[tuple[str, int]]] = field(default_factory=list)  # runs: text, font
    charts: list[str] = field(default_factory=list)


def apart_of_sheets(content: bytes, encoding: str) -> list[Apart]:
    """For each worksheet of a stream, in order, what stands apart; `encoding` is that of texts
    before Excel 97.
    """
    sheets: dict[int, Apart] = {}  # by where they begin
    order: list[_Bound] = []
    version, depth, here, is_note = 0, 0, Apart(), False
    records = _Records(content)
    for record in records:
        kind, start, raw = record
        if kind == _BOF or kind in _OLDER_BOF:
            depth += 1
            if depth == 1:
                version = short_at(raw, 0) if kind == _BOF else 0
                here = sheets[start] = Apart()
        elif kind == _EOF:
            depth = max(0, depth - 1)
        elif kind == _BOUND_SHEET and byte_at(raw, 5) in (0, _CHART_SHEET):  # no macros
            name = _short_string(raw[6:], version, encoding)
            order.append(_Bound(long_at(raw, 0), byte_at(raw, 5) == _CHART_SHEET, name))
        elif kind == _SERIES_TEXT:
            here.charts.append(_short_string(raw[2:], version, encoding))
        elif depth != 1 and kind != _TEXT:  # what else a chart within the sheet has is its own
            continue
        elif kind in (_HEADER, _FOOTER):
            here.running.append(_string(raw, version, encoding))
        elif kind == _OBJECT:
            is_note = short_at(raw, 4) == _NOTE
        elif kind == _TEXT and version >= _BIFF_8:
            box = _box(records, short_at(raw, 10), short_at(raw, 12))
            if not is_note:
                here.boxes.append(box)
            is_note = False
    return _with_chart_sheets(order, sheets)


class _Bound(NamedTuple):
    start: int  # of the sheet
    is_chart: bool
    name: str


def _with_chart_sheets(order: list[_Bound], sheets: dict[int, Apart]) -> list[Apart]:
    """What worksheets have, each with the sheets of charts behind it: the library that reads
    the cells knows of worksheets alone.
    """
    found: list[Apart] = []
    for bound in order:
        apart = sheets.get(bound.start, Apart())
        if not bound.is_chart:
            found.append(apart)
        elif found:
            found[-1].charts += [bound.name, *apart.charts]
            found[-1].boxes += apart.boxes
            found[-1].running += apart.running
    return found


class _Records:
    """The records of a stream; one that was not asked for is given again."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._at = 0

    def __iter__(self) -> Iterator[_Record]:
        while record := self.next():
            yield record

    def next(self, kind: int = -1) -> _Record | None:
        """The next record, if it is of that kind; None else, and at the end."""
        at = self._at
        if at + 4 > len(self._content):
            return None
        found, size = struct.unpack_from("<HH", self._content, at)
        if kind not in (-1, found):
            return None
        self._at = at + 4 + size
        return _Record(found, at, self._content[at + 4 : at + 4 + size])


def _box(records: _Records, length: int, runs_size: int) -> list[tuple[str, int]]:
    """The text of a box, which records after its own go on with, and its fonts."""
    text = ""
    while len(text) < length and (record := records.next(_CONTINUE)):
        wide = byte_at(record.content, 0) & 1
        text += record.content[1:].decode("utf-16-le" if wide else "latin-1", "replace")
    if not text or not (formats := records.next(_CONTINUE) if runs_size else None):
        return [(text[:length], 0)]
    raw = formats.content
    starts = [(short_at(raw, at), short_at(raw, at + 2)) for at in range(0, len(raw) - 7, 8)]
    ends = [start for start, _ in starts[1:]] + [length]
    return [
        (text[start:end], font)
        for (start, font), end in zip(starts, ends, strict=True)
        if start < length
    ] or [(text[:length], 0)]


def _short_string(raw: bytes, version: int, encoding: str) -> str:
    """A text behind its length in one byte; since Excel 97 behind a byte of flags as well."""
    length = byte_at(raw, 0)
    if version < _BIFF_8:
        return raw[1 : 1 + length].decode(encoding, "replace")
    if byte_at(raw, 1) & 1:
        return raw[2 : 2 + 2 * length].decode("utf-16-le", "replace")
    return raw[2 : 2 + length].decode("latin-1")


def _string(raw: bytes, version: int, encoding: str) -> str:
    if version < _BIFF_8:
        return raw[1 : 1 + byte_at(raw, 0)].decode(encoding, "replace")
    wide = byte_at(raw, 2) & 1
    return raw[3:].decode("utf-16-le" if wide else "latin-1", "replace")
