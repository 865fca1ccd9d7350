"""Text that was read wrongly from bytes in a Vietnamese encoding, as it was before that.

Each line, or word of one that is mixed, is read in whichever encoding makes most of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from io import StringIO

from vnsearch.documents.encodings.blocks import cut_text
from vnsearch.documents.encodings.code_pages import (
    as_windows,
    beyond_ascii,
    code_page,
    has_unicode_only,
    shown_weights,
    shown_words,
    sums,
)
from vnsearch.documents.encodings.detection import (
    OF_TEXT,
    WEIGHED,
    Words,
    best_reading,
    cut_at_spaces,
    find_encodings,
    sampled,
)
from vnsearch.documents.encodings.evidence import (
    kept_if_short,
    score,
    syllables_with_accents,
    weight,
    words_with_accents,
)
from vnsearch.documents.encodings.legacy import decode_shown
from vnsearch.documents.encodings.lost_letters import restore_u_horn
from vnsearch.documents.encodings.misread import mend_utf8
from vnsearch.documents.encodings.odd_signs import (
    MISREAD,
    MISREAD_ANYWHERE,
    Misread,
    has_unlikely,
    misread_lines,
)
from vnsearch.documents.faults import OversizeError
from vnsearch.documents.limits import HEAD_SIZE, REREAD_LIMIT

_TELLS, _GOES_ALONG, _DOUBTFUL = range(3)
_QUOTES = "\"'«»“”‘’…–—.,;:()!?"
_pieces = re.compile(r"\s+|\S+").findall
# Spaces and control characters that are letters in some encoding.
_maybe_letter = re.compile(
    "[\x00-\x08\x0e-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
).search


def repair(text: str) -> tuple[str, Sequence[str]]:
    """The text as it was before its bytes were read wrongly, and their encodings.

    The text itself and none where there is no strong evidence that this ever happened to it.
    Raises OversizeError for one to which it has, and which is more than is read line by line.
    """
    whole, sample = sampled(text, _parts_that(MISREAD_ANYWHERE), MISREAD.search)
    encodings, mended = _encodings(sample), []
    if encodings in ([], ["utf-8"]):
        # Legacy text that was saved in UTF-8 and then read wrongly once more is no Vietnamese
        # as soon as it is UTF-8, but has more of it in its own encoding.
        mended = _encodings([line for part in sample if (line := mend_utf8(part)) != part])
    if mended and mended[0] != "utf-8":
        _check_size(text)
        text, encodings = mend_utf8(text), mended
    elif page := code_page(whole):
        # Lines that Windows showed may stand beside those.
        encodings = list(dict.fromkeys((*_encodings(whole, page), *encodings)))
    if not encodings:
        return text, ()
    _check_size(text)
    return "".join(_repaired(text, encodings)), encodings


def _encodings(sample: Sequence[str], page: str = "") -> list[str]:
    words_of = partial(_words_of_text, page=page)
    scores_of = partial(_scores_of_text, page=page)
    return find_encodings(sample, words_of, scores_of, lambda line: line, OF_TEXT)


def _check_size(text: str) -> None:
    if len(text) > REREAD_LIMIT:
        raise OversizeError(REREAD_LIMIT)


def _parts_that(misread: Misread) -> Callable[[str], Iterator[str]]:
    """The parts of some lines of a text that look as if they had been read wrongly."""
    return lambda block: (
        part
        for line in misread_lines(block, misread)
        for part in cut_at_spaces(line)
        if misread.search(part)
    )


def reread(text: str, encodings: Sequence[str]) -> str:
    """The text, or read as codes of one of these encodings if it has more syllables so."""
    if not encodings or text.isascii():
        return text
    readings = (text, *(_shower(encoding)(text) for encoding in encodings))
    return max(readings, key=syllables_with_accents)  # the first of equal ones


def _repaired(text: str, encodings: Sequence[str]) -> Iterator[str]:
    """The text in pieces, its lines as they are or in the encoding that makes more of them.

    A line that is Vietnamese both ways (mét, một) is read as the last one that is not.
    """
    is_legacy = True
    for block in cut_text(text, HEAD_SIZE):
        if block.isascii():
            yield block
            continue
        for line in StringIO(block, newline="\n"):
            read, is_legacy = _repaired_line(line, encodings, is_legacy)
            yield read


def _repaired_line(line: str, encodings: Sequence[str], is_legacy: bool) -> tuple[str, bool]:
    """The line as it was, and whether the next one is taken for legacy text."""
    if line.isascii():
        return line, is_legacy
    if is_legacy and len(encodings) == 1 and _is_plainly(line, encodings[0]):
        return _shower(encodings[0])(line), True
    shown, best, encoding = best_reading({each: _shower(each)(line) for each in encodings})
    own = max(0.0, score(line))
    if (own > 0 and best > 0) and not _is_unicode(line, encoding):
        return (shown if is_legacy else line), is_legacy
    if best > own:
        is_mixed = encoding != "utf-8" and syllables_with_accents(line)
        return ("".join(_kept_words(line, encoding, True, True)) if is_mixed else shown), True
    if "utf-8" in encodings:
        return mend_utf8(line), is_legacy
    is_legacy = is_legacy and own == 0
    return "".join(_kept_words(line, encoding, is_legacy, False)), is_legacy


def _is_plainly(line: str, encoding: str) -> bool:
    """Whether a line is in that encoding without doubt, as most are: its pieces alone tell."""
    if encoding == "utf-8" or _is_unicode(line, encoding) or _maybe_letter(line):
        return False
    told = set()
    for piece in set(line.split()):
        if not piece.isascii():
            told.add(_evidence(piece, encoding))
    return _TELLS in told and _DOUBTFUL not in told


@kept_if_short
def _evidence(piece: str, encoding: str) -> int:
    """Whether a piece tells that its line is in that encoding, or goes along with one that
    does: then the line weighs more so, and `_kept_words` reads the piece so.
    """
    shown, own, best = _both_ways(piece, encoding)
    weights = list(map(weight, words_with_accents(shown)))
    if min(weights, default=0) < 0 or (own and not best):
        return _DOUBTFUL
    if best:
        return _TELLS if sum(weights) > 0 else _DOUBTFUL
    return _GOES_ALONG if weights or not any(map(str.isdecimal, piece)) else _DOUBTFUL


def _kept_words(line: str, encoding: str, is_legacy: bool, told: bool) -> Iterator[str]:
    """The pieces of a line, each as it is or in that encoding.

    One that is Vietnamese both ways is as the piece before it, unless a sign is glued to it;
    so is one without a word in a line that is `told` to be in that encoding.
    """
    for piece in _pieces(line):
        if piece.isascii() or _is_unicode(piece, encoding):
            is_legacy = is_legacy and piece.isascii()
            yield piece
            continue
        shown, own, best = _both_ways(piece, encoding)
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


@kept_if_short
def _both_ways(piece: str, encoding: str) -> tuple[str, int, int]:
    """A piece in that encoding, and how many syllables with accents it has as it is and so."""
    shown = _shower(encoding)(piece)
    return shown, syllables_with_accents(piece), syllables_with_accents(restore_u_horn(shown))


def _words_of_text(line: str, page: str) -> Words:
    words_in: dict[str, list[str]] = {encoding: [] for encoding in _readings(page)}
    for piece in beyond_ascii(line):
        for words, more in zip(words_in.values(), shown_words(piece, page), strict=True):
            words += more
    return words_in


def _scores_of_text(line: str, page: str) -> dict[str, float]:
    """The weight of a line in each reading."""
    scores = sums(shown_weights, beyond_ascii(line), page)
    return dict(zip(_readings(page), scores, strict=True))


def _readings(page: str) -> list[str]:
    return ["utf-8", *(f"{each} {page}" if page else each for each in WEIGHED)]


def _shower(encoding: str) -> Callable[[str], str]:
    """What shows a text in a reading: an encoding and, after a space, the code page through
    which its bytes were read.
    """
    name, _, page = encoding.partition(" ")
    if page:
        return lambda line: decode_shown(as_windows(line, page), name)
    return mend_utf8 if name == "utf-8" else lambda line: decode_shown(line, name)


def _is_unicode(text: str, encoding: str) -> bool:
    """Whether the text has letters that no byte in that reading was shown as."""
    return has_unicode_only(encoding.partition(" ")[2])(text) is not None
