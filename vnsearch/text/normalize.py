"""Text composed once, at the door: NFC, and the mark orders that NFC leaves broken repaired.

NFC cannot mend é + U+0302 (both marks have the same combining class), nor drop a mark typed
twice; both are common in converted Vietnamese text. Nothing is lost that a reader can see.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize

from vnsearch.patterns import pattern
from vnsearch.text.character_search import CharacterSearch
from vnsearch.text.characters import INVISIBLE, MARK, NOT_COMPOSED, UNCOMMON, character_class

__all__ = ["INVISIBLE", "MARKS_PER_LETTER", "compose", "limit_marks"]

# Unicode's Stream-Safe Text Format (UAX #15, section 13) has the same limit. Without one, a
# letter with n marks takes n² steps to normalise.
MARKS_PER_LETTER = 30

_AT_ONCE = 1 << 20  # characters
_FEW = 8  # words: each takes as long as some hundred characters
_QUALITIES = "\u0302\u0306\u031b"
_VIETNAMESE_MARKS = frozenset(_QUALITIES + "\u0300\u0301\u0303\u0309\u0323")

_not_composed = CharacterSearch(NOT_COMPOSED)
_may_change = _not_composed.is_in
_crowded = pattern(f"{UNCOMMON}{{{MARKS_PER_LETTER + 1},}}")
_marked = pattern("[A-Za-z\u00c0-\u024f\u1e00-\u1eff][\u0300-\u036f]+")


def compose(text: str) -> str:
    """The text in NFC, with ế for é + U+0302 and no mark twice on one letter.

    Idempotent. Marks beyond `MARKS_PER_LETTER` on one letter are dropped. O(n).
    """
    if text.isascii() or not _may_change(text):
        return text
    if len(text) <= _AT_ONCE:
        return _composed_in_part(text)
    composed = bytearray()  # which takes less memory than many pieces, and all of them together
    for block in _blocks(text):
        composed += _composed(block).encode("utf-8", "surrogatepass")
    return composed.decode("utf-8", "surrogatepass")


def _composed_in_part(text: str) -> str:
    """As `_composed`, which takes its time: between plain spaces of a text in which few words
    may change, and else from there on. No mark joins what is before a space, or a space.
    """
    following = _not_composed.over(text)
    pieces: list[str] = []
    end = 0
    for _ in range(_FEW):
        place = following(end)
        if place < 0:
            return "".join([*pieces, text[end:]])
        start, stop = text.rfind(" ", end, place) + 1, text.find(" ", place)
        start, stop = max(start, end), stop if stop >= 0 else len(text)
        pieces += text[end:start], _composed(text[start:stop])
        end = stop
    return "".join([*pieces, _composed(text[end:])])


def _composed(text: str) -> str:
    composed = normalize("NFC", limit_marks(text))
    if not _may_change(composed):
        return composed  # no mark stands alone: none is left to be mended
    return _marked.sub(_repaired, limit_marks(composed))


def _blocks(text: str) -> Iterator[str]:
    """The text in blocks that end behind a space or a line: no mark joins what is before it.

    To normalise a text takes several times its size.
    """
    start = 0
    while len(text) - start > _AT_ONCE:
        stop = start + _AT_ONCE
        end = max(text.rfind("\n", start, stop), text.rfind(" ", start, stop)) + 1
        end = end or text.find(" ", stop) + 1 or len(text)
        yield text[start:end]
        start = end
    yield text[start:]


def limit_marks(text: str) -> str:
    """The text with at most `MARKS_PER_LETTER` combining marks in a row."""
    return _crowded.sub(_thinned, text) if len(text) > MARKS_PER_LETTER else text


def _thinned(run: re.Match[str]) -> str:
    kept = []
    marks = 0
    for ch in run[0]:
        marks = marks + 1 if character_class(ch) == MARK else 0
        if marks <= MARKS_PER_LETTER:
            kept.append(ch)
    return "".join(kept)


def _repaired(letter: re.Match[str]) -> str:
    letters = normalize("NFD", letter[0])
    marks = list(dict.fromkeys(letters[1:]))
    if _VIETNAMESE_MARKS.issuperset(marks):
        marks.sort(key=lambda mark: mark not in _QUALITIES)
    return normalize("NFC", letters[0] + "".join(marks))
