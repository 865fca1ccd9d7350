"""How words stand side by side in some texts: as one word, as a name, or across a bound.

That words follow one another is no sign that they belong together: a comma may lie between
them ("Hoài Đức, Hà Nội" has no Đức Hà), or each may belong to its other neighbour ("chủ đầu
tư dự án" has no "tư dự").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from enum import IntEnum

from vnsearch.frozen import NamedTuple
from vnsearch.text.characters import INVISIBLE
from vnsearch.text.paragraphs import goes_on
from vnsearch.text.syllable import is_bare_syllable
from vnsearch.text.terms import exact_term, folded_term
from vnsearch.text.tokenize import token_bounds

_LONGEST = 1 << 16  # characters of a text that are looked at
_JOINING = frozenset("-‐‑–·'’ʼ´`")
_SPACES = INVISIBLE | frozenset(" \u00a0\u2009\u202f\u3000")
_WRAPPED = frozenset(" \t\r\n>")  # what a line end within a paragraph is made of
_ENDS = frozenset('.?!…:;\n"“”•')  # behind which a capital tells nothing

Together = Callable[[str, str], int]  # how many documents have two words side by side


class Kind(IntEnum):
    """As what a run of terms stands somewhere, the best first."""

    NAME = 0  # each with a capital, among others without
    WORD = 1  # nothing between, all in small letters or all in capitals
    HALF = 2  # one with a capital, the other without, where no sentence begins
    ACROSS = 3  # each belongs to its other neighbour
    SIGN = 4  # with a sign between


class Standing(NamedTuple):
    """As what a run of terms stands at best in each of some texts."""

    texts: int  # that have it
    kinds: tuple[int, ...]  # texts, by `Kind`

    def share(self, *kinds: Kind) -> float:
        """The part of the texts in which it is one of some kinds."""
        return sum(self.kinds[kind] for kind in kinds) / max(self.texts, 1)


def standing(texts: Sequence[str], terms: Sequence[str], together: Together) -> Standing:
    """As what one term or two neighbours stand in some texts."""
    best = (min(_kinds(text[:_LONGEST], terms, together), default=None) for text in texts)
    counts = Counter(kind for kind in best if kind is not None)
    return Standing(sum(counts.values()), tuple(counts[kind] for kind in Kind))


def _kinds(text: str, terms: Sequence[str], together: Together) -> Iterator[Kind]:
    """As what the terms stand in each place of a text."""
    bounds = token_bounds(text)
    found = [exact_term(text[start:end]) for start, end in bounds]
    size, wanted = len(terms), list(terms)
    for at in range(len(found) - size + 1):
        if found[at] == wanted[0] and found[at : at + size] == wanted:
            yield _kind(text, bounds, found, slice(at, at + size), together)


def _kind(
    text: str, bounds: list[tuple[int, int]], found: list[str], run: slice, together: Together
) -> Kind:
    places = bounds[run]
    start, end = places[0][0], places[-1][1]
    if len(places) > 1:
        terms = found[run]
        spoken = all(is_bare_syllable(folded_term(term)) for term in terms)
        if not _are_joined(text, places[0][1], places[1][0], spoken):
            return Kind.SIGN
    capitals = [text[place].isupper() for place, _ in places]
    loud = end - start > 2 and text[start:end].isupper()
    if all(capitals) and not loud and not (len(places) == 1 and _begins(text, start)):
        return Kind.NAME
    half = any(capitals) and not loud and not (capitals[0] and _begins(text, start))
    if len(places) > 1:
        before, behind = _own_neighbours(text, bounds, found, run, together)
        # A capital is a bound already: then one neighbour tells.
        if (before and behind) or (half and (behind if capitals[0] else before)):
            return Kind.ACROSS
    return Kind.HALF if half else Kind.WORD


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


def _own_neighbours(
    text: str, bounds: list[tuple[int, int]], found: list[str], run: slice, together: Together
) -> tuple[bool, bool]:
    """Whether the first of two words is more often beside the one before than the two are
    beside one another, and whether the second is beside the one behind.
    """
    own = together(*found[run])

    def is_own(at: int) -> bool:
        if not 0 < at < len(found):
            return False
        if not _SPACES.issuperset(text[bounds[at - 1][1] : bounds[at][0]]):
            return False
        return together(found[at - 1], found[at]) > own

    return is_own(run.start), is_own(run.stop)


def _begins(text: str, start: int) -> bool:
    """Whether a sentence may begin at a place."""
    before = text[max(start - 3, 0) : start].rstrip(" ")
    return not before or before[-1] in _ENDS
