"""Text cut into tokens, each with its place in the text; a Vietnamese token is one syllable.

A token is a run of letters, digits, combining marks and invisible characters. It begins at
the run's first letter or digit and ends after its last letter, digit or mark; everything else
separates. An ideograph, ½, ① or ㎏, with the marks after it, is a token of its own. `C++`,
`C#`, `F#` and `.NET` keep their sign: without it they would be other words. The text is never
changed, so `text[start:end]` is what was written.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise, takewhile

from vnsearch.frozen import NamedTuple
from vnsearch.patterns import pattern
from vnsearch.text.character_search import CharacterSearch
from vnsearch.text.characters import (
    INVISIBLE,
    LETTER,
    LONE,
    LONE_CHARACTERS,
    MARK,
    SEPARATING_LETTERS,
    SEPARATOR,
    UNCOMMON,
    UNSEEN,
    character_class,
    has_uncommon,
    is_one_of,
)
from vnsearch.text.normalize import compose
from vnsearch.text.syllable import is_bare_syllable, is_syllable

__all__ = [
    "SHIFTED",
    "SIGNED",
    "Token",
    "character_class",
    "may_be_signed",
    "may_begin_sign",
    "signed_names",
    "token_bounds",
    "tokenize",
    "with_sign",
]

_LETTER = rf"[^\W_{SEPARATING_LETTERS}]"
_plain_runs = pattern(f"{_LETTER}+").finditer
_BESIDE = rf"[^\W_{SEPARATING_LETTERS}{LONE_CHARACTERS}]"  # a letter, of a token of many
_runs = pattern(rf"(?:{_BESIDE}+|[{LONE_CHARACTERS}])(?:{UNCOMMON}+{_BESIDE}*)*").finditer
_ZERO_WIDTH_SPACE = "\u200b"
_WITHOUT_INVISIBLE = dict.fromkeys(map(ord, INVISIBLE))

# What may belong to a name, and the letters that it then stands behind.
_SIGNS = {"++": ("c", "C"), "#": ("c", "C", "f", "F")}
_NET = ".net"
SIGNED = ("c", "f", "net")  # the letters of all of them, as terms
_begins_net = pattern(r"\.[nN]").search

# Raised digits are a power behind a unit or one letter (50m², x²), else the number of a note.
_FIGURES = "\u00b2\u00b3\u00b9\u2070\u2071\u2074-\u2079\u207f"
# Raised letters end a number or the first letter of a word (1ᵉʳ, Mᵐᵉ), else they are a note.
_LETTERS = "\u1d2c-\u1d61"
# Lowered digits belong to letters (H₂O); behind digits they are the base of a number.
_LOWERED = "\u2080-\u2089"
SHIFTED = f"{_FIGURES}{_LETTERS}{_LOWERED}"  # in a class of a regular expression
_has_shifted = CharacterSearch(f"[{SHIFTED}]").is_in
_shifted_all = pattern(f"([{_FIGURES}]+|[{_LETTERS}]+|[{_LOWERED}]+){UNCOMMON}*").finditer
_is_lowered = pattern(f"[{_LOWERED}]").match
_is_letter = pattern(f"[{_LETTERS}]").match
_takes_powers = pattern("[0-9]*(?:[a-z]|[cdkm]m)", re.IGNORECASE | re.ASCII).fullmatch
_UNIT_LENGTH = 12  # characters of a unit with its figure, at most
_takes_letters = pattern("[0-9]+|[a-z]", re.IGNORECASE | re.ASCII).fullmatch
may_begin_sign = is_one_of(f"#+.{SHIFTED}")  # without it nothing `may_be_signed`


class Token(NamedTuple):
    """A piece of text with its place: `text` as written, `position` counted in tokens."""

    text: str
    start: int
    end: int
    position: int


def tokenize(text: str) -> Iterator[Token]:
    """The tokens of a text, in order; `text[start:end]` gives each one back."""
    for position, (start, end) in enumerate(token_bounds(text)):
        yield Token(text[start:end], start, end, position)


def token_bounds(text: str) -> list[tuple[int, int]]:
    """The [start, end) of every token, in order."""
    if has_uncommon(text):
        bounds = _careful_bounds(text)
    else:
        bounds = [run.span() for run in _plain_runs(text)]
    if not may_be_signed(text):
        return bounds
    if _has_shifted(text):  # first: .NET¹ is .NET with a note
        bounds = [part for bound in bounds for part in _without_notes(text, *bound)]
    for word, signed in signed_names(text):
        at = bisect_left(bounds, word)
        if bounds[at : at + 1] == [word]:
            bounds[at] = signed
    return bounds


def _without_notes(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A token, parted before and behind what is shifted in it and no part of a word: Nội¹ is no
    "nội1", 10² no 102, Vinamilkᵀᴹ no "vinamilktm".
    """
    for note in _shifted_all(text, start, end):
        if _goes_on(text[start : note.start()], note[0]):
            continue
        if start < note.start():
            yield start, note.start()
        yield note.span()
        start = note.end()
    if start < end:
        yield start, end


def is_degree(text: str, raised: str) -> bool:
    """Whether what is raised behind a text stands for the sign of degrees: 0, or an o."""
    return raised in ("0", "o", "O") and text[-1:].isdigit()


def takes_power(text: str) -> bool:
    """Whether a raised figure behind a text is a part of its last word, as of m2, 5km3 and x2;
    behind a name it is the number of a note, behind a number an exponent.
    """
    word = "".join(takewhile(str.isalnum, reversed(text[-_UNIT_LENGTH:])))[::-1]
    return not word or bool(_takes_powers(word))


def _goes_on(word: str, shifted: str) -> bool:
    """Whether raised or lowered characters behind the beginning of a word are a part of it."""
    if _is_lowered(shifted):
        return not word[-1:].isdecimal()
    return bool((_takes_letters if _is_letter(shifted) else _takes_powers)(word))


def may_be_signed(text: str) -> bool:
    """Whether a sign may belong to a token or part one: C++, .NET, m², the number of a note."""
    # Each in the way in which a text without any is looked through soonest.
    signed = "#" in text or ("+" in text and "++" in text) or bool(_begins_net(text))
    return signed or _has_shifted(text)


def signed_names(text: str) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Where `C++`, `C#`, `F#` or `.NET` may stand: the bounds of its letters, and of all of it.

    It stands there if the letters are a token. O(text), much faster than a pattern.
    """
    letters = [
        *((place - 1, place) for sign in _SIGNS for place in _places(text, sign)),
        *(
            (place + 1, place + len(_NET))
            for beginning in (_NET[:2], _NET[:2].upper())
            for place in _places(text, beginning)
        ),
    ]
    for start, end in letters:
        name = with_sign(text, start, end)
        if name != (start, end):
            yield (start, end), name


def with_sign(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of a token and of the sign that belongs to its name, where it has one.

    The dot is the name's own only where no letter is before it: `ASP.NET` is two words.
    """
    for sign, letters in _SIGNS.items():
        if text[start:end] in letters and text.startswith(sign, end):
            return start, end + len(sign)
    dot = start - 1
    is_net = dot >= 0 and text[dot:end].lower() == _NET
    if is_net and (dot == 0 or character_class(text[dot - 1]) == SEPARATOR):
        return dot, end
    return start, end


def _places(text: str, part: str) -> Iterator[int]:
    place = text.find(part)
    while place >= 0:
        yield place
        place = text.find(part, place + 1)


def _careful_bounds(text: str) -> list[tuple[int, int]]:
    bounds: list[tuple[int, int]] = []
    for run in _runs(text):
        if run[0].isalnum():
            bounds.append(run.span())
        else:
            for start, end in _refined(text, *run.span()):
                bounds.extend(_parted(text, start, end))
    return bounds


def _refined(text: str, begin: int, stop: int) -> Iterator[tuple[int, int]]:
    """The tokens of a stretch that holds uncommon characters, looked at one by one."""
    start = end = -1
    alone = False  # the token is of one character, to which no letter is added
    for place in range(begin, stop):
        kind = character_class(text[place])
        if start >= 0 and (kind in (SEPARATOR, LONE) or (alone and kind == LETTER)):
            yield start, end
            start = -1
        if start < 0:
            if kind in (LETTER, LONE):
                start, end, alone = place, place + 1, kind == LONE
        elif kind != UNSEEN:
            end = place + 1
    if start >= 0:
        yield start, end


def _parted(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The token, parted at each zero-width space between two syllables that make none.

    Web pages have such a space in place of a plain one; elsewhere it only allows a line break.
    """
    token = text[start:end]
    if _ZERO_WIDTH_SPACE not in token:
        yield start, end
        return
    pieces = list(re.finditer(f"[^{_ZERO_WIDTH_SPACE}]+", token))
    for before, after in pairwise(pieces):
        joined = before[0] + after[0]
        if _spells(before[0]) and _spells(after[0]) and not _spells(joined):
            yield from _within(text, start, end - len(token) + before.end())
            start = end - len(token) + after.start()
    yield from _within(text, start, end)


def _within(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The token of [start, end) without invisible characters at its ends."""
    while start < end and character_class(text[start]) in (MARK, UNSEEN):
        start += 1
    while start < end and character_class(text[end - 1]) == UNSEEN:
        end -= 1
    if start < end:
        yield start, end


def _spells(piece: str) -> bool:
    """Whether a piece of a token is a Vietnamese syllable, with its marks or without any."""
    letters = compose(piece.translate(_WITHOUT_INVISIBLE).lower())
    return is_syllable(letters) or is_bare_syllable(letters)
