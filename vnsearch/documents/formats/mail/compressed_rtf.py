"""Rich text as Outlook compresses it ([MS-OXRTFCP]): references into the last 4,096 bytes."""

from __future__ import annotations

import struct

_COMPRESSED, _PLAIN = b"LZFu", b"MELA"
_WINDOW = 4096
# What the window begins with.
_KNOWN = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript "
    rb"\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)


def decompress_rtf(content: bytes) -> bytes:
    """The rich text, as far as it is whole, at most nine times as large; b"" for none."""
    if len(content) < 16:
        return b""
    size, kind = struct.unpack_from("<I4s", content, 4)
    if kind == _PLAIN:
        return content[16 : 16 + size]
    return _expanded(content[16:])[:size] if kind == _COMPRESSED else b""


def _expanded(packed: bytes) -> bytes:
    window = bytearray(_KNOWN.ljust(_WINDOW, b"\x00"))
    at, write = 0, len(_KNOWN)
    made = bytearray()
    while at < len(packed):
        control = packed[at]
        at += 1
        for bit in range(8):
            if control >> bit & 1:
                if at + 2 > len(packed):
                    return bytes(made)
                reference = int.from_bytes(packed[at : at + 2], "big")
                at += 2
                start, length = reference >> 4, (reference & 15) + 2
                if start == write % _WINDOW:  # the end
                    return bytes(made)
                read = range(start, start + length)
            else:
                if at >= len(packed):
                    return bytes(made)
                read = range(0)
                window[write % _WINDOW] = packed[at]
                made.append(packed[at])
                write += 1
                at += 1
            for place in read:  # one by one: what is read may have just been written
                byte = window[place % _WINDOW]
                window[write % _WINDOW] = byte
                made.append(byte)
                write += 1
    return bytes(made)
