"""The letters of a page as its parser is given them, and as it gives them back."""

from __future__ import annotations

import re
from io import StringIO

_numbered = re.compile(r"&#(?:(\d{3,7})|[xX]([0-9a-fA-F]{2,6}));")
_FIRST, _LAST = 0xC0, 0x10FFFF  # below stand signs of the markup, and codes of Windows
_TONES = range(0x300, 0x370)


def with_letters(text: str) -> str:
    """A page with letters for their numbers (&#7897;), each of which the parser tells apart."""
    return _numbered.sub(_letter, text) if "&#" in text else text


def _letter(written: re.Match[str]) -> str:
    decimal, hexadecimal = written.groups()
    number = int(decimal) if decimal else int(hexadecimal, 16)
    if not _FIRST <= number <= _LAST:
        return written[0]
    letter = chr(number)
    return letter if letter.isalpha() or number in _TONES else written[0]


class JoinedRuns:
    """Runs of (text, font) out of many pieces: a parser tells letter for letter what is written
    by entities.
    """

    def __init__(self) -> None:
        self._runs: list[tuple[str, str]] = []
        self._text, self._font = StringIO(), ""

    def add(self, text: str, font: str) -> None:
        """Add a piece."""
        if font != self._font:
            self._end()
            self._font = font
        self._text.write(text)

    def take(self) -> list[tuple[str, str]]:
        """All runs since the last time."""
        self._end()
        runs, self._runs = self._runs, []
        return runs

    def _end(self) -> None:
        if self._text.tell():
            self._runs.append((self._text.getvalue(), self._font))
            self._text = StringIO()
