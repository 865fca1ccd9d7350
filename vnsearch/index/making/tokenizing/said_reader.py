"""What texts say in digits, found by array operations: the same as `text.values.said` finds.

Most digits of a text say nothing that its tokens do not tell. Those that may are looked at in
windows, of which there are few different ones, and fewer still of a different shape. A text in
which letters stand side by side, with a sign between, is looked through for words so spelled.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np

from vnsearch.index.arrays.array_file import Array
from vnsearch.index.making.tokenizing.digit_windows import (
    Batch,
    Windows,
    beside_strange,
    may_be_ranges,
    windows_of,
)
from vnsearch.index.making.tokenizing.pieces import pieces_with
from vnsearch.index.making.tokenizing.term_kinds import (
    ALONE,
    NAMED,
    PLACE,
    SINGLE,
    SPELLED,
    kind_of_digits,
    kind_of_word,
)
from vnsearch.text.characters import has_uncommon
from vnsearch.text.spelled import SIGNS_WITHIN
from vnsearch.text.tokenize import may_be_signed, token_bounds
from vnsearch.text.values.digit_shapes import may_be_a_service, shape
from vnsearch.text.values.said import Said, said_term, values_said_in, words_said_in

_BEFORE = 3  # tokens: those of `phụ lục`, and one more
_BEHIND = 2  # tokens: those of `năm nay`
_PIECE = 1 << 12  # characters that are read as a whole where a few must
_REMEMBERED = 1 << 20  # characters of windows

_Relative = tuple[tuple[int, int], ...]  # of a window: tokens from its first, and terms
_Shaped = tuple[tuple[int, int, str], ...]  # of a shape: first and last token, and the kind


class SaidTokens(NamedTuple):
    """What some texts say, in order: term numbers, first tokens there, how many a text."""

    numbers: Array
    places: Array
    counts: Array


class SaidReader:
    """Reads batches of texts whose terms are numbered; `number` numbers more."""

    def __init__(self, terms: Sequence[str], number: Callable[[str], int]) -> None:
        self._terms = terms
        self._number = number
        self._kinds: Array = np.zeros(0, np.uint16)
        self._windows: dict[str, _Relative | None] = {}
        self._shapes: dict[str, _Shaped] = {}
        self._remembered = 0

    def read(self, batch: Batch) -> SaidTokens:
        """What texts say."""
        if self._remembered >= _REMEMBERED:
            self._windows.clear()
            self._shapes.clear()
            self._remembered = 0
        first_of = np.cumsum(batch.counts) - batch.counts
        self._learn()
        kinds = self._kinds[batch.numbers]
        (places, numbers), careful = self._find(batch, kinds)
        kept = np.ones(len(places), bool)
        found = []
        for text, said in self._spelled(batch, kinds, first_of):
            found.append(_rows(said, first_of[text]))
        for piece in pieces_with(batch.texts, batch.starts, careful, _PIECE):
            kept &= (places < piece.first) | (places >= piece.last)
            found.append(_rows(self._carefully(piece.text), piece.first))
        found.append(np.column_stack((places[kept], numbers[kept])))
        places, numbers = np.concatenate(found).T
        order = np.argsort(places, kind="stable")
        places, numbers = places[order], numbers[order]
        owner = np.searchsorted(first_of, places, "right") - 1
        return SaidTokens(
            numbers.astype(np.int32),
            places - first_of[owner],
            np.bincount(owner, minlength=len(batch.texts)),
        )

    def _spelled(
        self, batch: Batch, kinds: Array, first_of: Array
    ) -> Iterator[tuple[int, Iterator[tuple[int, int]]]]:
        """The texts that may spell a word with signs, and where they do."""
        if not any(sign in batch.joined for sign in SIGNS_WITHIN):
            return  # of millions of letters none is looked at
        part = kinds & SPELLED > 0
        left = np.flatnonzero(part[:-1] & part[1:])
        single = (kinds[left] | kinds[left + 1]) & SINGLE > 0
        left = left[single & (batch.starts[left + 1] == batch.ends[left] + 1)]
        signed = [
            token
            for token, end in zip(left.tolist(), batch.ends[left].tolist(), strict=True)
            if batch.joined[end] in SIGNS_WITHIN
        ]
        for text in np.unique(np.searchsorted(first_of, signed, "right") - 1).tolist():
            yield text, self._numbered(batch.texts[text], words_said_in(batch.texts[text]))

    def _find(self, batch: Batch, kinds: Array) -> tuple[tuple[Array, Array], list[int]]:
        """The first token and the term of each value; and the tokens beside or in which there
        are characters for which a piece of a text must be read as a whole.
        """
        windows = windows_of(batch, kinds)
        plain = batch.codes[batch.starts[windows.first] - 1] == 0
        plain &= batch.codes[batch.ends[windows.last]] == 0
        careful = [*beside_strange(batch, kinds), *windows.first[~plain].tolist()]
        before = kinds[windows.first - 1]
        placed = (windows.first > 0) & (before & PLACE > 0)
        placed = plain & (placed | may_be_ranges(batch, kinds, windows, before))
        ordinary = windows.some(plain & ~placed)
        found = [
            *self._look_up(batch, ordinary),
            *self._beside_words(batch, windows.some(placed)),
        ]
        firsts = np.concatenate((ordinary.first, windows.first[placed]))
        careful += firsts[[said is None for said in found]].tolist()
        told = [said or () for said in found]
        sizes = np.fromiter(map(len, told), np.int64, len(told))
        values = chain.from_iterable(chain.from_iterable(told))
        offsets, terms = np.fromiter(values, np.int64, 2 * int(sizes.sum())).reshape(-1, 2).T
        return (np.repeat(firsts, sizes) + offsets, terms), careful

    def _look_up(self, batch: Batch, windows: Windows) -> list[_Relative | None]:
        joined, known = batch.joined, self._windows
        starts, ends = batch.starts[windows.first].tolist(), batch.ends[windows.last].tolist()
        written = [joined[start:end] for start, end in zip(starts, ends, strict=True)]
        for row, window in enumerate(written):
            if window not in known:
                first, size = int(windows.first[row]), int(windows.size[row])
                numbers = batch.numbers[first : int(windows.last[row]) + 1].tolist()
                known[window] = self._read_window(window, numbers, size)
                self._remembered += len(window)
        return [known[window] for window in written]

    def _learn(self) -> None:
        """Tell what the terms are that have been added."""
        known = len(self._kinds)
        if known < len(self._terms):
            kinds = np.array([self._kind(term) for term in self._terms[known:]], np.uint16)
            self._kinds = np.append(self._kinds, kinds)

    def _kind(self, term: str) -> int:
        if not "0" <= term[0] <= "9":
            return kind_of_word(term)
        kind = kind_of_digits(term)
        return kind if kind & NAMED or not self._shaped(term) else kind | ALONE

    def _read_window(self, window: str, numbers: list[int], size: int) -> _Relative | None:
        """What so many leading tokens of a window say, given the numbers of all their terms;
        None where its text must be read as a whole.
        """
        if has_uncommon(window):
            return None
        shaped = self._shaped(window)
        return self._relative(shaped, numbers, range(size)) if shaped else ()

    def _relative(self, shaped: _Shaped, numbers: list[int], within: range) -> _Relative:
        """Values given by their tokens, those that begin within a range, and count from it."""
        terms = tuple(map(self._terms.__getitem__, numbers))
        return tuple(
            (start - within.start, self._number(said_term(kind, terms[start:end])))
            for start, end, kind in shaped
            if start in within
        )

    def _shaped(self, window: str) -> _Shaped:
        """Which tokens of a window say something."""
        # What begins a service number is told from other numbers by all that follows.
        text = window if may_be_a_service(window) else shape(window)
        values = self._shapes.get(text)
        if values is None:
            starts, ends = zip(*token_bounds(text), strict=True)
            values = self._shapes[text] = _by_tokens(values_said_in(text), starts, ends)
        return values

    def _beside_words(self, batch: Batch, windows: Windows) -> Iterator[_Relative | None]:
        """What is said beside words that tell what it is."""
        for first, size, last in zip(*(each.tolist() for each in windows[:3]), strict=True):
            begin, behind = max(first - _BEFORE, 0), last + _BEHIND
            # Behind the last token there may be signs that tell: 5-10%.
            end = batch.ends[behind] if behind < len(batch.ends) else None
            bounds = batch.starts[begin : behind + 1], batch.ends[begin : behind + 1]
            text = batch.joined[bounds[0][0] : end]
            if has_uncommon(text) or may_be_signed(text):
                yield None
                continue
            starts, ends = ((each - bounds[0][0]).tolist() for each in bounds)
            shaped = _by_tokens(values_said_in(text), starts, ends)
            numbers = batch.numbers[begin : behind + 1].tolist()
            yield self._relative(shaped, numbers, range(first - begin, first - begin + size))

    def _carefully(self, text: str) -> Iterator[tuple[int, int]]:
        return self._numbered(text, values_said_in(text))

    def _numbered(self, text: str, found: Iterable[Said]) -> Iterator[tuple[int, int]]:
        starts: list[int] = []
        for said in found:
            starts = starts or [start for start, _ in token_bounds(text)]
            term = said_term(said.kind, said.run(text))
            yield bisect_left(starts, said.start), self._number(term)


def _by_tokens(found: Iterable[Said], starts: Sequence[int], ends: Sequence[int]) -> _Shaped:
    """The first and the last token of values, given where each token begins and ends."""
    return tuple(
        (bisect_left(starts, said.start), bisect_left(ends, said.end) + 1, said.kind)
        for said in found
    )


def _rows(said: Iterable[tuple[int, int]], first: int) -> Array:
    """Tokens and terms as rows, where the first token of a text is that one of all."""
    rows = np.array(list(said), np.int64).reshape(-1, 2)
    rows[:, 0] += first
    return rows
