"""`index --watch`, in a process of its own: what it prints is waited for, never a time."""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import vnsearch
from vnsearch.index.watch import changes

from .conftest import Run

_PATIENCE = 600  # seconds, far more than anything here takes


class Watcher:
    """A `vnsearch index --watch` at work, its two outputs in one."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "vnsearch", "index", "--jobs", "1", "--watch", *arguments],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(Path(vnsearch.__file__).parent.parent)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self._output = b""

    def line_with(self, text: str) -> str:
        """Wait for a line that holds a text; the lines that come before it are dropped."""
        while True:
            line, end, self._output = self._output.partition(b"\n")
            if end and text in line.decode():
                return line.decode()
            if not end:
                self._output = line + self._read()

    def end(self, with_signal: signal.Signals) -> tuple[int, str]:
        """End it by a signal: its exit status, and what else it had to say."""
        self._process.send_signal(with_signal)
        rest, _ = self._process.communicate(timeout=_PATIENCE)
        return self._process.returncode, (self._output + rest).decode()

    def stop(self) -> None:
        """End it, whatever it is doing."""
        self._process.kill()
        self._process.communicate()

    def _read(self) -> bytes:
        assert self._process.stdout
        ready, _, _ = select.select([self._process.stdout], [], [], _PATIENCE)
        assert ready, f"nothing more comes after {self._output.decode()!r}"
        piece = os.read(self._process.stdout.fileno(), 1 << 16)
        assert piece, "it has ended"
        return piece


Start = Callable[..., Watcher]


@pytest.fixture
def watch() -> Iterator[Start]:
    """Starts watchers; none outlives the test."""
    started: list[Watcher] = []

    def start(folder: Path, *arguments: str) -> Watcher:
        started.append(Watcher(folder, *arguments))
        started[-1].line_with("watching for changes")
        return started[-1]

    yield start
    for watcher in started:
        watcher.stop()


Put = Callable[[Path, str], None]


@pytest.fixture
def beside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that nobody watches: what is moved from it is never seen half written."""
    return tmp_path_factory.mktemp("beside")


@pytest.fixture
def put(beside: Path) -> Put:
    """Lets a file appear or change at once."""

    def put(path: Path, text: str) -> None:
        (beside / path.name).write_text(text, encoding="utf-8")
        (beside / path.name).replace(path)

    return put


def found(folder: Path, query: str) -> list[str]:
    """The names of the files that a search finds, in order."""
    with vnsearch.open_index(folder / "index") as index:
        return sorted(Path(hit.path).name for hit in index.search(query).hits)


def test_it_follows_what_is_written_changed_and_removed(
    tmp_path: Path, watch: Start, put: Put
) -> None:
    (tmp_path / "một.txt").write_text("Mùa gặt năm ngoái.", encoding="utf-8")
    (tmp_path / ".gitignore").write_text("nháp*\n", encoding="utf-8")
    (tmp_path / ".git").mkdir()
    watcher = watch(tmp_path, ".", "--exclude", "bỏ*")
    (tmp_path / "nháp.txt").write_text("Mùa gặt nháp.", encoding="utf-8")
    (tmp_path / "bỏ.txt").write_text("Mùa gặt bỏ.", encoding="utf-8")
    (tmp_path / "sâu" / "hơn").mkdir(parents=True)
    put(tmp_path / "sâu" / "hơn" / "hai.txt", "Mùa gặt năm nay.")
    assert watcher.line_with("added").endswith("1 added; 2 documents in the index")
    assert found(tmp_path, "gặt") == ["hai.txt", "một.txt"]
    put(tmp_path / "một.txt", "Mùa nước nổi.")
    assert watcher.line_with("updated").endswith("1 updated; 2 documents in the index")
    assert found(tmp_path, "gặt") == ["hai.txt"]
    (tmp_path / "một.txt").unlink()
    assert watcher.line_with("removed").endswith("1 removed; 1 document in the index")
    status, rest = watcher.end(signal.SIGINT)
    assert status == 130 and "interrupted" in rest
    assert not vnsearch.verify(tmp_path / "index")


def test_a_folder_may_go_and_come(tmp_path: Path, watch: Start, beside: Path) -> None:
    tin = tmp_path / "tin"
    tin.mkdir()
    (tin / "một.txt").write_text("Mùa gặt năm ngoái.", encoding="utf-8")
    watcher = watch(tmp_path, "tin")
    shutil.move(tin, tmp_path / "đi")
    assert "gone from the disk" in watcher.line_with("tin")
    assert found(tmp_path, "gặt") == ["một.txt"]
    (beside / "hai.txt").write_text("Mùa gặt năm nay.", encoding="utf-8")
    beside.rename(tin)
    assert "1 added, 1 removed" in watcher.line_with("added")
    (tmp_path / "ba.txt").write_text("Mùa gặt sang năm.", encoding="utf-8")
    (tmp_path / "ba.txt").rename(tin / "ba.txt")
    watcher.line_with("1 added; 2 documents")
    assert watcher.end(signal.SIGTERM)[0] == 130


def test_json_is_an_object_an_update(tmp_path: Path, watch: Start, beside: Path) -> None:
    (tmp_path / "một.txt").write_text("Mùa gặt năm ngoái.", encoding="utf-8")
    watcher = watch(tmp_path, ".", "--json")
    (beside / "hỏng.docx").write_bytes(b"PK\3\4")
    (beside / "hai.txt").write_text("Mùa gặt năm nay.", encoding="utf-8")
    beside.rename(tmp_path / "tin")
    members = json.loads(watcher.line_with('"added"'))
    assert (members["added"], members["unchanged"], members["total"]) == (1, 1, 2)
    assert [problem["failed"] for problem in members["problems"]] == [True]


def test_an_index_that_goes_ends_it(tmp_path: Path, watch: Start, put: Put) -> None:
    (tmp_path / "một.txt").write_text("Mùa gặt năm ngoái.", encoding="utf-8")
    watcher = watch(tmp_path, ".")
    shutil.rmtree(tmp_path / "index")
    put(tmp_path / "hai.txt", "Mùa gặt năm nay.")
    assert "has gone; make it anew" in watcher.line_with("gone")
    assert not (tmp_path / "index").exists()


def test_the_index_and_hidden_folders_are_no_change(tmp_path: Path, put: Put) -> None:
    (tmp_path / "một.txt").write_text("Mùa gặt năm ngoái.", encoding="utf-8")
    vnsearch.update_index(tmp_path / "index", [tmp_path], jobs=1)
    told = changes(str(tmp_path / "index"))
    assert next(told)
    (tmp_path / ".git").mkdir()
    put(tmp_path / ".git" / "index", "x")
    vnsearch.update_index(tmp_path / "index", rebuild=True, jobs=1)
    assert not next(told)
    put(tmp_path / ".ignore", "*.md\n")
    assert next(told)


@pytest.mark.parametrize("other", [["--dry-run"], ["--forget", "tin"]])
def test_refused(other: list[str], run: Callable[..., Run]) -> None:
    ended = run("index", "--watch", *other)
    assert ended.status == 2 and "do not go together" in ended.err
