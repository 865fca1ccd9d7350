"""The rules of roots on the command line and in the settings, as `stats` shows them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Run

Command = Callable[..., Run]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with documents and drafts, and the settings in another."""
    folder = tmp_path / "đây"
    for name in ("bài.txt", "nhap/b.txt", ".kín.txt", "ghi.md"):
        (folder / "docs" / name).parent.mkdir(exist_ok=True, parents=True)
        (folder / "docs" / name).write_text("Hội nghị toàn quốc.", encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


def settings(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "cấu hình" / "vnsearch"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vnsearch.toml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder.parent))


def files(run: Command, *options: str) -> list[str]:
    return sorted(run("search", "-l", *options, "hội nghị").out.splitlines())


@pytest.mark.parametrize("again", [("index",), ("index", "docs"), ("search", "--fresh", "hội")])
def test_an_update_obeys_the_rules_that_an_index_was_made_by(
    here: Path, run: Command, again: tuple[str, ...]
) -> None:
    run("index", "docs", "--exclude", "nhap/", "--exclude", "*.md")
    (here / "docs" / "nhap" / "c.txt").write_text("Hội nghị.", encoding="utf-8")
    run(*again)
    assert files(run) == ["docs/bài.txt"]


@pytest.mark.parametrize("again", [("index",), ("index", "docs"), ("search", "--fresh", "hội")])
def test_an_update_obeys_the_settings_of_today(
    here: Path,
    run: Command,
    again: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings('[index]\nexclude = ["nhap/"]\nhidden = true\n', tmp_path, monkeypatch)
    run("index", "docs")
    run(*again)
    assert files(run) == ["docs/.kín.txt", "docs/bài.txt", "docs/ghi.md"]
    settings('[index]\nexclude = ["*.md"]\n', tmp_path, monkeypatch)
    run(*again)
    assert files(run) == ["docs/bài.txt", "docs/nhap/b.txt"]
    assert "--exclude" not in run("stats").out.partition("\nsettings")[0]


def test_the_command_line_weighs_more_than_the_settings(
    here: Path, run: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings('[index]\nexclude = ["nhap/"]\n', tmp_path, monkeypatch)
    run("index", "docs", "--exclude", "*.md")
    assert files(run) == ["docs/bài.txt", "docs/nhap/b.txt"]
    run("index", "docs", "--exclude", "")
    assert files(run) == ["docs/bài.txt", "docs/ghi.md", "docs/nhap/b.txt"]


def test_a_setting_of_several_is_a_list(
    here: Path, run: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings('[index]\nexclude = "*.bak"\n', tmp_path, monkeypatch)
    ended = run("index", "docs")
    assert ended.status == 2
    assert "[index]: exclude = '*.bak': write a list, ['*.bak']" in ended.err


def test_stats_shows_the_rules_as_one_would_write_them(here: Path, run: Command) -> None:
    run("index", "docs", "--exclude", "nháp tạm/", "--hidden", "--encoding", "utf-8")
    row = "root\tdocs --exclude 'nháp tạm/' --hidden --encoding utf-8\n"
    assert row in run("stats").out
    run("index", "docs", "--exclude", "", "--no-hidden", "--encoding", "auto")
    assert "root\tdocs --exclude '' --no-hidden --encoding auto\n" in run("stats").out


def test_another_encoding_is_a_change(here: Path, run: Command) -> None:
    (here / "cũ.txt").write_bytes("Céng hoµ x· héi".encode("cp1252"))
    run("index", "cũ.txt")
    assert run("index", "--encoding", "tcvn3", "cũ.txt").out.startswith("0 added, 1 updated")
    assert run("search", "-l", "cộng hoà xã hội").out == "cũ.txt\n"
    assert run("index", "cũ.txt").out.startswith("0 added, 0 updated, 0 removed, 1 unchanged")


def test_a_path_is_forgotten(here: Path, run: Command) -> None:
    (here / "tin.txt").write_text("Hội nghị.", encoding="utf-8")
    run("index", "docs", "tin.txt")
    assert run("index", "--forget", "docs").out.startswith("0 added, 0 updated, 3 removed")
    assert run("index").out.startswith("0 added, 0 updated, 0 removed, 1 unchanged")
    assert files(run) == ["tin.txt"]
    ended = run("index", "--forget", "docs")
    assert (ended.status, ended.out) == (2, "")
    assert ended.err == (
        "vnsearch: the index is not made from docs, but from tin.txt: name one of those\n"
    )


def test_a_root_that_is_gone_is_no_fault(here: Path, run: Command) -> None:
    run("index", "docs")
    (here / "docs").rename(here / "xa")
    (here / "tin.txt").write_text("Hội nghị.", encoding="utf-8")
    for command in (("index",), ("index", "docs")):
        ended = run(*command)
        assert ended.status == 0
        assert ended.err.startswith(
            "vnsearch: docs is gone from the disk, and the index keeps its 3 documents; "
            "'vnsearch index --forget docs' drops it\n"
        )
