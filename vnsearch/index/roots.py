"""The roots of an index: the paths that it is made from, each with the rules it is read by.

They stand in the table of contents, in a block with a length and a checksum of its own, so
that a rebuild can still name them where the rest of the table is damaged.
"""

from __future__ import annotations

import json
import posixpath
import struct
import zlib
from typing import Any

from vnsearch.files import can_name_file
from vnsearch.records import Root, RootRules

_MAGIC = b"VNSROOTS"
_TAIL = struct.Struct("<II8s")  # the block's length, its checksum, magic
_LISTS = ("include", "exclude")
_FLAGS = ("hidden", "follow_links", "ocr")
_TEXTS = ("encoding", "dates")


def pack_roots(roots: tuple[Root, ...]) -> bytes:
    """The block that holds the roots, their paths counted from the folder of the index."""
    rows = [
        [root.path, {k: v for k, v in root.rules._asdict().items() if v is not None}]
        for root in roots
    ]
    listing = json.dumps(rows).encode()
    return listing + _TAIL.pack(len(listing), zlib.crc32(listing), _MAGIC)


def unpack_roots(content: bytes) -> tuple[Root, ...]:
    """The roots of the last block in `content`; raises ValueError where none is whole."""
    end = content.rfind(_MAGIC) + len(_MAGIC)
    start = end - _TAIL.size
    if end < _TAIL.size:
        raise ValueError("it names no roots")
    length, checksum, _ = _TAIL.unpack(content[start:end])
    listing = content[max(start - length, 0) : start]
    if zlib.crc32(listing) != checksum:
        raise ValueError("its roots were changed")
    try:
        rows = json.loads(listing)
        if not isinstance(rows, list):
            raise ValueError("its roots are no list")
        return tuple(read_root(*row) for row in rows)
    except (TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"its roots cannot be read ({error})") from error


def read_root(path: Any, rules: dict[str, Any]) -> Root:
    """The root that was kept as a path and a dictionary of rules; raises ValueError."""
    for rule, value in rules.items():
        strings = isinstance(value, list) and all(isinstance(item, str) for item in value)
        if not (
            (rule in _LISTS and strings)
            or (rule in _FLAGS and isinstance(value, bool))
            or (rule in _TEXTS and isinstance(value, str))
        ):
            raise ValueError(f"it has a rule {rule!r} that is none")
    if not isinstance(path, str) or not _is_stored(path):
        raise ValueError(f"it names a root {path!r}")
    lists = {rule: tuple(value) for rule, value in rules.items() if rule in _LISTS}
    return Root(path, RootRules(**{**rules, **lists}))


def _is_stored(path: str) -> bool:
    """Whether a path is one that an update stores: it can name a file, and has no detours."""
    return can_name_file(path) and posixpath.normpath(path) == path
