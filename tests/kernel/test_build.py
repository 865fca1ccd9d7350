"""What builds do in C, and what they do in NumPy, is one and the same."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from index.indexing import texts

from vnsearch.index.making.array_tokenizer import ArrayTokenizer
from vnsearch.index.making.packed_terms import CODES, OTHER, PackedTerms
from vnsearch.index.toc import open_segments
from vnsearch.updating import update_index

from .conftest import Without

pytestmark = pytest.mark.usefixtures("compiled")


def numbers(terms: list[str]) -> PackedTerms:
    """A table that numbers terms as they come."""
    return PackedTerms(lambda term: terms.append(term) or len(terms) - 1)  # type: ignore[func-returns-value]


codes = st.lists(st.sampled_from([0, 0, 1, 2, max(CODES.values()), OTHER]), max_size=60)


@given(st.lists(codes, max_size=4))
def test_runs_of_characters(without: Without, batches: list[list[int]]) -> None:
    here, there = list[str](), list[str]()
    compiled, plain = numbers(here), numbers(there)
    for batch in batches:
        characters = np.array([0, *batch, 0], np.uint8)
        found = compiled.runs(characters)
        with without():
            expected = plain.runs(characters)
        for one, other in zip(found, expected, strict=True):
            assert one.dtype == other.dtype
            assert one.tolist() == other.tolist()
    assert here == there


@given(st.lists(st.lists(texts, max_size=3), max_size=3))
def test_tokens(without: Without, batches: list[list[str]]) -> None:
    compiled, plain = ArrayTokenizer(), ArrayTokenizer()
    for batch in batches:
        found = compiled.number(batch)
        with without():
            expected = plain.number(batch)
        assert [each.tolist() for each in (*found[:2], *found.said)] == [
            each.tolist() for each in (*expected[:2], *expected.said)
        ]
    assert compiled.terms == plain.terms


def arrays(index: Path) -> dict[str, bytes]:
    """All that an index of one segment holds, by name."""
    [segment] = open_segments(str(index))[1]
    return {
        name: segment.file.array(name).tobytes()
        for name in segment.file.names()
        if name not in CLOCKED
    }


CLOCKED = ("file.read_ns",)  # says when it was read


def test_an_index_has_the_same_bytes(tmp_path: Path, without: Without) -> None:
    sources = [Path(__file__).parents[2] / folder for folder in ("tests/golden", "seeds")]
    update_index(tmp_path / "compiled", sources, jobs=1)
    with without():
        update_index(tmp_path / "plain", sources, jobs=1)
    assert arrays(tmp_path / "compiled") == arrays(tmp_path / "plain")
