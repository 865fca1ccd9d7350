"""Tokenising by array operations: batches of texts in, numbered terms out.

The same tokens and terms as `vnsearch.text` gives, many times faster: a text is an array of
code points, a table turns each into a small code, and a token of at most eight Vietnamese
letters and digits is one 64-bit integer. What does not fit (long words, other alphabets,
loose marks, invisible characters) takes the ordinary path.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from vnsearch.documents.limits import LONGEST_WORD
from vnsearch.index.arrays.array_file import Array
from vnsearch.index.arrays.character_table import CharacterTable
from vnsearch.index.arrays.ranges import spread
from vnsearch.index.making.tokenizing.digit_windows import Batch
from vnsearch.index.making.tokenizing.packed_terms import CODES, NOT_PACKED, OTHER, PackedTerms
from vnsearch.index.making.tokenizing.pieces import pieces
from vnsearch.index.making.tokenizing.said_reader import SaidReader, SaidTokens
from vnsearch.index.making.tokenizing.variety import TooManyTermsError, Variety
from vnsearch.text.characters import (
    LETTER,
    MARK,
    SEPARATING_LETTERS,
    character_class,
    is_one_of,
)
from vnsearch.text.syllable import LONGEST_SYLLABLE
from vnsearch.text.terms import exact_term
from vnsearch.text.tokenize import SHIFTED, SIGNED, token_bounds, with_sign

_PIECE = 1 << 20  # characters of a text that are looked at together
_is_shifted = is_one_of(SHIFTED)
_KEPT, _LONGEST_KEPT = 1 << 15, 64  # runs whose tokens are remembered, and characters of one


_PLAIN_LETTER, _MARK, _NEITHER = 1, 2, 4
_KINDS = {LETTER: _PLAIN_LETTER, MARK: _MARK}

_Run = tuple[tuple[int, int, int], ...]


class Tokens(NamedTuple):
    """The tokens of a batch, in order: term numbers, [start, end) places, tokens per text.

    Places are code points of the batch, in which every text is followed by one separator.
    """

    numbers: Array
    starts: Array
    ends: Array
    counts: Array


def _code(character: str) -> int:
    """0 for what parts words and digits alike."""
    if code := CODES.get(character):
        return code
    return OTHER if character_class(character) or character in SEPARATING_LETTERS else 0


def _kind(character: str) -> int:
    """A bit for what may stand in a token that is all of its run; letters that part it have
    another.
    """
    if _is_shifted(character):
        return _NEITHER
    return _KINDS.get(character_class(character), _NEITHER)


class Numbers(NamedTuple):
    """The tokens of a batch, in order: term numbers, how many each text has, what they say."""

    numbers: Array
    counts: Array
    said: SaidTokens


class ArrayTokenizer:
    """Numbers terms, each batch going on where the last one ended; `terms` lists them."""

    def __init__(self) -> None:
        self.terms: list[str] = []
        self._numbers: dict[str, int] = {}
        self._codes = CharacterTable(_code)
        self._kinds = CharacterTable(_kind)
        self._runs: dict[str, _Run] = {}
        self._said = SaidReader(self.terms, self.number_of)
        self._packed = PackedTerms(self.number_of)

    def number(self, texts: Sequence[str]) -> Numbers:
        """As `tokenize`, without places, but with what the texts say in digits: texts of any
        length, in memory bounded by pieces.

        Raises TooManyTermsError for a text of more different terms or pairs, or a longer one,
        than memory is to hold, whatever texts came before it.
        """
        if not any(texts):  # a field that none of some documents has, as is common
            return _no_tokens(len(texts))
        if not any(map(is_long, texts)):
            return self._number_texts(texts)
        numbered = [self._number_pieces(text) for text in texts]
        numbers, counts, said = zip(*numbered, strict=True)
        return Numbers(
            np.concatenate(numbers),
            np.concatenate(counts),
            SaidTokens(*(np.concatenate(parts) for parts in zip(*said, strict=True))),
        )

    def _number_pieces(self, text: str) -> Numbers:
        numbered = []
        variety = Variety()
        for start, end in pieces(text, _PIECE):
            piece = text[start:end]
            if len(piece) > LONGEST_WORD:
                raise TooManyTermsError(f"{LONGEST_WORD:,} letters in one of its")
            variety.foresee(text, start, end)
            tokens = self._number_texts([piece])
            variety.add(tokens.numbers, tokens.said.numbers, len(self.terms))
            numbered.append(tokens)
        return _joined(numbered)

    def _number_texts(self, texts: Sequence[str]) -> Numbers:
        joined = _joined_texts(texts)
        codes = self._codes.numbers(joined)
        numbers, starts, ends, counts = self._tokenize(joined, codes, texts)
        batch = Batch(texts, counts, joined, codes, numbers, starts, ends)
        return Numbers(numbers, counts, self._said.read(batch))

    def tokenize(self, texts: Sequence[str]) -> Tokens:
        """The tokens of all texts; equal to `text.tokenize` and `text.terms` on any text."""
        joined = _joined_texts(texts)
        tokens = self._tokenize(joined, self._codes.numbers(joined), texts)
        return tokens._replace(starts=tokens.starts - 1, ends=tokens.ends - 1)

    def _tokenize(self, joined: str, codes: Array, texts: Sequence[str]) -> Tokens:
        """The same with places in `joined`, which has a separator before the texts too."""
        starts, ends, numbers = self._packed.runs(codes)
        numbers, starts, ends = self._number_ordinary(
            joined, numbers == NOT_PACKED, numbers, starts, ends
        )
        self._sign(joined, numbers, starts, ends)
        lengths = np.fromiter(map(len, texts), np.int64, len(texts)) + 1
        last = np.searchsorted(starts, np.cumsum(lengths) + 1)
        return Tokens(numbers, starts, ends, np.diff(last, prepend=0))

    def _number_ordinary(
        self, joined: str, mask: Array, numbers: Array, starts: Array, ends: Array
    ) -> tuple[Array, Array, Array]:
        """Numbers, starts and ends of tokens, of which those of a mask have taken the ordinary
        path: each was a run without separators, in which there may be several or none.
        """
        places = np.flatnonzero(mask)
        firsts = starts[places].tolist()
        bounds = zip(firsts, ends[places].tolist(), strict=True)
        known: dict[str, int] = {}  # the different runs
        which = [known.setdefault(joined[first:end], len(known)) for first, end in bounds]
        counts, (begin, stop, term_number) = self._numbered_runs(list(known), which)
        base = np.repeat(np.array(firsts, np.int64), counts)
        if np.all(counts == 1):
            where = places
        else:
            sizes = np.ones(len(starts), np.int64)
            sizes[places] = counts
            after = np.cumsum(sizes) - sizes
            where = spread(after[places], counts)
            size = int(sizes.sum())
            kept, to = ~mask, after[~mask]
            numbers, starts, ends = (
                _moved(each[kept], to, size) for each in (numbers, starts, ends)
            )
        numbers[where], starts[where], ends[where] = term_number, base + begin, base + stop
        return numbers, starts, ends

    def _numbered_runs(
        self, runs: Sequence[str], which: Sequence[int]
    ) -> tuple[Array, tuple[Array, Array, Array]]:
        """Of some of these runs, in a row: how many tokens each has; the start, end and number
        of all tokens.
        """
        found = list(map(self._numbered_run, runs, self._are_tokens(runs)))
        sizes = np.fromiter(map(len, found), np.int64, len(found))
        held = np.array([token for tokens in found for token in tokens], np.int64)
        chosen = np.array(which, np.intp)
        counts = sizes[chosen]
        rows = spread((np.cumsum(sizes) - sizes)[chosen], counts)
        begin, stop, term_number = held.reshape(-1, 3)[rows].T
        return counts, (begin, stop, term_number)

    def _are_tokens(self, runs: Sequence[str]) -> list[bool]:
        """Whether each of some runs is one token for sure: a letter, and letters and marks."""
        if not runs:
            return []
        kinds = self._kinds.numbers("".join(runs))
        sizes = np.fromiter(map(len, runs), np.int64, len(runs))
        starts = np.cumsum(sizes) - sizes
        held = np.bitwise_or.reduceat(kinds, starts)
        are_tokens = (kinds[starts] == _PLAIN_LETTER) & (held < _NEITHER)
        return list(map(bool, are_tokens))

    def _numbered_run(self, run: str, is_token: bool) -> _Run:
        """The tokens of a run without separators: start, end, number."""
        if len(run) > LONGEST_SYLLABLE and run.isascii():
            return ((0, len(run), self.number_of(run.lower())),)  # in which nothing is folded
        tokens = self._runs.get(run)
        if tokens is None:
            bounds = [(0, len(run))] if is_token else token_bounds(run)
            tokens = tuple(
                (start, end, self.number_of(exact_term(run[start:end])))
                for start, end in bounds
            )
            if len(run) <= _LONGEST_KEPT:
                if len(self._runs) >= _KEPT:
                    self._runs.clear()
                self._runs[run] = tokens
        return tokens

    def _sign(self, joined: str, numbers: Array, starts: Array, ends: Array) -> None:
        """Give the names that have a sign of their own their number and bounds."""
        for number in [self._numbers[term] for term in SIGNED if term in self._numbers]:
            for token in np.flatnonzero(numbers == number).tolist():
                bounds = int(starts[token]), int(ends[token])
                first, last = with_sign(joined, *bounds)
                if (first, last) != bounds:
                    numbers[token] = self.number_of(exact_term(joined[first:last]))
                    starts[token], ends[token] = first, last

    def number_of(self, term: str) -> int:
        """The number of a term."""
        number = self._numbers.setdefault(term, len(self.terms))
        if number == len(self.terms):
            self.terms.append(term)
        return number


def _no_tokens(texts: int) -> Numbers:
    none, counts = np.zeros(0, np.int32), np.zeros(texts, np.int64)
    return Numbers(none, counts, SaidTokens(none, np.zeros(0, np.int64), counts))


def is_long(text: str) -> bool:
    """Whether a text is looked at in pieces; no other has too many terms."""
    return len(text) > _PIECE


def _joined(pieces: Sequence[Numbers]) -> Numbers:
    """The tokens of a text, given by those of its pieces."""
    none = [np.zeros(0, np.int32)]
    before = 0
    said = []
    for piece in pieces:
        said.append(piece.said._replace(places=piece.said.places + before))
        before += len(piece.numbers)
    return Numbers(
        np.concatenate([*none, *(piece.numbers for piece in pieces)]),
        np.array([before], np.int64),
        SaidTokens(
            np.concatenate([*none, *(part.numbers for part in said)]),
            np.concatenate([*none, *(part.places for part in said)]),
            np.array([sum(len(part.numbers) for part in said)], np.int64),
        ),
    )


def _moved(values: Array, places: Array, count: int) -> Array:
    """An array of so many, with the values at their places."""
    moved: Array = np.empty(count, values.dtype)
    moved[places] = values
    return moved


def _joined_texts(texts: Sequence[str]) -> str:
    """The texts with a separator before, between and behind them."""
    return "\0".join(["", *texts, ""])
