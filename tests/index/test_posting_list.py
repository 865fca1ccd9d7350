"""A posting list in memory: the dense form and the sparse one give the same answers."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from vnsearch.index.arrays.array_file import Array
from vnsearch.index.segment.postings.posting_list import DenseList, PostingList, SparseList

large = st.sampled_from([14, 15, 254, 255, 70_000])
frequencies = st.one_of(st.just(0), st.integers(0, 3), large)
lists = st.lists(frequencies, min_size=1, max_size=80).filter(any)


def both_forms(held: list[int]) -> tuple[PostingList, PostingList]:
    """The list of a term that documents 0, 1, ... have so often, in both forms."""
    by_document = np.array([*held, 0])
    documents = np.flatnonzero(by_document)
    return SparseList(documents, by_document[documents]), DenseList(by_document, len(documents))


@given(lists)
def test_documents_and_frequencies(held: list[int]) -> None:
    expected = [(number, count) for number, count in enumerate(held) if count]
    for found in both_forms(held):
        pairs = zip(found.documents.tolist(), found.frequencies.tolist(), strict=True)
        assert list(pairs) == expected
        assert len(found) == len(expected)


@given(lists, st.sets(st.integers(0, 200)))
def test_frequencies_among_some_documents(held: list[int], asked: set[int]) -> None:
    documents = np.array(sorted(asked), np.intp)
    expected = [held[number] if number < len(held) else 0 for number in documents.tolist()]
    for found in both_forms(held):
        assert found.among(documents).tolist() == expected
        assert found.holds(documents).tolist() == [count > 0 for count in expected]


@given(lists, st.integers(0, 20), st.sampled_from([1.0, 1 / 8, 7 / 8]))
def test_totals_of_all_documents(held: list[int], more: int, weight: float) -> None:
    size = max(number for number, count in enumerate(held) if count) + 1 + more
    expected: Array = np.zeros(size, np.float32)
    first = np.array(held[:size], np.float32)
    expected[: len(first)] = first * np.float32(weight)
    for found in both_forms(held):
        assert found.by_document(size, weight).tolist() == expected.tolist()
        totals = np.ones(size, np.float32)
        found.add_to(totals, weight)
        assert totals.tolist() == (expected + 1).tolist()
        mask = np.zeros(size, bool)
        mask[0] = True
        found.mark(mask)
        assert mask.tolist() == [True, *(expected[1:] > 0)]
