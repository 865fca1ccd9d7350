"""The structures of a Word 97-2003 file ([MS-DOC]) that tell its text and its fonts.

Offsets and names are those of the published description. Whatever lies outside its stream is
taken as absent: a damaged table costs what it tells, not the text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from vnsearch.documents.containers.integers import byte_at, long_at, short_at

_PAGE = 512  # of formatted runs (FKP)
# Places in the table of (offset, length) pairs of the FIB.
STYLES, CHARACTERS, PARAGRAPHS, FONTS, PIECES, LISTS, OVERRIDES = 1, 12, 13, 15, 33, 73, 74
_TABLE = 154  # where that table begins


class Piece(NamedTuple):
    """Some characters that stand together in the file."""

    first: int  # the number of its first character,
    last: int  # and of the one behind its last
    offset: int  # in bytes
    wide: bool  # two bytes a character, else one

    def size(self, end: int) -> int:
        """How many bytes of it lie before the end of the file."""
        return min(
            (self.last - self.first) * (2 if self.wide else 1), max(end - self.offset, 0)
        )


@dataclass(frozen=True, slots=True)
class Format:
    """What is said of a run or of a style; None where nothing is said."""

    font: int | None = None
    size: float | None = None
    style: int | None = None
    deleted: bool = False
    raised: bool = False
    hidden: bool | None = None
    symbol: tuple[int, int] | None = None  # font, character
    data: int | None = None  # where in the data stream its picture or form is
    list: int | None = None
    depth: int | None = None
    initial: bool = False  # one large letter, around which the next paragraph stands

    def over(self, below: Format) -> Format:
        """This, and what is said below it where this says nothing."""
        return Format(
            self.font if self.font is not None else below.font,
            self.size if self.size is not None else below.size,
            self.style,
            self.deleted,
            self.raised,
            self.hidden if self.hidden is not None else below.hidden,
            self.symbol,
            self.data,
            self.list if self.list is not None else below.list,
            self.depth if self.depth is not None else below.depth,
            self.initial,
        )


def table_part(main: bytes, table: bytes, ordinal: int) -> bytes:
    """The part of the table stream that a pair of the FIB names."""
    if ordinal >= short_at(main, _TABLE - 2):
        return b""
    offset, length = (long_at(main, _TABLE + 8 * ordinal + at) for at in (0, 4))
    return table[offset : offset + length] if length else b""


def pieces(clx: bytes) -> list[Piece]:
    """The piece table, in the order of the text."""
    at = 0
    while at < len(clx) and clx[at] == 1:  # formatting of whole pieces
        at += 3 + short_at(clx, at + 1)
    if at >= len(clx) or clx[at] != 2:
        return []
    plc = clx[at + 5 : at + 5 + long_at(clx, at + 1)]
    count = max(0, (len(plc) - 4) // 12)
    pieces = []
    for row in range(count):
        first, last = long_at(plc, 4 * row), long_at(plc, 4 * row + 4)
        value = long_at(plc, 4 * (count + 1) + 8 * row + 2)
        narrow = bool(value & 0x4000_0000)
        offset = value & 0x3FFF_FFFF
        if last > first:
            pieces.append(Piece(first, last, offset // 2 if narrow else offset, not narrow))
    return pieces


def sprms(grpprl: bytes) -> Iterator[tuple[int, bytes]]:
    """The property modifiers of a list: code and operand."""
    at = 0
    while at + 2 < len(grpprl):
        code = short_at(grpprl, at)
        at += 2
        kind = code >> 13
        if kind == 6:
            if code == 0xD608:  # sprmTDefTable
                size = short_at(grpprl, at) + 1
            elif code == 0xC615 and byte_at(grpprl, at) == 255:  # sprmPChgTabs
                return
            else:
                size = byte_at(grpprl, at) + 1
        else:
            size = (1, 1, 2, 4, 2, 2, 0, 3)[kind]
        yield code, grpprl[at : at + size]
        at += size


def read_format(grpprl: bytes) -> Format:
    """What a list of property modifiers says of text and of lists."""
    said: dict[str, object] = {}
    for code, operand in sprms(grpprl):
        operand_value = int.from_bytes(operand[:2], "little")
        if code == 0x4A51:  # sprmCRgFtc2, the font of letters beyond ASCII
            said["font"] = operand_value
        elif code == 0x4A4F:  # sprmCRgFtc0, of ASCII
            said.setdefault("font", operand_value)
        elif code == 0x4A43:  # sprmCHps
            said["size"] = operand_value / 2
        elif code == 0x4A30:  # sprmCIstd
            said["style"] = operand_value
        elif code == 0x0800:  # sprmCFRMarkDel
            said["deleted"] = bool(operand and operand[0])
        elif code == 0x083C:  # sprmCFVanish; 128 and 129 are as the style has it, or not
            said["hidden"] = operand[0] != 0 if operand and operand[0] < 128 else None
        elif code == 0x2A48:  # sprmCIss
            said["raised"] = operand[:1] == b"\1"
        elif code == 0x6A09:  # sprmCSymbol
            said["symbol"] = (operand_value, short_at(operand, 2))
        elif code == 0x6A03:  # sprmCPicLocation
            said["data"] = long_at(operand, 0)
        elif code == 0x460B:  # sprmPIlfo
            said["list"] = operand_value
        elif code == 0x442C:  # sprmPDcs
            said["initial"] = operand_value & 7 in (1, 2)
        elif code == 0x260A:  # sprmPIlvl
            said["depth"] = operand[0] if operand else 0
    return Format(**said)  # type: ignore[arg-type]


class Runs:
    """Formats by their place in the file: of characters, or of paragraphs."""

    def __init__(self, main: bytes, plc: bytes, paragraphs: bool) -> None:
        self.starts: list[int] = []
        self._ends: list[int] = []
        self._formats: list[tuple[int, Format]] = []  # a paragraph's style, and the rest
        count = max(0, (len(plc) - 4) // 8)
        numbers = (long_at(plc, 4 * (count + 1) + 4 * number) for number in range(count))
        runs = []
        for number in dict.fromkeys(numbers):
            page = main[(number & 0x3FFFFF) * _PAGE : ((number & 0x3FFFFF) + 1) * _PAGE]
            if len(page) == _PAGE:
                runs += list(_page(page, paragraphs))
        runs.sort(key=lambda run: run[0])
        for start, end, style, form in runs:
            self.starts.append(start)
            self._ends.append(end)
            self._formats.append((style, form))

    def at(self, offset: int) -> tuple[int, Format]:
        """The style and the format at a place."""
        index = bisect_right(self.starts, offset) - 1
        if index < 0 or offset >= self._ends[index]:
            return 0, PLAIN
        return self._formats[index]

    def next(self, offset: int) -> int:
        """Where the format next changes after a place; a place beyond every file if nowhere."""
        index = bisect_right(self.starts, offset) - 1
        if index >= 0 and offset < self._ends[index]:
            return self._ends[index]
        return self.starts[index + 1] if index + 1 < len(self.starts) else 1 << 40


PLAIN = Format()


def _page(page: bytes, paragraphs: bool) -> Iterator[tuple[int, int, int, Format]]:
    """The runs of a page of formats: start, end, style, format."""
    count = page[511]
    step = 13 if paragraphs else 1
    for row in range(min(count, 508 // (4 + step))):
        start, end = long_at(page, 4 * row), long_at(page, 4 * row + 4)
        at = 2 * byte_at(page, 4 * (count + 1) + step * row)
        style, form = 0, PLAIN
        if at and paragraphs:
            size = byte_at(page, at)
            at, size = (
                (at + 2, 2 * byte_at(page, at + 1)) if not size else (at + 1, 2 * size - 1)
            )
            style, form = short_at(page, at), read_format(page[at + 2 : at + size])
        elif at:
            form = read_format(page[at + 1 : at + 1 + byte_at(page, at)])
        yield start, end, style, form


def fonts(sttb: bytes) -> list[str]:
    """The names of the fonts (SttbfFfn)."""
    names, at = [], 4
    for _ in range(short_at(sttb, 0)):
        if at >= len(sttb):
            break
        entry = sttb[at : at + 1 + sttb[at]]
        name = entry[40:].decode("utf-16-le", "ignore")
        names.append(name.partition("\x00")[0])
        at += len(entry)
    return names
