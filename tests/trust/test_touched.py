"""A file that was touched is looked into once: where it is as it was, its times are kept."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from vnsearch import IndexDamagedError, open_index, update_index, verify
from vnsearch.dates import is_date
from vnsearch.index import catalogue
from vnsearch.index.catalogue import file_digest
from vnsearch.index.updating import ingest
from vnsearch.search.showing import hits

from .library import answers, left_over, write_documents


def count_digests(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are read to be compared, from now on."""
    read: list[str] = []

    def counted(path: str) -> str:
        read.append(Path(path).name)
        return file_digest(path)

    for module in (ingest, hits):
        monkeypatch.setattr(module, "file_digest", counted)
    return read


def touch(folder: Path) -> None:
    """Give every file another time, as a copy or a backup does."""
    for path in folder.iterdir():
        os.utime(path, ns=(0, os.stat(path).st_mtime_ns - 10**9))


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is young."""
    monkeypatch.setattr(catalogue, "_YOUNG", 0)


@pytest.mark.usefixtures("patient")
def test_what_was_touched_is_looked_into_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index, docs = tmp_path / "index", tmp_path / "docs"
    write_documents(tmp_path, range(3), edition=1)
    update_index(index, [docs])
    write_documents(tmp_path, range(3, 5), edition=1)
    update_index(index)
    touch(docs)
    before = answers(index)
    read = count_digests(monkeypatch)
    assert update_index(index).unchanged == 5
    assert sorted(read) == [f"tin-{number}.txt" for number in range(5)]
    read.clear()
    hits._digest.cache_clear()
    for _ in range(2):
        assert update_index(index).unchanged == 5
        assert answers(index) == before
        with open_index(index) as opened:
            assert (opened.stats().changed, opened.stats().missing) == (0, 0)
    assert read == []
    assert verify(index) == []
    assert left_over(index) == set()


def test_of_a_large_file_that_is_no_document_the_beginning_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    docs = tmp_path / "docs"
    write_documents(tmp_path, [1], edition=1)
    (docs / "đĩa").write_bytes(bytes(2 << 20))
    (docs / "ảnh.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(2 << 20))
    (docs / "dài.txt").write_text("Hội nghị toàn quốc.\n" * 100_000, encoding="utf-8")
    read = count_digests(monkeypatch)
    for is_read in (True, False):
        summary = update_index(tmp_path / "index", [docs])
        assert (summary.added, summary.total) == (2 * is_read, 2)
        assert {(Path(each.path).name, each.what) for each in summary.problems} == {
            ("đĩa", "binary"),
            ("ảnh.png", "picture"),
        }
    assert set(read) == {"tin-1.txt", "dài.txt"}


@pytest.mark.usefixtures("patient")
def test_times_go_with_what_becomes_of_their_segment(tmp_path: Path) -> None:
    """Through a merge, a change of one file, a fresh touch and a damage."""
    index, docs = tmp_path / "index", tmp_path / "docs"
    write_documents(tmp_path, range(6), edition=1)
    update_index(index, [docs])
    for edition in range(2, 8):
        touch(docs)
        os.utime(docs / "tin-0.txt", ns=(edition, edition))
        write_documents(tmp_path, [edition % 5 + 1], edition)
        summary = update_index(index)
        assert (summary.updated, summary.unchanged) == (1, 5)
        assert verify(index) == []
        assert left_over(index) == set()
    touch(docs)
    update_index(index)
    times = next(index.glob("*.times"))
    content = bytearray(times.read_bytes())
    content[70] ^= 1
    times.write_bytes(content)
    [fault] = verify(index)
    assert fault.failed and times.name in fault.reason
    with pytest.raises(IndexDamagedError, match=times.name):
        update_index(index)
    assert update_index(index, [docs], rebuild=True).added == 6
    assert verify(index) == []


@pytest.mark.usefixtures("patient")
def test_an_open_index_keeps_its_times(tmp_path: Path) -> None:
    write_documents(tmp_path, range(3), edition=1)
    update_index(tmp_path / "index", [tmp_path / "docs"])
    touch(tmp_path / "docs")
    update_index(tmp_path / "index")
    with open_index(tmp_path / "index") as opened:
        os.utime(tmp_path / "docs" / "tin-0.txt", ns=(5, 5))
        update_index(tmp_path / "index")
        assert {hit.stale for hit in opened.search("bản").hits} == {""}


@pytest.mark.parametrize("seconds", [10**11, -(10**11), -62_135_596_801, -1])
def test_a_clock_may_have_told_any_time(tmp_path: Path, seconds: int) -> None:
    write_documents(tmp_path, range(2), edition=1)
    os.utime(tmp_path / "docs" / "tin-1.txt", (seconds, seconds))
    (tmp_path / "docs" / "đá.txt").write_text("Hội thi đá cầu.", encoding="utf-8")
    os.utime(tmp_path / "docs" / "đá.txt", (seconds, seconds))
    index = tmp_path / "index"
    summary = update_index(index, [tmp_path / "docs"], dates="mtime")
    assert (summary.added, summary.problems) == (3, ())
    with open_index(index) as opened:
        [hit] = opened.search('"đá cầu"').hits
    assert not hit.stale and (not hit.date or is_date(hit.date))
    assert update_index(index).unchanged == 3
    assert verify(index) == []


@pytest.mark.usefixtures("patient")
def test_what_has_its_files_time_as_its_date_follows_it(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    path = tmp_path / "docs" / "đá.txt"
    path.write_text("Hội thi đá cầu.", encoding="utf-8")
    index = tmp_path / "index"
    for day in (1, 2):
        os.utime(path, (86_400 * day + 43_200,) * 2)
        summary = update_index(index, [tmp_path / "docs"], dates="mtime")
        assert (summary.added, summary.updated) == (2 - day, day - 1)
        with open_index(index) as opened:
            assert [hit.date for hit in opened.search("đá cầu").hits] == [f"1970-01-0{day + 1}"]
    assert update_index(index).unchanged == 1
