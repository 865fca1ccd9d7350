"""What a merge holds in memory is bounded by its parts, not by the documents."""

from __future__ import annotations

import random
import tracemalloc
from pathlib import Path

import pytest

from vnsearch.index.making import join_columns, join_lists, merge
from vnsearch.index.making.build import RunBuilder
from vnsearch.index.making.run import Entry, RunWriter
from vnsearch.index.segment.columns import FileState
from vnsearch.records import Document

from .indexing import WORDS

RUNS = 4
TOKENS = 120  # of a document
STATE = FileState("tin.jsonl", 1, 1, "a1b2")
A_DOCUMENT = 400  # bytes for each more; its postings alone, held at once, take 6,000


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let parts be so small that a thousand documents go through in many."""
    monkeypatch.setattr(join_lists, "_PART", 1 << 12)
    monkeypatch.setattr(merge, "_PART", 1 << 12)
    monkeypatch.setattr(merge, "_TASK", 1 << 14)
    monkeypatch.setattr(join_columns, "_TOGETHER", 1 << 5)


def runs(folder: Path, documents: int) -> list[Entry]:
    """Runs of documents that are made of the same words."""
    chance = random.Random(7)
    written = RunWriter(str(folder))
    builder = RunBuilder()
    for number in range(documents):
        body = " ".join(chance.choices(WORDS, k=TOKENS))
        document = Document(path="tin.jsonl", part=f"{number}", title=body[:60], body=body)
        builder.add(document, STATE)
        if (number + 1) % (documents // RUNS) == 0:
            builder.write(written)
    builder.write_vocabulary(written)
    return list(written.close())


def peak(folder: Path, documents: int) -> int:
    """The most bytes that merging so many documents holds at once."""
    folder.mkdir()
    entries = runs(folder, documents)
    tracemalloc.start()
    try:
        merge.merge(str(folder), entries)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_merge_of_more_documents_holds_hardly_more(tmp_path: Path) -> None:
    few, many = 200, 1000
    peak(tmp_path / "imports", RUNS)  # what is imported on the way is not counted
    grown = peak(tmp_path / "many", many) - peak(tmp_path / "few", few)
    assert grown < A_DOCUMENT * (many - few)
