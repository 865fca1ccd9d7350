"""Which pairs of terms are a joined word cut in two, by how often they meet in an index.

Any word can be cut into two that meet somewhere by chance. What tells a word from chance is
how often two terms meet against how often they would in a shuffled text, and whether so few
meetings say anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from vnsearch.frozen import NamedTuple
from vnsearch.search.ways.chance import TELLING, Chance, Pair
from vnsearch.search.ways.occurrences import Meetings, Occurrences, Together
from vnsearch.text.syllable import is_bare_syllable

_SUPPORTED = 1.5  # enough where the joined form has the same marks (alô is "a lô")
_LIKELY = 2.0  # enough where the joined form is hardly a word of its own
_MOSTLY = 0.6  # of all times that such letters meet, whatever their marks: else chance mixes
_HARDLY = 30  # meetings for each document that has the joined form

_SELDOM = 0.2  # of the meetings of the commonest: another word (đa năng) by the same letters
_RARELY = 0.02  # of all meetings, or of the commonest: not even a name
_TRIED = 8  # pairs that are read, the commonest

# Of letters that meet so seldom that it can be told which terms stand side by side:
_TOLD = 1000  # meetings at most
_STRONG = 15.0  # times as often as by chance: a word, beside others of the same letters
_LIKELIER = 5.0  # enough for what such letters often are
_OFTEN_SO = 0.3  # of the documents
_NEARLY_ALWAYS = 0.8  # of the documents: then chance is not asked where nothing else is meant
_LEAST = 3  # documents, to tell that
_REPEATED = 3  # times that a document counts at most, where other terms may repeat there


class Joined(NamedTuple):
    """How many documents have a word as one, and the pairs that their marks support."""

    documents: int
    supported: frozenset[Pair]


class Counted(NamedTuple):
    """Pairs of terms by the same letters: how often those meet that are more than chance, and
    in how many documents, at most, all of them do.
    """

    times: dict[Pair, int]
    documents: dict[Pair, int]


class CountedPairs:
    """Counts which terms of some letters meet, and judges by that."""

    def __init__(self, occurrences: Occurrences, chance: Chance) -> None:
        self._occurrences = occurrences
        self._chance = chance

    def of(self, sides: Pair, meetings: Meetings, joined: Joined) -> Counted:
        """The pairs of terms that two folded words are where they meet."""
        if meetings.total <= _TOLD:
            held = meetings.side_by_side(*map(self._occurrences.forms, sides))
            documents = {pair: together.documents for pair, together in held.items()}
            return Counted(self._side_by_side(sides, held, joined), documents)
        left, right = map(self._chance.commonest, sides)
        times = {pair: meetings.times_of(*pair) for pair in product(left, right)}
        times = {pair: each for pair, each in times.items() if each}
        taken = self._in_documents(sides, times, meetings.total, joined)
        words = _apart(_commonest(taken), meetings, _SELDOM)
        if sum(words.values()) > (1 - _RARELY) * meetings.total:
            return Counted(words, words)
        return Counted(words, _apart(words | _commonest(times), meetings, _RARELY))

    def _side_by_side(
        self, sides: Pair, held: Mapping[Pair, Together], joined: Joined
    ) -> dict[Pair, int]:
        """The pairs of terms that stand side by side more than by chance."""
        documents = sum(together.documents for together in held.values())
        spoken = all(map(is_bare_syllable, sides))
        nothing_else = not joined.documents and spoken
        untold = spoken and documents < TELLING and self._chance.says_nothing
        taken: dict[Pair, int] = {}
        for pair, together in held.items():
            share = together.documents / max(documents, 1)
            times = together.times
            if share < _OFTEN_SO:
                times = min(times, _REPEATED * together.documents)
            if pair in joined.supported:
                accepted = times >= _SUPPORTED * self._chance.expected(pair)
            else:
                often = share >= _NEARLY_ALWAYS and together.documents >= _LEAST
                alone = nothing_else and often and not self._chance.is_of_grammar(pair)
                accepted = untold or alone or self._is_no_chance(sides, pair, times, share)
            if accepted:
                taken[pair] = times
        return taken

    def _is_no_chance(self, sides: Pair, pair: Pair, times: int, share: float) -> bool:
        """Whether two terms meet so often that they are a word, which is `share` of what their
        letters are.
        """
        spoken = sum(map(is_bare_syllable, sides))
        if _are_common(sides) and self._chance.is_likely(pair, times):
            return False
        ratio = self._chance.ratio(pair, times)
        if spoken and self._chance.is_of_grammar(pair):
            # oberlin is no "ở Berlin"
            return spoken == len(sides) and ratio >= min(_STRONG, self._chance.sure)
        enough = _LIKELIER if share >= _OFTEN_SO else _STRONG
        return ratio >= min(enough, self._chance.sure)

    def _in_documents(
        self, sides: Pair, times_of: Mapping[Pair, int], total: int, joined: Joined
    ) -> dict[Pair, int]:
        """The pairs of terms that are more than chance, by the documents that have both."""
        taken: dict[Pair, int] = {}
        likely: dict[Pair, int] = {}
        spoken, common = sum(map(is_bare_syllable, sides)), _are_common(sides)
        enough = max(_HARDLY * joined.documents, _MOSTLY * total)
        for pair, times in times_of.items():
            ratio = self._chance.ratio(pair, times)
            if pair in joined.supported:
                if ratio >= _SUPPORTED:
                    taken[pair] = times
            elif ratio < _LIKELY or (common and self._chance.is_likely(pair, times)):
                continue
            elif spoken == 1 and self._chance.is_of_grammar(pair):
                continue  # oberlin is no "ở Berlin"
            elif ratio >= self._chance.sure:
                taken[pair] = times
            elif times >= enough and not self._chance.is_of_grammar(pair):
                likely[pair] = times
        # Not where the joined form has marks that tell (đôla is not đó là).
        if likely and not joined.supported:
            best = max(likely, key=lambda pair: (likely[pair], pair))
            taken[best] = likely[best]
        return taken


def _commonest(times: Mapping[Pair, int]) -> dict[Pair, int]:
    """The few pairs that meet most often."""
    return dict(sorted(times.items(), key=lambda item: (-item[1], item[0]))[:_TRIED])


def _apart(taken: Mapping[Pair, int], meetings: Meetings, least: float) -> dict[Pair, int]:
    """The pairs that meet in documents without a commoner one: one on Biển Đông has "động"
    somewhere, and is no evidence for "biển động".
    """
    most = max(taken.values(), default=0)
    kept: dict[Pair, int] = {}
    for pair in sorted(taken, key=lambda pair: (-taken[pair], pair)):
        shared = (meetings.times_of(*pair, *other) for other in kept)
        if taken[pair] - max(shared, default=0) >= least * most:
            kept[pair] = taken[pair]
    return kept


def _are_common(sides: Pair) -> bool:
    """Whether two parts stand beside much else: syllables, and letters beside digits, as "bà K.
    (54 tuổi)" makes no `k54`; longer letters have their own in few texts (VF 8).
    """
    if any(map(is_bare_syllable, sides)):
        return True
    return not any(side.isalpha() and len(side) > 1 for side in sides)
