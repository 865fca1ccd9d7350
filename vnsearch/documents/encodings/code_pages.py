"""Text in an old Vietnamese encoding that was read through a code page of another system.

Whoever opened such a file on a Macintosh, in DOS, or on a Windows of eastern Europe and saved
it as Unicode has the letters that this system shows for the codes. Seen so, the codes are
those that Windows-1252 would show as others: `as_windows` turns the one into the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Sequence
from functools import lru_cache

from vnsearch.documents.encodings.legacy import WINDOWS_1252

# On Vietnamese systems and their neighbours first: those that share most letters are alike.
CODE_PAGES = ("cp1258", "cp1254", "cp1250", "cp1251", "mac_roman", "cp437", "cp850")
_UNICODE = "\u0103\u0111\u01a1\u01b0"  # the letters of Vietnamese that some code page has
_words = re.compile(r"[^ \t\r\n\f\v]+")
_windows = frozenset(map(ord, WINDOWS_1252))


@lru_cache
def _table(page: str) -> dict[int, str]:
    """What Windows-1252 shows for the byte that the code page shows as a character."""
    plain = {code: chr(code) for code in range(0x80)}
    return plain | {
        ord(bytes([byte]).decode(page, "ignore") or chr(byte)): WINDOWS_1252[byte]
        for byte in range(0x80, 0x100)
    }


@lru_cache
def has_unicode_only(page: str) -> Callable[[str], re.Match[str] | None]:
    """The search for letters of Vietnamese that the code page has not, "" for Windows."""
    letters = "".join(
        letter for letter in _UNICODE if not page or ord(letter) not in _table(page)
    )
    return re.compile(f"[{letters}\u1ea0-\u1ef9]", re.IGNORECASE).search


def as_windows(text: str, page: str) -> str:
    """The text with each word that the code page can have shown as Windows-1252 shows it."""
    table = _table(page)

    def turned(word: re.Match[str]) -> str:
        piece = word[0]
        return piece.translate(table) if _is_of(piece, table) else piece

    return text if text.isascii() else _words.sub(turned, text)


def possible_pages(parts: Iterable[str]) -> Sequence[str]:
    """The code pages that can have shown some word which Windows-1252 cannot."""
    pieces = {piece for part in parts for piece in part.split() if not piece.isascii()}
    beyond = [piece for piece in pieces if not _is_of(piece, _windows)]
    return [page for page in CODE_PAGES if any(_is_of(piece, _table(page)) for piece in beyond)]


def _is_of(piece: str, codes: Container[int]) -> bool:
    """Whether all characters beyond ASCII are among these codes."""
    return not piece.isascii() and all(ord(char) in codes for char in piece)
