"""Where the right documents stand in the answers, and the usual measures of that."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

DEPTH = 10  # hits that are looked at; all measures are cut there


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one query was answered."""

    rank: int  # of the first right document, counted from 1; 0 if none is among the best
    recall: float  # how many of the right documents are among them
    seconds: float
    cpu_seconds: float

    @property
    def reciprocal_rank(self) -> float:
        """1 for the first place, 1/2 for the second; 0 if it was not found."""
        return 1 / self.rank if self.rank else 0.0


@dataclass(frozen=True, slots=True)
class Measures:
    """The means over all queries that were typed one way."""

    queries: int
    mrr: float
    first: float  # P@1: the part of the queries whose first hit is right
    recall: float
    milliseconds: float
    cpu_milliseconds: float


@dataclass(frozen=True, slots=True)
class Change:
    """A query whose right document has moved since a kept run; a rank of 0 is 'not found'."""

    way: str
    id: str
    before: int
    after: int

    @property
    def gain(self) -> float:
        """By how much the reciprocal rank has changed."""
        return _reciprocal(self.after) - _reciprocal(self.before)


def outcome(
    ids: Sequence[str], relevant: frozenset[str], seconds: float, cpu_seconds: float
) -> Outcome:
    """The outcome of a query that the documents `ids`, best first, were found for."""
    right = [rank for rank, id_ in enumerate(ids[:DEPTH], 1) if id_ in relevant]
    rank = right[0] if right else 0
    return Outcome(rank, len(right) / len(relevant), seconds, cpu_seconds)


def measures(outcomes: Sequence[Outcome]) -> Measures:
    """The means over the queries of one way of typing."""
    return Measures(
        queries=len(outcomes),
        mrr=fmean(found.reciprocal_rank for found in outcomes),
        first=fmean(found.rank == 1 for found in outcomes),
        recall=fmean(found.recall for found in outcomes),
        milliseconds=1000 * fmean(found.seconds for found in outcomes),
        cpu_milliseconds=1000 * fmean(found.cpu_seconds for found in outcomes),
    )


def changes(
    before: Mapping[str, Mapping[str, int]], after: Mapping[str, Mapping[str, int]]
) -> list[Change]:
    """The queries that two runs (ranks by way, by id) rank differently, the worst first."""
    found = [
        Change(way, id_, before[way][id_], rank)
        for way, ranks in after.items()
        for id_, rank in ranks.items()
        if way in before and before[way].get(id_, rank) != rank
    ]
    return sorted(found, key=lambda change: (change.gain, change.way, change.id))


@dataclass(frozen=True, slots=True)
class Difference:
    """How one way of typing ranks against a kept run, over the queries that both have."""

    way: str
    mrr: float  # now, less what it was
    worse: int
    better: int
    chance: float  # of a difference as large where nothing has changed; two-sided


def differences(
    before: Mapping[str, Mapping[str, int]],
    after: Mapping[str, Mapping[str, int]],
    seed: int,
    resamples: int = 2000,
) -> list[Difference]:
    """Each way of typing against a kept run, by a paired bootstrap over queries (Sakai,
    Evaluating Evaluation Metrics based on the Bootstrap, 2006).
    """
    found = []
    for way in (way for way in after if way in before):
        pairs = [
            (before[way][id_], rank) for id_, rank in after[way].items() if id_ in before[way]
        ]
        gains = [_reciprocal(now) - _reciprocal(then) for then, now in pairs]
        mean = fmean(gains)
        centred = [gain - mean for gain in gains]
        chooser = random.Random(seed)
        means = (fmean(chooser.choices(centred, k=len(centred))) for _ in range(resamples))
        chance = sum(abs(resampled) >= abs(mean) for resampled in means) / resamples
        worse, better = sum(gain < 0 for gain in gains), sum(gain > 0 for gain in gains)
        found.append(Difference(way, mean, worse, better, chance))
    return found


def _reciprocal(rank: int) -> float:
    return 1 / rank if rank else 0.0
