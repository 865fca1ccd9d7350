"""Which pairs of terms are one word, or a name, where the texts of an index have them."""

from __future__ import annotations

from collections.abc import Sequence

from vnsearch.frozen import NamedTuple
from vnsearch.index.segment.reader import DocumentKey
from vnsearch.search.ways.chance import TELLING, Chance, Pair
from vnsearch.search.ways.occurrences import Occurrences
from vnsearch.search.ways.remembered import remember
from vnsearch.search.ways.sampling import KeyedText, Sample
from vnsearch.search.ways.standing import Kind, Standing, best_kind, standing

_A_FEW = Sample(16, among=128)
_MANY = 300  # texts with a pair: in more, not each is read
_ALL = Sample(_MANY + 1, among=1 << 10, longest=4096)
_TOGETHER = 0.8  # of a few: then two terms are one word where they stand side by side
_NAMES = 0.75  # of them: a name, however common its words are elsewhere
_SOME_NAMES = 0.4  # of them, where the others are told apart one by one
_RARELY_NAMED = 0.5  # of the few texts with a rare name
_LEAST = 3  # texts with a name, to tell that
_ALONE = 0.3  # of them: the two lean to no other word ("hai binh sĩ" has no "hai binh")
_ONE_CAPITAL = 10.0  # times as often as by chance: a word all the same (tiếng Anh)

_AS_NAME = (Kind.NAME, Kind.LOUD)


class OneWord(NamedTuple):
    """A pair of terms that is one word where it stands as one of some kinds; in how many
    documents it stands, at most.
    """

    pair: Pair
    kinds: frozenset[Kind]
    documents: int


class ReadPairs:
    """Reads a few texts that have a pair; remembers what they said."""

    def __init__(self, occurrences: Occurrences, chance: Chance) -> None:
        self._occurrences = occurrences
        self._chance = chance
        self._standing: dict[tuple[str, ...], Standing] = {}
        self._texts: dict[Pair, Sequence[KeyedText]] = {}
        self._barred: dict[OneWord, frozenset[DocumentKey]] = {}

    def word(self, pair: Pair, times: int, documents: int) -> OneWord | None:
        """Two terms that meet so often, in so many documents at most, if they are one word:
        if hardly anywhere a sign lies between them, or they belong to their other neighbours.
        """
        read, kinds = self._of(*pair), [*_AS_NAME, Kind.WORD]
        if self._chance.ratio(pair, times) >= min(_ONE_CAPITAL, self._chance.sure):
            kinds += [Kind.FIRST, Kind.SECOND]
        is_few = read.texts < TELLING and read.share(*kinds) > 0 and self._all(pair, documents)
        if not is_few and (
            read.share(*kinds, Kind.LEANS) < _TOGETHER or read.share(*kinds) < _ALONE
        ):
            return self.name(pair, documents)
        kinds.append(Kind.FIRST if self.is_name(*pair) else Kind.LEANS)
        return OneWord(pair, frozenset(kinds), documents)

    def name(self, pair: Pair, documents: int) -> OneWord | None:
        """Two terms in so many documents at most, if they are a name: have capitals nearly
        always, or often where each document can be looked at.
        """
        read = self._of(*pair)
        if read.kinds[Kind.NAME] < _LEAST or read.share(Kind.NAME) < _SOME_NAMES:
            return None
        if read.share(Kind.NAME) < _NAMES and not self._all(pair, documents):
            return None
        return OneWord(pair, frozenset((*_AS_NAME, Kind.FIRST)), documents)

    def rare_name(self, pair: Pair, documents: int) -> OneWord | None:
        """Two terms in a few texts, if they have capitals in most of these."""
        read = self._of(*pair)
        if read.share(Kind.NAME) <= _RARELY_NAMED or not self._all(pair, documents):
            return None
        return OneWord(pair, frozenset((*_AS_NAME, Kind.FIRST)), documents)

    def barred(self, word: OneWord) -> frozenset[DocumentKey]:
        """The documents in which a pair stands and is no word, as far as all are read."""
        barred = self._barred.get(word)
        if barred is None:
            together = self._occurrences.documents_beside
            # What is better than that is a kind of the word, too.
            enough = max(
                kind for kind in Kind if word.kinds.issuperset(tuple(Kind)[: kind + 1])
            )
            read = (
                (text.key, best_kind(text.read(), word.pair, together, enough))
                for text in self._all(word.pair, word.documents)
            )
            barred = frozenset(
                key for key, kind in read if kind is not None and kind not in word.kinds
            )
            remember(self._barred, word, barred)
        return barred

    def is_name(self, *terms: str) -> bool:
        """Whether a term, or two side by side, nearly always have capitals."""
        return self._of(*terms).share(Kind.NAME) >= _NAMES

    def is_parted(self, pair: Pair) -> bool:
        """Whether a sign lies between two terms in all texts that are read."""
        return self._of(*pair).share(Kind.SIGN) == 1

    def _of(self, *terms: str) -> Standing:
        read = self._standing.get(terms)
        if read is None:
            texts = [each.read() for each in self._occurrences.texts_with(terms, _A_FEW)]
            read = standing(texts, terms, self._occurrences.documents_beside)
            remember(self._standing, terms, read)
        return read

    def _all(self, pair: Pair, documents: int) -> Sequence[KeyedText]:
        """All texts that have a pair, but for long ones; none where they are many."""
        if documents > _ALL.among:
            return ()
        texts = self._texts.get(pair)
        if texts is None:
            texts = self._occurrences.texts_with(pair, _ALL)
            texts = texts if len(texts) <= _MANY else ()
            remember(self._texts, pair, texts)
        return texts
