"""How often two words of an index meet, against how often they would in a shuffled text.

The ratio's logarithm is pointwise mutual information (Church and Hanks, 1990). Only live
documents count, so that the answer does not depend on how the index was cut into segments.
"""

from __future__ import annotations

import math

from vnsearch.cached import cached_property
from vnsearch.search.ways.occurrences import Occurrences
from vnsearch.text.terms import folded_term

_SURE = 25.0  # times as often as by chance: a word, whatever the joined form may mean
_MUCH = 0.2  # of all that the rarer of two stands in
_EVERYWHERE = 0.004  # of all tokens
_OFTEN = 100  # times, at least
_MOST_FORMS = 8  # of some letters, the commonest
_SAYS_NOTHING = 10_000  # tokens; where any two words meet as seldom as by chance
TELLING = 5  # texts, at least, of which a part tells anything

Pair = tuple[str, str]


class Chance:
    """Tells pairs of terms that belong together from those that meet by chance."""

    def __init__(self, occurrences: Occurrences) -> None:
        self._occurrences = occurrences

    @cached_property
    def sure(self) -> float:
        """How many times as often as by chance two terms of a word meet; in a few documents,
        which are no shuffled text, less is enough.
        """
        return min(_SURE, math.sqrt(math.sqrt(self._occurrences.tokens)))

    def ratio(self, pair: Pair, times: int) -> float:
        """How many times as often as by chance two terms meet."""
        return times / max(self.expected(pair), 1e-9)

    def expected(self, pair: Pair) -> float:
        """How often two terms would stand side by side in a shuffled text."""
        return math.prod(map(self.count, pair)) / max(self._occurrences.tokens, 1)

    def count(self, term: str) -> int:
        """How often a term occurs in the live documents."""
        count = self._occurrences.forms(folded_term(term)).get(term)
        return count.occurrences if count else 0

    def is_likely(self, pair: Pair, times: int) -> bool:
        """Whether two terms may meet so often in a shuffled text (by Poisson's law), and
        neither stands beside the other much of the time: "con gái à" makes no `gaia`.

        Some dozens of pairs are tried for a word, of some tens of thousands in a large index.
        """
        if 1 < times >= _MUCH * min(map(self.count, pair)):
            return False
        by_chance = times * math.log(self.expected(pair)) - math.lgamma(times + 1)
        return by_chance > -2 / 3 * math.log(self._occurrences.tokens)

    @cached_property
    def says_nothing(self) -> bool:
        """Whether there is too little text to tell by counts which words are one."""
        return self._occurrences.tokens < _SAYS_NOTHING

    def is_of_grammar(self, pair: Pair) -> bool:
        """Whether one of two terms is everywhere: và, của, là stand beside anything."""
        most = max(map(self.count, pair))
        return most > max(_EVERYWHERE * self._occurrences.tokens, _OFTEN)

    def bound(self, pair: Pair, times: int) -> float:
        """How much of what two terms stand in is the two together (Dice's coefficient)."""
        return 2 * times / max(sum(map(self.count, pair)), 1)

    def commonest(self, fold: str) -> list[str]:
        """The terms of some letters that occur most often."""
        forms = self._occurrences.forms(fold)
        ranked = sorted(forms, key=lambda term: (-forms[term].occurrences, term))
        return ranked[:_MOST_FORMS]
