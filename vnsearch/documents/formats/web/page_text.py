"""The encoding of a page, and its letters as a parser is given them and gives them back."""

from __future__ import annotations

import re
from functools import lru_cache
from io import StringIO

from vnsearch.text.tokenize import is_degree, takes_power

_numbered = re.compile(r"&#(?:\d{3,7}|[xX][0-9a-fA-F]{2,6});", re.ASCII)
_DECLARED = re.compile(
    rb"<(?:meta[^>]+charset|\?xml[^>]+encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE
)
_FIRST, _LAST = 0xC0, 0x10FFFF  # below stand signs of the markup, and codes of Windows
_LAST_LENGTH = 12
_TONES = range(0x300, 0x370)


def declared_encoding(content: bytes) -> str:
    """The encoding that a page names in its first bytes, "" for none."""
    match = _DECLARED.search(content[:4096])
    return match[1].decode("ascii") if match else ""


def with_letters(text: str) -> str:
    """A page with letters for their numbers (&#7897;), each of which the parser tells apart."""
    return _numbered.sub(lambda match: _letter(match[0]), text) if "&#" in text else text


@lru_cache(1 << 12)
def _letter(written: str) -> str:
    digits = written[2:-1].lower()
    code_point = int(digits[1:], 16) if digits.startswith("x") else int(digits)
    if not _FIRST <= code_point <= _LAST:
        return written
    letter = chr(code_point)
    return letter if letter.isalpha() or code_point in _TONES else written


class JoinedRuns:
    """Runs of (text, font) out of many pieces: a parser tells letter for letter what is written
    by entities.
    """

    def __init__(self) -> None:
        self._runs: list[tuple[str, str]] = []
        self._text, self._font = StringIO(), ""
        self._last = ""  # the characters that the last pieces ended with
        self._raised = False  # the next one stands above its line

    def raise_next(self) -> None:
        """The next piece stands above its line: a figure there is no part of a name."""
        self._raised = True

    def add(self, text: str, font: str) -> None:
        """Add a piece."""
        if self._raised and is_degree(self._last, text):
            text, font = "°", ""
        elif self._raised and text[:1].isdigit() and not takes_power(self._last):
            text = f" {text}"
        self._raised = False
        if font != self._font:
            self._end()
            self._font = font
        self._text.write(text)
        self._last = f"{self._last}{text[-_LAST_LENGTH:]}"[-_LAST_LENGTH:]

    def take(self) -> list[tuple[str, str]]:
        """All runs since the last time."""
        self._end()
        runs, self._runs = self._runs, []
        return runs

    def _end(self) -> None:
        if self._text.tell():
            self._runs.append((self._text.getvalue(), self._font))
            self._text = StringIO()
