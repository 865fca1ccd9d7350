"""What scores of a server, which keeps a length roughly, say of ours, and what they hide."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnsearch.cluster.client.json_queries import Json
from vnsearch.cluster.querying.score_bounds import (
    ClusterStatistics,
    Floats,
    ScoreBounds,
    doubt,
    kept_length,
)
from vnsearch.cluster.storage.mapping import WAYS_A_TOKEN
from vnsearch.index.arrays.array_file import Array
from vnsearch.search.bm25 import Statistics, saturate

STEP = 64.0


@pytest.mark.parametrize(
    ("length", "kept"),
    [
        *((length, length) for length in (0, 1, 23, 24, 39, 40)),
        *((41, 40), (42, 42), (57, 56), (60, 60), (100, 96), (1000, 984), (1_000_000, 983_064)),
    ],
)
def test_what_a_server_keeps_of_a_length(length: int, kept: int) -> None:
    assert kept_length(np.array([length])).tolist() == [kept]


@dataclass(frozen=True)
class Corpus:
    """Documents as a server and a folder score them, the best of the server first."""

    bounds: ScoreBounds
    hits: list[Json]
    tiers: Array
    ours: Floats


def corpus(
    seed: int, words: int, pairs: int, ways: float, longest: int, first: int, scale: float = 1.0
) -> Corpus:
    """Documents of up to so many tokens, of so many ways each, with words here and there; one
    alone counts for so many times less on the server.
    """
    scale = scale if words + pairs == 1 else 1.0
    chance = np.random.default_rng(seed)
    count = int(chance.integers(2, 400))
    lengths = chance.integers(2, longest + 1, count)
    whole = Statistics(count, float(lengths.mean()))
    stats = ClusterStatistics(whole, int(lengths.sum()), ways * whole.mean_length)
    texts = chance.integers(1, 3, count)  # a title of its own, or none
    of_pairs = np.maximum(lengths - texts, 0)
    mean_of_pairs = max(float(of_pairs[of_pairs > 0].mean()), 1.0) if of_pairs.any() else 1.0
    # As Lucene has it: lengths in tokens, their mean in ways, and the field's K1 and B.
    norms = whole._replace(mean_length=stats.mean_ways / WAYS_A_TOKEN).norms(
        kept_length(lengths)
    )
    pair_norms = whole._replace(mean_length=mean_of_pairs).norms(kept_length(of_pairs))
    ours, theirs = np.zeros((2, count))
    most = 0.0
    for part in range(words + pairs):
        weight = float(np.float32(chance.uniform(0.01, 12)))
        frequencies = (chance.integers(0, 8 * chance.integers(1, 30), count) / 8).astype(
            np.float32
        )
        if part >= words:
            frequencies = np.floor(frequencies)
        most += weight
        ours += weight * saturate(frequencies, whole.norms(lengths))
        counted = frequencies / np.float32(scale)
        theirs += weight * saturate(counted, norms if part < words else pair_norms)
    tiers = chance.integers(0, 3, count)
    scores = (STEP * tiers + theirs).astype(np.float32)
    order = np.argsort(-scores, kind="stable")
    hits: list[Json] = [
        {"_score": float(scores[n]), "fields": {"length": [int(lengths[n])]}} for n in order
    ]
    bounds = ScoreBounds(first, STEP, words + pairs, most, 1.0, stats, scale)
    return Corpus(bounds, hits, tiers[order], ours[order])


def test_of_no_hits() -> None:
    bounds = corpus(1, 1, 0, 4.0, 60, 10).bounds
    assert not len(bounds.leading(bounds.read([])))


corpora = st.builds(
    corpus,
    seed=st.integers(0, 1 << 32),
    words=st.integers(1, 4),
    pairs=st.integers(0, 2),
    ways=st.floats(2.0, 4.5),
    longest=st.sampled_from((3, 30, 60, 1500, 100_000)),
    first=st.sampled_from((1, 10, 100)),
    scale=st.sampled_from((1.0, 8 / 3, 8.0)),
)


@settings(max_examples=60)
@given(corpora)
def test_no_score_of_ours_is_above_the_bound(made: Corpus) -> None:
    scored = made.bounds.read(made.hits)
    allowed = 1e-5 * (made.bounds.most + STEP)
    assert (made.ours <= made.bounds.highest(scored) + allowed).all()
    behind = [made.bounds.highest_behind(within) for within in scored.within.tolist()]
    assert (made.ours <= np.array(behind) + allowed).all()


def looked_through(made: Corpus, fetched: int) -> set[int]:
    """Which documents are looked at of so many that the server gives, until nothing may lack;
    nothing where more are to be fetched.
    """
    hits, of_all = made.hits[:fetched], len(made.hits)
    scored = made.bounds.read(hits)
    numbers = made.bounds.leading(scored)
    while True:
        ours = np.full(len(hits), -np.inf)
        ours[numbers] = made.ours[numbers]
        left = doubt(made.bounds, scored, ours, of_all)
        if left.behind:
            return set()
        if not len(left.hits):
            return set(numbers.tolist())
        assert not set(left.hits.tolist()) & set(numbers.tolist())
        numbers = np.union1d(numbers, left.hits)


@settings(max_examples=60)
@given(corpora, st.integers(1, 400))
def test_what_is_enough_lacks_none_of_the_first(made: Corpus, fetched: int) -> None:
    looked_at = looked_through(made, fetched)
    if fetched >= len(made.hits):
        assert looked_at
    if looked_at:
        best = np.lexsort((-made.ours, -made.tiers))[: made.bounds.first]
        assert set(best.tolist()) <= looked_at


def test_few_are_looked_at_where_many_were_found() -> None:
    for words, most in ((1, 101), (3, 180)):
        made = corpus(3, words, 0, WAYS_A_TOKEN, 1500, 100)
        assert len(made.hits) > 300
        assert 100 <= len(looked_through(made, len(made.hits))) <= most


def test_a_server_that_scores_less_than_it_should_is_noticed() -> None:
    """As one does that counts documents which were deleted."""
    made = corpus(3, 2, 0, WAYS_A_TOKEN, 1500, 50)
    scored = made.bounds.read(made.hits)
    scored = scored._replace(within=0.8 * scored.within)
    ours = np.where(np.arange(len(made.ours)) < 60, made.ours, -np.inf)
    left = doubt(made.bounds, scored, ours, len(ours))
    assert left.off > 1.1
    looked_at = set(range(60)) | set(left.hits.tolist())
    best = np.lexsort((-made.ours, -made.tiers))[:50]
    assert set(best.tolist()) <= looked_at
