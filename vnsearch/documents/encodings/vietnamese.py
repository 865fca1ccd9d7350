"""Which reading of bytes, or of characters that came from them, is Vietnamese: line by line.

One judge for both. It weighs the words of lines from all parts of a document in every reading
and as they are, finds the encodings that the document is in, and then reads each line in
whichever makes most of it: a document may be in several, or in one and in Unicode. A reading
must make syllables of what were none and lose none.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypeVar

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
# What no code page of the West has: a line with any is Vietnamese in Unicode as it is.
_unicode_only = re.compile("[\u0103\u0111\u01a1\u01b0\u1ea0-\u1ef9]", re.IGNORECASE).search

_Line = TypeVar("_Line", bytes, str)
_Words = Mapping[str, list[str]]  # with accents, of a line in each reading


def read_lines(lines: Sequence[bytes]) -> tuple[list[str | None], list[str]]:
    """The text of each line in a legacy encoding or UTF-8, and the legacy encodings found.

    None for a line in yet another encoding. No encoding at all where none is found.
    """
    marked = [line for line in lines if not line.isascii()]
    demand = (BYTES_DEMAND, BYTES_NOISE)
    found = find_encodings(_spread(marked), _words_of_bytes, _as_utf8, demand)
    if not found:
        return [None] * len(lines), []
    names = [_tcvn_variant(marked) if name == "tcvn3" else name for name in found]
    texts: list[str | None] = []
    latest = names[0]  # serves lines whose words say nothing
    for line in lines:
        if line.isascii():
            texts.append(line.decode("ascii"))
            continue
        own = _as_utf8(line)
        shown, name = _best_reading(line, names)
        if own is not None and score(own) >= score(shown):
            texts.append(own)
        elif score(shown) > 0 or not _is_other(shown):
            latest = name if score(shown) > 0 else latest
            texts.append(shown if score(shown) > 0 else read_legacy(line, latest))
        else:
            texts.append(None)
    return texts, names


def repair(text: str) -> tuple[str, str]:
    """The text as it was before its bytes were read wrongly, and their encoding.

    The text itself and "" where there is no strong evidence that this ever happened to it.
    """
    parts = [part for line in _misread_lines(text) for part in _cut(line) if _misread(part)]
    found = find_encodings(
        _spread(parts),
        _words_of_text,
        lambda line: line,
        (TEXT_DEMAND, TEXT_NOISE),
    )
    if not found:
        return text, ""
    return "\n".join(_repaired(text.split("\n"), found)), found[0]


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


def _best_reading(line: bytes, names: Sequence[str]) -> tuple[str, str]:
    shown = {name: read_legacy(line, name) for name in names}
    name = max(shown, key=lambda one: score(shown[one]))
    return shown[name], name


def _is_other(shown: str) -> bool:
    """Whether a line shown so makes no sense: two words, or one longer than any syllable."""
    strange = [word for word in words_with_accents(shown) if weight(word) < 0]
    return len(strange) >= 2 or any(len(word) > LONGEST_SYLLABLE for word in strange)


def _repaired(lines: Sequence[str], names: Sequence[str]) -> Iterator[str]:
    """The lines, each as it is or in the encoding that makes more of it.

    A line that is Vietnamese both ways (mét, một) is read as the last one that is not.
    """
    is_legacy = True
    for line in lines:
        if line.isascii():
            yield line
            continue
        shown = {name: _shower(name)(line) for name in names}
        name = max(shown, key=lambda one: score(shown[one]))
        own, best = max(0.0, score(line)), score(shown[name])
        if (own > 0 and best > 0) and not _unicode_only(line):
            yield shown[name] if is_legacy else line
        elif best > own:
            is_legacy = True
            is_mixed = name != "utf-8" and syllables_with_accents(line)
            yield "".join(_kept_words(line, name, True, True)) if is_mixed else shown[name]
        elif "utf-8" in names:
            yield mend_utf8(line)
        else:
            is_legacy = is_legacy and own == 0
            yield "".join(_kept_words(line, name, is_legacy, False))


_all_words = re.compile(r"[^\W\d_]+").findall
_QUOTES = "\"'«»“”‘’…–—.,;:()!?"
_pieces = re.compile(r"\s+|\S+").findall


def _kept_words(line: str, name: str, is_legacy: bool, told: bool) -> Iterator[str]:
    """The pieces of a line, each as it is or in that encoding.

    One that is Vietnamese both ways is as the piece before it, unless a sign is glued to it;
    so is one without a word in a line that is `told` to be in that encoding.
    """
    show = _shower(name)
    for piece in _pieces(line):
        if piece.isascii() or _unicode_only(piece):
            is_legacy = is_legacy and piece.isascii()
            yield piece
            continue
        shown = show(piece)
        own = syllables_with_accents(piece)
        best = syllables_with_accents(restore_u_horn(shown))
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


def _tcvn_variant(lines: Sequence[bytes]) -> str:
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
        shown = line.decode("utf-8", "replace")
    whole = sum(not char.isascii() for char in shown)
    return shown if whole > 3 * shown.count("\ufffd") else None


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
