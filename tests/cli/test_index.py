"""`vnsearch index`: what it says it did, and what it says of files it could not read."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from permissions import permissions_hold

from .conftest import Run

Command = Callable[..., Run]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, to work in."""
    folder = tmp_path / "đây"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def write(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_the_seeds_are_indexed_by_default(here: Path, run: Command) -> None:
    write(here / "seeds" / "a.txt", "Hội nghị toàn quốc.")
    ended = run("index")
    assert ended.status == 0
    assert ended.out.startswith("1 added, 0 updated, 0 removed, 0 unchanged; 1 document in the")
    assert ended.err == ""
    assert run("search", "-l", "hoi nghi").out == "seeds/a.txt\n"


def test_an_update_reads_what_has_changed(here: Path, run: Command) -> None:
    for name in ("a", "b", "c"):
        write(here / "seeds" / f"{name}.txt", "Hội nghị toàn quốc.")
    run("index")
    write(here / "seeds" / "a.txt", "Một văn bản khác hẳn.")
    os.remove(here / "seeds" / "b.txt")
    write(here / "seeds" / "d.txt", "Thêm một văn bản.")
    assert run("index").out.startswith(
        "1 added, 1 updated, 1 removed, 1 unchanged; 3 documents"
    )
    assert run("index").out.startswith(
        "0 added, 0 updated, 0 removed, 3 unchanged; 3 documents"
    )
    assert run("index", "--rebuild").out.startswith(
        "3 added, 0 updated, 0 removed, 0 unchanged"
    )


def test_a_dry_run_changes_nothing(here: Path, run: Command) -> None:
    write(here / "seeds" / "a.txt", "Hội nghị toàn quốc.")
    assert run("index", "--dry-run").out.startswith("would be 1 added")
    assert not (here / "index").exists()


def test_one_bad_file_is_named_and_the_rest_indexed(here: Path, run: Command) -> None:
    write(here / "docs" / "a.txt", "Hội nghị toàn quốc.")
    write(here / "docs" / "b.jsonl", '{"text": "Đường phố."}\nkhông phải JSON\n')
    ended = run("index", "docs", "không-có")
    assert ended.status == 2
    assert ended.out.startswith("2 added")
    assert ended.out.splitlines()[-1].startswith("2 files and records failed: ")
    faults = sorted(ended.err.splitlines())
    assert len(faults) == 2
    assert faults[0].startswith("vnsearch: docs/b.jsonl:2")
    assert faults[1].startswith("vnsearch: không-có does not exist")


def test_binary_files_are_passed_over_and_named(here: Path, run: Command) -> None:
    write(here / "docs" / "a.txt", "Hội nghị toàn quốc.")
    (here / "docs" / "ảnh.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    ended = run("index", "docs")
    assert ended.status == 0
    assert ended.out.splitlines()[-1].startswith("1 file passed over: 1 ")
    assert ended.err.startswith("vnsearch: docs/ảnh.txt")


def test_quiet_prints_faults_only(here: Path, run: Command) -> None:
    write(here / "docs" / "a.txt", "Hội nghị toàn quốc.")
    assert run("index", "-q", "docs") == Run(0, "", "")
    ended = run("index", "-q", "docs", "không-có")
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.startswith("vnsearch: không-có ")


def test_verbose_names_each_files_encoding(here: Path, run: Command) -> None:
    write(here / "docs" / "a.txt", "Hội nghị toàn quốc.")
    (here / "docs" / "b.txt").write_text("Hội nghị toàn quốc.", encoding="utf-16")
    lines = sorted(run("index", "-v", "docs").err.splitlines())
    assert [line.lower() for line in lines] == [
        "vnsearch: docs/a.txt: utf-8",
        "vnsearch: docs/b.txt: utf-16",
    ]


def test_include_and_exclude(here: Path, run: Command) -> None:
    for name in ("a.txt", "b.md", "c.md"):
        write(here / "docs" / name, "Hội nghị toàn quốc.")
    run("index", "docs", "--include", "*.md", "--exclude", "c*")
    assert run("search", "-l", "hội").out == "docs/b.md\n"


def test_stale_hits_are_marked_until_the_index_is_fresh(here: Path, run: Command) -> None:
    for name in ("a", "b", "c"):
        write(here / "seeds" / f"{name}.txt", "Hội nghị toàn quốc.")
    run("index")
    write(here / "seeds" / "a.txt", "Hội nghị đã thay đổi từ hôm qua.")
    os.remove(here / "seeds" / "b.txt")
    ended = run("search", "--format", "{path} {stale}", "--sort", "path", "hội")
    assert ended.out == "seeds/a.txt changed\nseeds/b.txt missing\nseeds/c.txt \n"
    assert ended.err == (
        "vnsearch: 2 hits changed or gone since the index was built;"
        " run 'vnsearch index' or search with --fresh\n"
    )
    fresh = run("search", "--fresh", "--format", "{path} {stale}", "--sort", "path", "hội")
    assert fresh == Run(0, "seeds/a.txt \nseeds/c.txt \n", "")


def test_odd_file_names_are_found_by_their_bytes(here: Path, run: Command) -> None:
    name = b"docs/ti\xe9ng\nviet .txt"
    (here / "docs").mkdir()
    with open(name, "wb") as file:
        file.write("Hội nghị toàn quốc.".encode())
    assert run("index", "docs").status == 0
    ended = run("search", "--json", "hội")
    assert r"docs/ti\udce9ng\nviet .txt" in ended.out


def test_a_file_that_may_not_be_read_is_named(here: Path, run: Command) -> None:
    write(here / "docs" / "a.txt", "Hội nghị toàn quốc.")
    (here / "docs" / "a.txt").chmod(0)
    with permissions_hold():
        ended = run("index", "docs")
    assert ended.status == 2
    assert ended.err.startswith("vnsearch: docs/a.txt may not be read")


def test_an_index_moved_with_its_documents_still_finds_them(here: Path, run: Command) -> None:
    (here / "cũ").mkdir()
    write(here / "cũ" / "docs" / "a.txt", "Hội nghị toàn quốc.")
    run("index", "cũ/docs", "--index", "cũ/index")
    shutil.move(here / "cũ", here / "mới")
    ended = run("search", "-l", "--index", "mới/index", "hội")
    assert ended == Run(0, "mới/docs/a.txt\n", "")
