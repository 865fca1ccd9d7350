"""Which reading of bytes, or of characters that came from them, is Vietnamese: line by line.

One judge for both. It weighs the words of lines from all parts of a document in every reading
and as they are, finds the encodings that the document is in, and then reads each line in
whichever makes most of it: a document may be in several, or in one and in Unicode. A reading
must make syllables of what were none and lose none.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from io import BytesIO, StringIO
from typing import TypeVar

from vnsearch.documents.encodings.blocks import cut_bytes, cut_text
from vnsearch.documents.encodings.evidence import (
    SYLLABLE,
    score,
    syllables_with_accents,
    weight,
    words_with_accents,
)
from vnsearch.documents.encodings.legacy import decode_legacy, decode_shown
from vnsearch.documents.encodings.lost_letters import restore_u_horn
from vnsearch.documents.encodings.misread import mend_utf8
from vnsearch.documents.faults import OversizeError
from vnsearch.documents.limits import HEAD_SIZE, PIECE_SIZE, REREAD_LIMIT
from vnsearch.text.normalize import compose
from vnsearch.text.syllable import is_syllable
from vnsearch.text.terms import exact_term

LEGACY_ENCODINGS = ("windows-1258", "tcvn3", "tcvn", "viscii", "vni")

SAMPLED = 1 << 16  # characters weighed to find the encodings, from all parts of a document,
SAMPLED_LENGTH = 4000  # and at most so many of a line
WEIGHED_LENGTH = 400  # characters of a text that are weighed together
FACES_JUDGED = 500  # words
ENCODINGS_FOUND = 3  # in one document
FEWEST_SYLLABLES = 3  # different ones that an encoding must be found by
LONGEST_SYLLABLE = 7  # letters: nghiêng
BLOCK = 4096  # bytes that are read together where none of them is in doubt
REPEATED = 2  # times that one word counts
BYTES_DEMAND = 6.0  # weight that finds an encoding of bytes, which must be in one,
TEXT_DEMAND = 10.0  # of characters, which are mostly what they seem,
UTF8_DEMAND = 5.0  # and of UTF-8 read wrongly, which by chance no word is
MARGIN = 3.0  # weight that tells an encoding from the second best
BYTES_NOISE, TEXT_NOISE = 0.05, 0.2  # more asked for by each word of no sense in any reading

# TCVN and TCVN3 differ in capitals alone: one of them is weighed.
_WEIGHED = ("windows-1258", "tcvn3", "viscii", "vni")
_SHOWN = ("utf-8", *_WEIGHED)  # readings of characters that came from bytes
_LONGEST_KEPT = 40  # characters of a piece of text whose readings are remembered
# Words of TCVN with a byte that is a typographic sign in TCVN3. Such a byte alone is a dash or
# a quote, but for À, Á, Ở (a euro, florin and trade mark sign) and what Windows-1252 lacks.
_CAPITAL_CONTROLS = rb"\x01\x02\x04-\x06\x11-\x17"
_two_faced = re.compile(
    rb"(?<![A-Za-z\xa0-\xff])[A-Za-z\xa0-\xff]+[%(controls)b\x80-\x9f][A-Za-z\x80-\xff]*"
    rb"|[%(controls)b\x80-\x9f][A-Za-z\x80-\xff]+"
    rb"|[%(controls)b\x80\x81\x83\x8d\x8f\x90\x99\x9d]" % {b"controls": _CAPITAL_CONTROLS}
).findall
# Characters that Vietnamese in Unicode has no use for, or seldom, and every misreading has.
_unlikely = re.compile(
    "[\x80-\x9f\xa1-\xbf\xc4-\xc7\xcb\xcf\xd0\xd1\xd6-\xd8\xdb\xdc\xde\xdf\xe4-\xe7\xeb\xee-\xf1"
    "\xf6-\xf8\xfb-\xff\u011e\u0130\u015e\u0131\u015f\u0152\u0153\u0160\u0161\u0178\u017d\u017e"
    "\u0192\u02c6\u02c7\u02d8-\u02dd\u0393-\u03c6\u2021\u2022\u20ac\u2122\u2500-\u25a0\u2202-\u2265]"
).search

# Of these, the letters that Vietnamese has not; and the signs where a letter touches them, as
# in no m² or 25 °C. The pattern begins with a set of characters: that is searched for fast.
_ODD_LETTERS = (
    "\xc4-\xc7\xcb\xcf\xd0\xd1\xd6\xd8\xdc\xde\xdf\xe4-\xe7\xeb\xef-\xf1\xf6\xf8\xfc\xfe\xff"
)
_SIGNS = (
    "\x80-\x9f\xa1-\xbf\xd7\xf7\u0192\u02c6-\u02dd\u0393-\u03c6\u2021\u20ac\u2122"
    "\u2500-\u25a0\u2202-\u2265"
)
_LETTERS = "A-Za-z\xc0-\u01b0\u1ea0-\u1ef9"
_misread = re.compile(
    f"[{_ODD_LETTERS}{_SIGNS}]"
    f"(?:(?<=[{_ODD_LETTERS}])|[a-z\xe0-\u01b0]|(?<=[{_LETTERS}][{_SIGNS}])[^\\W\\d_])"
).search
_maybe_utf8 = re.compile(rb"[\xc2-\xf4][\x80-\xbf]").search
# What no code page of the West has: a line with any is Vietnamese in Unicode as it is.
_unicode_only = re.compile("[\u0103\u0111\u01a1\u01b0\u1ea0-\u1ef9]", re.IGNORECASE).search

_Line = TypeVar("_Line", bytes, str)
_Words = Mapping[str, list[str]]  # with accents, of a line in each reading


def legacy_encodings(data: bytes) -> list[str]:
    """The legacy encodings that bytes which are no UTF-8 are in, the strongest first."""
    demand = (BYTES_DEMAND, BYTES_NOISE)
    found = find_encodings(_sampled(data, _marked), _words_of_bytes, _as_utf8, demand)
    lines = (line for block in cut_bytes(data, PIECE_SIZE) for line in _marked(block))
    return [_tcvn_variant(lines) if name == "tcvn3" else name for name in found]


def read_lines(data: bytes, names: Sequence[str]) -> Iterator[str | bytes]:
    """The text in pieces, each line of it in one of these legacy encodings or UTF-8; as they
    are the bytes of lines in yet another encoding.

    Raises OversizeError for more than is read line by line.
    """
    if len(data) > REREAD_LIMIT:
        raise OversizeError(REREAD_LIMIT)
    latest = names[0]  # serves lines whose words say nothing
    for block in cut_bytes(data, BLOCK):
        text = _clean_reading(block, names[0]) if len(names) == 1 else None
        if text is not None:
            yield text
            continue
        for line in BytesIO(block):
            read, latest = _read_line(line, names, latest)
            yield read


def _read_line(line: bytes, names: Sequence[str], latest: str) -> tuple[str | bytes, str]:
    """The text of a line, or the line in yet another encoding, and the encoding it was in."""
    if line.isascii():
        return line.decode("ascii"), latest
    own = _as_utf8(line)
    shown, best, name = _best_reading(line, names)
    if own is not None and score(own) >= best:
        return own, latest
    if best > 0:
        return shown, name
    return (line if _is_other(shown) else read_legacy(line, latest)), latest


def _clean_reading(block: bytes, name: str) -> str | None:
    """The text of lines that are all in this encoding without doubt; None where any word
    makes no sense in it or may be UTF-8.
    """
    if _maybe_utf8(block):
        return None
    text = read_legacy(block, name)
    doubtful = any(weight(word) < 0 for word in set(words_with_accents(text)))
    return None if doubtful else text


def repair(text: str) -> tuple[str, str]:
    """The text as it was before its bytes were read wrongly, and their encoding.

    The text itself and "" where there is no strong evidence that this ever happened to it.
    Raises OversizeError for one to which it has, and which is more than is read line by line.
    """
    found = find_encodings(
        _sampled(text, _misread_parts),
        _words_of_text,
        lambda line: line,
        (TEXT_DEMAND, TEXT_NOISE),
    )
    if not found:
        return text, ""
    if len(text) > REREAD_LIMIT:
        raise OversizeError(REREAD_LIMIT)
    return "".join(_repaired(text, found)), found[0]


def _misread_parts(block: str) -> Iterator[str]:
    """The parts of some lines that look as if they had been read wrongly."""
    return (part for line in _misread_lines(block) for part in _cut(line) if _misread(part))


def _misread_lines(text: str) -> Iterator[str]:
    """The lines with a letter that Vietnamese has not, or a sign that a letter touches."""
    end = len(text) if text.isascii() else 0
    while found := _misread(text, end):
        end = text.find("\n", found.end())
        end = len(text) if end < 0 else end
        yield text[text.rfind("\n", 0, found.start()) + 1 : end]


def reread(text: str, encoding: str) -> str:
    """The text read as codes of this encoding, if it has more syllables with accents so."""
    if text.isascii():
        return text
    shown = _shower(encoding)(text)
    return shown if syllables_with_accents(shown) > syllables_with_accents(text) else text


def read_legacy(content: bytes, encoding: str) -> str:
    """The text, composed, of bytes in one of LEGACY_ENCODINGS."""
    return compose(decode_legacy(content, encoding))


def find_encodings(
    lines: Sequence[_Line],
    words_of: Callable[[_Line], _Words],
    as_is: Callable[[_Line], str | None],
    demand: tuple[float, float],
) -> list[str]:
    """The readings that the lines as a whole are evidence for, the strongest first.

    `demand` is the weight that finds one, and what each word of no sense adds to that.
    """
    rest: list[tuple[float, dict[str, float], _Words]] = []
    for line in lines:
        words = words_of(line)
        scores = {name: sum(map(weight, some)) for name, some in words.items()}
        own = as_is(line)
        rest.append((max(0.0, score(own) if own is not None else 0.0), scores, words))
    found: list[str] = []
    while rest and len(found) < ENCODINGS_FOUND:
        name = _strongest(rest, demand)
        if not name:
            break
        found.append(name)
        rest = [one for one in rest if one[1][name] <= one[0]]
    return found


def _strongest(
    lines: Sequence[tuple[float, dict[str, float], _Words]],
    demand: tuple[float, float],
) -> str:
    """The reading with the most evidence, if it is enough; "" else."""
    gains: defaultdict[str, float] = defaultdict(float)
    leads: defaultdict[str, float] = defaultdict(float)
    seen: dict[str, Counter[str]] = {}
    noise = 0
    for own, scores, words in lines:
        name = max(scores, key=lambda one: scores[one])
        if scores[name] <= own:
            noise += 0 if own else min(map(len, words.values()))
            continue
        counted = seen.setdefault(name, Counter())
        gain = -own
        for word in words[name]:
            counted[word] += 1
            gain += weight(word) if counted[word] <= REPEATED else 0
        gains[name] += gain
        second = max((scores[one] for one in scores if one != name), default=0.0)
        leads[name] += scores[name] - max(second, own)
    if not gains:
        return ""
    name = max(gains, key=lambda one: gains[one])
    # Parts of words, as statistics of languages list them, are mostly syllables of two letters.
    weights = [weight(word) for word in seen[name] if weight(word) > 0]
    different = sum(one >= SYLLABLE for one in weights)
    least = UTF8_DEMAND if name == "utf-8" else demand[0] + demand[1] * noise
    is_enough = gains[name] >= least and different >= max(FEWEST_SYLLABLES, len(weights) / 2)
    return name if is_enough and leads[name] >= MARGIN else ""


def _best_reading(line: bytes, names: Sequence[str]) -> tuple[str, float, str]:
    """The line in the encoding that makes most of it, how much that is, and the encoding."""
    return _best({name: read_legacy(line, name) for name in names})


def _best(shown: Mapping[str, str]) -> tuple[str, float, str]:
    scores = {name: score(text) for name, text in shown.items()}
    name = max(scores, key=lambda one: scores[one])
    return shown[name], scores[name], name


def _is_other(shown: str) -> bool:
    """Whether a line shown so makes no sense: two words, or one longer than any syllable."""
    strange = [word for word in words_with_accents(shown) if weight(word) < 0]
    return len(strange) >= 2 or any(len(word) > LONGEST_SYLLABLE for word in strange)


def _repaired(text: str, names: Sequence[str]) -> Iterator[str]:
    """The text in pieces, its lines as they are or in the encoding that makes more of them.

    A line that is Vietnamese both ways (mét, một) is read as the last one that is not.
    """
    is_legacy = True
    for block in cut_text(text, HEAD_SIZE):
        if block.isascii():
            yield block
            continue
        for line in StringIO(block, newline="\n"):
            read, is_legacy = _repaired_line(line, names, is_legacy)
            yield read


def _repaired_line(line: str, names: Sequence[str], is_legacy: bool) -> tuple[str, bool]:
    """The line as it was, and whether the next one is taken for legacy text."""
    if line.isascii():
        return line, is_legacy
    shown, best, name = _best({name: _shower(name)(line) for name in names})
    own = max(0.0, score(line))
    if (own > 0 and best > 0) and not _unicode_only(line):
        return (shown if is_legacy else line), is_legacy
    if best > own:
        is_mixed = name != "utf-8" and syllables_with_accents(line)
        return ("".join(_kept_words(line, name, True, True)) if is_mixed else shown), True
    if "utf-8" in names:
        return mend_utf8(line), is_legacy
    is_legacy = is_legacy and own == 0
    return "".join(_kept_words(line, name, is_legacy, False)), is_legacy


_all_words = re.compile(r"[^\W\d_]+").findall
_QUOTES = "\"'«»“”‘’…–—.,;:()!?"
_pieces = re.compile(r"\s+|\S+").findall


def _kept_words(line: str, name: str, is_legacy: bool, told: bool) -> Iterator[str]:
    """The pieces of a line, each as it is or in that encoding.

    One that is Vietnamese both ways is as the piece before it, unless a sign is glued to it;
    so is one without a word in a line that is `told` to be in that encoding.
    """
    for piece in _pieces(line):
        if piece.isascii() or _unicode_only(piece):
            is_legacy = is_legacy and piece.isascii()
            yield piece
            continue
        told_of = _both_ways if len(piece) <= _LONGEST_KEPT else _both_ways.__wrapped__
        shown, own, best = told_of(piece, name)
        if own and best:
            is_legacy = is_legacy or _unlikely(piece.strip(_QUOTES)) is not None
        elif own or best:
            is_legacy = best > 0
        else:  # an abbreviation (QĐ) is read, a measure (25°C) is none
            words = words_with_accents(shown)
            is_told = told and is_legacy and not any(map(str.isdecimal, piece))
            yield shown if is_told or (words and min(map(weight, words)) >= 0) else piece
            continue
        yield shown if is_legacy else piece


@lru_cache(1 << 14)
def _both_ways(piece: str, name: str) -> tuple[str, int, int]:
    """A piece in that encoding, and how many syllables with accents it has as it is and so."""
    shown = _shower(name)(piece)
    return shown, syllables_with_accents(piece), syllables_with_accents(restore_u_horn(shown))


def _tcvn_variant(lines: Iterable[bytes]) -> str:
    """Capitals with tones (TCVN) or typographic signs (TCVN3), by the words that have them."""
    words: list[bytes] = []
    for line in lines:
        words += _two_faced(line)
        if len(words) >= FACES_JUDGED:
            break
    sample = b" ".join(words[:FACES_JUDGED])
    valid = {name: _share(read_legacy(sample, name)) for name in ("tcvn3", "tcvn")}
    return max(valid, key=lambda name: valid[name])


def _share(text: str) -> float:
    """How many words with accents are syllables, of any length, times their share."""
    words = [exact_term(word) for word in _all_words(text) if not word.isascii()]
    return sum(map(is_syllable, words)) ** 2 / max(1, len(words))


def _words_of_bytes(line: bytes) -> _Words:
    return {name: words_with_accents(read_legacy(line, name)) for name in _WEIGHED}


def _words_of_text(line: str) -> _Words:
    found: dict[str, list[str]] = {name: [] for name in _SHOWN}
    for piece in line.split(" "):
        if piece.isascii() and piece.isprintable():
            continue  # bytes that stand for nothing else
        told = _shown_words if len(piece) <= _LONGEST_KEPT else _shown_words.__wrapped__
        for words, more in zip(found.values(), told(piece), strict=True):
            words += more
    return found


@lru_cache(1 << 14)
def _shown_words(piece: str) -> tuple[list[str], ...]:
    """The words with accents of a piece without spaces, in each reading of _SHOWN."""
    return tuple(words_with_accents(_shower(name)(piece)) for name in _SHOWN)


def _shower(name: str) -> Callable[[str], str]:
    return mend_utf8 if name == "utf-8" else lambda line: decode_shown(line, name)


def _as_utf8(line: bytes) -> str | None:
    """The line as UTF-8, a few broken bytes as U+FFFD; None for what is none."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        if not _maybe_utf8(line):
            return None
        shown = line.decode("utf-8", "replace")
    whole = sum(not char.isascii() for char in shown)
    return shown if whole > 3 * shown.count("\ufffd") else None


def _marked(block: bytes) -> list[bytes]:
    """The lines that are not all ASCII."""
    return [line for line in block.split(b"\n") if not line.isascii()]


def _sampled(whole: _Line, parts_of: Callable[[_Line], Iterable[_Line]]) -> list[_Line]:
    """Some parts of a document, evenly from all of it, which is never held in lines."""
    cut: Callable[..., Iterator[_Line]] = cut_bytes if isinstance(whole, bytes) else cut_text
    found = [_spread(list(parts_of(block))) for block in cut(whole, PIECE_SIZE)]
    return found[0] if len(found) == 1 else _spread([part for some in found for part in some])


def _cut(line: str) -> Iterator[str]:
    """A line in parts of WEIGHED_LENGTH, cut at spaces: a few odd signs in a record of a
    thousand words speak for their own sentence alone.
    """
    start = 0
    while len(line) - start > WEIGHED_LENGTH:
        end = line.rfind(" ", start, start + WEIGHED_LENGTH) + 1
        end = end if end > start else start + WEIGHED_LENGTH
        yield line[start:end]
        start = end
    yield line[start:]


def _spread(lines: Sequence[_Line]) -> list[_Line]:
    """Some of the lines, evenly from all parts, and of one long line some of its parts."""
    parts = [
        line[at : at + SAMPLED_LENGTH]
        for line in lines
        for at in range(0, len(line), SAMPLED_LENGTH)
    ]
    return parts[:: 1 + sum(map(len, parts)) // SAMPLED]
