"""Which hits may be among the first, told by scores of a server that keeps a length roughly."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest

from vnsearch.cluster.client.json_queries import Json
from vnsearch.cluster.querying.first_scores import (
    ClusterStatistics,
    FirstScores,
    kept_length,
)
from vnsearch.search.bm25 import Statistics, saturate

FIRST = 100
WEIGHTS = 4.2, 2.9, 1.3


@pytest.mark.parametrize(
    ("length", "kept"),
    [
        *((length, length) for length in (0, 1, 23, 24, 39, 40)),
        *((41, 40), (42, 42), (57, 56), (60, 60), (100, 96), (1000, 984), (1_000_000, 983_064)),
    ],
)
def test_what_a_server_keeps_of_a_length(length: int, kept: int) -> None:
    assert kept_length(np.array([length])).tolist() == [kept]


def hits(weights: tuple[float, ...], seed: int) -> tuple[list[Json], list[tuple[float, ...]]]:
    """Documents that have words here and there: as a server scores them, its best first, and
    the tier and the score that a folder gives each.
    """
    chance = random.Random(seed)
    lengths = np.array([chance.randrange(60, 1500) for _ in range(500)])
    ways = (lengths * [chance.uniform(2.7, 3.2) for _ in lengths]).astype(np.int64)
    tiers = np.array([chance.choice((0, 1, 1, 1)) for _ in lengths])
    ours, theirs = np.zeros((2, len(lengths)))
    for weight in weights:
        frequencies = np.array([chance.randrange(1, 8 * 9) / 8 for _ in lengths])
        ours += weight * saturate(frequencies, Statistics(5000, 480).norms(lengths))
        norms = Statistics(5000, 1410).norms(kept_length(ways))
        theirs += weight * saturate(frequencies, norms)
    found: list[Json] = [
        {
            "_id": str(number),
            "_score": float(np.float32(16.0 * tiers[number] + theirs[number])),
            "fields": {"length": [int(lengths[number])], "ways": [int(ways[number])]},
        }
        for number in range(len(lengths))
    ]
    found.sort(key=lambda hit: hit["_score"], reverse=True)
    return found, list(zip(tiers.tolist(), ours.tolist(), strict=True))


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("count", [1, 3])
def test_no_document_of_the_first_is_missing(count: int, seed: int) -> None:
    weights = WEIGHTS[:count]
    found, ours = hits(weights, seed)
    statistics = ClusterStatistics(Statistics(5000, 480), 2_400_000, 1410)
    scores = FirstScores(FIRST, 16.0, weights[0] if count == 1 else 0.0, statistics)
    leading = {int(hit["_id"]) for hit in scores.leading(found)}
    numbers = range(len(ours))
    best = sorted(numbers, key=ours.__getitem__, reverse=True)[:FIRST]
    assert set(best) <= leading
    assert len(leading) < (130 if count == 1 else 200)


def test_few_hits_are_all_looked_at() -> None:
    found, _ = hits(WEIGHTS, 1)
    statistics = ClusterStatistics(Statistics(5000, 480), 2_400_000, 1410)
    scores = FirstScores(FIRST, math.inf, 0.0, statistics)
    assert scores.leading(found[:FIRST]) == found[:FIRST]
    assert len(scores.leading(found)) < len(found)
