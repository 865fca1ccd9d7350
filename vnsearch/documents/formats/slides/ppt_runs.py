"""The fonts and sizes of a text of a PPT file ([MS-PPT] 2.9), behind masks of what is said."""

from __future__ import annotations

from collections.abc import Iterator

from vnsearch.documents.containers.integers import long_at, short_at

# The sizes of what a text's formats have after their masks, by bits ([MS-PPT] 2.9.20, 2.9.14).
_PARAGRAPH = ((0xF, 2), (0x80, 2), (0x10, 2), (0x40, 2), (0x20, 4), (0x800, 2), (0x1000, 2),
              (0x2000, 2), (0x4000, 2), (0x100, 2), (0x400, 2), (0x8000, 2))  # fmt: skip
_AFTER_TABS = ((0x10000, 2), (0xE0000, 2), (0x200000, 2))
_TABS = 0x100000


def text_runs(raw: bytes, length: int) -> Iterator[tuple[int, int, float]]:
    """The runs of characters of a text (StyleTextPropAtom): length, font (-1: none), size."""
    at, done = 0, 0
    while done < length and at + 10 <= len(raw):
        done += max(1, long_at(raw, at))
        masks = long_at(raw, at + 6)
        at += 10 + sum(size for bits, size in _PARAGRAPH if masks & bits)
        if masks & _TABS:
            at += 2 + 4 * short_at(raw, at)
        at += sum(size for bits, size in _AFTER_TABS if masks & bits)
    done = 0
    while done < length and at + 8 <= len(raw):
        count, masks = long_at(raw, at), long_at(raw, at + 4)
        at += 8 + (2 if masks & 0x3FFF else 0)
        font, size = -1, 0.0
        for bit in (0x10000, 0x200000, 0x400000, 0x800000):
            if masks & bit:
                font = short_at(raw, at) if bit == 0x10000 else font
                at += 2
        if masks & 0x20000:
            size = float(short_at(raw, at))
            at += 2
        at += (4 if masks & 0x40000 else 0) + (2 if masks & 0x80000 else 0)
        done += max(1, count)
        yield count, font, size
