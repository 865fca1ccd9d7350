"""Writes compound files ([MS-CFB]) for tests: streams in folders, 64 kilobytes in all."""

from __future__ import annotations

import itertools
import struct
from dataclasses import dataclass, field

_SECTOR, _MINI = 512, 64
_SMALL = 4096  # bytes; what is larger stands in sectors of its own
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


@dataclass
class _Entry:
    name: str
    kind: int  # 5 the root, 1 a folder, 2 a stream
    content: bytes = b""
    children: dict[str, _Entry] = field(default_factory=dict)
    number: int = 0
    beside: int = _FREE  # the next child of its folder
    first: int = _END


def compound_file(streams: dict[str, bytes]) -> bytes:
    """A file of streams by their paths."""
    root = _Entry("Root Entry", 5)
    for path, content in streams.items():
        folder = root
        *folders, name = path.split("/")
        for one in folders:
            folder = folder.children.setdefault(one, _Entry(one, 1))
        folder.children[name] = _Entry(name, 2, content)
    entries = _numbered(root)
    mini, mini_fat = b"", []
    large = [entry for entry in entries if len(entry.content) >= _SMALL]
    for entry in entries:
        if entry.content and entry not in large:
            entry.first = len(mini) // _MINI
            count = -(-len(entry.content) // _MINI)
            mini += entry.content.ljust(count * _MINI, b"\0")
            mini_fat += [entry.first + n + 1 for n in range(count - 1)] + [_END]
    root.content = mini
    chains = struct.pack(f"<{len(mini_fat)}I", *mini_fat)
    held = [128 * len(entries), len(chains), len(mini), *(len(one.content) for one in large)]
    sizes = [-(-size // _SECTOR) for size in held]
    fat, starts = [_FAT], []
    for size in sizes:
        starts.append(len(fat) if size else _END)
        fat += [len(fat) + n + 1 for n in range(size - 1)] + [_END] * bool(size)
    assert len(fat) <= _SECTOR // 4
    root.first = starts[2]
    for entry, start in zip(large, starts[3:], strict=True):
        entry.first = start
    contents = (entry.content for entry in large)
    parts = (b"".join(map(_packed, entries)), chains, mini, *contents)
    body = b"".join(
        part.ljust(size * _SECTOR, b"\0") for part, size in zip(parts, sizes, strict=True)
    )
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII",
        *(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6),
        *(0, 1, starts[0], 0, 4096, starts[1], sizes[1], _END, 0, 0),
    )
    header = header.ljust(_SECTOR, b"\xff")
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(_SECTOR, b"\xff")
    return header + table + body


def _numbered(root: _Entry) -> list[_Entry]:
    entries = [root]
    for entry in entries:
        children = list(entry.children.values())
        for child in children:
            child.number = len(entries)
            entries.append(child)
        for child, following in itertools.pairwise(children):
            child.beside = following.number
    return entries


def _packed(entry: _Entry) -> bytes:
    """A directory entry; neighbours hang on each other as a chain."""
    name = entry.name.encode("utf-16-le")
    children = [child.number for child in entry.children.values()]
    head = name.ljust(64, b"\0") + struct.pack("<HBB", len(name) + 2, entry.kind, 1)
    links = struct.pack("<III", _FREE, entry.beside, min(children, default=_FREE))
    size = len(entry.content)
    first = entry.first if size else _END
    return head + links + bytes(36) + struct.pack("<IQ", first, size)
