"""Arrays of runs: the best of each, beside the same in plain Python."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from vnsearch.index.arrays.ranges import distinct, first_best, owners, spread

runs = st.lists(st.lists(st.integers(0, 3), min_size=1, max_size=5), max_size=6)
numbers = st.lists(st.integers(0, 9), max_size=20)


@given(runs)
def test_the_first_of_the_best(many: list[list[int]]) -> None:
    values = np.array([value for run in many for value in run], np.float32)
    counts = np.array([len(run) for run in many], np.int64)
    starts = np.cumsum(counts) - counts
    expected = [start + run.index(max(run)) for start, run in zip(starts, many, strict=True)]
    assert first_best(values, counts).tolist() == expected


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 4))), st.integers(1, 3))
def test_spread(many: list[tuple[int, int]], step: int) -> None:
    starts, counts = np.array(many, np.int64).reshape(-1, 2).T
    expected = [start + step * rank for start, count in many for rank in range(count)]
    assert spread(starts, counts, step).tolist() == expected


@given(numbers)
def test_distinct(held: list[int]) -> None:
    assert distinct(np.array(held, np.int64)).tolist() == sorted(set(held))


@given(st.lists(st.lists(st.booleans(), max_size=5), max_size=6))
def test_owners(many: list[list[bool]]) -> None:
    """Of runs laid end to end, some of them empty, with a place where a value is true."""
    held = [(run, value) for run, values in enumerate(many) for value in values]
    places = np.flatnonzero(np.array([value for _, value in held], bool))
    lengths = np.array([len(values) for values in many], np.int64)
    expected = [run for run, value in held if value]
    assert owners(places, lengths).tolist() == expected
