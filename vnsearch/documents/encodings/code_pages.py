"""Text in an old Vietnamese encoding that was read through a code page of another system.

Whoever opened such a file on a Macintosh, in DOS, or on a Windows of eastern Europe and saved
it as Unicode has the letters that this system shows for the codes. Seen so, the codes are
those that Windows-1252 would show as others: `as_windows` turns the one into the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from vnsearch.documents.encodings.detection import MARGIN, WEIGHED
from vnsearch.documents.encodings.evidence import (
    kept_if_short,
    score,
    weight,
    words_with_accents,
)
from vnsearch.documents.encodings.legacy import WINDOWS_1252, decode_shown
from vnsearch.documents.encodings.misread import is_of_no_page, mend_utf8

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


def _possible_pages(parts: Iterable[str]) -> Sequence[str]:
    """The code pages that can have shown some word which Windows-1252 cannot."""
    pieces = {piece for part in parts for piece in part.split() if not piece.isascii()}
    beyond = [piece for piece in pieces if not _is_of(piece, _windows)]
    return [page for page in CODE_PAGES if any(_is_of(piece, _table(page)) for piece in beyond)]


def _is_of(piece: str, codes: Container[int]) -> bool:
    """Whether all characters beyond ASCII are among these codes."""
    return not piece.isascii() and all(ord(char) in codes for char in piece)


def code_page(sample: Sequence[str]) -> str:
    """The code page through which most is read of these lines that is not as Windows shows
    them; "" for none.
    """
    pages = _possible_pages(sample)
    if not pages:
        return ""
    lines = list(map(_divided, sample))
    shown = [(line, _most(line, "")) for line in lines]
    gains = {
        page: sum(max(0.0, _most(line, page) - own) for line, own in shown) for page in pages
    }
    best = max(gains, key=lambda page: gains[page])
    return best if gains[best] >= MARGIN else ""


class _Divided(NamedTuple):
    """A line for all code pages: its weight, that of the pieces that no page has shown, and the
    others.
    """

    own: float
    kept: float
    pieces: Sequence[str]


def _divided(line: str) -> _Divided:
    pieces = list(beyond_ascii(line))
    kept = sum(score(piece) for piece in pieces if is_of_no_page(piece))
    return _Divided(score(line), kept, [one for one in pieces if not is_of_no_page(one)])


def _most(line: _Divided, page: str) -> float:
    """The weight of a line as it is, or in the best of its readings through a code page, in
    which the words stay that have letters of Unicode alone.
    """
    return max(line.own, line.kept + max(sums(_kept_weights, line.pieces, page)))


def sums(
    weights_of: Callable[[str, str], tuple[float, ...]], pieces: Iterable[str], page: str
) -> list[float]:
    """The sums over the pieces of a line of what they weigh in each reading."""
    weights = [weights_of(piece, page) for piece in pieces]
    return list(map(sum, zip(*weights, strict=True))) or [0.0] * (1 + len(WEIGHED))


def beyond_ascii(line: str) -> Iterator[str]:
    """The pieces between spaces whose bytes may stand for something else."""
    return (one for one in line.split(" ") if not (one.isascii() and one.isprintable()))


@kept_if_short
def shown_weights(piece: str, page: str) -> tuple[float, ...]:
    """The weight of a piece in each reading."""
    codes = as_windows(piece, page) if page else piece  # which are mostly those of other pages
    return _utf8_weight(piece), *_codes_weights(codes)


@kept_if_short
def _utf8_weight(piece: str) -> float:
    return sum(map(weight, words_with_accents(mend_utf8(piece))))


@kept_if_short
def _codes_weights(codes: str) -> tuple[float, ...]:
    return tuple(sum(map(weight, words)) for words in _words_of_codes(codes))


@kept_if_short
def _kept_weights(piece: str, page: str) -> tuple[float, ...]:
    """The same, of one that stays as it is in all of them where it has letters of Unicode."""
    if has_unicode_only(page)(piece):
        return (score(piece),) * (1 + len(WEIGHED))
    return shown_weights(piece, page)


def shown_words(piece: str, page: str) -> tuple[list[str], ...]:
    """The words with accents of a piece without spaces, as UTF-8 and in each of WEIGHED."""
    codes = as_windows(piece, page) if page else piece
    return words_with_accents(mend_utf8(piece)), *_words_of_codes(codes)


def _words_of_codes(codes: str) -> Iterator[list[str]]:
    return (words_with_accents(decode_shown(codes, encoding)) for encoding in WEIGHED)
