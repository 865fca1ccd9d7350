"""`vnsearch open`: the program that shows a document, and what it is told of the line."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import stat
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from vnsearch import open_index, update_index
from vnsearch.cli.main import main
from vnsearch.cli.programs import editor, line_arguments
from vnsearch.errors import VnsearchError

from .conftest import read


@pytest.mark.parametrize(
    ("program", "arguments"),
    [
        ("vim", ["+12", "/tin/bài.txt"]),
        ("/usr/bin/nvim", ["+12", "/tin/bài.txt"]),
        ("nano", ["+12", "/tin/bài.txt"]),
        ("emacs", ["+12", "/tin/bài.txt"]),
        ("kak", ["+12", "/tin/bài.txt"]),
        ("code", ["--goto", "/tin/bài.txt:12"]),
        ("hx", ["/tin/bài.txt:12"]),
        ("helix", ["/tin/bài.txt:12"]),
        ("gedit-of-mine", ["/tin/bài.txt"]),
    ],
)
def test_editors_open_at_the_line(program: str, arguments: list[str]) -> None:
    assert list(line_arguments(program, "/tin/bài.txt", 12)) == arguments
    assert list(line_arguments(program, "/tin/bài.txt", 0)) == ["/tin/bài.txt"]


def test_visual_comes_before_editor() -> None:
    assert editor({"VISUAL": "code --wait", "EDITOR": "vim"}) == ["code", "--wait"]
    with pytest.raises(VnsearchError, match="no shell could read"):
        editor({"EDITOR": "vim '"})


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An index of a text and a mailbox, and an editor that writes down what it is given."""
    (tmp_path / "tin").mkdir()
    (tmp_path / "tin" / "mùa gặt.txt").write_text("Tin làng.\n\nMùa gặt năm nay.\n")
    (tmp_path / "tin" / "thư.mbox").write_text(
        "From an Mon Jan  1 00:00:00 2024\nFrom: an@example.vn\nMessage-ID: <1@vn>\n"
        "Subject: Hop\n\nHop luc bay gio.\n"
    )
    script = tmp_path / "soạn"
    script.write_text(
        '#!/bin/sh\nprintf "%s\\n" "$@" > "$0.ghi"\nfor last; do :; done\n'
        'cat "$last" >> "$0.ghi"\n'
    )
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("EDITOR", f"'{script}'")
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.chdir(tmp_path)
    update_index("index", ["tin"], jobs=1)
    return tmp_path


def run(*arguments: str) -> int:
    """The exit status of a command line."""
    return int(main(list(arguments)))


def test_a_text_opens_in_the_editor(documents: Path) -> None:
    assert run("open", "tin/mùa gặt.txt") == 0
    written = (documents / "soạn.ghi").read_text()
    assert written.splitlines()[0] == str(documents / "tin" / "mùa gặt.txt")


def test_a_message_opens_as_a_file_that_goes(documents: Path) -> None:
    with open_index("index") as index:
        [hit] = index.search("lúc bấy giờ").hits
    assert run("open", hit.id) == 0
    path, *text = (documents / "soạn.ghi").read_text().splitlines()
    assert "Hop luc bay gio." in text
    assert not os.path.exists(path)


def test_what_cannot_be_opened_says_so(
    documents: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("EDITOR", "không-có")
    assert run("open", "tin/mùa gặt.txt") == 2
    assert "không-có cannot be started" in capsys.readouterr().err
    (documents / "tin" / "mùa gặt.txt").unlink()
    assert run("open", "tin/mùa gặt.txt") == 2
    assert "is gone since it was indexed" in capsys.readouterr().err


def test_live_needs_a_terminal(documents: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("live", "gặt") == 2
    assert "live needs a terminal" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("keys", "status", "query", "ids"),
    [(b"\r", 0, "cuộc họp", ["tin-1"]), (b"\x1b", 1, "", [])],
    ids=["chosen", "left"],
)
def test_live_prints_what_was_chosen(
    keys: bytes, status: int, query: str, ids: list[str],
    library: Path, shell_environment: dict[str, str], tmp_path: Path,
) -> None:  # fmt: skip
    """In a terminal, the answer in a pipe: `live` draws on standard error."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    with open(tmp_path / "printed", "w+b") as printed:
        running = subprocess.Popen(
            [sys.executable, "-m", "vnsearch", "live", "--json", "cuộc họp"],
            cwd=library,
            env={**shell_environment, "XDG_STATE_HOME": str(tmp_path / "state")},
            stdin=theirs, stdout=printed, stderr=theirs, start_new_session=True,
        )  # fmt: skip
        os.close(theirs)
        drawn = b""
        while b"1 document" not in drawn:
            drawn += read(ours)
        os.write(ours, keys)
        while read(ours):
            pass
        os.close(ours)
        assert running.wait(timeout=600) == status
        printed.seek(0)
        answer = json.load(printed)
    assert (answer["query"], [hit["id"] for hit in answer["hits"]]) == (query, ids)
