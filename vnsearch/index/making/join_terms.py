"""The terms of several segments and runs together, and the number that each gets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from vnsearch.index.arrays.array_file import Array
from vnsearch.index.making.run import MergeSource, Run, RunVocabulary
from vnsearch.index.making.vocabulary import (
    JoinedVocabulary,
    Terms,
    fill_gone,
    join_vocabularies,
    lexicon_keys,
)
from vnsearch.index.segment.lexicon import Lexicon


class Renumbering(NamedTuple):
    """The numbers from now on of what a source has, rising; what has gone has those of the
    next that has not, and is not `live`.
    """

    terms: Array
    live: Array


class JoinedTerms:
    """The fields of some sources; runs of one file share a vocabulary, which is read once."""

    def __init__(self, sources: Sequence[MergeSource]) -> None:
        self._sources = sources
        runs = [source.vocabulary for source in sources if isinstance(source, Run)]
        self._keys = {vocabulary: list(vocabulary.keys) for vocabulary in dict.fromkeys(runs)}

    def field(
        self, field: str, live: Sequence[Array]
    ) -> tuple[JoinedVocabulary, list[Renumbering]]:
        """A field's terms, of which each source has those that are `live` beside its own; and
        their numbers by source.
        """
        chosen = {
            vocabulary: np.zeros(len(keys), bool) for vocabulary, keys in self._keys.items()
        }
        own: list[Terms] = []
        for source, flags in zip(self._sources, live, strict=True):
            if isinstance(source, Run):
                chosen[source.vocabulary][source.numbers(field)] = True
            else:
                own.append(Terms(lexicon_keys(Lexicon(source.file, field)), flags))
        of_runs = [Terms(self._keys[each], mask) for each, mask in chosen.items()]
        joined = join_vocabularies([*of_runs, *own])
        number_of: dict[RunVocabulary, Array] = dict(
            zip(chosen, joined.numbers[: len(chosen)], strict=True)
        )
        others = iter(joined.numbers[len(chosen) :])
        numbers = []
        for source in self._sources:
            if isinstance(source, Run):
                places = number_of[source.vocabulary][source.numbers(field)]
            else:
                places = next(others)
            numbers.append(_renumbered(places, len(joined.terms)))
        return joined, numbers

    def folds(self, exact: Sequence[Renumbering], fold_of: Array) -> list[Renumbering]:
        """The numbers of the folded terms, by those of the exact terms and their folds."""
        count = int(fold_of[-1]) + 1 if len(fold_of) else 0
        by_source = []
        for source, (terms, live) in zip(self._sources, exact, strict=True):
            ends = source.file.array("exact.fold_ends").astype(np.int64)
            own = np.repeat(np.arange(len(ends)), np.diff(ends, prepend=0))
            places = np.full(len(ends), -1, np.int64)
            places[own[live]] = fold_of[terms[live]]
            by_source.append(_renumbered(places, count))
        return by_source


def _renumbered(places: Array, count: int) -> Renumbering:
    """Rising places among `count`, -1 for what has gone."""
    return Renumbering(fill_gone(places, count).astype(np.uint32), places >= 0)
