"""Lines of bytes to text: each in whichever of the Vietnamese encodings makes most of it.

A document may be in several encodings, or in one and in UTF-8.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from vnsearch.documents.encodings.detection import (
    OF_BYTES,
    WEIGHED,
    Words,
    find_encodings,
    spread_evenly,
)
from vnsearch.documents.encodings.evidence import score, weight, words_with_accents
from vnsearch.documents.encodings.legacy import decode_legacy
from vnsearch.text.normalize import compose
from vnsearch.text.syllable import is_syllable
from vnsearch.text.terms import exact_term

LEGACY_ENCODINGS = ("windows-1258", "tcvn3", "tcvn", "viscii", "vni")

FACES_JUDGED = 500  # words
LONGEST_SYLLABLE = 7  # letters: nghiêng

# Words of TCVN with a byte that is a typographic sign in TCVN3. Such a byte alone is a dash or
# a quote, but for À, Á, Ở (a euro, florin and trade mark sign) and what Windows-1252 lacks.
_CAPITAL_CONTROLS = rb"\x01\x02\x04-\x06\x11-\x17"
_two_faced = re.compile(
    rb"(?<![A-Za-z\xa0-\xff])[A-Za-z\xa0-\xff]+[%(controls)b\x80-\x9f][A-Za-z\x80-\xff]*"
    rb"|[%(controls)b\x80-\x9f][A-Za-z\x80-\xff]+"
    rb"|[%(controls)b\x80\x81\x83\x8d\x8f\x90\x99\x9d]" % {b"controls": _CAPITAL_CONTROLS}
).findall
_all_words = re.compile(r"[^\W\d_]+").findall


def read_lines(lines: Sequence[bytes]) -> tuple[list[str | None], list[str]]:
    """The text of each line in a legacy encoding or UTF-8, and the legacy encodings found.

    None for a line in yet another encoding. No encoding at all where none is found.
    """
    marked = [line for line in lines if not line.isascii()]
    told = find_encodings(spread_evenly(marked), _words_of_bytes, _as_utf8, OF_BYTES)
    if not told:
        return [None] * len(lines), []
    encodings = [
        _tcvn_variant(marked) if encoding == "tcvn3" else encoding for encoding in told
    ]
    texts: list[str | None] = []
    latest = encodings[0]  # serves lines whose words say nothing
    for line in lines:
        if line.isascii():
            texts.append(line.decode("ascii"))
            continue
        own = _as_utf8(line)
        shown, encoding = _best_reading(line, encodings)
        if own is not None and score(own) >= score(shown):
            texts.append(own)
        elif score(shown) > 0 or not _is_other(shown):
            latest = encoding if score(shown) > 0 else latest
            texts.append(shown if score(shown) > 0 else read_legacy(line, latest))
        else:
            texts.append(None)
    return texts, encodings


def read_legacy(content: bytes, encoding: str) -> str:
    """The text, composed, of bytes in one of LEGACY_ENCODINGS."""
    return compose(decode_legacy(content, encoding))


def _best_reading(line: bytes, encodings: Sequence[str]) -> tuple[str, str]:
    shown = {encoding: read_legacy(line, encoding) for encoding in encodings}
    encoding = max(shown, key=lambda each: score(shown[each]))
    return shown[encoding], encoding


def _is_other(shown: str) -> bool:
    """Whether a line shown so makes no sense: two words, or one longer than any syllable."""
    strange = [word for word in words_with_accents(shown) if weight(word) < 0]
    return len(strange) >= 2 or any(len(word) > LONGEST_SYLLABLE for word in strange)


def _tcvn_variant(lines: Sequence[bytes]) -> str:
    """Capitals with tones (TCVN) or typographic signs (TCVN3), by the words that have them."""
    words: list[bytes] = []
    for line in lines:
        words += _two_faced(line)
        if len(words) >= FACES_JUDGED:
            break
    sample = b" ".join(words[:FACES_JUDGED])
    valid = {encoding: _share(read_legacy(sample, encoding)) for encoding in ("tcvn3", "tcvn")}
    return max(valid, key=lambda encoding: valid[encoding])


def _share(text: str) -> float:
    """How many words with accents are syllables, of any length, times their share."""
    words = [exact_term(word) for word in _all_words(text) if not word.isascii()]
    return sum(map(is_syllable, words)) ** 2 / max(1, len(words))


def _words_of_bytes(line: bytes) -> Words:
    return {encoding: words_with_accents(read_legacy(line, encoding)) for encoding in WEIGHED}


def _as_utf8(line: bytes) -> str | None:
    """The line as UTF-8, a few broken bytes as U+FFFD; None for what is none."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        shown = line.decode("utf-8", "replace")
    whole = sum(not char.isascii() for char in shown)
    return shown if whole > 3 * shown.count("\ufffd") else None
