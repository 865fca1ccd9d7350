"""A joined word cut in two: which pair of words that stand side by side in an index it is.

Any word can be cut into two that meet somewhere by chance. What tells a word from chance is
how often two terms meet against how often they would in a shuffled text (the ratio whose
logarithm is pointwise mutual information; Church and Hanks, 1990), and whether so few meetings
say anything. Only live documents count, so that the answer does not depend on how the index
was cut into segments.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise, product

from vnsearch.frozen import NamedTuple
from vnsearch.search.ways.occurrences import Meetings, Occurrences
from vnsearch.text.marks import has_marks
from vnsearch.text.syllable import is_bare_syllable
from vnsearch.text.terms import exact_term, folded_term

_SURE = 25.0  # times as often as by chance: a word, whatever the joined form may mean
_SUPPORTED = 1.5  # enough where the joined form has the same marks (alô is "a lô")
_LIKELY = 2.0  # enough where the joined form is hardly a word of its own
_MOSTLY = 0.6  # of all times that such letters meet, whatever their marks: else chance mixes
_HARDLY = 30  # meetings for each document that has the joined form
LOOSE = 0.08  # of all that two stand in: then they are no name (đề án, against Hà Nội)
_MUCH = 0.2  # of all that the rarer of two stands in
_EVERYWHERE = 0.004  # of all tokens
_OFTEN = 100  # times, at least
_MOST_FORMS = 8  # of each side, the commonest
_SELDOM = 0.2  # of the meetings of the commonest: another word (đa năng) by the same letters
_FOREIGN = 3  # letters, at least, of a foreign part behind a syllable
_VOWELS = frozenset("aeiouy")


# Of letters that meet so seldom that it can be told which terms stand side by side:
_TOLD = 1000  # meetings at most
_STRONG = 15.0  # times as often as by chance: a word, beside others of the same letters
_LIKELIER = 5.0  # enough for what such letters often are
_OFTEN_SO = 0.3  # of the documents
_NEARLY_ALWAYS = 0.8  # of the documents: then chance is not asked where nothing else is meant
_LEAST = 3  # documents, to tell that
_REPEATED = 3  # times that a document counts at most, where other terms may repeat there

_Pair = tuple[str, str]


class Cut(NamedTuple):
    """A joined word cut in two: the pairs of terms that it is, the commonest first, and how
    often these meet.
    """

    place: int
    terms: tuple[_Pair, ...]
    meetings: int


class Cuts:
    """Cuts joined words by what an index has; remembers what it found."""

    def __init__(self, occurrences: Occurrences) -> None:
        self._occurrences = occurrences
        self._cuts: dict[str, Cut | None] = {}

    def of(self, fold: str) -> Cut | None:
        """The likeliest cut of a folded word, whatever marks it may bear; None for none."""
        if fold not in self._cuts:
            tried = [self._at(fold, place) for place in _places(fold)]
            cuts = [cut for cut in tried if cut.terms]
            self._cuts[fold] = max(cuts, key=lambda cut: cut.meetings, default=None)
        return self._cuts[fold]

    def may_be_two(self, fold: str) -> bool:
        """Whether a folded word is two syllables that stand side by side anywhere, by chance or
        not: then it is no three or more.
        """
        return any(
            self._occurrences.beside(fold[:place], fold[place:])
            for place in _places(fold)
            if is_bare_syllable(fold[:place]) and is_bare_syllable(fold[place:])
        )

    def joined_forms(self, fold: str) -> dict[str, int]:
        """The terms of a joined word, and how many live documents have each."""
        forms = self._occurrences.forms(fold)
        return {term: count.documents for term, count in forms.items() if count.documents}

    def _at(self, fold: str, place: int) -> Cut:
        sides = fold[:place], fold[place:]
        meetings = self._occurrences.meetings(*sides)
        if not meetings.total:
            return Cut(place, (), 0)
        joined = self.joined_forms(fold)
        supported = {
            (exact_term(term[:place]), exact_term(term[place:]))
            for term in joined
            if has_marks(term) and len(term) == len(fold)
        }
        is_told = meetings.total <= _TOLD
        if is_told:
            taken = self._side_by_side(sides, meetings, supported, not joined)
        else:
            taken = self._taken(sides, meetings, joined, supported)
        most = max(taken.values(), default=0)
        told = supported or not all(map(is_bare_syllable, sides))
        if taken and not told and self._is_another(taken, joined, meetings):
            return Cut(place, (), 0)
        kept: list[_Pair] = []
        ranked = sorted(taken, key=lambda pair: (-taken[pair], pair))
        if is_told:
            return Cut(place, tuple(ranked), sum(taken.values()))
        for pair in ranked:
            # Terms of a document that has a commoner pair need not meet in it themselves: one
            # on Biển Đông has "động" somewhere, and is no evidence for "biển động".
            shared = (meetings.times_of(*pair, *other) for other in kept)
            if taken[pair] - max(shared, default=0) >= _SELDOM * most:
                kept.append(pair)
        return Cut(place, tuple(kept), sum(taken[pair] for pair in kept))

    def _side_by_side(
        self, sides: _Pair, meetings: Meetings, supported: set[_Pair], alone: bool
    ) -> dict[_Pair, int]:
        """The pairs of terms that stand side by side more than by chance, and how often each
        does so; `alone`: the index has no joined form, so nothing else can be meant.
        """
        held = meetings.side_by_side(*map(self._occurrences.forms, sides))
        documents = sum(together.documents for together in held.values())
        nothing_else = alone and all(map(is_bare_syllable, sides))
        taken: dict[_Pair, int] = {}
        for pair, together in held.items():
            share = together.documents / max(documents, 1)
            times = together.times
            if share < _OFTEN_SO:
                times = min(times, _REPEATED * together.documents)
            if pair in supported:
                accepted = times >= _SUPPORTED * self._expected(*pair)
            elif nothing_else and share >= _NEARLY_ALWAYS and together.documents >= _LEAST:
                accepted = not self._is_of_grammar(pair)
            else:
                accepted = self._is_no_chance(sides, pair, times, share)
            if accepted:
                taken[pair] = times
        return taken

    def _is_no_chance(self, sides: _Pair, pair: _Pair, times: int, share: float) -> bool:
        """Whether two terms meet so often that they are a word, which is `share` of what their
        letters are.
        """
        spoken = sum(map(is_bare_syllable, sides))
        if _are_common(sides) and self._is_chance(pair, times):
            return False
        ratio = times / max(self._expected(*pair), 1e-9)
        if spoken and self._is_of_grammar(pair):
            # oberlin is no "ở Berlin"
            return spoken == len(sides) and ratio >= min(_STRONG, self._sure)
        enough = _LIKELIER if share >= _OFTEN_SO else _STRONG
        return ratio >= min(enough, self._sure)

    def _taken(
        self, sides: _Pair, meetings: Meetings, joined: dict[str, int], supported: set[_Pair]
    ) -> dict[_Pair, int]:
        """The pairs of terms that are more than chance, and how often each meets; with those
        that joined forms support by their marks.
        """
        taken: dict[_Pair, int] = {}
        likely: dict[_Pair, int] = {}
        spoken, common = sum(map(is_bare_syllable, sides)), _are_common(sides)
        hardly = _HARDLY * sum(joined.values())
        mostly = _MOSTLY * meetings.total
        for pair in product(self._commonest(sides[0]), self._commonest(sides[1])):
            times = meetings.times_of(*pair)
            ratio = times / max(self._expected(*pair), 1e-9)
            if pair in supported:
                if ratio >= _SUPPORTED:
                    taken[pair] = times
            elif ratio < _LIKELY or (common and self._is_chance(pair, times)):
                continue
            elif spoken == 1 and self._is_of_grammar(pair):
                continue  # oberlin is no "ở Berlin"
            elif ratio >= self._sure:
                taken[pair] = times
            elif times >= max(hardly, mostly) and not self._is_of_grammar(pair):
                likely[pair] = times
        # Rare terms seem to meet where the common ones do, so what is likely counts if it is
        # more; not where the joined form has marks that tell (đôla is not đó là).
        best = max(likely, key=lambda pair: (likely[pair], pair), default=None)
        if best and not supported and likely[best] > max(taken.values(), default=0):
            return {best: likely[best]}
        return taken

    @cached_property
    def _sure(self) -> float:
        """A few documents are no shuffled text: less is enough in a small index."""
        return min(_SURE, math.sqrt(math.sqrt(self._occurrences.tokens)))

    def _is_another(
        self, taken: dict[_Pair, int], joined: dict[str, int], meetings: Meetings
    ) -> bool:
        """Whether a joined form is a word of its own beside two Vietnamese syllables: `honda`
        is no hòn đá, `macao` no mặc áo. It is theirs where they are hardly anything else
        (`danang`), or stand where it does (`bana`).
        """
        if any(self._bound(pair, times) >= LOOSE for pair, times in taken.items()):
            return False
        beside = (sum(meetings.times_of(*pair, form) for form in joined) for pair in taken)
        return max(beside) < sum(joined.values())

    def _is_chance(self, pair: _Pair, times: int) -> bool:
        """Whether two terms may meet so often in a shuffled text (by Poisson's law), and
        neither stands beside the other much of the time: "con gái à" makes no `gaia`.

        Some dozens of pairs are tried for a word, of some tens of thousands in a large index.
        """
        if 1 < times >= _MUCH * min(map(self._count, pair)):
            return False
        by_chance = times * math.log(self._expected(*pair)) - math.lgamma(times + 1)
        return by_chance > -2 / 3 * math.log(self._occurrences.tokens)

    def _is_of_grammar(self, pair: _Pair) -> bool:
        """Whether one of two terms is everywhere: và, của, là stand beside anything."""
        most = max(map(self._count, pair))
        return most > max(_EVERYWHERE * self._occurrences.tokens, _OFTEN)

    def _bound(self, pair: _Pair, times: int) -> float:
        """How much of what two terms stand in is the two together (Dice's coefficient)."""
        return 2 * times / max(sum(map(self._count, pair)), 1)

    def _commonest(self, fold: str) -> list[str]:
        """The terms of some letters that occur most often."""
        forms = self._occurrences.forms(fold)
        ranked = sorted(forms, key=lambda term: (-forms[term].occurrences, term))
        return ranked[:_MOST_FORMS]

    def _count(self, term: str) -> int:
        """How often a term occurs in the live documents."""
        count = self._occurrences.forms(folded_term(term)).get(term)
        return count.occurrences if count else 0

    def _expected(self, first: str, second: str) -> float:
        """How often two terms would stand side by side in a shuffled text."""
        return self._count(first) * self._count(second) / max(self._occurrences.tokens, 1)


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


def _are_common(sides: _Pair) -> bool:
    """Whether two parts stand beside much else: syllables, and letters beside digits, as "bà K.
    (54 tuổi)" makes no `k54`.
    """
    return any(map(is_bare_syllable, sides)) or not "".join(sides).isalpha()


def _are_alike(left: str, right: str) -> bool:
    """Whether two parts are Vietnamese both, or foreign both; a syllable may stand before a
    foreign word that is longer than a few letters (La Liga, not "tế St"), and two letters that
    are no word only before others (TP HCM, not "Yu, Ng").
    """
    spoken = [not _VOWELS.isdisjoint(part) for part in (left, right)]
    if spoken[0] != spoken[1] and len(left) > 1:
        return False
    return is_bare_syllable(left) == is_bare_syllable(right) or len(right) >= _FOREIGN
