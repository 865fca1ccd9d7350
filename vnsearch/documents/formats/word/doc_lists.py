"""The lists of a Word 97-2003 file ([MS-DOC]): how paragraphs are numbered, and how far."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field, replace

from vnsearch.documents.containers.integers import byte_at, long_at, short_at
from vnsearch.documents.formats.word.doc_structures import read_format
from vnsearch.documents.laid_out.numerals import FORMS_BY_NUMBER, Counter, Level


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
        for row in range(short_at(plf, 0)):
            entry = plf[2 + 28 * row : 30 + 28 * row]
            if len(entry) < 28:
                break
            made = self._lists[long_at(entry, 0)] = _List()
            for depth in range(1 if entry[26] & 1 else 9):
                made.levels[depth], at = _level(table, at)
        self._read_overrides(lfo)

    def _read_overrides(self, lfo: bytes) -> None:
        count = min(long_at(lfo, 0), len(lfo) // 16)
        at = 4 + 16 * count
        for row in range(count):
            entry = lfo[4 + 16 * row : 20 + 16 * row]
            starts: dict[int, int] = {}
            levels: dict[int, Level] = {}
            at += 4
            for _ in range(entry[12] if len(entry) > 12 else 0):
                if at >= len(lfo):
                    break
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
        listed = self._lists.get(list_id)
        if listed is None:
            return "", None
        levels = {**listed.levels, **changed}
        for at, first in starts.items():
            levels[at] = replace(levels.get(at, Level()), start=first)
        if depth in starts and (override, depth) not in self._begun:
            self._begun.add((override, depth))
            listed.counter.figures.pop(depth, None)
        font = levels[depth].font if depth in levels else ""
        return listed.counter.number(levels, depth), int(font) if font else None


def _level(table: bytes, at: int) -> tuple[Level, int]:
    """A level (LVL), and where the next one begins."""
    flags = byte_at(table, at + 5)
    characters, paragraphs = table[at + 24 : at + 25], table[at + 25 : at + 26]
    sizes = [int.from_bytes(one, "little") for one in (characters, paragraphs)]
    text_at = at + 28 + sum(sizes)
    count = short_at(table, text_at)
    raw = table[text_at + 2 : text_at + 2 + 2 * min(count, 1000)].decode("utf-16-le", "replace")
    form = FORMS_BY_NUMBER.get(table[at + 4] if at + 4 < len(table) else 255, "decimal")
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
