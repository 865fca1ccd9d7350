"""A file's text as a reader of its format sees it, each letter staying where it stands.

Tags, escapes and codes become blanks, or the letter that they mean with fillers behind it, so
that a place in what comes back is the same place in the file.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

FILLER = "\u00ad"  # which no word minds

_MARKED_UP = ("html", "mail")  # kinds that may have tags, or be quoted-printable
_silent = re.compile(
    r"<!--.*?(?:-->|\Z)|<(title|script|style|template|noscript|svg|select|textarea)\b[^<>]*>"
    r".*?(?:</\1\s*>|\Z)|<[!/?a-z][^<>]*>",
    re.DOTALL | re.IGNORECASE,
)
_entity = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_escape = re.compile(r"(?:\\u[0-9A-Fa-f]{4})+|\\[^u]")
_quoted = re.compile(r"(?:=[0-9A-F]{2}|=[ \t]*\r?\n)+")
_quoted_sign = re.compile(r"=([0-9A-F]{2})|=[ \t]*\r?\n")
_is_quoted = re.compile(r"^content-transfer-encoding:\s*quoted-printable", re.I | re.M).search


def seen(text: str, kind: str) -> Iterator[str]:
    """The text of a file of that kind, and then what a reader may have made of it: each is as
    long as the text. O(text) each.
    """
    if kind != "html":
        yield text
    if kind in _MARKED_UP:
        if _is_quoted(text):
            text = _quoted.sub(_unquoted, text)
            yield text
        text = _silent.sub(_blank, text)
        yield text
    if "&" in text:
        text = with_entities(text)
        yield text
    if "\\" in text and kind not in _MARKED_UP:
        yield _escape.sub(_unescaped, text)


def with_entities(text: str) -> str:
    """A text with letters for its entities (`&amp;`), as long as it was."""
    return _entity.sub(_character, text)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _filled(letters: str, length: int) -> str:
    return letters[:length] + FILLER * (length - len(letters))


def _character(entity: re.Match[str]) -> str:
    meant = html.unescape(entity[0])
    return _filled(meant if meant != entity[0] else " ", len(entity[0]))


def _unescaped(escape: re.Match[str]) -> str:
    """The letters of `\\u1ed9`, a half of a pair alone as U+FFFD; blanks for `\\n`."""
    codes = escape[0].split("\\u")[1:]
    if not codes:
        return "  "
    letters = bytes.fromhex("".join(codes)).decode("utf-16-be", "replace")
    return "".join(_filled(one, 12 if one > "\uffff" else 6) for one in letters)


def _unquoted(run: re.Match[str]) -> str:
    """The letters of bytes written as `=E1=BB=99`, which may go on over the ends of lines."""
    lengths, content = [], bytearray()
    for sign in _quoted_sign.finditer(run[0]):
        if sign[1]:
            content.append(int(sign[1], 16))
            lengths.append(len(sign[0]))
        elif lengths:
            lengths[-1] += len(sign[0])
        else:
            lengths.append(len(sign[0]))
    if not content:
        return FILLER * len(run[0])
    before = lengths.pop(0) if len(lengths) > len(content) else 0
    letters, at = [FILLER * before], 0
    for letter in content.decode("utf-8", "replace"):
        size = len(letter.encode("utf-8")) if letter != "\ufffd" else 1
        letters.append(_filled(letter, sum(lengths[at : at + size])))
        at += size
    return _filled("".join(letters), len(run[0]))
