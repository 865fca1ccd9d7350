"""Tokenising by array operations: batches of texts in, numbered terms out.

The same tokens and terms as `vnsearch.text` gives, many times faster: a text is an array of
code points, a table turns each into a small code, and a token of at most eight Vietnamese
letters and digits is one 64-bit integer. What does not fit (long words, other alphabets,
loose marks, invisible characters) takes the ordinary path.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from vnsearch.documents.limits import DIFFERENT_WORDS
from vnsearch.index.arrays.array_file import Array
from vnsearch.index.arrays.character_table import CharacterTable
from vnsearch.index.arrays.ranges import distinct
from vnsearch.index.making.said_reader import Batch, SaidReader, SaidTokens
from vnsearch.text.characters import APOSTROPHES, IDEOGRAPHS, character_class
from vnsearch.text.terms import exact_term
from vnsearch.text.tokenize import SIGNED, token_bounds, with_sign

_LETTERS = (
    "0123456789abcdefghijklmnopqrstuvwxyzđ"
    "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
)
_PACKED = 8  # letters of a byte each fit 64 bits
_OTHER = 254  # a code: takes the ordinary path
_PIECE = 1 << 20  # characters of a text that are looked at together,
_FARTHEST = 1 << 20  # and that are looked through for a better place to cut it
# Where a text may be cut, so that its tokens stay as they are: before what no token or name
# goes on with; and rather where no number, date or telephone goes on.
_cut = re.compile(
    r"[;:\[\]{}\"<>=&|!?*]|(?<=[\w.])\n(?=[^\W\dnt])|(?<=[\d.])[\n\t](?=\d)", re.IGNORECASE
).search
_PARTING = rf"[\s,;:()\[\]{{}}\"<>=&|!?/*_{IDEOGRAPHS}]"
_cut_among_words = re.compile(rf"(?<=\D{{40}}){_PARTING}(?=\D{{40}})").search
_cut_anywhere = re.compile(_PARTING).search
_CODE_POINTS = np.array([0, *map(ord, _LETTERS)], np.uint32)  # by code
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # 2^64 / golden ratio (Knuth, TAOCP 3, 6.4)


class Tokens(NamedTuple):
    """The tokens of a batch, in order: term numbers, [start, end) places, tokens per text.

    Places are code points of the batch, in which every text is followed by one separator.
    """

    numbers: Array
    starts: Array
    ends: Array
    counts: Array


_CODES = {
    each: code for code, letter in enumerate(_LETTERS, 1) for each in (letter, letter.upper())
}


def _code(character: str) -> int:
    """0 for what parts words and digits alike."""
    if code := _CODES.get(character):
        return code
    return _OTHER if character_class(character) or character in APOSTROPHES else 0


class Numbers(NamedTuple):
    """The tokens of a batch, in order: term numbers, how many each text has, what they say."""

    numbers: Array
    counts: Array
    said: SaidTokens


class TooManyTermsError(Exception):
    """A text has more different terms than one may have."""


class ArrayTokenizer:
    """Numbers terms, each batch going on where the last one ended; `terms` lists them."""

    def __init__(self) -> None:
        self.terms: list[str] = []
        self._numbers: dict[str, int] = {}
        self._codes = CharacterTable(_code)
        self._said = SaidReader(self.terms, self.number_of)
        self._slot_keys: Array = np.zeros(0, np.uint64)  # 0 in a free slot
        self._slot_numbers: Array = np.zeros(0, np.int32)
        self._resize(1 << 16)

    def number(self, texts: Sequence[str]) -> Numbers:
        """As `tokenize`, without places, but with what the texts say in digits: texts of any
        length, in memory bounded by pieces.

        Raises TooManyTermsError for a text of more different terms than memory is to hold,
        whatever texts came before it.
        """
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
        pieces = []
        seen: Array = np.zeros(0, bool)  # the text's terms, by number
        for piece in _pieces(text):
            numbered = self._number_texts([piece])
            seen = np.append(seen, np.zeros(len(self.terms) - len(seen), bool))
            seen[numbered.numbers] = seen[numbered.said.numbers] = True
            if np.count_nonzero(seen) > DIFFERENT_WORDS:
                raise TooManyTermsError
            pieces.append(numbered)
        return _joined(pieces)

    def _number_texts(self, texts: Sequence[str]) -> Numbers:
        joined = "\0".join(["", *texts, ""])
        codes = self._codes.numbers(joined)
        numbers, starts, ends, counts = self._tokenize(joined, codes, texts)
        batch = Batch(texts, counts, joined, codes, numbers, starts + 1, ends + 1)
        return Numbers(numbers, counts, self._said.read(batch))

    def tokenize(self, texts: Sequence[str]) -> Tokens:
        """The tokens of all texts; equal to `text.tokenize` and `text.terms` on any text."""
        joined = "\0".join(["", *texts, ""])
        return self._tokenize(joined, self._codes.numbers(joined), texts)

    def _tokenize(self, joined: str, codes: Array, texts: Sequence[str]) -> Tokens:
        inside = codes > 0
        bounds = np.flatnonzero(inside[1:] != inside[:-1]) + 1
        starts, ends = bounds[::2].copy(), bounds[1::2].copy()
        others = np.searchsorted(starts, np.flatnonzero(codes == _OTHER), "right") - 1
        ordinary = np.zeros(len(starts), bool)
        ordinary[others] = True
        ordinary |= ends - starts > _PACKED
        numbers: Array = np.empty(len(starts), np.int32)
        packed = np.flatnonzero(~ordinary)
        numbers[packed] = self._number_packed(_pack(codes, starts[packed], ends[packed]))
        more: list[tuple[int, int, int]] = []
        for place in np.flatnonzero(ordinary).tolist():
            numbers[place] = -1
            first = int(starts[place])
            more += self._numbered_run(joined[first : int(ends[place])], first)
        if np.any(numbers < 0):
            kept = numbers >= 0
            refined = np.array(more, np.int64).reshape(-1, 3)
            starts = np.concatenate((starts[kept], refined[:, 0]))
            order = np.argsort(starts, kind="stable")
            starts = starts[order]
            ends = np.concatenate((ends[kept], refined[:, 1]))[order]
            numbers = np.concatenate((numbers[kept], refined[:, 2].astype(np.int32)))[order]
        self._sign(joined, numbers, starts, ends)
        lengths = np.fromiter(map(len, texts), np.int64, len(texts)) + 1
        last = np.searchsorted(starts, np.cumsum(lengths) + 1)
        return Tokens(numbers, starts - 1, ends - 1, np.diff(last, prepend=0))

    def _numbered_run(self, run: str, first: int) -> Iterator[tuple[int, int, int]]:
        """The tokens of a run without separators that begins at `first`: start, end, number."""
        for start, end in token_bounds(run):
            yield first + start, first + end, self.number_of(exact_term(run[start:end]))

    def _sign(self, joined: str, numbers: Array, starts: Array, ends: Array) -> None:
        """Give the names that have a sign of their own their number and bounds."""
        for number in [self._numbers[term] for term in SIGNED if term in self._numbers]:
            for place in np.flatnonzero(numbers == number).tolist():
                bounds = int(starts[place]), int(ends[place])
                first, last = with_sign(joined, *bounds)
                if (first, last) != bounds:
                    numbers[place] = self.number_of(exact_term(joined[first:last]))
                    starts[place], ends[place] = first, last

    def number_of(self, term: str) -> int:
        """The number of a term."""
        number = self._numbers.setdefault(term, len(self.terms))
        if number == len(self.terms):
            self.terms.append(term)
        return number

    def _number_packed(self, keys: Array) -> Array:
        slots, is_known = self._find(keys)
        if not np.all(is_known):
            unknown = np.flatnonzero(~is_known)
            self._insert(distinct(keys[unknown]))
            slots, _ = self._find(keys)
        numbers: Array = self._slot_numbers[slots]
        return numbers

    def _find(self, keys: Array) -> tuple[Array, Array]:
        """The slot of each key in the hash table, and whether the key is there."""
        slots = ((keys * _MULTIPLIER) >> self._shift).astype(np.intp)
        held = self._slot_keys[slots]
        is_known = held == keys
        pending = np.flatnonzero(~is_known & (held != 0))
        while len(pending):
            slots[pending] = (slots[pending] + 1) & (len(self._slot_keys) - 1)
            held = self._slot_keys[slots[pending]]
            is_known[pending] = held == keys[pending]
            pending = pending[~is_known[pending] & (held != 0)]
        return slots, is_known

    def _insert(self, keys: Array) -> None:
        """Number the terms of keys that are not there."""
        size = len(self._slot_keys)
        while 3 * (self._filled + len(keys)) > size:
            size *= 4
        if size > len(self._slot_keys):
            self._resize(size)
        terms = map(exact_term, _unpack(keys))
        self._place(keys, np.fromiter(map(self.number_of, terms), np.int32, len(keys)))

    def _place(self, keys: Array, numbers: Array) -> None:
        """Put keys that are not there into the table, each in the next free slot."""
        self._filled += len(keys)
        slots = ((keys * _MULTIPLIER) >> self._shift).astype(np.intp)
        while len(keys):
            free = np.flatnonzero(self._slot_keys[slots] == 0)
            self._slot_keys[slots[free]] = keys[free]  # of several for one slot the last stays
            held = self._slot_keys[slots] == keys
            self._slot_numbers[slots[held]] = numbers[held]
            left = ~held
            keys, numbers = keys[left], numbers[left]
            slots = (slots[left] + 1) & (len(self._slot_keys) - 1)

    def _resize(self, size: int) -> None:
        used = np.flatnonzero(self._slot_keys)
        keys, numbers = self._slot_keys[used], self._slot_numbers[used]
        self._slot_keys = np.zeros(size, np.uint64)
        self._slot_numbers = np.zeros(size, np.int32)
        self._shift = np.uint64(64 - (size.bit_length() - 1))
        self._filled = 0
        self._place(keys, numbers)


def is_long(text: str) -> bool:
    """Whether a text is looked at in pieces; no other has too many terms."""
    return len(text) > _PIECE


def _pieces(text: str) -> Iterator[str]:
    """A text in pieces whose tokens, and what they say, are together its own."""
    start = 0
    while start < len(text):
        near = start + _PIECE
        far = near + _FARTHEST
        cut = _cut(text, near, far)
        if not cut and far < len(text):
            cut = _cut_among_words(text, near, far) or _cut_anywhere(text, near)
        end = cut.start() if cut else len(text)
        yield text[start:end]
        start = end


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


def _pack(codes: Array, starts: Array, ends: Array) -> Array:
    """One integer a token: its codes, a byte each, the first in the lowest byte."""
    padded = np.concatenate((codes, np.zeros(_PACKED, np.uint8)))
    # The eight codes from every place on, as one integer: rows of this view overlap.
    keys: Array = np.ndarray((len(codes),), "<u8", padded.data, 0, (1,))[starts]
    beyond = (8 * (_PACKED - (ends - starts))).astype(np.uint64)
    keys <<= beyond
    keys >>= beyond
    return keys


def _unpack(keys: Array) -> list[str]:
    """The letters of each key."""
    codes = np.ascontiguousarray(keys, "<u8").view(np.uint8)
    unpacked: list[str] = _CODE_POINTS[codes].view(f"U{_PACKED}").tolist()
    return unpacked
