"""What an update reads, replaces, keeps and drops; what is merged, and what left alone."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from vnsearch import open_index, update_index
from vnsearch.index.segment.reader import SegmentEntry
from vnsearch.index.updating.tiers import as_it_is, choose_merges, delete_documents
from vnsearch.records import Progress, SearchResult, UpdateSummary

CONFERENCE = "Hội nghị toàn quốc khai mạc sáng nay tại Hà Nội."
ROAD = "Con đường mới nối hai xã đã thông xe."
MARKET = "Chợ nổi họp từ tờ mờ sáng trên sông Hậu."


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """A folder with three texts."""
    folder = tmp_path / "docs"
    folder.mkdir()
    for name, text in (("hội-nghị", CONFERENCE), ("đường", ROAD), ("chợ", MARKET)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def update(docs: Path, *paths: Path, **rules: Any) -> UpdateSummary:
    """Bring the index beside the folder up to date."""
    return update_index(docs.parent / "index", paths or (docs,), **rules)


def found(docs: Path, query: str) -> list[str]:
    """The names of the files that answer, best first."""
    with open_index(docs.parent / "index") as index:
        return [Path(hit.path).stem for hit in index.search(query).hits]


def counts(summary: UpdateSummary) -> tuple[int, int, int, int, int]:
    """Added, updated, removed, unchanged, total."""
    return (
        summary.added,
        summary.updated,
        summary.removed,
        summary.unchanged,
        summary.total,
    )


def age(folder: Path) -> None:
    """Make files look old enough to be known by their time of change."""
    for path in folder.iterdir():
        os.utime(path, ns=(10**18, 10**18))


def test_each_change_is_counted_and_searched(docs: Path) -> None:
    assert counts(update(docs)) == (3, 0, 0, 0, 3)
    (docs / "đường.txt").write_text("Đường sắt chạy thử.", encoding="utf-8")
    (docs / "chợ.txt").unlink()
    (docs / "cầu.txt").write_text("Cầu dây văng bắc qua sông.", encoding="utf-8")
    assert counts(update(docs)) == (1, 1, 1, 1, 3)
    assert found(docs, "đường sắt") == ["đường"]
    assert found(docs, "thông xe") == []
    assert found(docs, "chợ") == []
    assert found(docs, "cầu") == ["cầu"]
    assert counts(update(docs)) == (0, 0, 0, 3, 3)


def test_the_size_of_the_text_is_counted_in_bytes(docs: Path) -> None:
    record = {"title": "Tin vắn", "text": MARKET}
    (docs / "tin.jsonl").write_text(json.dumps(record), encoding="utf-8")  # escaped: longer
    texts = [CONFERENCE, ROAD, MARKET, "Tin vắn" + MARKET]
    assert update(docs, dry_run=True).size == len("".join(texts).encode())
    assert update(docs).size == len("".join(texts).encode())
    (docs / "đường.txt").unlink()
    assert update(docs).size == 0
    texts.remove(ROAD)
    with open_index(docs.parent / "index") as index:
        assert index.stats().text_size == len("".join(texts).encode())


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time stamps tell at once that a file is as it was: nothing here changes that fast."""
    monkeypatch.setattr("vnsearch.index.catalogue._YOUNG", 0)


@pytest.mark.usefixtures("settled")
def test_unchanged_files_are_not_read_again(docs: Path) -> None:
    update(docs)
    read: list[Progress] = []
    assert counts(update(docs, progress=read.append)) == (0, 0, 0, 3, 3)
    assert read == []
    assert counts(update(docs, progress=read.append, check=True)) == (0, 0, 0, 3, 3)
    assert read[-1].total == sum(path.stat().st_size for path in docs.iterdir())


def copy_with_times(source: Path, target: Path) -> None:
    """As `cp -p`: into the file that is there."""
    shutil.copy2(source, target)


def move_with_times(source: Path, target: Path) -> None:
    """As `rsync -t`: a new file in its place."""
    shutil.copy2(source, target.with_name("tạm"))
    target.with_name("tạm").replace(target)


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("put", [copy_with_times, move_with_times])
def test_as_many_bytes_of_the_same_time_are_told_apart(
    docs: Path, put: Callable[[Path, Path], None]
) -> None:
    age(docs)
    update(docs)
    other = docs.parent / "khác.txt"
    other.write_text(ROAD.replace("thông xe", "cấm xe "), encoding="utf-8")
    os.utime(other, ns=(10**18, 10**18))
    put(other, docs / "đường.txt")
    with open_index(docs.parent / "index") as index:
        assert [hit.stale for hit in index.search("đường").hits] == ["changed"]
        assert index.stats().changed == 1
    assert counts(update(docs)) == (0, 1, 0, 2, 3)
    assert found(docs, '"cấm xe"') == ["đường"]


def test_a_touched_file_is_no_changed_file(docs: Path) -> None:
    age(docs)
    update(docs)
    os.utime(docs / "chợ.txt")
    assert counts(update(docs)) == (0, 0, 0, 3, 3)


def test_a_file_that_changes_within_its_time_stamp_is_read_again(docs: Path) -> None:
    update(docs)  # the files have just been written: their times tell nothing
    path = docs / "đường.txt"
    status = path.stat()
    path.write_text(ROAD.replace("thông xe", "cấm xe "), encoding="utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert counts(update(docs)) == (0, 1, 0, 2, 3)
    assert found(docs, '"cấm xe"') == ["đường"]


def test_other_roots_are_left_alone(docs: Path) -> None:
    update(docs)
    other = docs.parent / "other"
    other.mkdir()
    (other / "lúa.txt").write_text("Lúa chín vàng đồng.", encoding="utf-8")
    assert counts(update(docs, other)) == (1, 0, 0, 0, 4)
    (docs / "chợ.txt").unlink()
    assert counts(update(docs, other)) == (0, 0, 0, 1, 4)
    assert counts(update_index(docs.parent / "index")) == (0, 0, 1, 3, 3), "all its roots"


def test_a_root_that_is_gone_takes_nothing_with_it(docs: Path) -> None:
    update(docs)
    shutil.rmtree(docs)
    summary = update(docs)
    assert counts(summary) == (0, 0, 0, 0, 3)
    assert [problem.what for problem in summary.problems] == ["gone root"]


def test_a_file_that_cannot_be_read_any_more_is_kept_as_it_was(docs: Path) -> None:
    records = docs / "records.jsonl"
    records.write_text('{"id": "a", "text": "Thóc giống."}', encoding="utf-8")
    update(docs)
    records.write_text("thóc", encoding="utf-8")
    summary = update(docs)
    assert counts(summary) == (0, 0, 0, 4, 4)
    assert [problem.failed for problem in summary.problems] == [True]
    assert found(docs, "thóc giống") == ["records"]


def test_records_are_counted_one_by_one(docs: Path) -> None:
    records = docs / "records.jsonl"
    rows = [json.dumps({"id": n, "text": f"Bản ghi số {n} về lúa."}) for n in range(5)]
    records.write_text("\n".join(rows), encoding="utf-8")
    assert counts(update(docs)) == (8, 0, 0, 0, 8)
    records.write_text("\n".join(rows[:3]), encoding="utf-8")
    assert counts(update(docs)) == (0, 3, 2, 3, 6)


def test_a_rehearsal_counts_and_writes_nothing(docs: Path) -> None:
    assert counts(update(docs, dry_run=True)) == (3, 0, 0, 0, 3)
    assert not (docs.parent / "index").exists()
    update(docs)
    (docs / "chợ.txt").unlink()
    before = sorted(os.listdir(docs.parent / "index"))
    assert counts(update(docs, dry_run=True)) == (0, 0, 1, 2, 2)
    assert sorted(os.listdir(docs.parent / "index")) == before


def test_an_index_can_be_moved_with_its_documents(docs: Path) -> None:
    update(docs)
    moved = docs.parent.parent / f"{docs.parent.name}-moved"
    docs.parent.rename(moved)
    with open_index(moved / "index") as index:
        (hit,) = index.search("hội nghị").hits
    assert Path(hit.path).samefile(moved / "docs" / "hội-nghị.txt")
    assert hit.stale == ""
    assert counts(update_index(moved / "index")) == (0, 0, 0, 3, 3)


def results(directory: Path) -> list[SearchResult]:
    """Some answers without what depends on the clock."""
    with open_index(directory) as index:
        asked = ("lúa", "ban ghi", "bản ghi số 17", "số -lúa", '"về lúa"')
        return [index.search(query, 100) for query in asked]


def test_processes_side_by_side_make_the_same_index(tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    for n in range(60):
        text = f"Bản ghi số {n} về {'lúa' if n % 3 else 'ngô'}.\n" * (1 + n % 5)
        (folder / f"{n}.txt").write_text(text, encoding="utf-8")
    alone = update_index(tmp_path / "alone", [folder], jobs=1)
    several = update_index(tmp_path / "several", [folder], jobs=3)
    assert counts(alone) == counts(several) == (60, 0, 0, 0, 60)
    for one, other in zip(
        results(tmp_path / "alone"), results(tmp_path / "several"), strict=True
    ):
        assert (one.total, one.hits, one.reading) == (other.total, other.hits, other.reading)


def entry(documents: int, deleted: int = 0) -> SegmentEntry:
    """A segment with so many documents, the first of them deleted."""
    numbers = b"".join(n.to_bytes(4, "little") for n in range(deleted))
    return SegmentEntry(f"s{documents}", documents, 0, numbers)


@pytest.mark.parametrize(
    ("sizes", "groups"),
    [
        ([], []),
        ([5], [[5]]),
        ([100, 60, 1], [[100], [60], [1]]),
        ([100, 3, 2, 2], [[100], [3], [2], [2]]),
        ([100, 1, 1, 1], [[100], [1], [1], [1]]),
        ([1, 100, 1, 1, 1, 1], [[100], [1, 1, 1, 1, 1]]),
        ([100, 60, 40, 25, 20, 12], [[100], [60], [40], [25, 20, 12]]),
    ],
)
def test_few_segments_are_kept_and_large_ones_left_alone(
    sizes: list[int], groups: list[list[int]]
) -> None:
    chosen = choose_merges([entry(size) for size in sizes], [])
    assert [[one.documents for one in group] for group in chosen] == groups


@pytest.mark.parametrize(
    ("written", "groups"),
    [
        ([], [[100]]),
        ([30], [[100], [30]]),
        ([30, 20, 10], [[100], [30, 20, 10]]),
        ([300, 200], [[300, 200], [100]]),
        ([9000] * 14, [[9000] * 14, [100]]),
    ],
)
def test_what_an_update_writes_becomes_one_segment(
    written: list[int], groups: list[list[int]]
) -> None:
    chosen = choose_merges([entry(100)], [entry(size) for size in written])
    assert [[one.documents for one in group] for group in chosen] == groups


def test_a_thousand_small_updates_keep_segments_few_and_write_little() -> None:
    entries: list[SegmentEntry] = [entry(50_000)]
    written = 0
    for _ in range(1000):
        merged = []
        for group in choose_merges(entries, [entry(1)]):
            kept = as_it_is(group)
            merged.append(kept or entry(sum(one.documents for one in group)))
            written += 0 if kept else merged[-1].documents
        entries = merged
        assert len(entries) <= 4
    assert entries[0].documents == 50_000, "the large segment is never written again"
    assert written < 1000 * 1000 / 2


def test_a_segment_with_many_deletions_is_written_again() -> None:
    assert as_it_is([entry(100, 20)])
    assert not as_it_is([entry(100, 30)])
    assert delete_documents([entry(3, 3)], []) == [], "an empty segment goes"
