"""UTF-8 that was read as something else, once or twice, and saved so: mended word by word."""

from __future__ import annotations

import re
from functools import lru_cache

from vnsearch.documents.encodings.evidence import score
from vnsearch.documents.encodings.legacy import WINDOWS_1252

_TO_WINDOWS_1252 = {ord(shown): byte for byte, shown in enumerate(WINDOWS_1252)}
_OTHERS = ("cp1258", "cp1254", "cp437", "mac_roman", "cp1250", "cp1251", "cp850")
_LONGEST = 200  # characters of a word that is looked at: no sentence is written in one
# Words, between plain spaces only: U+00A0 is the last byte of à.
_words = re.compile(
    r"(?<![^ \t\r\n\f\v\x00-\x1f])[^ \t\r\n\f\v\x00-\x1f]*[^\x00-\x7f][^ \t\r\n\f\v\x00-\x1f]*"
)
is_of_no_page = re.compile("[\u1ea0-\u1ef9]").search  # by letters of Vietnamese that none has
_private = re.compile("[\ue000-\uf8ff]").search
_cut_off = re.compile(b"\xc3(?![\x80-\xbf])|(?<=\xe1[\xba\xbb])(?![\x80-\xbf])")


def mend_utf8(text: str) -> str:
    """The text with each word that is UTF-8 read wrongly as it was; other words stay."""
    return _words.sub(lambda word: _mended(word[0]), text)


@lru_cache(1 << 15)
def _mended(word: str) -> str:
    if len(word) > _LONGEST:
        return word
    once = _decoded(word)
    if once is None:
        return word
    twice = None if once.isascii() else _decoded(once)
    return twice if twice is not None and score(twice) >= score(once) else once


def _decoded(word: str) -> str | None:
    """The word whose UTF-8 bytes were read as these characters; None for no such word."""
    if is_of_no_page(word):
        return None
    private = None
    for content in _contents(word):
        try:
            decoded = content.decode("utf-8")
        except UnicodeDecodeError:
            continue
        if not _private(decoded):
            return decoded
        private = private or decoded  # a bullet of a font of signs, if no page shows letters
    if private:
        return private
    # The last byte of à or Ạ became a plain space, that of í, a soft hyphen, was dropped.
    for content in _contents(word):
        for last in (b"\\g<0>\xa0", b"\\g<0>\xad"):
            try:
                decoded = _cut_off.sub(last, content).decode("utf-8")
            except UnicodeDecodeError:
                continue
            if score(decoded) > 0:
                return decoded.rstrip("\xa0")
    return None


def _contents(word: str) -> list[bytes]:
    """The bytes that each code page would have shown as this word."""
    contents = [_encoded(word.translate(_TO_WINDOWS_1252), "latin-1")]
    contents += [_encoded(word, name) for name in _OTHERS]
    return [content for content in contents if content]


def _encoded(word: str, name: str) -> bytes:
    try:
        return word.encode(name)
    except UnicodeEncodeError:  # a character that the code page has not
        return b""
