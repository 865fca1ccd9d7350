"""Text that was read wrongly from bytes in a Vietnamese encoding, as it was before that.

Each line, or word of one that is mixed, is read in whichever encoding makes most of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from vnsearch.documents.encodings.detection import (
    OF_TEXT,
    WEIGHED,
    Words,
    cut_at_spaces,
    find_encodings,
    spread_evenly,
)
from vnsearch.documents.encodings.evidence import (
    score,
    syllables_with_accents,
    weight,
    words_with_accents,
)
from vnsearch.documents.encodings.legacy import decode_shown
from vnsearch.documents.encodings.lost_letters import restore_u_horn
from vnsearch.documents.encodings.misread import mend_utf8
from vnsearch.documents.encodings.odd_signs import has_unicode_only, has_unlikely, looks_misread

_SHOWN = ("utf-8", *WEIGHED)  # readings of characters that came from bytes
_LONGEST_KEPT = 40  # characters of a piece of text whose readings are remembered
_QUOTES = "\"'«»“”‘’…–—.,;:()!?"
_pieces = re.compile(r"\s+|\S+").findall


def repair(text: str) -> tuple[str, str]:
    """The text as it was before its bytes were read wrongly, and their encoding.

    The text itself and "" where there is no strong evidence that this ever happened to it.
    """
    if not looks_misread(text):
        return text, ""
    lines = text.split("\n")
    marked = [line for line in lines if not line.isascii()]
    parts = [part for line in marked for part in cut_at_spaces(line) if looks_misread(part)]
    sample = spread_evenly(parts)
    encodings = find_encodings(sample, _words_of_text, lambda line: line, OF_TEXT)
    if not encodings:
        return text, ""
    return "\n".join(_repaired(lines, encodings)), encodings[0]


def reread(text: str, encoding: str) -> str:
    """The text read as codes of this encoding, if it has more syllables with accents so."""
    if text.isascii():
        return text
    shown = _shower(encoding)(text)
    return shown if syllables_with_accents(shown) > syllables_with_accents(text) else text


def _repaired(lines: Sequence[str], encodings: Sequence[str]) -> Iterator[str]:
    """The lines, each as it is or in the encoding that makes more of it.

    A line that is Vietnamese both ways (mét, một) is read as the last one that is not.
    """
    is_legacy = True
    for line in lines:
        if line.isascii():
            yield line
            continue
        shown = {encoding: _shower(encoding)(line) for encoding in encodings}
        encoding = max(shown, key=lambda each: score(shown[each]))
        own, best = max(0.0, score(line)), score(shown[encoding])
        if (own > 0 and best > 0) and not has_unicode_only(line):
            yield shown[encoding] if is_legacy else line
        elif best > own:
            is_legacy = True
            is_mixed = encoding != "utf-8" and syllables_with_accents(line)
            words = _kept_words(line, encoding, True, True) if is_mixed else (shown[encoding],)
            yield "".join(words)
        elif "utf-8" in encodings:
            yield mend_utf8(line)
        else:
            is_legacy = is_legacy and own == 0
            yield "".join(_kept_words(line, encoding, is_legacy, False))


def _kept_words(line: str, encoding: str, is_legacy: bool, told: bool) -> Iterator[str]:
    """The pieces of a line, each as it is or in that encoding.

    One that is Vietnamese both ways is as the piece before it, unless a sign is glued to it;
    so is one without a word in a line that is `told` to be in that encoding.
    """
    show = _shower(encoding)
    for piece in _pieces(line):
        if piece.isascii() or has_unicode_only(piece):
            is_legacy = is_legacy and piece.isascii()
            yield piece
            continue
        shown = show(piece)
        own = syllables_with_accents(piece)
        best = syllables_with_accents(restore_u_horn(shown))
        if own and best:
            is_legacy = is_legacy or has_unlikely(piece.strip(_QUOTES)) is not None
        elif own or best:
            is_legacy = best > 0
        else:  # an abbreviation (QĐ) is read, a measure (25°C) is none
            words = words_with_accents(shown)
            is_told = told and is_legacy and not any(map(str.isdecimal, piece))
            yield shown if is_told or (words and min(map(weight, words)) >= 0) else piece
            continue
        yield shown if is_legacy else piece


def _words_of_text(line: str) -> Words:
    words_in: dict[str, list[str]] = {encoding: [] for encoding in _SHOWN}
    for piece in line.split(" "):
        if piece.isascii() and piece.isprintable():
            continue  # bytes that stand for nothing else
        told = _shown_words if len(piece) <= _LONGEST_KEPT else _shown_words.__wrapped__
        for words, more in zip(words_in.values(), told(piece), strict=True):
            words += more
    return words_in


@lru_cache(1 << 14)
def _shown_words(piece: str) -> tuple[list[str], ...]:
    """The words with accents of a piece without spaces, in each reading of _SHOWN."""
    return tuple(words_with_accents(_shower(encoding)(piece)) for encoding in _SHOWN)


def _shower(encoding: str) -> Callable[[str], str]:
    return mend_utf8 if encoding == "utf-8" else lambda line: decode_shown(line, encoding)
