"""The best of many documents: what is left out on the way changes neither them nor scores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from vnsearch.index.arrays.array_file import Array
from vnsearch.index.segment.postings.posting_list import DenseList, PostingList, SparseList
from vnsearch.query.clauses import Word
from vnsearch.search.matching.word_list import WeightedList, WordList
from vnsearch.search.ranking.maxscore import Reached, score, score_best
from vnsearch.search.ranking.score_parts import ScorePart

Row = tuple[float, int, int]  # score, segment, document


@dataclass
class Drawn:
    """Segments of random lists: a word is in more of the documents the less it weighs."""

    evidence: list[ScorePart]
    norms: list[Array]
    documents: list[Array]  # of each segment those that are accepted


def drawn(seed: int, sizes: Sequence[int], words: int) -> Drawn:
    """Lists of such words in segments of such sizes."""
    chance = np.random.default_rng(seed)
    weights = chance.choice([0.1, 0.5, 1.0, 2.0, 4.0, 9.0], words)
    evidence = []
    for number, weight in enumerate(weights.tolist()):
        lists = tuple(_word_list(chance, size, float(np.exp(-weight))) for size in sizes)
        evidence.append(ScorePart((Word(f"từ{number}", 0, 0),), weight, lists))
    norms = [chance.uniform(0.4, 3, size).astype(np.float32) for size in sizes]
    documents = [np.flatnonzero(chance.random(size) < 0.9) for size in sizes]
    return Drawn(evidence, norms, documents)


def _word_list(chance: np.random.Generator, size: int, share: float) -> WordList:
    lists = []
    for weight, part in ((1 / 8, share), (7 / 8, share / 3))[: 1 + int(chance.integers(2))]:
        held = np.where(chance.random(size) < part, chance.integers(1, 5, size), 0)
        lists.append(WeightedList(_posting_list(held), weight))
    postings = [found.postings for found in lists]
    return WordList(size, lists, postings, postings, postings)


def _posting_list(held: Array) -> PostingList:
    documents = np.flatnonzero(held)
    if 4 * len(documents) > len(held):
        return DenseList(np.append(held, 0).astype(np.uint8), len(documents))
    return SparseList(documents, held[documents])


def rows(number: int, documents: Array, scores: Array) -> list[Row]:
    """The documents of a segment with their scores."""
    found = zip(scores.tolist(), documents.tolist(), strict=True)
    return [(score, number, document) for score, document in found]


@settings(max_examples=60)
@given(
    st.integers(0, 1 << 32),
    st.lists(st.integers(1, 3000), min_size=1, max_size=3),
    st.integers(1, 9),
    st.integers(1, 20),
)
def test_the_best_are_those_of_all_scores(
    seed: int, sizes: list[int], words: int, count: int
) -> None:
    made = drawn(seed, sizes, words)
    reached = Reached(count)
    kept: list[Row] = []
    every: list[Row] = []
    for number, (documents, norms) in enumerate(zip(made.documents, made.norms, strict=True)):
        kept += rows(number, *score_best(made.evidence, number, documents, norms, reached))
        every += rows(number, documents, score(made.evidence, number, documents, norms))
    every.sort(reverse=True)
    last = every[min(count, len(every)) - 1][0] if every else 0.0
    wanted = [found for found in every if found[0] >= last]  # and all equal to the last
    assert sorted(set(kept) & set(wanted), reverse=True) == wanted
    assert set(kept) <= set(every)


def test_most_documents_are_left_out_early() -> None:
    made = drawn(seed=7, sizes=[20_000], words=9)
    found, _ = score_best(made.evidence, 0, made.documents[0], made.norms[0], Reached(10))
    assert 10 <= len(found) < 400


@settings(max_examples=20)
@given(st.integers(0, 1 << 32), st.integers(100, 3000))
def test_a_score_is_the_same_beside_few_documents_and_many(seed: int, size: int) -> None:
    made = drawn(seed, [size], words=6)
    every = np.arange(size)
    scores = score(made.evidence, 0, every, made.norms[0])
    for few in (every[:3], every[::50], every[-1:]):
        assert score(made.evidence, 0, few, made.norms[0]).tolist() == scores[few].tolist()
