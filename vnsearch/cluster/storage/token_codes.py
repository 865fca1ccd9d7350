"""A document's tokens as a row of signs, eight a token, so that a search finds those of its
words without reading the text.

Letters and digits stand for themselves, those with marks are capitals, and the tone stands
behind: `hội` is `hOiZ`, and its letters alone are `hoi`. A term that does not go into eight
signs has one sign of its own in the row, and stands behind the row's end, after a bar.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise, product
from typing import NamedTuple

import numpy as np

from vnsearch.index.arrays.array_file import Array, Mask
from vnsearch.index.segment.layout import GAP
from vnsearch.text.syllable import place_tone, split_tone
from vnsearch.text.terms import folded_term, remembered

_MARKED = {"ă": "A", "â": "B", "đ": "D", "ê": "E", "ô": "O", "ơ": "P", "ư": "U"}
_TONES = " VWXYZ"  # by number
_SIZE = 8
_BAR = "|"
_FEW = 32  # codes that are looked for one by one

_to_signs = str.maketrans(_MARKED)
_to_letters = str.maketrans({sign: letter for letter, sign in _MARKED.items()})
_to_folds = bytes.maketrans(
    "".join((*_MARKED.values(), _TONES)).encode(),
    "".join(map(folded_term, _MARKED)).encode() + b" " * len(_TONES),
)
# By a sign of a fold, all that stand for it.
_signs = list(range(128))
_signs_of = [[sign for sign in _signs if _to_folds[sign] == fold] for fold in _signs]


def _keys(codes: str) -> Array:
    """Codes as integers, which are equal if they are."""
    return np.frombuffer(codes.encode(), "<u8")


_GAP, _OTHER = ".".ljust(_SIZE), "~".ljust(_SIZE)
_GAP_KEY, _OTHER_KEY = _keys(_GAP)[0], _keys(_OTHER)[0]


def token_code(term: str) -> str:
    """The eight signs of a term, which tell it and its fold; "" for one that has none."""
    if term.isascii():
        stands_for_itself = len(term) <= _SIZE and term.isalnum() and term == term.lower()
        return term.ljust(_SIZE) if stands_for_itself else ""
    letters, tone = split_tone(term)
    code = (letters.translate(_to_signs) + _TONES[tone]).rstrip()
    if len(code) > _SIZE or not (code.isascii() and code.isalnum()):
        return ""
    fold = code.encode().translate(_to_folds).decode().rstrip()
    return code.ljust(_SIZE) if (term_of(code), fold) == (term, folded_term(term)) else ""


@remembered
def term_of(code: str) -> str:
    """The term of eight signs."""
    letters = code.rstrip()
    tone = _TONES.find(letters[-1:]) if letters else 0
    if tone > 0:
        letters = letters[:-1]
    return place_tone(letters.translate(_to_letters), max(tone, 0))


def _fold_code(fold: str) -> str:
    """The eight signs, or fewer, that codes with this beginning of a fold have there; "" for
    what none begins with.
    """
    is_plain = fold.isascii() and fold.isalnum() and fold == fold.lower()
    return fold if is_plain and len(fold) <= _SIZE else ""


class CodeTable:
    """The codes of numbered terms; `terms` may grow."""

    def __init__(self, terms: Sequence[str]) -> None:
        self._terms = terms
        self._codes = _keys(_GAP)  # of -1, then by number

    def rows(self, numbers: Array, lengths: Array) -> list[bytes]:
        """The tokens of some documents, given by the numbers of their terms, -1 for a gap, and
        how many each has. JSON writes all signs of a row as they are.
        """
        new = self._terms[len(self._codes) - 1 :]
        named = _keys("".join(token_code(term) or _OTHER for term in new))
        self._codes = np.concatenate((self._codes, named))
        codes = self._codes[numbers + 1]
        signs, ends = codes.tobytes(), np.cumsum(lengths)
        rows = [signs[_SIZE * a : _SIZE * b] for a, b in pairwise([0, *ends.tolist()])]
        others = np.flatnonzero(codes == _OTHER_KEY)
        owners = np.searchsorted(ends, others, "right")
        behind: dict[int, list[str]] = {}
        for owner, number in zip(owners.tolist(), numbers[others].tolist(), strict=True):
            behind.setdefault(owner, [""]).append(self._terms[number])
        for owner, terms in behind.items():
            rows[owner] += _BAR.join(terms).encode()
        return rows


class WantedTerms(NamedTuple):
    """Terms of which a query may ask: those with some folds, and those that begin so."""

    folds: frozenset[str]
    prefixes: tuple[str, ...]  # of folds

    def has(self, term: str) -> bool:
        """Whether a term is one of them."""
        fold = folded_term(term)
        return fold in self.folds or fold.startswith(self.prefixes)


class FoundTerms(NamedTuple):
    """Where terms stand that were looked for, in the tokens of some documents end to end."""

    terms: list[str]  # in the order of an index
    places: Array  # of tokens, rising
    numbers: Array  # of the term at each place
    gaps: Array  # places, rising
    lengths: Array  # of the documents, in tokens

    def tokens(self) -> Array:
        """The number of each token's term; GAP for all that was not looked for."""
        tokens = np.full(int(self.lengths.sum()), GAP, np.uint32)
        tokens[self.places] = self.numbers
        return tokens


def in_order(terms: Iterable[str]) -> list[str]:
    """Terms in the order of an index."""
    return sorted(terms, key=lambda term: (folded_term(term), term))


def end_to_end(found: Sequence[FoundTerms]) -> FoundTerms:
    """What was found in some documents after another as what was found in all of them."""
    if len(found) == 1:
        return found[0]
    terms = in_order({term for each in found for term in each.terms})
    number_of = {term: number for number, term in enumerate(terms)}
    numbers = [
        np.array([number_of[term] for term in each.terms], np.uint32)[each.numbers]
        for each in found
    ]
    starts = np.cumsum([0, *(int(each.lengths.sum()) for each in found)])
    placed = [(each, start) for each, start in zip(found, starts.tolist(), strict=False)]
    return FoundTerms(
        terms,
        np.concatenate([each.places + start for each, start in placed]),
        np.concatenate(numbers),
        np.concatenate([each.gaps + start for each, start in placed]),
        np.concatenate([each.lengths for each in found]),
    )


class CodedTokens:
    """The tokens of some documents end to end, given by a row each."""

    def __init__(self, rows: Sequence[str]) -> None:
        self._others: list[str] = []
        codes = []
        for row in rows:
            if _BAR in row:
                row, *others = row.split(_BAR)
                self._others += others
            codes.append(row)
        signs = "".join(codes).encode()
        self._keys = np.frombuffer(signs, "<u8")
        self._starts = np.frombuffer(signs, "<u2")[:: _SIZE // 2]
        self._lengths = np.fromiter(map(len, codes), np.int64, len(codes)) // _SIZE

    def find(self, wanted: WantedTerms) -> FoundTerms:
        """Where terms stand that are wanted."""
        near = np.flatnonzero(_starts_of(wanted).take(self._starts))  # few of all
        keys = self._keys[near]
        mask = _are(wanted, keys)
        codes, which = np.unique(keys[mask], return_inverse=True)
        terms = [term_of(code.decode()) for code in codes.view(f"S{_SIZE}").tolist()]
        number_of = {term: number for number, term in enumerate(terms)}
        held = np.full(len(near), -1, np.int64)
        held[mask] = which
        for term in filter(wanted.has, set(self._others)):
            number_of[term] = len(number_of)
        if len(number_of) > len(terms):
            numbers = [number_of.get(term, -1) for term in self._others]
            held[keys == _OTHER_KEY] = numbers
        ordered = in_order(number_of)
        place_of = np.empty(len(ordered), np.uint32)
        place_of[[number_of[term] for term in ordered]] = np.arange(len(ordered))
        found = np.flatnonzero(held >= 0)
        gaps = near[keys == _GAP_KEY]
        return FoundTerms(ordered, near[found], place_of[held[found]], gaps, self._lengths)


def _starts_of(wanted: WantedTerms) -> Array:
    """Which two signs, as a number, codes of wanted terms may begin with, and those of gaps and
    of terms without a code.
    """
    starts = {code.ljust(_SIZE)[:2] for code in map(_fold_code, wanted.folds) if code}
    starts |= {code[:2] for code in map(_fold_code, wanted.prefixes) if code}
    table = bytearray(1 << 16)
    for start in (*starts, _GAP[:2], _OTHER[:2]):
        firsts, *seconds = (_signs_of[ord(sign)] for sign in start)
        for first, second in product(firsts, *seconds or [_signs]):
            table[second << 8 | first] = 1
    return np.frombuffer(table, bool)


def _are(wanted: WantedTerms, keys: Array) -> Mask:
    """Whether each code is that of a term that is wanted."""
    folds = np.frombuffer(keys.tobytes().translate(_to_folds), "<u8")
    mask = np.zeros(len(folds), bool)
    codes = sorted(filter(None, map(_fold_code, wanted.folds)))
    of_folds = _keys("".join(code.ljust(_SIZE) for code in codes))
    if len(of_folds) > _FEW:
        of_folds = np.sort(of_folds)
        near = of_folds.searchsorted(folds)
        mask |= of_folds.take(near, mode="clip") == folds
    else:
        for key in of_folds:
            mask |= folds == key
    for code in filter(None, map(_fold_code, wanted.prefixes)):
        begins = np.uint64((1 << 8 * len(code)) - 1)
        mask |= folds & begins == _keys(code.ljust(_SIZE))[0] & begins
    return mask
