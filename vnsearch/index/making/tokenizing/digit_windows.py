"""Where texts have digits that may say something: in windows, of which there are few different
ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from vnsearch.index.arrays.array_file import Array
from vnsearch.index.making.tokenizing.packed_terms import OTHER
from vnsearch.index.making.tokenizing.term_kinds import (
    ALONE,
    COUNTED,
    DIGITS,
    MONTH,
    NAMED,
    NUMBERED,
    UNIT,
    YEAR,
    goes_on_behind,
    may_be_days,
)
from vnsearch.text.characters import INVISIBLE
from vnsearch.text.values.digit_shapes import DASHED, gap_kind

_PADDING = 5  # tokens behind the last
_LONGEST_GAP = 3  # characters


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


class Windows(NamedTuple):
    """Digits that may say something: of each the first token, how many there are, the last
    token that has a say, and whether a dash stands between some that may be days and months.
    """

    first: Array
    size: Array
    last: Array
    dashed: Array

    def some(self, mask: Array) -> Windows:
        """Those of a mask."""
        return Windows(*(each[mask] for each in self))


def windows_of(batch: Batch, kinds: Array) -> Windows:
    """The digits that may say something."""
    kinds = np.append(kinds, np.zeros(_PADDING, np.uint16))
    digits = np.flatnonzero(kinds & DIGITS)
    starts = np.append(batch.starts, np.full(_PADDING, len(batch.joined) + _LONGEST_GAP))
    gaps = starts[digits + 1] - batch.ends[digits]
    near = np.flatnonzero((kinds[digits + 1] & DIGITS > 0) & (gaps <= _LONGEST_GAP))
    signs = zip(batch.ends[digits[near]].tolist(), gaps[near].tolist(), strict=True)
    gap_kinds = np.zeros(len(digits), np.uint8)
    gap_kinds[near] = [gap_kind(batch.joined[end : end + size]) for end, size in signs]
    goes_on = goes_on_behind(gap_kinds, kinds[digits])
    lasts = np.flatnonzero(~goes_on)
    firsts = np.append(0, lasts[:-1] + 1)[: len(lasts)]
    first, last = digits[firsts], digits[lasts]
    alone = kinds[first] & ALONE > 0
    unit = (kinds[last + 1] & UNIT > 0) & (gaps[lasts] <= 1)
    worded = kinds[last + 1] & MONTH > 0
    for offset, kind in ((2, DIGITS), (3, YEAR), (4, DIGITS)):
        worded &= kinds[last + offset] & kind > 0
    in_values = kinds[digits] & NAMED == 0
    some = np.add.reduceat(in_values, firsts) > 0 if len(firsts) else firsts > 0
    chosen = np.flatnonzero(some & ((last > first) | alone | unit | worded))
    more = np.where(worded, 4, unit)  # tokens behind the digits
    dashes = (gap_kinds & DASHED > 0) & may_be_days(kinds[digits])
    dashed = np.add.reduceat(dashes, firsts) > 0 if len(firsts) else firsts > 0
    return Windows(first, last - first + 1, last + more, dashed).some(chosen)


def may_be_ranges(batch: Batch, kinds: Array, windows: Windows, before: Array) -> Array:
    """Whether what stands beside them tells that they are from one number to another."""
    ranged = windows.dashed.copy()
    for window in np.flatnonzero(ranged).tolist():
        behind = int(windows.first[window] + windows.size[window])
        told = windows.first[window] > 0 and before[window] & NUMBERED
        if not told and behind < len(batch.numbers):
            told = kinds[behind] & (COUNTED | UNIT)
        end = int(batch.ends[behind - 1])
        ranged[window] = told or "%" in batch.joined[end : end + 2]
    return ranged


def beside_strange(batch: Batch, kinds: Array) -> Iterator[int]:
    """The tokens of digits with an invisible character close by, or that end in a run."""
    digits = np.flatnonzero(kinds & DIGITS)
    ends = batch.ends[digits]
    yield from digits[batch.codes[ends] == OTHER].tolist()
    beside = [batch.starts[digits] - 1, *(ends + gap for gap in range(1, _LONGEST_GAP))]
    for places in beside:
        places = np.minimum(places, len(batch.codes) - 1)
        for token in np.flatnonzero(batch.codes[places] == OTHER).tolist():
            if batch.joined[int(places[token])] in INVISIBLE:
                yield int(digits[token])
