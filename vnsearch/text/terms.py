"""A token's two terms: exact, with all its marks in one spelling, and folded, without any.

The chain, in order: invisible characters dropped, NFKC, lower case, look-alikes of đ, mark
order, place of the tone; for the folded term, Unidecode. Whatever is indexed, searched,
highlighted or suggested goes through these two functions.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar
from unicodedata import normalize

from vnsearch.text.normalize import INVISIBLE, compose, limit_marks
from vnsearch.text.syllable import place_tone, split_tone
from vnsearch.text.tokenize import token_bounds

RULES_VERSION = "1"  # raised whenever an indexed term would change

_Result = TypeVar("_Result")

_REMEMBERED_TERMS = 2**16
_LONGEST_REMEMBERED = 64
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
    term = _lowered(normalize("NFKC", limit_marks(seen)))
    if not term.isalnum():
        # NFKC writes ½ with a fraction slash and ⑴ with brackets.
        term = compose("".join(term[start:end] for start, end in token_bounds(term)))
    return place_tone(*split_tone(term or _lowered(seen)))


@remembered
def folded_term(exact: str) -> str:
    """The exact term in ASCII letters and digits: 'đường' -> 'duong'.

    A term that Unidecode has no letters for is its own folded term.
    """
    if exact.isascii():
        return exact
    from unidecode import unidecode

    letters = filter(str.isalnum, unidecode(exact).lower())
    return "".join(letters) or exact


def _lowered(text: str) -> str:
    return compose(text.lower().replace("ð", "đ").replace("ɖ", "đ"))
