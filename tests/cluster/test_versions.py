"""What is asked of a server by its version."""

from __future__ import annotations

import pytest

from vnsearch.cluster.storage.mapping import bm25_of


@pytest.mark.parametrize(
    ("version", "name"),
    [
        ("2.19.6", "BM25"),
        ("1.3.20", "BM25"),
        ("3.0.0", "LegacyBM25"),
        ("3.9.0", "LegacyBM25"),
        ("7.10.2", "BM25"),
        ("", "BM25"),
    ],
)
def test_the_bm25_that_goes_up_to_an_idf_times_k1_and_one(version: str, name: str) -> None:
    assert bm25_of(version) == name
