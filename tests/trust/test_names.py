"""A file is named by its path as it is: no other file answers for it, and none is lost."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from unicodedata import normalize

import pytest

from vnsearch import open_index, update_index

from .processes import Command, Ended

COMPOSED, DECOMPOSED = (normalize(form, "hội nghị.txt") for form in ("NFC", "NFD"))
TWINS = {
    COMPOSED: "Hội nghị bàn về mùa gặt.",
    DECOMPOSED: "Hội nghị bàn về thủy lợi.",
    "Thư.txt": "Thư mời dự hội.",
    "thư.txt": "Thư cảm ơn sau hội.",
    "-n": "Hội đầu năm.",
    "--version": "Hội giữa năm.",
    "-n.txt": "Hội cuối năm.",
    "#1.txt": "Hội thứ nhất.",
    "a#b.txt": "Hội thứ hai.",
    "ệ" * 82 + "hội.txt": "Hội tên dài, 255 byte.",
    "b" * 251 + ".txt": "Hội tên dài.",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    for name, text in TWINS.items():
        (tmp_path / "docs" / name).write_text(text, encoding="utf-8")
    if len(os.listdir(tmp_path / "docs")) < len(TWINS):
        pytest.skip("the file system does not tell these names apart")
    return tmp_path


def run(folder: Path, *arguments: str) -> Ended:
    return Command(folder, *arguments).end()


def test_every_name_is_kept_and_found(folder: Path) -> None:
    index = folder / "index"
    assert update_index(index, [folder / "docs"]).added == len(TWINS)
    for _ in range(2):
        summary = update_index(index)
        assert (summary.unchanged, summary.added, summary.removed) == (len(TWINS), 0, 0)
    with open_index(index) as opened:
        assert {hit.id for hit in opened.search("hội", limit=99).hits} == {
            f"docs/{name}" for name in TWINS
        }
        for name, text in TWINS.items():
            for path in (f"docs/{name}", folder / "docs" / name):
                assert opened.document(str(path)).body == text


def test_one_of_twins_changes_and_goes(folder: Path) -> None:
    index, docs = folder / "index", folder / "docs"
    update_index(index, [docs])
    (docs / DECOMPOSED).write_text("Hội nghị bàn về cấy lúa.", encoding="utf-8")
    summary = update_index(index)
    assert (summary.updated, summary.removed) == (1, 0)
    (docs / DECOMPOSED).unlink()
    (docs / "Thư.txt").unlink()
    assert update_index(index).removed == 2
    with open_index(index) as opened:
        assert opened.document(f"docs/{DECOMPOSED}").body == TWINS[COMPOSED], "the one left"
        assert opened.search("cấy lúa", fallback=False).total == 0
        assert opened.search("path:thư").total == 1


def test_a_file_whose_marks_are_composed_otherwise_is_moved(folder: Path) -> None:
    """As by a copy through a system that composes names otherwise."""
    index, docs = folder / "index", folder / "docs"
    (docs / DECOMPOSED).unlink()
    update_index(index, [docs])
    (docs / COMPOSED).rename(docs / DECOMPOSED)
    summary = update_index(index)
    assert (summary.added, summary.removed) == (1, 1)
    with open_index(index) as opened:
        [hit] = opened.search("mùa gặt").hits
        assert (hit.id, hit.stale) == (f"docs/{DECOMPOSED}", "")


def test_no_program_takes_a_name_for_an_option(folder: Path) -> None:
    docs = folder / "docs"
    assert run(docs, "--index", "../index", "index", ".").status == 0
    listed = run(docs, "search", "--index", "../index", "-0", "-l", "hội năm").output
    names = listed.rstrip("\0").split("\0")
    assert set(names) == {"./-n", "./--version", "./-n.txt"}
    for name in names:
        shown = run(docs, "show", "--index", "../index", name)
        assert shown == Ended(0, f"{TWINS[name.removeprefix('./')]}\n")
    shown = run(docs, "show", "--index", "../index", "--", "-n")
    assert shown == Ended(0, f"{TWINS['-n']}\n")


@pytest.mark.skipif(sys.platform != "linux", reason="a limit of Linux")
def test_a_path_longer_than_any_system_call_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What can be opened is read, what cannot is named, and nothing else is lost."""
    monkeypatch.chdir(tmp_path)
    os.mkdir("docs")
    os.chdir("docs")
    for _ in range(22):
        Path("sâu.txt").write_text("Hội ở dưới sâu.", encoding="utf-8")
        os.mkdir("k" * 200)
        os.chdir("k" * 200)
    monkeypatch.chdir(tmp_path)
    summary = update_index("index", ["docs"])
    assert 18 <= summary.added < 22
    assert {problem.what for problem in summary.problems} == {"unreadable"}
    assert all(problem.failed for problem in summary.problems)
    again = update_index("index")
    assert (again.unchanged, again.removed) == (summary.added, 0)
    with open_index("index") as opened:
        assert opened.search("hội").total == summary.added


def test_a_name_of_an_index_among_documents_hides_none(tmp_path: Path) -> None:
    """What is an index is passed over, wherever it lies."""
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "thư.txt").write_text("Thư mời dự hội.", encoding="utf-8")
    update_index(docs / "another", [docs / "thư.txt"])
    update_index(docs / "index", [docs])
    (docs / "_MAIN_1.toc").write_text("Mục lục của hội.", encoding="utf-8")
    assert update_index(docs / "index").total == 2
    with open_index(docs / "index") as opened:
        found = {os.path.basename(hit.path) for hit in opened.search("hội").hits}
    assert found == {"thư.txt", "_MAIN_1.toc"}
