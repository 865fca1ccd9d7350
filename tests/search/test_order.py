"""The order of hits against a plain sort of them, also where a hundred and more are equal."""

from __future__ import annotations

import json
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnsearch import open_index, update_index
from vnsearch.records import Hit
from vnsearch.search.protocol import Index
from vnsearch.search.ranking.order import first_in_order

few = st.integers(0, 3)


@settings(deadline=None)
@given(st.lists(st.tuples(few, few, few), max_size=150), st.integers(0, 160))
def test_the_first_by_some_keys_are_those_of_a_plain_sort(
    rows: list[tuple[int, int, int]], count: int
) -> None:
    columns = np.array(rows, np.int64).reshape(len(rows), 3).T
    keys = [lambda places, column=column: column[places] for column in columns]
    found = first_in_order(len(rows), count, keys)
    assert [rows[place] for place in found.tolist()] == sorted(rows)[:count]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """Several hundred notes of few different texts, in files of three segments and more."""
    folder = tmp_path_factory.mktemp("order")
    for name in ("giữa", "đầu", "cuối"):  # each of an update of its own
        for number in range(40):
            text = ("Mưa rào.", "Nắng đẹp.", "Mưa nắng thất thường.")[number % 3]
            (folder / f"{name}-{number}.txt").write_text(text, encoding="utf-8")
        rows = [{"text": "Mưa rào.", "date": f"2024-0{n % 9 + 1}"} for n in range(60)]
        lines = "\n".join(json.dumps(row) for row in rows)
        (folder / f"{name}.jsonl").write_text(lines, encoding="utf-8")
        update_index(folder / "index", [folder])
    (folder / "giữa.jsonl").write_text(lines + "\n", encoding="utf-8")  # read again
    update_index(folder / "index", [folder])
    with open_index(folder / "index") as opened:
        yield opened


def place(hit: Hit) -> tuple[str, int, str]:
    """Where a hit stands, of which the index numbers the lines of records alone."""
    record = hit.kind == "jsonl"
    return hit.path, hit.line if record else 0, hit.id


@pytest.mark.parametrize("query", ["kind:text", "mưa", "mưa nắng", "path:j*", "mưa OR nắng"])
def test_equal_documents_come_by_path_and_line(index: Index, query: str) -> None:
    hits = index.search(query, limit=1000, any_words=True).hits
    assert len(hits) > 100
    leading, others = hits[:100], hits[100:]
    for part in (leading, others):
        assert list(part) == sorted(part, key=lambda hit: (-hit.score, place(hit)))
    pages = [index.search(query, 7, offset, any_words=True) for offset in range(0, 126, 7)]
    found = [hit.id for page in pages for hit in page.hits]
    assert found == [hit.id for hit in hits[: len(found)]]


def test_sorted_by_path_and_by_date(index: Index) -> None:
    hits = index.search("mưa", limit=1000, sort="path").hits
    assert list(hits) == sorted(hits, key=place)
    assert index.search("mưa", 5, 150, sort="path").hits == hits[150:155]
    hits = index.search("mưa", limit=1000, sort="date").hits
    by_place = sorted(hits, key=place)
    assert list(hits) == sorted(by_place, key=lambda hit: hit.date, reverse=True)
