"""The terms of some tokens in the order of the index: by folded term, then by exact term."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from vnsearch.index.arrays import Array


class Vocabulary(NamedTuple):
    """Sorted terms; `place_of` gives the place of each number they had before."""

    folds: list[str]
    terms: list[str]
    fold_ends: Array  # where the variants of each folded term end
    fold_of: Array  # the folded term of each term
    place_of: Array


def sort_terms(terms: Sequence[str], folds: Sequence[str], numbers: Array) -> Vocabulary:
    """The vocabulary of those `terms` that occur in `numbers`; `folds` runs beside `terms`."""
    present = np.flatnonzero(np.bincount(numbers, minlength=len(terms))).tolist()
    order = sorted([(folds[number], terms[number], number) for number in present])
    place_of = np.zeros(len(terms), np.uint32)
    place_of[[number for _, _, number in order]] = np.arange(len(order), dtype=np.uint32)
    counts: dict[str, int] = {}
    for fold, _, _ in order:
        counts[fold] = counts.get(fold, 0) + 1
    sizes = np.fromiter(counts.values(), np.int64, len(counts))
    fold_of = np.repeat(np.arange(len(counts), dtype=np.uint32), sizes)
    sorted_terms = [term for _, term, _ in order]
    return Vocabulary(list(counts), sorted_terms, np.cumsum(sizes), fold_of, place_of)
