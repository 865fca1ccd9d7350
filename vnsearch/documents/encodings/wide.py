"""UTF-16 without a mark of byte order."""

from __future__ import annotations

_LOOKED_AT = 1 << 16  # bytes
_SHARE = 0.3  # of NULs in the upper bytes of UTF-16; Vietnamese has over 0.6
_NOISE = 0.1  # of NULs in the lower ones: a grave accent that stands apart is U+0300
_STRANGE = 0.02  # of characters that are neither printed nor space


def wide_name(data: bytes) -> str:
    """UTF-16 without a mark, told by the NULs in the upper bytes of plain letters."""
    head = data[: _LOOKED_AT & ~1]
    pairs = len(head) // 2
    if not pairs or len(data) % 2 or b"\x00" not in head:
        return ""
    first, second = head[::2].count(0) / pairs, head[1::2].count(0) / pairs
    if second >= _SHARE and first <= _NOISE:
        name = "utf-16-le"
    elif first >= _SHARE and second <= _NOISE:
        name = "utf-16-be"
    else:
        return ""
    text = head.decode(name, "replace")
    strange = sum(not (char.isprintable() or char.isspace()) for char in text)
    return name if strange <= _STRANGE * len(text) else ""
