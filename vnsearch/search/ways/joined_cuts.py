"""A joined word cut in two: which pair of words that stand side by side in an index it is."""

from __future__ import annotations

from collections.abc import Container, Iterator
from itertools import pairwise

from vnsearch.frozen import NamedTuple
from vnsearch.index.segment.reader import DocumentKey
from vnsearch.search.ways.chance import Chance, Pair
from vnsearch.search.ways.counted_pairs import Counted, CountedPairs, Joined
from vnsearch.search.ways.occurrences import Meetings, Occurrences
from vnsearch.search.ways.read_pairs import OneWord, ReadPairs
from vnsearch.search.ways.remembered import remember
from vnsearch.text.marks import has_marks
from vnsearch.text.syllable import is_bare_syllable
from vnsearch.text.terms import exact_term

LOOSE = 0.08  # of all that two stand in: then they are no name (đề án, against Hà Nội)
_TRIED = 8  # pairs that may be names, the commonest
_FEW = 3  # texts with one, at least
_RARE = 4  # texts with one, at most, that is told by all of them
_RARELY = 0.05  # of the documents in which two of the letters of both stand side by side
_MORE = 10  # documents with the joined form for each with the pair: another name
_FAR_APART = 100  # meetings for each document that has the joined form: it is theirs
_FOREIGN = 3  # letters, at least, of a foreign part behind a syllable
_VOWELS = frozenset("aeiouy")


class Cut(NamedTuple):
    """A joined word cut in two: the pairs of terms that it is, the commonest first, and how
    often these meet.
    """

    place: int
    pairs: tuple[OneWord, ...]
    meetings: int


_NOT_TRIED = Cut(-1, (), 0)


class Cuts:
    """Cuts joined words by what an index has; remembers what it found."""

    def __init__(self, occurrences: Occurrences, chance: Chance) -> None:
        self._occurrences = occurrences
        self._chance = chance
        self._counted = CountedPairs(occurrences, chance)
        self._read = ReadPairs(occurrences, chance)
        self._cuts: dict[str, Cut | None] = {}
        self._at_places: dict[tuple[str, int], Cut] = {}

    def of(self, fold: str) -> Cut | None:
        """The likeliest cut of a folded word, whatever marks it may bear; None for none."""
        known = self._cuts.get(fold, _NOT_TRIED)
        if known is not _NOT_TRIED:
            return known
        tried = [self.at(fold, place) for place in _places(fold)]
        cuts = [cut for cut in tried if cut.pairs]
        best = max(cuts, key=lambda cut: cut.meetings, default=None)
        remember(self._cuts, fold, best)
        return best

    def at(self, fold: str, place: int) -> Cut:
        """The cut at a place, be it the likeliest or not."""
        known = self._at_places.get((fold, place))
        if known is None:
            known = self._at(fold, place)
            remember(self._at_places, (fold, place), known)
        return known

    def as_typed(self, pair: Pair) -> OneWord | None:
        """Two terms, if they are one word where they stand side by side."""
        return self._read.word(pair, 0, self._occurrences.documents_beside(*pair))

    def are_parted(self, left: str, right: str) -> bool:
        """Whether two folded words meet in few texts alone, and always with a sign between."""
        meetings = self._occurrences.meetings(left, right)
        if meetings.total > _RARE:
            return False
        pairs = meetings.side_by_side(*map(self._occurrences.forms, (left, right)))
        return all(map(self._read.is_parted, pairs))

    def barred(self, word: OneWord) -> frozenset[DocumentKey]:
        """The documents in which a pair of a cut is no word."""
        return self._read.barred(word)

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
        forms = self.joined_forms(fold)
        supported = frozenset(
            (exact_term(term[:place]), exact_term(term[place:]))
            for term in forms
            if has_marks(term) and len(term) == len(fold)
        )
        counted = self._counted.of(sides, meetings, Joined(sum(forms.values()), supported))
        times = counted.times
        read = (
            self._read.word(pair, met, counted.documents.get(pair, met))
            for pair, met in times.items()
        )
        words = [each for each in read if each]
        if all(map(is_bare_syllable, sides)):
            met = {each.pair: times[each.pair] for each in words}
            if words and not supported and self._is_another(met, forms, meetings):
                words = []
            words += self._names(counted, {each.pair for each in words}, sum(forms.values()))
        words = self._strongest(words, counted, supported)
        pairs = [word.pair for word in words]
        met = {pair: times.get(pair) or counted.documents[pair] for pair in pairs}
        words.sort(key=lambda word: (-met[word.pair], word.pair))
        return Cut(place, tuple(words), sum(met.values()))

    def _strongest(
        self, words: list[OneWord], counted: Counted, supported: Container[Pair]
    ) -> list[OneWord]:
        """Of some words the names and those that are sure, if there are any: hainam is Hải Nam,
        and not any two years (hai năm); but nhahang is nhà hàng beside a rare "nhá hàng".
        """

        def is_strong(word: OneWord) -> bool:
            pair = word.pair
            ratio = self._chance.ratio(pair, counted.times.get(pair, 0))
            return pair in supported or ratio >= self._chance.sure or self._read.is_name(*pair)

        strong = list(filter(is_strong, words))
        documents = sum(counted.documents.get(word.pair, 0) for word in strong)
        is_rare = documents < _RARELY * sum(counted.documents.values())
        return words if is_rare else strong

    def _names(self, counted: Counted, taken: set[Pair], joined: int) -> list[OneWord]:
        """The pairs that are names, however common their words are elsewhere."""
        documents = counted.documents
        likely = [pair for pair, n in documents.items() if n >= _FEW and joined <= _MORE * n]
        likely.sort(key=lambda pair: (-documents[pair], pair))
        likely = [pair for pair in likely[:_TRIED] if pair not in taken]
        names = (self._read.name(pair, documents[pair]) for pair in likely)
        found = list(filter(None, names))
        if found or taken or not documents:
            return found
        pair = max(documents, key=lambda pair: (documents[pair], pair))
        held = documents[pair]
        if held > _RARE or 2 * held <= sum(documents.values()) or joined > _MORE * held:
            return []
        name = self._read.rare_name(pair, held)
        return [name] if name else []

    def _is_another(
        self, taken: dict[Pair, int], joined: dict[str, int], meetings: Meetings
    ) -> bool:
        """Whether a joined form is a word of its own beside two Vietnamese syllables: `honda`
        is no hòn đá, `macao` no mặc áo. It is theirs where they are hardly anything else
        (`danang`), or stand where it does (`bana`), or are far commoner (`chinhphu`).
        """
        if not joined or max(taken.values()) >= _FAR_APART * sum(joined.values()):
            return False
        is_name = self._read.is_name
        if not any(is_name(*pair) for pair in taken) and any(map(is_name, joined)):
            return True
        if any(self._chance.bound(pair, times) >= LOOSE for pair, times in taken.items()):
            return False
        beside = (sum(meetings.times_of(*pair, form) for form in joined) for pair in taken)
        return max(beside) < sum(joined.values())


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
    foreign word that is longer than a few letters (La Liga, not "tế St"), and some letters that
    are no word only before others (TP HCM, not "Yu, Ng") or such a word (VN Index).
    """
    spoken = [not _VOWELS.isdisjoint(part) for part in (left, right)]
    is_foreign = len(right) >= _FOREIGN and not is_bare_syllable(right)
    if spoken[0] != spoken[1] and len(left) > 1:
        return spoken[1] and is_foreign
    return is_bare_syllable(left) == is_bare_syllable(right) or len(right) >= _FOREIGN
