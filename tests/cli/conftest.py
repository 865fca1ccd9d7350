"""A small library of documents, its index, and ways to run the command line over it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from forked_terminal import needs_no_shell, open_terminal, run_forked

import vnsearch
from vnsearch.cli.main import main

LIBRARY = {
    "tổng kết.txt": (
        "date 2024-12 Hội nghị toàn quốc tổng kết công tác xây dựng Đảng năm 2024.\n"
        "Hội nghị khai mạc sáng nay tại Hà Nội."
    ),
    "hỏi đáp.md": "# Hỏi đáp\n\nNgười dân hỏi, cơ quan trả lời về ngày phép và bảo hiểm.\n",
    "đường phố.txt": "date 2024-06-01 Đường phố Hà Nội ngày hội.\nMột con đường dài.\n",
    "tin.jsonl": (
        '{"id": "tin-1", "title": "Họp báo", "text": "Cuộc họp lớn.", "date": "2023-05"}\n'
        '{"id": "tin-2", "title": "Thời tiết", "text": "Trời mưa to \\u001b[2J ở Huế."}\n'
    ),
}


Terminal = Callable[..., "Run"]


@dataclass(frozen=True)
class Run:
    """How a run of the command line ended."""

    status: int
    out: str
    err: str


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with documents, and their index in its folder `index`."""
    folder = tmp_path_factory.mktemp("library")
    (folder / "docs").mkdir()
    for name, text in LIBRARY.items():
        (folder / "docs" / name).write_text(text, encoding="utf-8")
    vnsearch.update_index(folder / "index", [folder / "docs"])
    return folder


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No settings of whoever runs the tests."""
    for name in ("VNSEARCH_INDEX", "NO_COLOR", "CLICOLOR", "FORCE_COLOR", "CLICOLOR_FORCE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes]) -> Callable[..., Run]:
    """Runs the command line in this process, its standard output no terminal."""

    def run(*arguments: str) -> Run:
        capfdbinary.readouterr()
        status = main(arguments)
        out, err = capfdbinary.readouterr()
        return Run(status, out.decode(), err.decode())

    return run


@pytest.fixture
def search(
    library: Path, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Run]:
    """Runs a command where the library is: `search("search", "hội")`."""
    monkeypatch.chdir(library)
    return run


@pytest.fixture(scope="session")
def shell_environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment for a shell in which `vnsearch` is this Python's."""
    folder = tmp_path_factory.mktemp("bin")
    script = folder / "vnsearch"
    script.write_text(
        f'#!/bin/sh\nexec "{sys.executable}" -m vnsearch "$@"\n', encoding="utf-8"
    )
    script.chmod(0o755)
    project = Path(vnsearch.__file__).parent.parent
    return {
        "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(project),
        "HOME": str(folder),
        "TERM": "xterm-256color",
    }


@pytest.fixture
def shell(library: Path, shell_environment: dict[str, str]) -> Iterator[Callable[..., Run]]:
    """Runs a line of shell where the library is, in processes of their own."""

    def run(line: str, **environment: str) -> Run:
        done = subprocess.run(
            ["bash", "-c", line],
            cwd=library,
            env={**shell_environment, **environment},
            capture_output=True,
            timeout=600,
        )
        return Run(done.returncode, done.stdout.decode(), done.stderr.decode())

    yield run


@pytest.fixture
def terminal(library: Path, shell_environment: dict[str, str]) -> Terminal:
    """Runs a line of shell in a terminal; `out` is all that the terminal got."""

    def run(
        line: str, folder: Path = library, columns: int = 80, rows: int = 50, **environment: str
    ) -> Run:
        held = {**shell_environment, **environment}
        if needs_no_shell(line):
            return Run(*run_forked(line, folder, held, columns, rows), "")
        ours, theirs = open_terminal(columns, rows)
        running = subprocess.Popen(
            ["bash", "-c", line],
            cwd=folder,
            env=held,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
        )
        os.close(theirs)
        output = b""
        while piece := read(ours):
            output += piece
        os.close(ours)
        return Run(running.wait(), output.decode().replace("\r\n", "\n"), "")

    return run


def read(terminal: int) -> bytes:
    """What a terminal gets next; nothing when nobody has it open any more."""
    try:
        return os.read(terminal, 65536)
    except OSError:  # how Linux says that the other end is closed
        return b""
