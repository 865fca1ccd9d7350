"""Which pairs of terms are one word, or a name, where the texts of an index have them."""

from __future__ import annotations

from collections.abc import Collection

from vnsearch.frozen import NamedTuple
from vnsearch.index.segment.reader import DocumentKey
from vnsearch.search.ways.chance import Chance, Pair
from vnsearch.search.ways.occurrences import Occurrences
from vnsearch.search.ways.sampling import Sample
from vnsearch.search.ways.standing import Kind, Standing, best_kind, standing

_A_FEW = Sample(16, among=128)
_ALL = Sample(
    300, among=1 << 10, longest=4096
)  # of a pair in so many texts at most each text is read
_TOGETHER = 0.8  # of a few: then two terms are one word where they stand side by side
_NAMES = 0.75  # of them: a name, however common its words are elsewhere
_SOME_NAMES = 0.4  # of them, where the others are told apart one by one
_LEAST = 3  # texts with a name, to tell that
_ONE_CAPITAL = 10.0  # times as often as by chance: a word all the same (tiếng Anh)

_AS_NAME = (Kind.NAME, Kind.LOUD)


class OneWord(NamedTuple):
    """A pair of terms that is one word, and the documents in which it is none."""

    pair: Pair
    barred: frozenset[DocumentKey]


class ReadPairs:
    """Reads a few texts that have a pair; remembers what they said."""

    def __init__(self, occurrences: Occurrences, chance: Chance) -> None:
        self._occurrences = occurrences
        self._chance = chance
        self._standing: dict[tuple[str, ...], Standing] = {}

    def word(self, pair: Pair, times: int, documents: int) -> OneWord | None:
        """Two terms that meet so often, in so many documents at most, if they are one word:
        if hardly anywhere a sign lies between them, or they belong to their other neighbours.
        """
        read, kinds = self._of(*pair), [*_AS_NAME, Kind.WORD]
        if self._chance.ratio(pair, times) >= min(_ONE_CAPITAL, self._chance.sure):
            kinds += [Kind.FIRST, Kind.SECOND]
        if read.share(*kinds, Kind.LEANS) < _TOGETHER:
            return self.name(pair, documents)
        kinds.append(Kind.FIRST if self.is_name(*pair) else Kind.LEANS)
        return self._where(pair, kinds, documents)

    def name(self, pair: Pair, documents: int) -> OneWord | None:
        """Two terms in so many documents at most, if they are a name: have capitals nearly
        always, or often where each document can be looked at.
        """
        read, few = self._of(*pair), documents <= _ALL.most
        if read.kinds[Kind.NAME] < _LEAST:
            return None
        if read.share(Kind.NAME) < (_SOME_NAMES if few else _NAMES):
            return None
        return self._where(pair, (*_AS_NAME, Kind.FIRST), documents)

    def is_name(self, *terms: str) -> bool:
        """Whether a term, or two side by side, nearly always have capitals."""
        return self._of(*terms).share(Kind.NAME) >= _NAMES

    def _of(self, *terms: str) -> Standing:
        if terms not in self._standing:
            texts = [each.text for each in self._occurrences.texts_with(terms, _A_FEW)]
            self._standing[terms] = standing(texts, terms, self._occurrences.documents_beside)
        return self._standing[terms]

    def _where(self, pair: Pair, kinds: Collection[Kind], documents: int) -> OneWord:
        """A pair where it stands as one of some kinds, as far as each document is read."""
        if documents > _ALL.most:
            return OneWord(pair, frozenset())
        together = self._occurrences.documents_beside
        read = (
            (each.key, best_kind(each.text, pair, together))
            for each in self._occurrences.texts_with(pair, _ALL)
        )
        barred = (key for key, kind in read if kind is not None and kind not in kinds)
        return OneWord(pair, frozenset(barred))
