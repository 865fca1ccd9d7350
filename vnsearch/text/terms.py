"""A token's two terms: exact, with all its marks in one spelling, and folded, without any.

The chain, in order: invisible characters dropped, NFKC, lower case, look-alikes of đ, mark
order, place of the tone; for the folded term, Unidecode of Latin letters. Whatever is
indexed, searched, highlighted or suggested goes through these two functions.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar
from unicodedata import category, name, normalize, numeric

from vnsearch.patterns import pattern
from vnsearch.text.characters import FRACTIONS, NUMBERINGS, SEPARATING_LETTERS, is_fraction
from vnsearch.text.normalize import INVISIBLE, compose, limit_marks
from vnsearch.text.syllable import place_tone, split_tone
from vnsearch.text.tokenize import token_bounds

RULES_VERSION = "2"  # raised whenever an indexed term would change

_Result = TypeVar("_Result")

_REMEMBERED_TERMS = 2**16
_LONGEST_REMEMBERED = 64
_plain_letter = pattern("LATIN (?:SMALL|CAPITAL) LETTER ([A-Z]+)(?: WITH .*)?").fullmatch
_SEPARATING = frozenset(SEPARATING_LETTERS)
_has_number_sign = pattern(f"[{FRACTIONS}{NUMBERINGS}]").search
_WITHOUT_INVISIBLE = dict.fromkeys(map(ord, INVISIBLE))


def remembered(rule: Callable[[str], _Result]) -> Callable[[str], _Result]:
    """The rule with its latest results kept: a language has few words, used again and again.

    Long terms are worked out each time, so that the memory stays bounded.
    """
    kept = lru_cache(_REMEMBERED_TERMS)(rule)

    @wraps(rule)
    def result(term: str) -> _Result:
        return kept(term) if len(term) <= _LONGEST_REMEMBERED else rule(term)

    return result


@remembered
def exact_term(surface: str) -> str:
    """The token as the index knows it: 'HÒA' -> 'hoà', 'Ðường' -> 'đường'.

    One token again, readable, composed; the same for NFC and NFD, and wherever in the syllable
    the tone was typed. Idempotent.
    """
    if surface.isascii():
        return surface.lower()
    seen = surface if surface.isalnum() else surface.translate(_WITHOUT_INVISIBLE)
    shown = limit_marks(seen)
    plain = _plain(shown)
    term = _lowered(plain)
    if plain != shown and not (term.isalnum() and _SEPARATING.isdisjoint(term)):
        # NFKC writes ⑴ with brackets, ℃ with a degree sign, ŉ with an apostrophe.
        term = compose("".join(term[start:end] for start, end in token_bounds(term)))
    return place_tone(*split_tone(term or _lowered(seen)))


def exact_term_of_letters(letters: str) -> str:
    """The same, of what is composed of small letters of Vietnamese and digits alone."""
    return letters if letters.isascii() else place_tone(*split_tone(letters))


@remembered
def folded_term(exact: str) -> str:
    """The exact term with its Latin letters in ASCII, without marks: 'đường' -> 'duong'.

    Other scripts keep their letters and the marks on them. A term that nothing would be left
    of is its own folded term.
    """
    if exact.isascii():
        return exact
    if exact.isalnum():  # without a mark of its own
        return exact.translate(_folded) or exact
    pieces = []
    latin = True  # what marks are on: those of Latin letters and of digits are dropped
    for ch in exact:
        if category(ch)[0] != "M":
            latin = ch.isdecimal() or _is_latin(ch)
            pieces.append(_folded[ord(ch)])
        elif not latin:
            pieces.append(ch)
    return "".join(pieces) or exact


class _FoldedLetters(dict[int, str]):
    """What each letter folds to, by its code point, from when it is first met."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        return self.setdefault(code, _folded_letter(letter) if _is_latin(letter) else letter)


_folded = _FoldedLetters()


def _is_latin(letter: str) -> bool:
    return letter.isascii() or name(letter, "").startswith("LATIN ")


def _folded_letter(letter: str) -> str:
    from unidecode import unidecode

    if folded := "".join(filter(str.isalnum, unidecode(letter).lower())):
        return folded
    # Letters that Unidecode does not know, such as ꞗ, the b of the 17th century.
    plain = _plain_letter(name(letter, ""))
    return plain[1].lower() if plain else letter


def _plain(shown: str) -> str:
    """The text in compatibility form, but for fractions, which are no words, and with figures
    for all numbers in circles.
    """
    if shown.isalpha() or not _has_number_sign(shown):
        return normalize("NFKC", shown)
    return "".join(map(_written_plainly, shown))


def _written_plainly(ch: str) -> str:
    if is_fraction(ch):
        return ch
    written = normalize("NFKC", ch)
    return str(int(numeric(ch))) if written == ch and _has_number_sign(ch) else written


def _lowered(text: str) -> str:
    return compose(text.lower().replace("ð", "đ").replace("ɖ", "đ"))
