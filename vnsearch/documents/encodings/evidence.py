"""How strongly the words of a text speak for Vietnamese, word by word.

Only words of two letters and more that have an accent are evidence. Read rightly nearly all of
them are Vietnamese syllables; read wrongly, or in another language, few are. A weight is about
the logarithm of how much likelier the word is in the one case than in the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, wraps
from itertools import pairwise
from typing import TypeVar

from vnsearch.text.syllable import is_syllable
from vnsearch.text.terms import exact_term

COMMON, SYLLABLE, OTHER = 2.5, 1.0, -2.5  # a common syllable, another one, and no syllable
SHORT = 0.5  # a syllable of two letters, as parts of foreign words are
_LONGEST_KEPT = 40  # characters of a piece of text for which a result is remembered

_Result = TypeVar("_Result")

# The commonest syllables with accents, from news and encyclopaedia texts.
_COMMON_SYLLABLES = """
và của là các những được trong với có không một này đó đã sẽ thì mà ở từ đến về tại như cũng
hoặc bởi vì để nếu rất nhưng cùng lại còn bị vào nên rằng người năm hội nước việt công số đầu
nhiều thành đại phố thế thể trên dưới giới hà nội quốc tỉnh nhà lớn học tế làm đồng động chính
được điểm
"""
_COMMON = frozenset(map(exact_term, _COMMON_SYLLABLES.split()))
_words = re.compile("(?:[^\\W\\d_]|[\ufffd\u0300-\u036f])+").findall
_ORDINALS = frozenset("ªº")  # which are no letters of a syllable, though their terms are
_vowel = re.compile("[aeiouyăâêôơư]").search


def kept_if_short(rule: Callable[..., _Result]) -> Callable[..., _Result]:
    """The rule for a piece of text, with its latest results for pieces that may be words."""
    kept = lru_cache(1 << 14)(rule)

    @wraps(rule)
    def result(piece: str, *others: str) -> _Result:
        return (kept if len(piece) <= _LONGEST_KEPT else rule)(piece, *others)

    return result


def words_with_accents(text: str) -> list[str]:
    """The words of two letters and more that are not all ASCII."""
    return [word for word in _words(text) if len(word) > 1 and not word.isascii()]


@lru_cache(1 << 16)
def weight(word: str) -> float:
    """How much a word with accents speaks for Vietnamese: above 0 for a syllable.

    One that holds U+FFFD is none; an abbreviation (ĐBSCL) or a sign of measure (m²) says
    nothing.
    """
    if "\ufffd" in word:
        return OTHER
    term = exact_term(word)
    if is_syllable(term):
        if term.isascii() or len(term) < 2 or not _ORDINALS.isdisjoint(word):
            return 0
        # No one writes hỘi; in TCVN3 capitals with a tone are small letters, as in CộNG.
        odd = any(
            before.islower() and letter.isupper() and not letter.isascii()
            for before, letter in pairwise(word)
        )
        return (
            OTHER
            if odd
            else COMMON
            if term in _COMMON
            else SHORT
            if len(term) == 2
            else SYLLABLE
        )
    return 0 if term.isascii() or ("đ" in term and not _vowel(term)) else OTHER


def score(text: str) -> float:
    """The weights of a text's words together; 0 where none has an accent."""
    return sum(map(sum, _weights(text.split())))


def has_doubtful(text: str) -> bool:
    """Whether any word with accents makes no sense."""
    return any(each < 0 for weights in _weights(set(text.split())) for each in weights)


def _weights(pieces: Iterable[str]) -> Iterator[tuple[float, ...]]:
    """Of each piece without spaces that is not all ASCII, the weights of its words."""
    for piece in pieces:
        if not piece.isascii():
            yield _piece_weights(piece)


@kept_if_short
def _piece_weights(piece: str) -> tuple[float, ...]:
    return tuple(map(weight, words_with_accents(piece)))


def syllables_with_accents(text: str) -> int:
    """How many words of two letters and more have an accent and are Vietnamese syllables."""
    return sum(weight(word) > 0 for word in words_with_accents(text))
