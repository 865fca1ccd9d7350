"""Folders and files that may not be read or written: a sentence each, and status 2."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from permissions import permissions_hold

from .conftest import Run

Command = Callable[..., Run]
MAY_NOT = "may not be read: check its permissions"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Command) -> Iterator[Path]:
    """A folder with documents and an index, the current one; all of it may go at the end."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.txt").write_text("Hội nghị tại Hà Nội.", encoding="utf-8")
    run("index", "docs")
    with permissions_hold():
        try:
            yield tmp_path
        finally:
            for path in (tmp_path, *(tmp_path / name for name in ("index", "docs"))):
                path.chmod(0o700)


@pytest.mark.parametrize("folder", [(), ("--index", "index")])
@pytest.mark.parametrize(
    "command", ["search hội", "stats", "verify", "terms h", "show docs/a.txt"]
)
def test_a_closed_index_is_no_missing_one(
    here: Path, run: Command, command: str, folder: tuple[str, ...]
) -> None:
    (here / "index").chmod(0)
    assert run(*folder, *command.split()) == Run(2, "", f"vnsearch: index {MAY_NOT}\n")


@pytest.mark.parametrize("ending", ["toc", "vns"])
@pytest.mark.parametrize("command", ["search hội", "stats", "verify", "index docs"])
def test_a_closed_file_of_an_index_is_named(
    here: Path, run: Command, command: str, ending: str
) -> None:
    [file] = (here / "index").glob(f"*.{ending}")
    file.chmod(0)
    assert run(*command.split()) == Run(2, "", f"vnsearch: index/{file.name} {MAY_NOT}\n")


def test_an_index_that_may_only_be_read_answers_and_stays(here: Path, run: Command) -> None:
    (here / "docs" / "b.txt").write_text("Bản tin.", encoding="utf-8")
    (here / "index").chmod(0o500)
    assert run("search", "-l", "hội") == Run(0, "docs/a.txt\n", "")
    assert run("verify").status == 0
    assert run("index", "--dry-run").status == 0
    for command in (["index"], ["index", "--rebuild"], ["search", "--fresh", "hội"]):
        ended = run(*command)
        assert (ended.status, ended.out) == (2, "")
        assert ended.err.startswith(
            "vnsearch: the index index cannot be updated (Permission denied: "
        )
        assert ended.err.endswith(
            "): it is as it was last saved; make room or mend the folder, and run the command "
            "again\n"
        )
    assert run("search", "-l", "tin").status == 1


def test_where_no_index_can_be_made_none_was_saved(here: Path, run: Command) -> None:
    here.chmod(0o500)
    assert run("index", "--index", "other", "docs") == Run(
        2,
        "",
        "vnsearch: the index other cannot be made (Permission denied: other): make room or "
        "mend the folder, and run the command again\n",
    )


def test_what_may_not_be_read_is_not_gone(here: Path, run: Command) -> None:
    (here / "docs").chmod(0)
    assert run("open", "docs/a.txt").err == (
        f"vnsearch: docs/a.txt {MAY_NOT}; 'vnsearch show' has its text\n"
    )
    ended = run("index")
    assert ended.status == 2
    assert ended.err == (
        "vnsearch: docs may not be read; change its permissions or leave it out with "
        "--exclude\n"
    )
    assert run("show", "docs/a.txt").out == "Hội nghị tại Hà Nội.\n"
