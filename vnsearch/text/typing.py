"""Raw Telex and VNI keystrokes read as the syllable they were meant to type.

For queries typed with the input method switched off. Keys are read as the usual input methods
do: a tone or mark key works anywhere after its letter ('hooij', 'hojio', 'hoi65'), typed
twice it undoes itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from vnsearch.text.syllable import VOWELS, is_syllable, place_tone


class _Method(NamedTuple):
    """An input method: the tone a key sets, and the letters a key changes into others."""

    tones: dict[str, int]
    marks: dict[str, dict[str, str]]


_TELEX = _Method(
    {"z": 0, "f": 1, "s": 2, "r": 3, "x": 4, "j": 5},
    {
        "a": {"a": "â"},
        "e": {"e": "ê"},
        "o": {"o": "ô"},
        "d": {"d": "đ"},
        "w": {"a": "ă", "o": "ơ", "u": "ư"},
    },
)
_VNI = _Method(
    {"0": 0, "2": 1, "1": 2, "3": 3, "4": 4, "5": 5},
    {
        "6": {"a": "â", "e": "ê", "o": "ô"},
        "7": {"o": "ơ", "u": "ư"},
        "8": {"a": "ă"},
        "9": {"d": "đ"},
    },
)
_LONGEST = 12  # keys: 'nghieengx' with every key typed is 9, some are corrected on the way


def decode_telex(keys: str) -> str:
    """The syllable with marks that these Telex keys type: 'nguwowif' -> 'người'; '' if none."""
    return _decoded(keys, _TELEX)


def decode_vni(keys: str) -> str:
    """The syllable with marks that these VNI keys type: 'ho65i' -> 'hội'; '' if none."""
    return _decoded(keys, _VNI)


def _decoded(keys: str, method: _Method) -> str:
    if not keys.isascii() or len(keys) > _LONGEST:
        return ""
    for letters, tone in _typed(keys, "", 0, method):
        # Input methods write the second horn of ươ themselves.
        term = place_tone(letters.replace("ưo", "ươ"), tone)
        if not term.isascii() and is_syllable(term):
            return term
    return ""


def _typed(keys: str, letters: str, tone: int, method: _Method) -> Iterator[tuple[str, int]]:
    """Every reading of the keys that are left, the likeliest first."""
    if not keys:
        yield letters, tone
        return
    key, rest = keys[0], keys[1:]
    if key in method.tones and not set(letters).isdisjoint(VOWELS):
        if method.tones[key] != tone:
            yield from _typed(rest, letters, method.tones[key], method)
        else:
            yield from _typed(rest, letters + key, 0, method)
        return
    for changed in _marked(key, letters, method.marks.get(key, {})):
        yield from _typed(rest, changed, tone, method)
    if key.isalpha():
        yield from _typed(rest, letters + key, tone, method)


def _marked(key: str, letters: str, marks: dict[str, str]) -> Iterator[str]:
    """The letters after a mark key: both horns of ươ, one letter, or the key's own ư."""
    if key in "w7" and "uo" in letters:
        yield letters.replace("uo", "ươ", 1)
    for place in reversed(range(len(letters))):
        if letters[place] in marks:
            yield letters[:place] + marks[letters[place]] + letters[place + 1 :]
        elif letters[place] in marks.values() and key.isalpha():
            plain = next(plain for plain, marked in marks.items() if marked == letters[place])
            yield letters[:place] + plain + letters[place + 1 :] + key
    if key == "w":
        yield letters + "ư"
