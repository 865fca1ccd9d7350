"""Texts, and bytes of texts, cut into blocks: of whole lines, or of the words of a long one."""

from __future__ import annotations

from collections.abc import Iterator

_UTF8_BYTES = 4  # of a character at most


def cut_text(text: str, size: int) -> Iterator[str]:
    """A text in blocks of at most `size` characters, together the text."""
    start = 0
    while len(text) - start > size:
        end = (
            text.rfind("\n", start, start + size) + 1
            or text.rfind(" ", start, start + size) + 1
        )
        end = end or start + size
        yield text[start:end]
        start = end
    yield text[start:]


def cut_bytes(data: bytes, size: int) -> Iterator[bytes]:
    """Bytes in blocks of at most `size`, together all; cut within no character of UTF-8."""
    start = 0
    while len(data) - start > size:
        stop = start + size
        end = data.rfind(b"\n", start, stop) + 1 or data.rfind(b" ", start, stop) + 1
        if not end:
            lead = (n for n in range(stop, stop - _UTF8_BYTES, -1) if data[n] & 0xC0 != 0x80)
            end = next(lead, stop)
        yield data[start:end]
        start = end
    yield data[start:]
