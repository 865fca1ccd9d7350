"""Raw Telex and VNI keystrokes read as the syllable they were meant to type.

For queries typed with the input method switched off. Keys are read as the usual input methods
do: a tone or mark key works anywhere after its letter ('hooij', 'hojio', 'hoi65'), typed
twice it undoes itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from vnsearch.frozen import NamedTuple
from vnsearch.text.syllable import LONGEST_SYLLABLE, VOWELS, is_syllable, place_tone


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
    {"2": 1, "1": 2, "3": 3, "4": 4, "5": 5},
    {
        "6": {"a": "â", "e": "ê", "o": "ô"},
        "7": {"o": "ơ", "u": "ư"},
        "8": {"a": "ă"},
        "9": {"d": "đ"},
    },
)
_LETTERS = frozenset("abcdeghiklmnopqrstuvxy")
_LONGEST_KEYS = 2 * LONGEST_SYLLABLE + 1  # a mark on every letter, and a tone


def decode_telex(keys: str) -> str:
    """The syllable with marks that these Telex keys type: 'nguwowif' -> 'người'; '' if none."""
    return _decoded(keys, _TELEX)


def decode_vni(keys: str) -> str:
    """The syllable with marks that these VNI keys type: 'ho65i' -> 'hội'; '' if none."""
    return _decoded(keys, _VNI)


def terms_typed(keys: str) -> Iterator[str]:
    """All terms with marks, of other languages as well, that these Telex or VNI keys type:
    'pawks' -> 'pắk'.
    """
    for method in (_TELEX, _VNI):
        yield from _terms(keys, method)


def _decoded(keys: str, method: _Method) -> str:
    return next(filter(is_syllable, _terms(keys, method)), "")


def _terms(keys: str, method: _Method) -> Iterator[str]:
    if not keys.isascii() or len(keys) > _LONGEST_KEYS:
        return
    readings = [("", 0)]
    for key in keys:
        readings = list(
            dict.fromkeys(
                (letters, tone)
                for reading in readings
                for letters, tone in _after(key, *reading, method)
                if len(letters) <= LONGEST_SYLLABLE
            )
        )
    for letters, tone in readings:
        # Input methods write the second horn of ươ themselves.
        term = place_tone(letters.replace("ưo", "ươ"), tone)
        if not term.isascii():
            yield term


def _after(key: str, letters: str, tone: int, method: _Method) -> Iterator[tuple[str, int]]:
    """What one more key makes of the letters and the tone, the likeliest first."""
    if key in method.tones and not set(letters).isdisjoint(VOWELS):
        if method.tones[key] == tone:
            yield letters + key, 0
        elif not tone or key.isalpha():  # a second digit is a number: 'u23'
            yield letters, method.tones[key]
        return
    for marked in _marked(key, letters, method.marks.get(key, {})):
        yield marked, tone
    if key in _LETTERS:
        yield letters + key, tone


def _marked(key: str, letters: str, marks: dict[str, str]) -> Iterator[str]:
    """The letters after a mark key: both horns of ươ, one mark set or undone, a bare w as ư."""
    if key in "w7" and "uo" in letters:
        yield letters.replace("uo", "ươ", 1)
    plain = {marked: letter for letter, marked in marks.items()}
    for place in reversed(range(len(letters))):
        before, letter, after = letters[:place], letters[place], letters[place + 1 :]
        if letter in marks:
            yield before + marks[letter] + after
        elif letter in plain and key.isalpha():
            yield before + plain[letter] + after + key
    if key == "w":
        yield letters + "ư"
