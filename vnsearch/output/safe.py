"""Text that a terminal cannot obey: control characters shown, never sent.

Every printer that people read passes what it did not write itself through here. Each
character is replaced by one other, so highlights keep their place. Knows nothing of colour.
"""

from __future__ import annotations

import re

from vnsearch.patterns import pattern

# DEL and C1; marks and overrides of the writing direction; line and paragraph separators;
# lone surrogates, which no UTF-8 stream can carry. In a class of a regular expression.
UNSAFE_BEYOND_C0 = "\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff"

_UNSAFE = pattern(f"[\x00-\x1f{UNSAFE_BEYOND_C0}]")
_SPACES = "\t\n\v\f\r\x85\u2028\u2029"
_ESCAPED_BYTES = (
    "\udc80",
    "\udcff",
)  # how Python writes the bytes of a name that are not UTF-8


def visible(text: str) -> str:
    """The text on one line, as long as it was, with nothing in it that moves the cursor.

    Tabs and line ends become spaces, other control characters their pictures (ESC is "␛").
    """
    return text if text.isprintable() else _UNSAFE.sub(_space_or_picture, text)


def visible_name(name: str) -> str:
    """A file name for a terminal: as `visible`, but its tabs and line ends are pictures too."""
    return name if name.isprintable() else _UNSAFE.sub(_picture, name)


def visible_id(name: str) -> str:
    """A document's id for a pipe: bytes of a file name pass, control characters do not."""
    return name if name.isprintable() else _UNSAFE.sub(_picture_but_bytes, name)


def encoded(text: str) -> bytes:
    """UTF-8, whatever the locale; a file name gives the very bytes that open the file."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace")


def _space_or_picture(match: re.Match[str]) -> str:
    return " " if match[0] in _SPACES else _picture(match)


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else "\ufffd"


def _picture_but_bytes(match: re.Match[str]) -> str:
    first, last = _ESCAPED_BYTES
    return match[0] if first <= match[0] <= last else _picture(match)
