"""Which joined word is which words side by side: `hanoi` is Hà Nội, but `cuba` is no cụ bà.

Into which two a word may be cut, `joined_cuts` tells; here these become parts of a way, and
longer words are cut into several.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise, product

from vnsearch.document_fields import TEXT_FIELDS
from vnsearch.frozen import NamedTuple
from vnsearch.index.segment.reader import DocumentKey
from vnsearch.patterns import pattern
from vnsearch.search.ways.chance import Chance, Pair
from vnsearch.search.ways.joined_cuts import LOOSE, Cut, Cuts
from vnsearch.search.ways.occurrences import Occurrences
from vnsearch.search.ways.read_pairs import OneWord
from vnsearch.search.ways.remembered import remember
from vnsearch.search.ways.way import Part, only_term
from vnsearch.text.marks import bears
from vnsearch.text.spelled import forms_of, parts_of
from vnsearch.text.syllable import is_bare_syllable
from vnsearch.text.terms import exact_term, folded_term
from vnsearch.text.values.said import SpelledWord, terms_saying
from vnsearch.text.values.units import measures

_FAR_APART = 100  # meetings for each document that has the joined form: then they are, even so
_SOME = 3  # documents from which on that is asked
_HARDLY = 2.0  # times as often as by chance; words that meet less often are no name
_LONGEST = 40  # letters
_is_lettered = pattern("[b-df-hj-np-twz][0-9]").fullmatch
_MOST_PARTS = 8
_MOST_LOOKED_UP = 200  # pairs, for one word of several parts


class Parts(NamedTuple):
    """The parts of a joined word, and the documents in which they are no word."""

    run: tuple[Part, ...]
    barred: frozenset[DocumentKey] = frozenset()
    all_exact: bool = True  # with every mark that was typed


class Collocations:
    """Asks an index what stands side by side in it; remembers what it found."""

    def __init__(self, occurrences: Occurrences) -> None:
        self._occurrences = occurrences
        self._chance = Chance(occurrences)
        self._cuts = Cuts(occurrences, self._chance)
        self._parted: dict[str, tuple[Parts, ...]] = {}
        self._side_by_side: dict[tuple[Part, ...], bool] = {}
        self._with_units: dict[str, frozenset[str]] = {}
        self._spelled: dict[str, tuple[tuple[Part, ...], ...]] = {}

    def has(self, term: str) -> bool:
        """Whether the index has the term with any marks."""
        return self._occurrences.has(folded_term(term))

    def stand_side_by_side(self, parts: Sequence[Part]) -> bool:
        """Whether the index has a term of each part, and one beside one of the next."""
        run = tuple(parts)
        told = self._side_by_side.get(run)
        if told is None:
            folds = [part.folds for part in run]
            told = all(any(map(self._occurrences.has, each)) for each in folds) and all(
                any(self._occurrences.beside(*pair) for pair in product(*both))
                for both in pairwise(folds)
            )
            remember(self._side_by_side, run, told)
        return told

    def with_units(self, digits: str) -> frozenset[str]:
        """The terms of the index that are these digits with a unit right behind: 50kg."""
        forms = self._with_units.get(digits)
        if forms is None:
            units = self._occurrences.going_on_in_letters(digits)
            forms = frozenset(term for term in units if measures(digits, term[len(digits) :]))
            remember(self._with_units, digits, forms)
        return forms

    def parts(self, written: str) -> tuple[Parts, ...]:
        """The runs of parts that a joined word in lower case is in this index; () for none."""
        if not _may_part(written):
            return ()
        parts = self._parted.get(written)
        if parts is None:
            parts = self._parts(written)
            remember(self._parted, written, parts)
        return parts

    def is_rather(self, term: str, written: str) -> bool:
        """Whether two words that another joined word is are commoner than a term."""
        cut = self._cuts.of(folded_term(exact_term(written)))
        joined = sum(self._cuts.joined_forms(folded_term(term)).values())
        return cut is not None and cut.meetings >= joined

    def spelled(self, term: str) -> tuple[tuple[Part, ...], ...]:
        """The runs of parts in which some text or field spells a term of letters with signs."""
        runs = self._spelled.get(term)
        if runs is None:
            tried = (
                tuple(Part(each, forms_of(each)) for each in run) for run in parts_of(term)
            )
            runs = tuple(
                run for run in tried if self.stand_side_by_side(run) and self._is_spelled(run)
            )
            remember(self._spelled, term, runs)
        return runs

    def _is_spelled(self, run: Sequence[Part]) -> bool:
        terms = product(*(sorted(part.only) for part in run))
        fields = ("", *(field.name for field in TEXT_FIELDS))
        word = SpelledWord(is_known=True)
        return any(
            self._occurrences.says(said)
            for each, field in product(terms, fields)
            for said in terms_saying(word, each, field)
        )

    def _parts(self, written: str) -> tuple[Parts, ...]:
        fold = folded_term(exact_term(written))
        cut = self._cuts.of(fold)
        in_two = () if cut is None else self._of_cut(cut, written)
        if written.isalpha() and (cut is not None or self._cuts.may_be_two(fold)):
            return in_two
        several = self._several(written)
        return (*in_two, Parts(several)) if several else in_two

    def _of_cut(self, cut: Cut, written: str) -> tuple[Parts, ...]:
        typed = exact_term(written[: cut.place]), exact_term(written[cut.place :])
        told = [each for each in cut.pairs if all(map(bears, each.pair, typed))]
        with_other_marks = [each for each in cut.pairs if each not in told]
        if told and typed not in [each.pair for each in told]:
            # A text without marks has them as typed, which need be no word of its own.
            told += filter(None, [self._cuts.as_typed(typed)])
        exact = [
            Parts(tuple(map(only_term, each.pair)), self._cuts.barred(each)) for each in told
        ]
        folds = folded_term(typed[0]), folded_term(typed[1])
        if all(map(is_bare_syllable, folds)):
            # Other marks make another word, but in M'Đrắk and M'Drak; none are left out.
            bare = self._cuts.as_typed(folds) if typed != folds else None
            return self._with_bare(exact, bare, typed) if bare else tuple(exact)
        others = [
            _marked(typed, each.pair, self._cuts.barred(each)) for each in with_other_marks
        ]
        return (*exact, *others) if told else ()

    def _with_bare(
        self, exact: Sequence[Parts], bare: OneWord, typed: Pair
    ) -> tuple[Parts, ...]:
        """Some parts, the first of which may stand without marks as well."""
        barred = self._cuts.barred(bare)
        if not exact:
            return (_marked(typed, bare.pair, barred),)
        (run, own, _), *rest = exact
        pair = run[0].term, run[1].term
        return _marked(typed, pair, barred | own, bare.pair), *rest

    def has_joined(self, first: str, second: str) -> bool:
        """Whether the index has two folded words as one that may be two."""
        return self._occurrences.has(first + second) and _may_be_several(first + second)

    def are_joined(self, first: str, second: str) -> bool:
        """Whether two words that the index has as one are no chance neighbours."""
        head, tail = folded_term(first), folded_term(second)
        meet = self._occurrences.beside(head, tail) and not self._cuts.are_parted(head, tail)
        # Where they meet otherwise than as typed, it need not be known what they are elsewhere.
        if meet and not self._are_of(self._cuts.at(head + tail, len(head)), first, second):
            return False
        cut = self._cuts.of(head + tail)
        if cut is None:
            hardly = self._chance.says_nothing or self._expected_of_letters(first, second) < 1
            return not meet and hardly
        return cut.place == len(head) and self._are_of(cut, first, second)

    def _are_of(self, cut: Cut, first: str, second: str) -> bool:
        """Whether two words are a pair of a cut."""
        return any(all(map(bears, each.pair, (first, second))) for each in cut.pairs)

    def _several(self, written: str) -> tuple[Part, ...]:
        """A word of three syllables or more, cut where all neighbours stand side by side."""
        budget = [_MOST_LOOKED_UP]
        parts = self._cut_on((), written, budget)
        documents = sum(self._cuts.joined_forms(folded_term(exact_term(written))).values())
        if parts and documents:
            folds = [folded_term(exact_term(part)) for part in parts]
            least, bound = min(map(self._meetings_of_letters, pairwise(folds)))
            far = least >= _FAR_APART * documents
            if min(map(len, parts)) == 1 or (documents >= _SOME and bound < LOOSE and not far):
                return ()  # tokyo is no tờ kỳ ở
            if len(parts) == 3 and any(map(self._hardly_meet, pairwise(folds))):
                return ()  # ancora is no "Bảo an có ra nghị quyết"
        return tuple(Part(exact_term(part)) for part in parts)

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
            parts = self._cut_on((*before, part), rest[length:], budget)
            if parts:
                return parts
        return ()

    def _meetings_of_letters(self, pair: tuple[str, str]) -> tuple[int, float]:
        """How often two folded words meet, and how much of what they stand in that is."""
        times = self._occurrences.meetings(*pair).total
        return times, 2 * times / max(sum(map(self._count_of_letters, pair)), 1)

    def _hardly_meet(self, pair: tuple[str, str]) -> bool:
        times, _ = self._meetings_of_letters(pair)
        return times < _HARDLY * self._expected_of_letters(*pair)

    def _expected_of_letters(self, first: str, second: str) -> float:
        """How often two words, whatever their marks, would meet in a shuffled text."""
        counts = map(self._count_of_letters, (folded_term(first), folded_term(second)))
        return math.prod(counts) / max(self._occurrences.tokens, 1)

    def _count_of_letters(self, fold: str) -> int:
        """How often the terms of some letters occur."""
        return sum(form.occurrences for form in self._occurrences.forms(fold).values())


def _marked(typed: Pair, pair: Pair, barred: frozenset[DocumentKey], *others: Pair) -> Parts:
    """A pair, or others in its place, of which one with the marks that were typed is meant."""
    forms = zip(pair, *others, strict=True)
    run = tuple(map(Part, typed, map(frozenset, forms)))
    return Parts(run, barred, False)


def _may_part(written: str) -> bool:
    """Whether a word may be several: one syllable and a figure are not."""
    fold = folded_term(exact_term(written))
    return len(fold) == len(written) and _may_be_several(fold)


def _may_be_several(fold: str) -> bool:
    """Whether it may be; of two characters, a consonant with a figure behind it (Q.1)."""
    if len(fold) == 2:
        return _is_lettered(fold) is not None
    return (
        2 < len(fold) <= _LONGEST
        and not is_bare_syllable(fold)
        and fold.isascii()
        and fold.isalnum()
        and not fold.isdecimal()
    )


def _is_part(part: str) -> bool:
    """Whether it may be one of several parts: a syllable, or letters and digits (29A)."""
    if part.isalpha():
        return is_bare_syllable(folded_term(exact_term(part)))
    return len(part) > 1
