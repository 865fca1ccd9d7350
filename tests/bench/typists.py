"""Four ways of typing one query: with all its marks, with none, without tones, half and half.

Written apart from the rules of the package, which are what is measured.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from unicodedata import combining, normalize

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_STROKES = str.maketrans("đĐ", "dD")
_word = re.compile(r"\w+")


def strip_marks(text: str) -> str:
    """The text as it is typed without any accents: 'Đường phố' -> 'Duong pho'."""
    letters = normalize("NFD", text.translate(_STROKES))
    return normalize("NFC", "".join(ch for ch in letters if not combining(ch)))


def strip_tones(text: str) -> str:
    """The text without its tones: 'Đường phố' -> 'Đương phô'."""
    letters = normalize("NFD", text)
    return normalize("NFC", "".join(ch for ch in letters if ch not in _TONES))


def strip_half(text: str, seed: int) -> str:
    """The text with every second accented word, by chance, without its marks."""
    text = normalize("NFC", text)
    accented = [word.span() for word in _word.finditer(text) if strip_marks(word[0]) != word[0]]
    chosen = random.Random(f"{seed} {text}").sample(accented, len(accented) // 2)
    for start, end in chosen:
        text = text[:start] + strip_marks(text[start:end]) + text[end:]
    return text


def ways_of_typing(seed: int) -> dict[str, Callable[[str], str]]:
    """The ways by name; each takes a query as it stands in a question file."""
    return {
        "as typed": lambda query: query,
        "bare": strip_marks,
        "no tones": strip_tones,
        "half bare": lambda query: strip_half(query, seed),
    }
