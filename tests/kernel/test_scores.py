"""What common words add to scores in C, and in NumPy, is one and the same."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnsearch.index.arrays.array_file import Array
from vnsearch.index.segment.postings.posting_list import DenseList, SparseList
from vnsearch.search.matching.word_list import WeightedList, WordList

from .conftest import Without
from .test_search import assert_same, both_ways

pytestmark = pytest.mark.usefixtures("compiled")


@st.composite
def lists_of_documents(draw: st.DrawFn) -> WeightedList:
    """A list with a frequency of every document, of each of some, or of those far apart."""
    held = np.array(draw(st.lists(st.sampled_from([0, 1, 2, 40, 300]), max_size=9)), np.uint32)
    held = held.astype(draw(st.sampled_from(["u1", "u4"]))) * draw(st.sampled_from([1, 1, 0]))
    weight = draw(st.sampled_from([1.0, 0.875, 0.125]))
    documents = held.nonzero()[0]
    if draw(st.booleans()):
        return WeightedList(SparseList(documents, held[documents]), weight)
    return WeightedList(
        DenseList(np.concatenate((held, np.zeros_like(held, shape=1))), len(documents)), weight
    )


@given(st.lists(lists_of_documents(), max_size=3), st.integers(9, 2100))
def test_what_a_word_adds_to_scores(
    without: Without, lists: list[WeightedList], size: int
) -> None:
    postings = [each.postings for each in lists]
    word = WordList(size, lists, postings, postings, postings)
    norms = np.linspace(0.3, 2, size, dtype=np.float32)

    def added() -> list[Array]:
        scores = np.full(size, 0.1, np.float32)
        scores[::3] = -np.inf
        word.add_impacts(scores, norms, 3.3)
        return [scores]

    assert_same(*both_ways(without, added))


def test_scores_of_other_documents(without: Without) -> None:
    lists = [WeightedList(DenseList(np.ones(4, np.uint8), 4), 1.0)]
    word = WordList(9, lists, [lists[0].postings], [], [])
    norms = np.ones(9, np.float32)
    compiled, plain = both_ways(without, lambda: word.add_impacts(norms[:8], norms, 1.0))
    assert compiled is plain is ValueError
