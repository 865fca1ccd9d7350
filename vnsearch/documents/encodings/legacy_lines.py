"""Lines of bytes to text: each in whichever of the Vietnamese encodings makes most of it.

A document may be in several encodings, or in one and in UTF-8.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO

from vnsearch.documents.encodings.blocks import cut_bytes
from vnsearch.documents.encodings.detection import (
    FEWEST_SYLLABLES,
    OF_BYTES,
    WEIGHED,
    Words,
    best_reading,
    find_encodings,
    sampled,
)
from vnsearch.documents.encodings.evidence import (
    SYLLABLE,
    has_doubtful,
    score,
    syllables_with_accents,
    weight,
    words_with_accents,
)
from vnsearch.documents.encodings.legacy import decode_legacy
from vnsearch.documents.faults import OversizeError
from vnsearch.documents.limits import LEGACY_LIMIT, PIECE_SIZE
from vnsearch.text.normalize import compose
from vnsearch.text.syllable import LONGEST_SYLLABLE, is_syllable
from vnsearch.text.terms import exact_term

LEGACY_ENCODINGS = ("windows-1258", "tcvn3", "tcvn", "viscii", "vni")

FACES_JUDGED = 500  # words
BLOCK = 4096  # bytes that are read together where none of them is in doubt
# Words of TCVN with a byte that is a typographic sign in TCVN3. Such a byte alone is a dash or
# a quote, but for À, Á, Ở (a euro, florin and trade mark sign) and what Windows-1252 lacks.
_CAPITAL_CONTROLS = rb"\x01\x02\x04-\x06\x11-\x17"
_two_faced = re.compile(
    rb"(?<![A-Za-z\xa0-\xff])[A-Za-z\xa0-\xff]+[%(controls)b\x80-\x9f][A-Za-z\x80-\xff]*"
    rb"|[%(controls)b\x80-\x9f][A-Za-z\x80-\xff]+"
    rb"|[%(controls)b\x80\x81\x83\x8d\x8f\x90\x99\x9d]" % {b"controls": _CAPITAL_CONTROLS}
).findall
_all_words = re.compile(r"[^\W\d_]+").findall
_has_control = re.compile("[\x80-\x9f]").search
_EAST_ASIAN = ("gb18030", "big5", "cp932", "cp949")
_FEWEST_IDEOGRAPHS = 4  # in a line
_maybe_utf8 = re.compile(rb"[\xc2-\xf4][\x80-\xbf]").search


def legacy_encodings(data: bytes) -> list[str]:
    """The legacy encodings that bytes which are no UTF-8 are in, the strongest first."""
    [sample] = sampled(data, _marked)
    told = find_encodings(sample, _words_of_bytes, _scores_of_bytes, _as_utf8, OF_BYTES)
    lines = (line for block in cut_bytes(data, PIECE_SIZE) for line in _marked(block))
    return [_tcvn_variant(lines) if encoding == "tcvn3" else encoding for encoding in told]


def has_vietnamese_in_utf8(data: bytes) -> bool:
    """Whether some lines of bytes which are no UTF-8 as a whole are Vietnamese in UTF-8."""
    lines = filter(None, map(_strictly_utf8, *sampled(data, _marked)))
    words = {word for line in lines for word in words_with_accents(line)}
    weights = list(map(weight, words))
    syllables = sum(each >= SYLLABLE for each in weights)
    return sum(weights) >= OF_BYTES.least and syllables >= FEWEST_SYLLABLES


def utf8_lines(data: bytes) -> Iterator[str | bytes]:
    """The lines, as text those that are UTF-8 but for a few broken bytes."""
    for line in BytesIO(data):
        text = _as_utf8(line)
        yield line if text is None else text


def read_lines(data: bytes, encodings: Sequence[str]) -> Iterator[tuple[str | bytes, str]]:
    """The text in pieces with their encodings, each line in one of these legacy encodings or
    UTF-8; as they are, with "", the bytes of lines in yet another encoding.

    Raises OversizeError for more than is read line by line.
    """
    if len(data) > LEGACY_LIMIT:
        raise OversizeError(LEGACY_LIMIT)
    latest = encodings[0]  # serves lines whose words say nothing
    for block in cut_bytes(data, BLOCK):
        text = _clean_reading(block, encodings[0]) if len(encodings) == 1 else None
        if text is not None:
            yield text, encodings[0]
            continue
        for line in BytesIO(block):
            read, encoding = _read_line(line, encodings, latest)
            latest = encoding if encoding in encodings else latest
            yield read, encoding


def _read_line(line: bytes, encodings: Sequence[str], latest: str) -> tuple[str | bytes, str]:
    """The text of a line and its encoding, or the line in yet another encoding and ""."""
    if line.isascii():
        return line.decode("ascii"), latest
    own = _as_utf8(line)
    shown, best, encoding = best_reading({each: read_legacy(line, each) for each in encodings})
    if own is not None and ((evidence := score(own)) >= best or best <= 0):
        return own, "utf-8" if evidence > 0 else latest
    if best > 0:
        return shown, encoding
    is_other = _is_other(shown) or (not syllables_with_accents(shown) and _is_ideographs(line))
    return (line, "") if is_other else (read_legacy(line, latest), latest)


def _clean_reading(block: bytes, encoding: str) -> str | None:
    """The text of lines that are all in this encoding without doubt; None where any word
    makes no sense in it or may be UTF-8.
    """
    if _maybe_utf8(block):
        return None
    text = read_legacy(block, encoding)
    return None if has_doubtful(text) else text


def read_legacy(content: bytes, encoding: str) -> str:
    """The text, composed, of bytes in one of LEGACY_ENCODINGS."""
    return compose(decode_legacy(content, encoding))


def _is_other(shown: str) -> bool:
    """Whether a line shown so makes no sense: control characters, two words, or one longer
    than any syllable.
    """
    if _has_control(shown):
        return True
    strange = [word for word in words_with_accents(shown) if weight(word) < 0]
    return len(strange) >= 2 or any(len(word) > LONGEST_SYLLABLE for word in strange)


def _is_ideographs(line: bytes) -> bool:
    """Whether all bytes beyond ASCII are characters of East Asia, of two bytes each: as letters
    and signs they make no words, strange or not.
    """
    for name in _EAST_ASIAN:
        try:
            beyond = [char for char in line.decode(name) if not char.isascii()]
        except UnicodeDecodeError:
            continue
        if len(beyond) >= _FEWEST_IDEOGRAPHS and min(beyond) >= "\u2010":
            return True
    return False


def _tcvn_variant(lines: Iterable[bytes]) -> str:
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


def _scores_of_bytes(line: bytes) -> dict[str, float]:
    return {name: sum(map(weight, words)) for name, words in _words_of_bytes(line).items()}


def _strictly_utf8(line: bytes) -> str | None:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _as_utf8(line: bytes) -> str | None:
    """The line as UTF-8, a few broken bytes as U+FFFD, or more beside a syllable that is
    whole: a field is cut at some byte. None for what is none.
    """
    text = _strictly_utf8(line)
    if text is not None or not _maybe_utf8(line):
        return text
    shown = line.decode("utf-8", "replace")
    whole = sum(not char.isascii() for char in shown)
    is_ours = whole > 3 * shown.count("\ufffd") or syllables_with_accents(shown)
    return shown if is_ours else None


def _marked(block: bytes) -> list[bytes]:
    """The lines that are not all ASCII."""
    return [line for line in block.split(b"\n") if not line.isascii()]
