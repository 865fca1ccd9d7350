"""Facets are counted over all that is found, and narrow to what they have counted."""

from __future__ import annotations

import json
import os
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnsearch import Index, VnsearchError, open_index, update_index
from vnsearch.document_fields import FACETS
from vnsearch.records import Hit

AUTHORS = ("Nguyễn Thị Hoà", "Trần Văn Lý", "")
records = st.lists(
    st.fixed_dictionaries(
        {
            "text": st.sampled_from(("Hội nghị sáng nay.", "Mùa gặt năm ngoái.", "Hội sách.")),
            "author": st.sampled_from(AUTHORS),
            "date": st.sampled_from(("", "2023", "2023-05", "2024-12-31")),
        }
    ),
    max_size=6,
)
# Rounds in which some files, by their names, get records.
rounds = st.lists(
    st.dictionaries(st.sampled_from(("tin/a", "tin/b", "tin/cũ/a", "thư")), records),
    min_size=1,
    max_size=3,
)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """Some documents in folders, of two kinds, and one that is beside the index."""
    folder = tmp_path_factory.mktemp("kệ")
    texts = {
        "tin/một.txt": "date 2024-12 Hội nghị toàn quốc.",
        "tin/hai.md": "---\nauthor: Trần Văn Lý\n---\nHội sách mùa xuân.",
        "tin/cũ/ba.txt": "date 2023-05 Hội họa.",
        "bốn.txt": "Hội đồng nhân dân.",
    }
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    update_index(folder / "index", [folder], jobs=1)
    here = os.getcwd()
    os.chdir(folder)
    with open_index("index") as index:
        yield index
    os.chdir(here)


def counts(index: Index, query: str, **rules: object) -> dict[str, dict[str, int]]:
    """The counts of every facet."""
    result = index.search(query, limit=0, facets=FACETS, **rules)  # type: ignore[arg-type]
    return {facet.name: dict(facet.counts) for facet in result.facets}


def values_of(hit: Hit) -> dict[str, str]:
    """The value of every facet, as a hit tells it."""
    folder = os.path.dirname(hit.path) or "."
    return {"folder": folder, "kind": hit.kind, "author": hit.author, "year": hit.date[:4]}


def test_counts(shelf: Index) -> None:
    assert counts(shelf, "hội") == {
        "folder": {"tin": 2, ".": 1, "tin/cũ": 1},
        "kind": {"text": 3, "markdown": 1},
        "author": {"Trần Văn Lý": 1},
        "year": {"2024": 1, "2023": 1},
    }
    result = shelf.search("hội", limit=1, facets=["kind"], path="tin")
    assert [hit.rank for hit in result.hits] == [1]
    assert result.facets[0].counts == (("text", 2), ("markdown", 1))


def test_nothing_found_has_no_values(shelf: Index) -> None:
    assert counts(shelf, "xyzzy") == {"folder": {}, "kind": {}, "author": {}, "year": {}}
    assert shelf.search("hội").facets == ()


def test_a_choice_leaves_its_own_facet_as_it_was(shelf: Index) -> None:
    narrowed = counts(shelf, "hội", where={"folder": ["tin"]})
    assert narrowed["folder"] == {"tin": 2, ".": 1, "tin/cũ": 1}
    assert narrowed["kind"] == {"text": 1, "markdown": 1}
    # Others that have all words are not what was found, which has any of them.
    some = counts(shelf, "hội họa nghị", where={"folder": ["tin"]})
    assert some["folder"] == {"tin": 2, ".": 1, "tin/cũ": 1}
    some = counts(shelf, "hội họa", where={"folder": ["tin"]})
    assert some["folder"] == {"tin": 2, ".": 1, "tin/cũ": 1}
    none = counts(shelf, "họa nghị", where={"folder": ["."]})
    assert none["folder"] == {"tin": 1, "tin/cũ": 1} and none["kind"] == {}
    both = counts(shelf, "hội", where={"folder": ["tin"], "kind": ["markdown"]})
    assert both["folder"] == {"tin": 1}
    assert both["kind"] == {"text": 1, "markdown": 1}


@pytest.mark.parametrize(
    "rules",
    [
        {"facets": ["tag"]},
        {"facets": "kind"},
        {"where": {"tag": ["a"]}},
        {"where": {"kind": "text"}},
    ],
)
def test_what_is_no_facet_is_refused(shelf: Index, rules: dict[str, object]) -> None:
    with pytest.raises(VnsearchError, match="give"):
        shelf.search("hội", **rules)  # type: ignore[arg-type]


@given(rounds, st.sampled_from(("hội", "hoi -sách", "mùa gặt", "hội OR mùa", "hội mùa")))
@settings(max_examples=12)
def test_counts_are_those_of_all_hits(
    changes: list[dict[str, list[dict[str, str]]]], query: str
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for files in changes:
            for file, rows in {**files, "tin/luôn có": [{"text": "Hội"}]}.items():
                path = folder / f"{file}.jsonl"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
            update_index(folder / "index", [folder], jobs=1)
        with open_index(folder / "index") as index:
            hits = index.search(query, limit=1000).hits
            told = {
                facet.name: dict(facet.counts)
                for facet in index.search(query, limit=0, facets=FACETS).facets
            }
            for facet in FACETS:
                found = Counter(values_of(hit)[facet] for hit in hits)
                found.pop("", None)
                assert told[facet] == found
                for value, count in found.items():
                    narrowed = index.search(query, limit=1000, where={facet: [value]})
                    assert narrowed.total == count
                    assert {values_of(hit)[facet] for hit in narrowed.hits} == {value}
