"""The syntax of Rich Text Format (RTF 1.9.1): control words, groups, bytes; and code pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from vnsearch.documents.encodings.legacy import WINDOWS_1252
from vnsearch.documents.faults import OversizeError
from vnsearch.documents.limits import RTF_MARKS

_token = re.compile(
    rb"\\([A-Za-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^A-Za-z])"
    rb"|([{}])|([^\\{}\r\n]+)",
    re.DOTALL,
)
# What \fcharset says (LOGFONT's lfCharSet), and the code pages of \ansicpg that Python has.
_CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk",
    136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256",
    186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
_PAGES = {10000: "mac_roman", 65001: "utf-8", 936: "gbk"}
SYMBOLS = 2  # the charset of fonts of signs


class RtfToken(NamedTuple):
    """One of: a control word (`word`), a sign behind a backslash or a brace (`sign`), bytes."""

    word: str = ""
    number: int | None = None
    sign: bytes = b""
    content: bytes = b""


_WORD, _NUMBER, _BYTE, _SIGN, _BRACE, _TEXT = range(1, 7)  # groups of `_token`
_BRACES = {sign: RtfToken(sign=sign) for sign in (b"{", b"}")}


def tokens(content: bytes) -> Iterator[RtfToken]:
    """The tokens of a file; what \\bin announces is passed over.

    Raises OversizeError for a file of too many.
    """
    if content.count(b"{") + content.count(b"\\") > RTF_MARKS:
        raise OversizeError(RTF_MARKS, "groups and control words")
    at = 0
    while match := _token.search(content, at):
        at = match.end()
        kind = match.lastindex
        if kind == _TEXT:
            yield RtfToken("", None, b"", match[_TEXT])
        elif kind == _BRACE:
            yield _BRACES[match[_BRACE]]
        elif kind in (_WORD, _NUMBER):
            amount = int(match[_NUMBER]) if kind == _NUMBER else None
            if match[_WORD] == b"bin":
                at += max(0, amount or 0)
            else:
                yield RtfToken(match[_WORD].decode("ascii"), amount)
        elif kind == _BYTE:
            yield RtfToken("", None, b"", bytes.fromhex(match[_BYTE].decode("ascii")))
        else:
            yield RtfToken("", None, b"\\" + match[_SIGN])


def page_of_charset(charset: int) -> str:
    """The code page of a font's charset, "" for one that says nothing."""
    return _CHARSETS.get(charset, "")


def page_of_number(code_page: int) -> str:
    """The code page of \\ansicpg and \\cpg."""
    encoding = _PAGES.get(code_page, f"cp{code_page}")
    try:
        b"a".decode(encoding)
    except LookupError:
        return "cp1252"
    return encoding


def decode_code_page(content: bytes, page: str) -> str:
    """The text of some bytes; in windows-1252 none of them is lost."""
    if page in ("cp1252", ""):
        return "".join(map(WINDOWS_1252.__getitem__, content))
    return content.decode(page, "replace")
