"""How words stand side by side in some texts: as one word, as a name, or across a bound.

That words follow one another is no sign that they belong together: a comma may lie between
them ("Hoài Đức, Hà Nội" has no Đức Hà), or each may belong to its other neighbour ("chủ đầu
tư dự án" has no "tư dự").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from enum import IntEnum
from functools import lru_cache
from unicodedata import normalize

from vnsearch.frozen import NamedTuple
from vnsearch.patterns import pattern
from vnsearch.text.characters import INVISIBLE
from vnsearch.text.paragraphs import goes_on
from vnsearch.text.syllable import TONE_MARKS, VOWELS, is_bare_syllable, split_tone
from vnsearch.text.terms import exact_term, folded_term
from vnsearch.text.tokenize import token_bounds
from vnsearch.text.values.number_neighbours import measures_behind

_LONGEST = 1 << 16  # characters of a text that are looked at
_AROUND = 60  # characters before and behind a place that are read with it
_goes_on_as_time = pattern(":[0-9]").match
_JOINING = frozenset("-‐‑–·'’ʼ´`")
_SPACES = INVISIBLE | frozenset(" \u00a0\u2009\u202f\u3000")
_WRAPPED = frozenset(" \t\r\n>")  # what a line end within a paragraph is made of
_ENDS = frozenset('.?!…:;\n"“”•')  # behind which a capital tells nothing

Together = Callable[[str, str], int]  # how many documents have two words side by side


class Kind(IntEnum):
    """As what a run of terms stands somewhere, the best first."""

    NAME = 0  # each with a capital, among others without
    LOUD = 1  # all in capitals
    WORD = 2  # nothing between, in small letters
    FIRST = 3  # the first alone with a capital, where no sentence begins: Nam bộ
    SECOND = 4  # the second alone: tiếng Anh
    LEANS = 5  # one is more often beside its other neighbour
    ACROSS = 6  # each is
    SIGN = 7  # with a sign between


class Standing(NamedTuple):
    """As what a run of terms stands at best in each of some texts."""

    texts: int  # that have it
    kinds: tuple[int, ...]  # texts, by `Kind`

    def share(self, *kinds: Kind) -> float:
        """The part of the texts in which it is one of some kinds."""
        return sum(self.kinds[kind] for kind in kinds) / max(self.texts, 1)


def standing(texts: Sequence[str], terms: Sequence[str], together: Together) -> Standing:
    """As what one term or two neighbours stand in some texts."""
    best = (best_kind(text, terms, together) for text in texts)
    counts = Counter(kind for kind in best if kind is not None)
    return Standing(sum(counts.values()), tuple(counts[kind] for kind in Kind))


def best_kind(
    text: str, terms: Sequence[str], together: Together, enough: Kind = Kind.NAME
) -> Kind | None:
    """As what some terms stand in a text at best, or well enough; None for nowhere that is
    looked at.
    """
    best: Kind | None = None
    for kind in _kinds(text[:_LONGEST], terms, together):
        best = kind if best is None else min(best, kind)
        if best <= enough:
            break
    return best


class _Tokens(NamedTuple):
    """A text, and where its tokens stand in it."""

    text: str
    bounds: list[tuple[int, int]]

    def term(self, at: int) -> str:
        """The exact term of a token; "" for none that is there."""
        start, end = self.bounds[at] if 0 <= at < len(self.bounds) else (0, 0)
        return exact_term(self.text[start:end])

    def is_capital(self, at: int) -> bool:
        """Whether a token begins with a capital."""
        return self.text[self.bounds[at][0]].isupper()

    def is_among_capitals(self, at: int) -> bool:
        """Whether what stands before two tokens, and what does behind, begin with capitals."""
        return (
            0 < at < len(self.bounds) - 2
            and self.is_capital(at - 1)
            and self.is_capital(at + 2)
        )

    def is_loud(self, first: int, last: int) -> bool:
        """Whether some tokens, of several letters, are all in capitals."""
        start, end = self.bounds[first][0], self.bounds[last][1]
        return end - start > 2 and self.text[start:end].isupper()

    def begins_sentence(self, at: int) -> bool:
        """Whether a sentence may begin with a token."""
        start = self.bounds[at][0]
        before = self.text[max(start - 3, 0) : start].rstrip(" ")
        return not before or before[-1] in _ENDS


def _kinds(text: str, terms: Sequence[str], together: Together) -> Iterator[Kind]:
    """As what the terms stand in each place of a text."""
    for start in _places(text, terms):
        tokens, at = _tokens_around(text, start)
        if all(tokens.term(at + place) == term for place, term in enumerate(terms)):
            yield _kind(tokens, at, together) if len(terms) > 1 else _kind_of_one(tokens, at)


def _places(text: str, terms: Sequence[str]) -> Iterator[int]:
    """Where terms may begin to stand in a row, wherever their tones are written."""
    small = text.lower()
    if len(small) != len(text):  # İ is two letters then
        small = "".join(low if len(low := ch.lower()) == 1 else ch for ch in text)
    find, last = small.find, _spellings(terms[-1])
    for written in _spellings(terms[0]):
        start = find(written)
        while start >= 0:
            is_first = not small[max(start - 1, 0) : start].isalnum()
            if is_first and any(find(each, start, start + _AROUND) >= 0 for each in last):
                yield start
            start = find(written, start + 1)


@lru_cache(1 << 10)
def _spellings(term: str) -> frozenset[str]:
    """A term with its tone on each of its vowels."""
    letters, tone = split_tone(term)
    places = [place for place, ch in enumerate(letters) if ch in VOWELS] if tone else []
    return frozenset(
        (
            term,
            *(
                normalize("NFC", letters[: place + 1] + TONE_MARKS[tone]) + letters[place + 1 :]
                for place in places
            ),
        )
    )


def _tokens_around(text: str, start: int) -> tuple[_Tokens, int]:
    """Some tokens before and behind a place in a text, and which of them begins there; the
    number of all of them where none does.
    """
    first = max(start - _AROUND, 0)
    if first:  # a token that is cut is none
        first = next((at for at in range(first, start) if text[at].isspace()), start)
    near = text[first : start + _AROUND]
    bounds = [(begin + first, end + first) for begin, end in token_bounds(near)]
    at = next((at for at, (begin, _) in enumerate(bounds) if begin == start), len(bounds))
    return _Tokens(text, bounds), at


def _kind_of_one(tokens: _Tokens, at: int) -> Kind:
    if not tokens.is_capital(at) or tokens.begins_sentence(at):
        return Kind.WORD
    return Kind.LOUD if tokens.is_loud(at, at) else Kind.NAME


def _kind(tokens: _Tokens, at: int, together: Together) -> Kind:
    """As what the two tokens from one on stand in a text."""
    (_, end), (start, _) = tokens.bounds[at : at + 2]
    spoken = all(is_bare_syllable(folded_term(tokens.term(each))) for each in (at, at + 1))
    if not _are_joined(tokens.text, end, start, spoken):
        return Kind.SIGN
    if _is_measured(tokens, at + 1):
        return Kind.ACROSS
    first, second = tokens.is_capital(at), tokens.is_capital(at + 1)
    loud = tokens.is_loud(at, at + 1)
    if first and second and not (loud or tokens.is_among_capitals(at)):
        return Kind.NAME
    before, behind = _own_neighbours(tokens, at, together)
    before = before and not _is_numbered(tokens, at)
    if first and second:  # "ở Hà Nội Nguyễn Huệ có đền" has names side by side
        return Kind.ACROSS if before and behind else (Kind.LOUD if loud else Kind.NAME)
    if before and behind:
        return Kind.ACROSS
    if not (first or second) or (first and tokens.begins_sentence(at)):
        return Kind.LEANS if before or behind else Kind.WORD
    begins_name = second and at + 2 < len(tokens.bounds) and tokens.is_capital(at + 2)
    if (behind if first else before) or begins_name:  # a capital is a bound: phường Hoà Hiệp
        return Kind.ACROSS
    if before or behind:
        return Kind.LEANS
    return Kind.FIRST if first else Kind.SECOND


def _are_joined(text: str, end: int, start: int, spoken: bool) -> bool:
    """Whether what lies between two words joins them: a space, or a sign as in U-23, H'Mông,
    TP. HCM; two syllables are parted by more than a hyphen.
    """
    gap = text[end:start]
    sign = "".join(ch for ch in gap if ch not in _SPACES)
    if not sign:
        return True
    if "\n" in sign:
        return _WRAPPED.issuperset(gap) and goes_on(text, end + gap.index("\n"))
    if spoken:
        return len(gap) == 1 and sign in _JOINING
    return len(sign) == 1 and (sign in _JOINING or sign == ".")


def _is_numbered(tokens: _Tokens, at: int) -> bool:
    """Whether a figure stands behind a word that is no syllable: "máy bay Boeing 777" has many
    an airliner, and the figure is of this one all the same.
    """
    word, figure = tokens.term(at), tokens.term(at + 1)
    return figure[0].isdecimal() and not is_bare_syllable(folded_term(word))


def _is_measured(tokens: _Tokens, at: int) -> bool:
    """Whether a token is a figure of what comes next: Moskva 955 km, Khaisilk 113 Hàng Gai, BKS
    92 P; not where a sign or capitals bind it to the word before: U-23 Việt Nam, U 23 Mỹ.
    """
    if not tokens.term(at).isdecimal():
        return False
    text, end = tokens.text, tokens.bounds[at][1]
    if measures_behind(text, end) or _goes_on_as_time(text, end):
        return True
    if at + 1 == len(tokens.bounds) or not _SPACES.issuperset(
        text[end : tokens.bounds[at + 1][0]]
    ):
        return False
    (first, last), (figure, _) = tokens.bounds[at - 1 : at + 1]
    behind = tokens.term(at + 1)
    is_bound = text[first:last].isupper() and len(behind) > 1
    if is_bound or not _SPACES.issuperset(text[last:figure]):
        return False
    own = len(behind) == 1 or is_bare_syllable(folded_term(behind))
    return own and tokens.is_capital(at + 1)


def _own_neighbours(tokens: _Tokens, at: int, together: Together) -> tuple[bool, bool]:
    """Whether the first of two words is more often beside the one before than the two are
    beside one another, and whether the second is beside the one behind.
    """
    text, bounds = tokens
    own = together(tokens.term(at), tokens.term(at + 1))

    def is_own(at: int) -> bool:
        if not 0 < at < len(bounds):
            return False
        if not _SPACES.issuperset(text[bounds[at - 1][1] : bounds[at][0]]):
            return False
        return together(tokens.term(at - 1), tokens.term(at)) > own

    return is_own(at), is_own(at + 2)
