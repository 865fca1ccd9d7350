"""What texts say in digits, found by array operations: the same as `text.values.said` finds.

Most digits of a text say nothing that its tokens do not tell. Those that may are looked at in
windows, of which there are few different ones, and fewer still of a different shape. A text in
which letters stand side by side, with a sign between, is looked through for words so spelled.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np

from vnsearch.index.arrays.array_file import Array
from vnsearch.index.making.tokenizing.packed_terms import OTHER
from vnsearch.text.characters import INVISIBLE, has_uncommon
from vnsearch.text.spelled import SIGNS_WITHIN, is_part
from vnsearch.text.terms import exact_term
from vnsearch.text.tokenize import token_bounds
from vnsearch.text.values.digit_shapes import may_be_a_service, shape, tells
from vnsearch.text.values.number_neighbours import COUNTED, NUMBERED, PLACED
from vnsearch.text.values.number_signs import is_dash
from vnsearch.text.values.said import Said, said_term, values_said_in, words_said_in
from vnsearch.text.values.units import is_unit

# What a term may be, in bits.
_DIGITS, _ALONE, _UNIT, _PLACE, _MONTH, _YEAR, _NUMBERED, _COUNTED, _NAMED = (
    1 << n for n in range(9)
)
_SPELLED, _SINGLE = 1 << 9, 1 << 10  # a part of a word spelled with signs; one letter of it
_WORDS = {
    _PLACE: [words.split()[-1] for words in PLACED],
    _MONTH: ("tháng", "thang"),
    _YEAR: ("năm", "nam"),
    _NUMBERED: NUMBERED,
    _COUNTED: COUNTED,
}
# Digits with letters glued to them that are no unit, as in 3a1b: they are in no value.
_is_named = re.compile("[0-9]+[a-z][a-z0-9]*").fullmatch
_KINDS: dict[str, int] = {}
for _kind, _words in _WORDS.items():
    for _word in map(exact_term, _words):
        _KINDS[_word] = _KINDS.get(_word, 0) | _kind
_PADDING = 5  # tokens behind the last
_BEFORE = 3  # tokens: those of `phụ lục`, and one more
_BEHIND = 2  # tokens: those of `năm nay`
_LONGEST_GAP = 3  # characters
_REMEMBERED = 1 << 16  # windows

_Relative = tuple[tuple[int, int], ...]  # of a window: tokens from its first, and terms
_Shaped = tuple[tuple[int, int, str], ...]  # of a shape: first and last token, and the kind


class SaidTokens(NamedTuple):
    """What some texts say, in order: term numbers, first tokens there, how many a text."""

    numbers: Array
    places: Array
    counts: Array


class Batch(NamedTuple):
    """Some texts, and their tokens: how many each has; term numbers, and where each begins and
    ends among all characters, with a zero before, between and behind the texts. The code of a
    character is 0 where it parts words and digits.
    """

    texts: Sequence[str]
    counts: Array
    joined: str
    codes: Array
    numbers: Array
    starts: Array
    ends: Array


class _Windows(NamedTuple):
    """Digits that may say something: of each the first token, how many there are, the last
    token that has a say, and whether a dash stands between some.
    """

    first: Array
    size: Array
    last: Array
    dashed: Array

    def some(self, mask: Array) -> _Windows:
        """Those of a mask."""
        return _Windows(*(each[mask] for each in self))


class SaidReader:
    """Reads batches of texts whose terms are numbered; `number` numbers more."""

    def __init__(self, terms: Sequence[str], number: Callable[[str], int]) -> None:
        self._terms = terms
        self._number = number
        self._kinds: Array = np.zeros(0, np.uint16)
        self._windows: dict[str, _Relative | None] = {}
        self._shapes: dict[str, _Shaped] = {}

    def read(self, batch: Batch) -> SaidTokens:
        """What texts say."""
        if len(self._windows) >= _REMEMBERED:
            self._windows.clear()
            self._shapes.clear()
        first_of = np.cumsum(batch.counts) - batch.counts
        found, careful = self._find(batch)
        owner = np.searchsorted(first_of, found[0], "right") - 1
        whole = set((np.searchsorted(first_of, careful, "right") - 1).tolist())
        kept = ~np.isin(owner, list(whole)) if whole else slice(None)
        of_text = [(owner[kept], (found[0] - first_of[owner])[kept], found[1][kept])]
        careful_ones = ((text, self._carefully(batch.texts[text])) for text in whole)
        for text, said in chain(careful_ones, self._spelled(batch, first_of)):
            values = np.array(list(said), np.int64).reshape(-1, 2)
            of_text.append((np.full(len(values), text), *values.T))
        owner, places, numbers = (np.concatenate(parts) for parts in zip(*of_text, strict=True))
        order = np.lexsort((places, owner))
        return SaidTokens(
            numbers[order].astype(np.int32),
            places[order],
            np.bincount(owner, minlength=len(batch.texts)),
        )

    def _spelled(
        self, batch: Batch, first_of: Array
    ) -> Iterator[tuple[int, Iterator[tuple[int, int]]]]:
        """The texts that may spell a word with signs, and where they do."""
        part = self._kinds[batch.numbers] & _SPELLED > 0
        left = np.flatnonzero(part[:-1] & part[1:])
        single = self._kinds[batch.numbers[left]] | self._kinds[batch.numbers[left + 1]]
        ends = batch.ends[left]
        left = left[(single & _SINGLE > 0) & (batch.starts[left + 1] == ends + 1)]
        signed = [
            token
            for token, end in zip(left.tolist(), batch.ends[left].tolist(), strict=True)
            if batch.joined[end] in SIGNS_WITHIN
        ]
        for text in np.unique(np.searchsorted(first_of, signed, "right") - 1).tolist():
            yield text, self._numbered(batch.texts[text], words_said_in(batch.texts[text]))

    def _find(self, batch: Batch) -> tuple[tuple[Array, Array], list[int]]:
        """The first token and the term of each value; and the tokens beside or in which there
        are characters for which a text must be read as a whole.
        """
        windows = self._choose(batch)
        plain = batch.codes[batch.starts[windows.first] - 1] == 0
        plain &= batch.codes[batch.ends[windows.last]] == 0
        careful = [*self._beside_invisible(batch), *windows.first[~plain].tolist()]
        before = self._kinds[batch.numbers[windows.first - 1]]
        placed = (windows.first > 0) & (before & _PLACE > 0)
        placed = plain & (placed | self._may_be_ranges(batch, windows, before))
        ordinary = windows.some(plain & ~placed)
        found = [
            *self._look_up(batch, ordinary),
            *self._beside_words(batch, windows.some(placed)),
        ]
        firsts = [*ordinary.first.tolist(), *windows.first[placed].tolist()]
        careful += [first for first, said in zip(firsts, found, strict=True) if said is None]
        values = [
            (first + offset, term)
            for first, said in zip(firsts, found, strict=True)
            for offset, term in said or ()
        ]
        places, terms = np.array(values, np.int64).reshape(-1, 2).T
        return (places, terms), careful

    def _beside_invisible(self, batch: Batch) -> Iterator[int]:
        """The tokens of digits with an invisible character close by."""
        digits = np.flatnonzero(self._kinds[batch.numbers] & _DIGITS)
        ends = batch.ends[digits]
        beside = [batch.starts[digits] - 1, *(ends + offset for offset in range(_LONGEST_GAP))]
        for places in beside:
            places = np.minimum(places, len(batch.codes) - 1)
            for token in np.flatnonzero(batch.codes[places] == OTHER).tolist():
                if batch.joined[int(places[token])] in INVISIBLE:
                    yield int(digits[token])

    def _look_up(self, batch: Batch, windows: _Windows) -> list[_Relative | None]:
        joined, known = batch.joined, self._windows
        starts, ends = batch.starts[windows.first].tolist(), batch.ends[windows.last].tolist()
        written = [joined[start:end] for start, end in zip(starts, ends, strict=True)]
        for row, window in enumerate(written):
            if window not in known:
                first, size = int(windows.first[row]), int(windows.size[row])
                numbers = batch.numbers[first : int(windows.last[row]) + 1].tolist()
                known[window] = self._read_window(window, numbers, size)
        return [known[window] for window in written]

    def _choose(self, batch: Batch) -> _Windows:
        self._learn()
        kinds = np.append(self._kinds[batch.numbers], np.zeros(_PADDING, np.uint16))
        digits = np.flatnonzero(kinds & _DIGITS)
        starts = np.append(batch.starts, np.full(_PADDING, len(batch.joined) + _LONGEST_GAP))
        gaps = starts[digits + 1] - batch.ends[digits]
        near = np.flatnonzero((kinds[digits + 1] & _DIGITS > 0) & (gaps <= _LONGEST_GAP))
        signs = zip(batch.ends[digits[near]].tolist(), gaps[near].tolist(), strict=True)
        between = [batch.joined[end : end + size] for end, size in signs]
        goes_on, dashes = np.zeros((2, len(digits)), bool)
        goes_on[near] = [tells(sign) for sign in between]
        dashes[near] = [is_dash(sign) for sign in between]
        lasts = np.flatnonzero(~goes_on)
        firsts = np.append(0, lasts[:-1] + 1)[: len(lasts)]
        first, last = digits[firsts], digits[lasts]
        alone = kinds[first] & _ALONE > 0
        unit = (kinds[last + 1] & _UNIT > 0) & (gaps[lasts] <= 1)
        worded = kinds[last + 1] & _MONTH > 0
        for offset, kind in ((2, _DIGITS), (3, _YEAR), (4, _DIGITS)):
            worded &= kinds[last + offset] & kind > 0
        in_values = kinds[digits] & _NAMED == 0
        some = np.add.reduceat(in_values, firsts) > 0 if len(firsts) else firsts > 0
        chosen = np.flatnonzero(some & ((last > first) | alone | unit | worded))
        more = np.where(worded, 4, unit)  # tokens behind the digits
        dashed = np.add.reduceat(dashes & goes_on, firsts) > 0 if len(firsts) else firsts > 0
        return _Windows(first, last - first + 1, last + more, dashed).some(chosen)

    def _may_be_ranges(self, batch: Batch, windows: _Windows, before: Array) -> Array:
        """Whether what stands beside them tells that they are from one number to another."""
        ranged = windows.dashed.copy()
        for window in np.flatnonzero(ranged).tolist():
            behind = int(windows.first[window] + windows.size[window])
            told = windows.first[window] > 0 and before[window] & _NUMBERED
            if not told and behind < len(batch.numbers):
                told = self._kinds[batch.numbers[behind]] & (_COUNTED | _UNIT)
            end = int(batch.ends[behind - 1])
            ranged[window] = told or "%" in batch.joined[end : end + 2]
        return ranged

    def _learn(self) -> None:
        """Tell what the terms are that have been added."""
        known = len(self._kinds)
        if known < len(self._terms):
            kinds = np.array([self._kind(term) for term in self._terms[known:]], np.uint16)
            self._kinds = np.append(self._kinds, kinds)

    def _kind(self, term: str) -> int:
        if not "0" <= term[0] <= "9":
            part = (_SPELLED | (_SINGLE if len(term) == 1 else 0)) if is_part(term) else 0
            return _KINDS.get(term, _UNIT if is_unit(term) else 0) | part
        if _is_named(term) and not is_unit(term.lstrip("0123456789")):
            return _DIGITS | _NAMED
        return _DIGITS | (_ALONE if self._shaped(term) else 0)

    def _read_window(self, window: str, numbers: list[int], size: int) -> _Relative | None:
        """What so many leading tokens of a window say, given the numbers of all their terms;
        None where its text must be read as a whole.
        """
        if has_uncommon(window):
            return None
        shaped = self._shaped(window)
        if not shaped:
            return ()
        terms = tuple(map(self._terms.__getitem__, numbers))
        return tuple(
            (start, self._number(said_term(kind, terms[start:end])))
            for start, end, kind in shaped
            if start < size
        )

    def _shaped(self, window: str) -> _Shaped:
        """Which tokens of a window say something."""
        # What begins a service number is told from other numbers by all that follows.
        text = window if may_be_a_service(window) else shape(window)
        values = self._shapes.get(text)
        if values is None:
            starts, ends = zip(*token_bounds(text), strict=True)
            values = self._shapes[text] = tuple(
                (starts.index(said.start), ends.index(said.end) + 1, said.kind)
                for said in values_said_in(text)
            )
        return values

    def _beside_words(self, batch: Batch, windows: _Windows) -> Iterator[_Relative]:
        """What is said beside words that tell what it is."""
        for first, size, last in zip(*(each.tolist() for each in windows[:3]), strict=True):
            begin, behind = max(first - _BEFORE, 0), last + _BEHIND
            # Behind the last token there may be signs that tell: 5-10%.
            end = batch.ends[behind] if behind < len(batch.ends) else None
            text = batch.joined[batch.starts[begin] : end]
            said = ((begin + place - first, term) for place, term in self._carefully(text))
            yield tuple(each for each in said if 0 <= each[0] < size)

    def _carefully(self, text: str) -> Iterator[tuple[int, int]]:
        return self._numbered(text, values_said_in(text))

    def _numbered(self, text: str, found: Iterable[Said]) -> Iterator[tuple[int, int]]:
        starts = [start for start, _ in token_bounds(text)]
        for said in found:
            term = said_term(said.kind, said.run(text))
            yield bisect_left(starts, said.start), self._number(term)
