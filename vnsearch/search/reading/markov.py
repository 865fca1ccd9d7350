"""The likely terms of a query: forward-backward over what may stand in its slots.

A hidden Markov model (Rabiner, A Tutorial on Hidden Markov Models, 1989): hidden are the
terms that were meant, seen are those that were typed. How terms follow each other is told by
the index; how they are typed is one of several ways, the same in all of a query.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from vnsearch.frozen import NamedTuple
from vnsearch.index.arrays.array_file import Array
from vnsearch.search.reading.neighbours import Neighbours, Run

_UNSEEN = 3.0  # places that every pair of words is given for nothing, shared by frequency


class Likely(NamedTuple):
    """The term that was most likely meant in a slot."""

    term: str
    confidence: float  # from 0 to 1
    supported: bool  # the index has it beside what is likely in a neighbouring slot


def most_likely(
    neighbours: Neighbours, runs: Sequence[Run], typed: Sequence[Sequence[Array]], ways: Array
) -> list[list[Likely]]:
    """What was most likely meant in each slot of each run.

    `typed` holds for every slot [way, term]: how likely what was typed is, if that term was
    meant and the query is typed in that way. `ways` is how likely each way is from the start.
    """
    by_run = []
    evidence = np.log(ways)
    for run, seen in zip(runs, typed, strict=True):
        places = [neighbours.places(slot) for slot in run]
        likely, told = _forward_backward(*_model(neighbours, places), seen)
        by_run.append(likely)
        evidence = evidence + told
    weights = np.exp(evidence - evidence.max())
    weights /= weights.sum()
    return [
        _choose(neighbours, run, [weights @ each for each in likely])
        for run, likely in zip(runs, by_run, strict=True)
    ]


def _choose(neighbours: Neighbours, run: Run, likely: Sequence[Array]) -> list[Likely]:
    best = [int(each.argmax()) for each in likely]
    terms = [neighbours.terms(slot)[place] for slot, place in zip(run, best, strict=True)]
    numbers = [neighbours.numbers[term] for term in terms]
    beside = [False, *(neighbours.beside[numbers[:-1], numbers[1:]] > 0).tolist(), False]
    return [
        Likely(term, float(each[place]), before or after)
        for term, each, place, (before, after) in zip(
            terms, likely, best, pairwise(beside), strict=True
        )
    ]


def _model(neighbours: Neighbours, places: Sequence[Array]) -> tuple[Array, list[Array]]:
    """How often each first term begins a run, and each term goes on after each other."""
    follow = []
    for left, right in pairwise(places):
        before, after = neighbours.shares[left], neighbours.shares[right]
        unseen = np.outer(before / before.sum(), after / after.sum())
        together = neighbours.beside[left[:, None], right] + _UNSEEN * unseen
        follow.append(together / before[:, None])
    return neighbours.shares[places[0]], follow


def _forward_backward(
    first: Array, follow: Sequence[Array], seen: Sequence[Array]
) -> tuple[list[Array], Array]:
    """[way, term] of each slot: how likely it is; and the logarithm of how likely all that
    was typed is in each way. A way in which it cannot be typed has zeros, and -inf.
    """
    forward: list[Array] = []  # each row adds up to 1, as divided by its total
    totals: list[Array] = []
    for place, typed in enumerate(seen):
        rows = (forward[-1] @ follow[place - 1] if place else first) * typed
        totals.append(rows.sum(1))
        forward.append(rows / _divisors(totals[-1]))
    backward = [np.ones_like(seen[-1])]
    for place in range(len(follow), 0, -1):
        rows = (backward[-1] * seen[place]) @ follow[place - 1].T
        backward.append(rows / _divisors(totals[place]))
    likely = [before * after for before, after in zip(forward, reversed(backward), strict=True)]
    with np.errstate(divide="ignore"):
        told = np.log(np.stack(totals)).sum(0)
    return likely, told


def _divisors(totals: Array) -> Array:
    """A column of the totals; 1 for 0, so that a row of zeros stays."""
    return np.where(totals > 0, totals, 1.0)[:, None]
