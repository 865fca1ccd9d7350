"""The first five minutes in a folder of one's own: what is said until the first hit."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from vnsearch.index.folder import find_index, holds_index

from .conftest import Run, Terminal

_NOBODY = 65534
NO_INDEX = (
    "there is no index here nor in a folder above: type 'vnsearch index .' to make one of "
    "the documents in this folder"
)


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with documents, the current one; no index above it."""
    if os.geteuid() == 0:
        os.chown(tmp_path, _NOBODY, -1)  # where the way up ends
    folder = tmp_path / "của tôi"
    for name, text in {
        "Tài liệu/hội nghị.txt": "Hội nghị toàn quốc tổng kết năm 2024.",
        "Tài liệu/sâu/hỏi đáp.txt": "Người dân hỏi, cơ quan trả lời.",
        "thư.txt": "Thư mời họp phụ huynh.",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("command", ["search hoi", "show a", "terms hoi", "stats", "verify"])
def test_without_an_index_it_says_what_to_type(
    command: str, own: Path, run: Callable[..., Run]
) -> None:
    assert run(*command.split()) == Run(2, "", f"vnsearch: {NO_INDEX}\n")
    assert not (own / "index").exists()
    assert run("index", ".").status == 0  # as it said
    assert run("search", "-l", "hoi nghi").out == "Tài liệu/hội nghị.txt\n"


def test_without_a_terminal_something_must_be_named(own: Path, run: Callable[..., Run]) -> None:
    message = "nothing says what to index: name a file or a folder, as in 'vnsearch index .'"
    assert run("index") == Run(2, "", f"vnsearch: {message}\n")
    assert not (own / "index").exists()


def test_when_all_is_forgotten_it_begins_anew(
    own: Path, run: Callable[..., Run], terminal: Terminal
) -> None:
    run("index", "-q", "thư.txt")
    assert run("index", "--forget", "thư.txt").status == 0
    message = "nothing says what to index: name a file or a folder, as in 'vnsearch index .'"
    assert run("index") == Run(2, "", f"vnsearch: {message}\n")
    ended = terminal("vnsearch index", folder=own)
    assert "all of this folder is indexed" in ended.out
    assert "3 added" in ended.out


def test_from_a_folder_below_a_hit_names_its_file_once(own: Path, terminal: Terminal) -> None:
    terminal("vnsearch index .", folder=own)
    below, beside = own / "Tài liệu" / "sâu", own.parent
    seen = terminal("vnsearch search nguoi dan", folder=below, TERM="dumb").out
    assert "   hỏi đáp.txt:1\n" in seen
    assert "sâu/hỏi đáp.txt" not in seen
    search = "vnsearch search --index 'của tôi/index' nguoi dan"
    assert terminal(search, folder=beside, TERM="dumb").out.count("hỏi đáp.txt") == 1


def test_on_a_terminal_the_current_folder_is_indexed_and_said(
    terminal: Terminal, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("Hội nghị toàn quốc.", encoding="utf-8")
    said = " ".join(terminal("vnsearch index", folder=tmp_path).out.split())
    assert said.startswith(
        f"vnsearch: no PATH is given, so all of this folder is indexed: {tmp_path} "
    )
    assert "1 added, " in said
    assert "1 unchanged" in terminal("vnsearch index", folder=tmp_path).out
    assert "a.txt:1" in terminal("vnsearch search hoi", folder=tmp_path).out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            "Tài liệu",
            "Tài does not exist, but Tài liệu does; quote it: vnsearch index 'Tài liệu'",
        ),
        (
            "thư.txt Tài liệu/hội nghị.txt",
            "Tài does not exist, but Tài liệu/hội nghị.txt does; quote it: "
            "vnsearch index 'Tài liệu/hội nghị.txt'",
        ),
    ],
)
def test_a_name_with_spaces_gets_quote_it(
    words: str, message: str, own: Path, run: Callable[..., Run]
) -> None:
    assert run("index", *words.split()) == Run(2, "", f"vnsearch: {message}\n")
    assert not (own / "index").exists()


def test_the_index_is_found_from_folders_below(
    own: Path, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    run("index", "Tài liệu")
    monkeypatch.chdir(own / "Tài liệu" / "sâu")
    assert run("search", "-l", "hoi", "nghi").out == "../hội nghị.txt\n"
    assert run("search", "--path", ".", "-l", "hoi").out == "hỏi đáp.txt\n"
    assert run("verify").out == "../../index: the index is whole\n"
    ended = run("index")
    assert ended.err == "vnsearch: the index is ../../index\n"
    assert ended.out.startswith("0 added, 0 updated, 0 removed, 2 unchanged")


def test_a_path_goes_into_the_index_above_only_if_a_root_holds_it(
    own: Path, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    run("index", "Tài liệu")
    monkeypatch.chdir(own / "Tài liệu" / "sâu")
    assert run("index", ".").err == "vnsearch: the index is ../../index\n"
    assert run("index", "-q", ".") == Run(0, "", "")
    assert not os.path.exists("index")
    (own / "khác").mkdir()
    (own / "khác" / "a.txt").write_text("Hội họa.", encoding="utf-8")
    monkeypatch.chdir(own / "khác")
    assert run("index", ".").err == ""
    assert holds_index("index")
    assert run("search", "-l", "hoi").out == "a.txt\n"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give a folder away")
def test_the_way_up_ends_at_another_owner(own: Path, run: Callable[..., Run]) -> None:
    run("index", "-q", "--index", "../index", "Tài liệu")
    assert find_index() == "index"
    assert run("search", "hoi").status == 2
    assert run("search", "--index", "../index", "hoi").status == 0


def test_a_folder_index_of_other_files_is_left_alone(
    own: Path, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    (own / "index").mkdir()
    (own / "index" / "mục lục.txt").write_text("Hội thảo.", encoding="utf-8")
    assert run("search", "hoi").err == f"vnsearch: {NO_INDEX}\n"
    ended = run("index", ".")
    assert (ended.status, ended.out) == (2, "")
    assert ended.err == (
        "vnsearch: the folder index holds other files, so no index is made in it: "
        "choose another folder, as in --index .vnsearch\n"
    )
    assert os.listdir("index") == ["mục lục.txt"]
    monkeypatch.setenv("VNSEARCH_INDEX", ".vnsearch")
    assert run("index", "-q", ".").status == 0
    assert run("search", "-l", "hội thảo").out == "index/mục lục.txt\n"


def test_an_empty_folder_index_will_do(own: Path, run: Callable[..., Run]) -> None:
    (own / "index").mkdir()
    (own / "index" / ".gitignore").write_text("*\n", encoding="utf-8")
    assert run("index", "-q", ".").status == 0
    assert holds_index("index")


def test_an_index_is_no_document_of_another(own: Path, run: Callable[..., Run]) -> None:
    run("index", "-q", "--index", "cũ", "Tài liệu")
    ended = run("index", ".")
    assert ended.out.startswith("3 added")
    assert ended.err == ""


def test_a_first_build_under_way_is_named_as_such(
    own: Path, run: Callable[..., Run], shell_environment: dict[str, str]
) -> None:
    hold = (
        "import sys, vnsearch\n"
        "def note(_): print('reading', flush=True); sys.stdin.read()\n"
        "vnsearch.update_index('index', ['thư.txt'], jobs=1, note=note)\n"
    )
    writing = subprocess.Popen(
        [sys.executable, "-c", hold],
        env=shell_environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert writing.stdin and writing.stdout
    assert writing.stdout.readline() == b"reading\n"
    ended = run("search", "thu moi")
    writing.communicate(timeout=600)
    assert (ended.status, ended.out) == (2, "")
    assert ended.err == (
        "vnsearch: the index index is being made for the first time: wait until "
        "'vnsearch index' has ended, and search again\n"
    )
    assert run("search", "-l", "thu moi").out == "thư.txt\n"
