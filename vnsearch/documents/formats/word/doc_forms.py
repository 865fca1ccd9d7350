"""Fields of forms that show one of several texts, of Word 97 to 2003 ([MS-DOC] 2.9.78)."""

from __future__ import annotations

from vnsearch.documents.containers.integers import byte_at, short_at
from vnsearch.documents.formats.word.choice import Choice

DROP_DOWN = "FORMDROPDOWN"  # the code of such a field
_LIST = 2  # the type of a form that is one
_TEXTS = 5  # format, help, status, and two macros
_MOST = 1000  # texts to choose from; Word allows 25


def chosen_text(data: bytes, at: int) -> str:
    """The text that a form shows whose data begin at a place of the stream, "" for none."""
    if at < 0:
        return ""
    at += short_at(data, at + 4) + 4  # behind the head of a picture that is none, and a version
    kinds = byte_at(data, at)
    if kinds & 3 != _LIST:
        return ""
    choice = Choice()
    choice.choose(kinds >> 2 & 31)
    at = _behind_text(data, at + 6)  # its name
    choice.preset(short_at(data, at))
    at += 2
    for _ in range(_TEXTS):
        at = _behind_text(data, at)
    count, extra = short_at(data, at + 2), short_at(data, at + 4)
    at += 6
    for _ in range(min(count, _MOST)):
        end = at + 2 + 2 * short_at(data, at)
        choice.offer(data[at + 2 : end].decode("utf-16-le", "replace"))
        at = end + extra
    return choice.text


def _behind_text(data: bytes, at: int) -> int:
    """Where a text (Xstz) ends: its length, its characters, and a character of 0."""
    return at + 2 + 2 * short_at(data, at) + 2
