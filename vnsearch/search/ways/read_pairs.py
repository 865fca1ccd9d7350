"""Which pairs of terms are one word, or a name, where the texts of an index have them."""

from __future__ import annotations

from vnsearch.search.ways.chance import Chance, Pair
from vnsearch.search.ways.occurrences import Occurrences
from vnsearch.search.ways.standing import Kind, Standing, standing

_TOGETHER = 0.8  # of the texts: then two terms are one word where they stand side by side
_NAMES = 0.75  # of them: a name, however common its words are elsewhere
_ONE_CAPITAL = 10.0  # times as often as by chance: a word all the same (tiếng Anh)


class ReadPairs:
    """Reads a few texts that have a pair; remembers what they said."""

    def __init__(self, occurrences: Occurrences, chance: Chance) -> None:
        self._occurrences = occurrences
        self._chance = chance
        self._standing: dict[tuple[str, ...], Standing] = {}

    def are_one(self, pair: Pair, times: int) -> bool:
        """Whether two terms that meet so often are one word in nearly all texts, so that no
        sign lies between them and neither belongs to its other neighbour.
        """
        good = [Kind.NAME, Kind.WORD]
        if self._chance.ratio(pair, times) >= min(_ONE_CAPITAL, self._chance.sure):
            good.append(Kind.HALF)
        return self._of(*pair).share(*good) >= _TOGETHER

    def names(self, *terms: str) -> int:
        """In how many texts a term, or two side by side, have capitals, if nearly always."""
        read = self._of(*terms)
        return read.kinds[Kind.NAME] if read.share(Kind.NAME) >= _NAMES else 0

    def _of(self, *terms: str) -> Standing:
        if terms not in self._standing:
            texts = self._occurrences.texts_with(terms)
            self._standing[terms] = standing(texts, terms, self._occurrences.documents_beside)
        return self._standing[terms]
