"""The structures of a Word 97-2003 file ([MS-DOC]) that tell its text, fonts and lists.

Offsets and names are those of the published description. Whatever lies outside its stream is
taken as absent: a damaged table costs what it tells, not the text.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from vnsearch.documents.numerals import Counter, Level

_PAGE = 512  # of formatted runs (FKP)
# Places in the table of (offset, length) pairs of the FIB.
STYLES, CHARACTERS, PARAGRAPHS, FONTS, PIECES, LISTS, OVERRIDES = 1, 12, 13, 15, 33, 73, 74
_TABLE = 154  # where that table begins
_TITLES = {62: "title", 74: "subtitle"}  # built-in styles by their number (sti)
# nfc of [MS-OSHARED] 2.2.1.3.
_FORMS = {
    0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter",
    18: "decimalEnclosedCircle", 22: "decimalZero", 23: "bullet", 255: "none",
    56: "vietnameseCounting",
}  # fmt: skip


class Piece(NamedTuple):
    """Some characters that stand together in the file."""

    first: int  # the number of its first character,
    last: int  # and of the one behind its last
    offset: int  # in bytes
    wide: bool  # two bytes a character, else one


@dataclass(frozen=True, slots=True)
class Format:
    """What is said of a run or of a style; None where nothing is said."""

    font: int | None = None
    size: float | None = None
    style: int | None = None
    deleted: bool = False
    symbol: tuple[int, int] | None = None  # font, character
    list: int | None = None
    depth: int | None = None

    def over(self, below: Format) -> Format:
        """This, and what is said below it where this says nothing."""
        return Format(
            self.font if self.font is not None else below.font,
            self.size if self.size is not None else below.size,
            self.style,
            self.deleted,
            self.symbol,
            self.list if self.list is not None else below.list,
            self.depth if self.depth is not None else below.depth,
        )


@dataclass(slots=True)
class Style:
    """A style: how its characters and paragraphs look, and what it is called."""

    own: Format
    base: int
    role: str = ""


def byte_at(content: bytes, at: int) -> int:
    """One byte as a number; 0 beyond the end."""
    return content[at] if 0 <= at < len(content) else 0


def word_at(content: bytes, at: int) -> int:
    """Two bytes as a number; 0 beyond the end."""
    return int.from_bytes(content[at : at + 2], "little") if at >= 0 else 0


def long_at(content: bytes, at: int) -> int:
    """Four bytes as a number; 0 beyond the end."""
    return int.from_bytes(content[at : at + 4], "little") if at >= 0 else 0


def table_part(main: bytes, table: bytes, number: int) -> bytes:
    """The part of the table stream that a pair of the FIB names."""
    if number >= word_at(main, _TABLE - 2):
        return b""
    offset, length = (long_at(main, _TABLE + 8 * number + at) for at in (0, 4))
    return table[offset : offset + length] if length else b""


def pieces(clx: bytes) -> list[Piece]:
    """The piece table, in the order of the text."""
    at = 0
    while at < len(clx) and clx[at] == 1:  # formatting of whole pieces
        at += 3 + word_at(clx, at + 1)
    if at >= len(clx) or clx[at] != 2:
        return []
    plc = clx[at + 5 : at + 5 + long_at(clx, at + 1)]
    count = max(0, (len(plc) - 4) // 12)
    found = []
    for number in range(count):
        first, last = long_at(plc, 4 * number), long_at(plc, 4 * number + 4)
        value = long_at(plc, 4 * (count + 1) + 8 * number + 2)
        narrow = bool(value & 0x4000_0000)
        offset = value & 0x3FFF_FFFF
        if last > first:
            found.append(Piece(first, last, offset // 2 if narrow else offset, not narrow))
    return found


def sprms(grpprl: bytes) -> Iterator[tuple[int, bytes]]:
    """The property modifiers of a list: code and operand."""
    at = 0
    while at + 2 < len(grpprl):
        code = word_at(grpprl, at)
        at += 2
        kind = code >> 13
        if kind == 6:
            if code == 0xD608:  # sprmTDefTable
                size = word_at(grpprl, at) + 1
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
        number = int.from_bytes(operand[:2], "little")
        if code == 0x4A51:  # sprmCRgFtc2, the font of letters beyond ASCII
            said["font"] = number
        elif code == 0x4A4F:  # sprmCRgFtc0, of ASCII
            said.setdefault("font", number)
        elif code == 0x4A43:  # sprmCHps
            said["size"] = number / 2
        elif code == 0x4A30:  # sprmCIstd
            said["style"] = number
        elif code == 0x0800:  # sprmCFRMarkDel
            said["deleted"] = bool(operand and operand[0])
        elif code == 0x6A09:  # sprmCSymbol
            said["symbol"] = (number, word_at(operand, 2))
        elif code == 0x460B:  # sprmPIlfo
            said["list"] = number
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
        found = []
        for number in dict.fromkeys(numbers):
            page = main[(number & 0x3FFFFF) * _PAGE : ((number & 0x3FFFFF) + 1) * _PAGE]
            if len(page) == _PAGE:
                found += list(_page(page, paragraphs))
        found.sort(key=lambda run: run[0])
        for start, end, style, form in found:
            self.starts.append(start)
            self._ends.append(end)
            self._formats.append((style, form))

    def at(self, offset: int) -> tuple[int, Format]:
        """The style and the format at a place."""
        index = bisect_right(self.starts, offset) - 1
        if index < 0 or offset >= self._ends[index]:
            return 0, _PLAIN
        return self._formats[index]

    def next(self, offset: int) -> int:
        """Where the format next changes after a place; a place beyond every file if nowhere."""
        index = bisect_right(self.starts, offset) - 1
        if index >= 0 and offset < self._ends[index]:
            return self._ends[index]
        return self.starts[index + 1] if index + 1 < len(self.starts) else 1 << 40


_PLAIN = Format()


def _page(page: bytes, paragraphs: bool) -> Iterator[tuple[int, int, int, Format]]:
    """The runs of a page of formats: start, end, style, format."""
    count = page[511]
    step = 13 if paragraphs else 1
    for number in range(min(count, 508 // (4 + step))):
        start, end = long_at(page, 4 * number), long_at(page, 4 * number + 4)
        at = 2 * byte_at(page, 4 * (count + 1) + step * number)
        style, form = 0, _PLAIN
        if at and paragraphs:
            size = byte_at(page, at)
            at, size = (
                (at + 2, 2 * byte_at(page, at + 1)) if not size else (at + 1, 2 * size - 1)
            )
            style, form = word_at(page, at), read_format(page[at + 2 : at + size])
        elif at:
            form = read_format(page[at + 1 : at + 1 + byte_at(page, at)])
        yield start, end, style, form


def fonts(sttb: bytes) -> list[str]:
    """The names of the fonts (SttbfFfn)."""
    names, at = [], 4
    for _ in range(word_at(sttb, 0)):
        if at >= len(sttb):
            break
        entry = sttb[at : at + 1 + sttb[at]]
        name = entry[40:].decode("utf-16-le", "ignore")
        names.append(name.partition("\x00")[0])
        at += len(entry)
    return names


class Styles:
    """The style sheet (STSH): styles by number, with all that they inherit."""

    def __init__(self, stsh: bytes) -> None:
        self._styles: dict[int, Style] = {}
        self._known: dict[int, Format] = {}
        header = word_at(stsh, 0)
        self.default = Format(font=word_at(stsh, 2 + 16), size=10.0) if header >= 18 else _PLAIN
        base = word_at(stsh, 4)
        at = 2 + header
        for number in range(word_at(stsh, 2)):
            size = word_at(stsh, at)
            if size:
                self._styles[number] = _style(stsh[at + 2 : at + 2 + size], base)
            at += 2 + size + size % 2

    def role(self, number: int) -> str:
        """What a paragraph style is for: "title" ..."""
        return self._styles[number].role if number in self._styles else ""

    def format(self, number: int) -> Format:
        """How the text of a style looks."""
        found = self._known.get(number)
        if found is None:
            found, met, at = _PLAIN, set(), number
            while at in self._styles and at not in met:
                met.add(at)
                found = found.over(self._styles[at].own)
                at = self._styles[at].base
            self._known[number] = found = found.over(self.default)
        return found

    def own(self, number: int) -> Format:
        """What a style of characters changes."""
        found, met = _PLAIN, set()
        while number in self._styles and number not in met:
            met.add(number)
            found = found.over(self._styles[number].own)
            number = self._styles[number].base
        return found


def _style(std: bytes, base_size: int) -> Style:
    kind, base = word_at(std, 2) & 15, word_at(std, 2) >> 4
    at = base_size + 2 + 2 * word_at(std, base_size) + 2  # behind the name
    said = _PLAIN
    for place in range(2 if kind == 1 else 1):
        at += at % 2
        size = word_at(std, at)
        upx = std[at + 2 : at + 2 + size]
        if kind == 1 and place == 0:
            upx = upx[2:]
        if kind in (1, 2):
            said = read_format(upx).over(said)
        at += 2 + size
    number = word_at(std, 0) & 0xFFF
    role = _TITLES.get(number, "heading" if kind == 1 and 1 <= number <= 9 else "")
    return Style(replace(said, style=None), base, role)


@dataclass(slots=True)
class _List:
    levels: dict[int, Level] = field(default_factory=dict)
    counter: Counter = field(default_factory=Counter)


class Lists:
    """The lists (PlfLst and the levels behind it) and what names them (PlfLfo)."""

    def __init__(self, table: bytes, plf_offset: int, plf: bytes, lfo: bytes) -> None:
        self._lists: dict[int, _List] = {}
        self._overrides: list[tuple[int, dict[int, int], dict[int, Level]]] = []
        self._begun: set[tuple[int, int]] = set()
        at = plf_offset + len(plf)
        for number in range(word_at(plf, 0)):
            entry = plf[2 + 28 * number : 30 + 28 * number]
            if len(entry) < 28:
                break
            made = self._lists[long_at(entry, 0)] = _List()
            for depth in range(1 if entry[26] & 1 else 9):
                made.levels[depth], at = _level(table, at)
        self._read_overrides(lfo)

    def _read_overrides(self, lfo: bytes) -> None:
        count = min(long_at(lfo, 0), len(lfo) // 16)
        at = 4 + 16 * count
        for number in range(count):
            entry = lfo[4 + 16 * number : 20 + 16 * number]
            starts: dict[int, int] = {}
            levels: dict[int, Level] = {}
            at += 4
            for _ in range(entry[12] if len(entry) > 12 else 0):
                flags = long_at(lfo, at + 4)
                if flags & 0x10:
                    starts[flags & 15] = long_at(lfo, at)
                at += 8
                if flags & 0x20:
                    levels[flags & 15], at = _level(lfo, at)
            self._overrides.append((long_at(entry, 0), starts, levels))

    def number(self, override: int, depth: int) -> tuple[str, int | None]:
        """The number of the next paragraph of a list, and the font it is in."""
        if not 0 < override <= len(self._overrides):
            return "", None
        list_id, starts, changed = self._overrides[override - 1]
        found = self._lists.get(list_id)
        if found is None:
            return "", None
        levels = {**found.levels, **changed}
        for at, first in starts.items():
            levels[at] = replace(levels.get(at, Level()), start=first)
        if depth in starts and (override, depth) not in self._begun:
            self._begun.add((override, depth))
            found.counter.figures.pop(depth, None)
        font = levels[depth].font if depth in levels else ""
        return found.counter.number(levels, depth), int(font) if font else None


def _level(table: bytes, at: int) -> tuple[Level, int]:
    """A level (LVL), and where the next one begins."""
    flags = byte_at(table, at + 5)
    characters, paragraphs = table[at + 24 : at + 25], table[at + 25 : at + 26]
    sizes = [int.from_bytes(one, "little") for one in (characters, paragraphs)]
    text_at = at + 28 + sum(sizes)
    count = word_at(table, text_at)
    raw = table[text_at + 2 : text_at + 2 + 2 * min(count, 1000)].decode("utf-16-le", "replace")
    form = _FORMS.get(table[at + 4] if at + 4 < len(table) else 255, "decimal")
    said = read_format(table[at + 28 + sizes[1] : text_at])
    limit = byte_at(table, at + 26)
    follow = byte_at(table, at + 15)
    level = Level(
        form=form,
        text="".join(f"%{ord(char) + 1}" if ord(char) < 9 else char for char in raw),
        start=struct.unpack_from("<i", table, at)[0] if at + 4 <= len(table) else 1,
        font=str(said.font) if said.font is not None else "",
        suffix="" if follow == 2 else " ",
        legal=bool(flags & 4),
        restarts=not flags & 8 or limit > 0,
        restart=limit - 1 if flags & 8 and limit else -1,
    )
    return level, text_at + 2 + 2 * count
