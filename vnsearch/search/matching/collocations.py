"""Which joined word is which words side by side: `hanoi` is Hà Nội, but `cuba` is no cụ bà.

Any word can be cut into two that meet somewhere by chance. What tells a word from chance is
how often two terms meet against how often they would in a shuffled text (the ratio whose
logarithm is pointwise mutual information; Church and Hanks, 1990). Only live documents count,
so that the answer does not depend on how the index was cut into segments.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise, product
from typing import NamedTuple

from vnsearch.search.matching.occurrences import Occurrences
from vnsearch.search.matching.way import Part
from vnsearch.text.marks import bears, has_marks
from vnsearch.text.syllable import is_bare_syllable
from vnsearch.text.terms import exact_term, folded_term
from vnsearch.text.units import measures

_SURE = 25.0  # times as often as by chance: a word, whatever the joined form may mean
_LIKELY = 2.0  # enough where the joined form is hardly a word of its own
_HARDLY = 30  # meetings for each document that has the joined form
_LOOSE = 0.08  # of all that two stand in: then they are no name (đề án, against Hà Nội)
_FAR_APART = 100  # meetings for each document that has the joined form: then they are, even so
_SOME = 3  # documents from which on that is asked
_MOST_FORMS = 8  # of each side, the commonest
_SELDOM = 0.2  # of the meetings of the commonest: another word (đa năng) by the same letters
_NEARLY_ALL = 0.98  # of all meetings: then the others need not be told apart
_LONGEST = 40  # letters
_FOREIGN = 3  # letters, at least, of a foreign part behind a syllable
_MOST_PARTS = 8
_MOST_LOOKED_UP = 200  # pairs, for one word of several parts
_VOWELS = frozenset("aeiouy")


class Cut(NamedTuple):
    """A joined word cut in two: the pairs of terms that it is, and how often these meet."""

    place: int
    terms: tuple[tuple[str, str], ...]
    meetings: int
    share: float  # of all meetings of the two, whatever their marks


class Collocations:
    """Asks an index what stands side by side in it; remembers what it found."""

    def __init__(self, occurrences: Occurrences) -> None:
        self._occurrences = occurrences
        self._cuts: dict[str, Cut | None] = {}
        self._parted: dict[str, tuple[tuple[Part, ...], ...]] = {}

    @cached_property
    def _sure(self) -> float:
        """A few documents are no shuffled text: less is enough in a small index."""
        return min(_SURE, math.sqrt(math.sqrt(self._occurrences.tokens)))

    def _is_another(self, documents: int, meetings: int, bound: float) -> bool:
        """Whether a joined form, which so many documents have, is a word of its own beside
        Vietnamese syllables that meet so often: `honda` is no hòn đá, `dean` no đề án. A name
        without marks (`danang`) is that of syllables that are hardly anything else.
        """
        far = meetings >= _FAR_APART * documents
        return documents >= _SOME and bound < _LOOSE and not far

    def _bound(self, pair: tuple[str, str], times: int) -> float:
        """How much of what two terms stand in is the two together (Dice's coefficient)."""
        return 2 * times / max(sum(map(self._count, pair)), 1)

    def has(self, term: str) -> bool:
        """Whether the index has the term with any marks."""
        return self._occurrences.has(folded_term(term))

    def has_letters(self, fold: str) -> bool:
        """Whether the index has a term of these letters, without marks."""
        return self._occurrences.has(fold)

    def stand_side_by_side(self, parts: Sequence[Part]) -> bool:
        """Whether the index has a term of each part, and one beside one of the next."""
        folds = [part.folds for part in parts]
        return all(any(map(self._occurrences.has, each)) for each in folds) and all(
            any(self._occurrences.beside(*pair) for pair in product(*both))
            for both in pairwise(folds)
        )

    def with_units(self, digits: str) -> frozenset[str]:
        """The terms of the index that are these digits with a unit right behind: 50kg."""
        found = self._occurrences.going_on_in_letters(digits)
        return frozenset(term for term in found if measures(digits, term[len(digits) :]))

    def parts(self, written: str) -> tuple[tuple[Part, ...], ...]:
        """The runs of parts that a joined word in lower case is in this index; () for none."""
        if not _may_part(written):
            return ()
        if written not in self._parted:
            self._parted[written] = self._parts(written)
        return self._parted[written]

    def _parts(self, written: str) -> tuple[tuple[Part, ...], ...]:
        cut = self.cut(written)
        if cut is None or not written.isalpha():
            several = self._several(written)
            if cut is None:
                return (several,) if several else ()
            if several:
                return (*self._of_cut(cut, written), several)
        return self._of_cut(cut, written)

    def _of_cut(self, cut: Cut, written: str) -> tuple[tuple[Part, ...], ...]:
        left, right = exact_term(written[: cut.place]), exact_term(written[cut.place :])
        if cut.share >= _NEARLY_ALL and not (has_marks(left) or has_marks(right)):
            return ((Part(left), Part(right)),)
        return tuple(
            (Part(one, frozenset((one,))), Part(other, frozenset((other,))))
            for one, other in cut.terms
            if bears(one, left) and bears(other, right)
        )

    def are_joined(self, first: str, second: str) -> bool:
        """Whether the index has two words as one, and the two are no chance neighbours."""
        fold = folded_term(first) + folded_term(second)
        if fold.isdecimal() or is_bare_syllable(fold) or not self.has_letters(fold):
            return False
        if not _may_part(fold):
            return False
        cut = self.cut(fold)
        if cut is None:
            meet = self._occurrences.beside(first, second)
            return not meet and self._expected_of_letters(first, second) < 1
        return cut.place == len(folded_term(first)) and any(
            bears(one, first) and bears(other, second) for one, other in cut.terms
        )

    def cut(self, written: str) -> Cut | None:
        """The likeliest cut of a joined word, whatever marks it bears; None for none."""
        fold = folded_term(exact_term(written))
        if fold not in self._cuts:
            found = [self._at(fold, place) for place in _places(fold)]
            cuts = [cut for cut in found if cut.terms]
            self._cuts[fold] = max(cuts, key=lambda cut: cut.meetings, default=None)
        return self._cuts[fold]

    def _at(self, fold: str, place: int) -> Cut:
        left, right = fold[:place], fold[place:]
        meetings = self._occurrences.meetings(left, right)
        total = meetings.total
        if not total:
            return Cut(place, (), 0, 0.0)
        joined = self._joined_forms(fold)
        documents = sum(joined.values())
        supported = {
            (exact_term(term[:place]), exact_term(term[place:]))
            for term in joined
            if has_marks(term) and len(term) == len(fold)
        }
        taken: dict[tuple[str, str], int] = {}
        likely: dict[tuple[str, str], int] = {}
        for one in self._commonest(left):
            for other in self._commonest(right):
                times = meetings.times_of(one, other)
                ratio = times / max(self._expected(one, other), 1e-9)
                if times and ratio >= (1.0 if (one, other) in supported else self._sure):
                    taken[one, other] = times
                elif ratio >= _LIKELY and times >= _HARDLY * documents:
                    likely[one, other] = times
        # Rare terms seem to meet where the common ones do, so what is likely counts if it is
        # more; not where the joined form has marks that tell (đôla is not đó là).
        best = max(likely, key=lambda pair: (likely[pair], pair), default=None)
        if best and not supported and likely[best] > max(taken.values(), default=0):
            taken = {best: likely[best]}
        most = max(taken.values(), default=0)
        syllables = is_bare_syllable(left) and is_bare_syllable(right)
        if syllables and taken and not supported:
            bound = max(self._bound(pair, taken[pair]) for pair in taken)
            if self._is_another(documents, most, bound):
                return Cut(place, (), 0, 0.0)
        taken = {pair: times for pair, times in taken.items() if times >= _SELDOM * most}
        return Cut(place, tuple(taken), sum(taken.values()), most / total)

    def _several(self, written: str) -> tuple[Part, ...]:
        """A word of three syllables or more, cut where all neighbours stand side by side."""
        budget = [_MOST_LOOKED_UP]
        found = self._cut_on((), written, budget)
        documents = sum(self._joined_forms(folded_term(exact_term(written))).values())
        if found and documents:
            folds = [folded_term(exact_term(part)) for part in found]
            least, bound = min(map(self._meetings_of_letters, pairwise(folds)))
            if min(map(len, found)) == 1 or self._is_another(documents, least, bound):
                return ()  # tokyo is no tờ kỳ ở
        return tuple(Part(exact_term(part)) for part in found)

    def _cut_on(self, before: tuple[str, ...], rest: str, budget: list[int]) -> tuple[str, ...]:
        """The parts of a word of which some are cut off; () where the rest cannot be."""
        if not rest:
            return before if len(before) > 2 else ()
        if len(before) == _MOST_PARTS:
            return ()
        for length in range(min(len(rest), 7), 0, -1):
            part = rest[:length]
            if budget[0] <= 0 or not (_is_part(part) and self.has(part)):
                continue
            if before:
                budget[0] -= 1
                if not self._occurrences.beside(before[-1], part):
                    continue
            found = self._cut_on((*before, part), rest[length:], budget)
            if found:
                return found
        return ()

    def _joined_forms(self, fold: str) -> dict[str, int]:
        """The terms of a joined word, and how many live documents have each."""
        forms = self._occurrences.forms(fold)
        return {term: count.documents for term, count in forms.items() if count.documents}

    def _commonest(self, fold: str) -> list[str]:
        """The terms of some letters that occur most often."""
        forms = self._occurrences.forms(fold)
        ranked = sorted(forms, key=lambda term: (-forms[term].occurrences, term))
        return ranked[:_MOST_FORMS]

    def _count(self, term: str) -> int:
        """How often a term occurs in the live documents."""
        found = self._occurrences.forms(folded_term(term)).get(term)
        return found.occurrences if found else 0

    def _expected(self, first: str, second: str) -> float:
        """How often two terms would stand side by side in a shuffled text."""
        return self._count(first) * self._count(second) / max(self._occurrences.tokens, 1)

    def _meetings_of_letters(self, pair: tuple[str, str]) -> tuple[int, float]:
        """How often two folded words meet, and how much of what they stand in that is."""
        times = self._occurrences.meetings(*pair).total
        forms = (form for fold in pair for form in self._occurrences.forms(fold).values())
        return times, 2 * times / max(sum(form.occurrences for form in forms), 1)

    def _expected_of_letters(self, first: str, second: str) -> float:
        """The same for two words with any marks."""
        counts = [
            sum(count.occurrences for count in self._occurrences.forms(fold).values())
            for fold in (folded_term(first), folded_term(second))
        ]
        return counts[0] * counts[1] / max(self._occurrences.tokens, 1)


def _may_part(written: str) -> bool:
    """Whether a word may be several: one syllable and a figure are not."""
    fold = folded_term(exact_term(written))
    return (
        2 < len(written) <= _LONGEST
        and len(fold) == len(written)
        and fold.isascii()
        and fold.isalnum()
        and not fold.isdecimal()
        and not is_bare_syllable(fold)
    )


def _places(fold: str) -> Iterator[int]:
    """Where a word may be cut in two: between letters and digits, or among letters alone.

    A single consonant may be a part in front (H'Mông), never behind another.
    """
    alphabetic = fold.isalpha()
    for place, (before, after) in enumerate(pairwise(fold), 1):
        if not alphabetic:
            if before.isdecimal() != after.isdecimal():
                yield place
            continue
        if (place < len(fold) - 1 or after in _VOWELS) and _are_alike(
            fold[:place], fold[place:]
        ):
            yield place


def _are_alike(left: str, right: str) -> bool:
    """Whether two parts are Vietnamese both, or foreign both; a syllable may stand before a
    foreign word that is longer than a few letters (La Liga, not "tế St"), and two letters that
    are no word only before others (TP HCM, not "Yu, Ng").
    """
    spoken = [not _VOWELS.isdisjoint(part) for part in (left, right)]
    if spoken[0] != spoken[1] and len(left) > 1:
        return False
    return is_bare_syllable(left) == is_bare_syllable(right) or len(right) >= _FOREIGN


def _is_part(part: str) -> bool:
    """Whether it may be one of several parts: a syllable, or letters and digits (29A)."""
    if part.isalpha():
        return is_bare_syllable(folded_term(exact_term(part)))
    return len(part) > 1
