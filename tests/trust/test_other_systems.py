"""Nothing is called that Windows or macOS lacks: tried by taking it away."""

from __future__ import annotations

import ntpath
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from vnsearch.index import catalogue

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(sys.platform != "linux", reason="pretends on Linux")
@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_a_life_of_an_index(system: str, tmp_path: Path) -> None:
    program = [sys.executable, "-W", "error", "-m", "tests.trust.other_system"]
    ended = subprocess.run(
        [*program, system, str(tmp_path)], cwd=ROOT, capture_output=True, encoding="utf-8"
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr


@pytest.mark.parametrize(
    ("path", "stored", "shown"),
    [
        (r"C:\nhà\thư\a.txt", "thư/a.txt", r"thư\a.txt"),
        (r"C:\nhà\index", "index", "index"),
        (r"C:\nhà", ".", "."),
        (r"C:\khác\a.txt", "../khác/a.txt", r"..\khác\a.txt"),
        (r"D:\thư\a.txt", "D:/thư/a.txt", r"D:\thư\a.txt"),  # no way leads to another drive
    ],
)
def test_stored_paths_are_the_same_on_windows(
    path: str, stored: str, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, index = r"C:\nhà", r"C:\nhà\index"
    monkeypatch.setattr(
        ntpath, "abspath", lambda path: ntpath.normpath(ntpath.join(here, path))
    )
    there = SimpleNamespace(path=ntpath, sep="\\", curdir=".", getcwd=lambda: here)
    monkeypatch.setattr(catalogue, "os", there)
    assert catalogue.stored_path(path, index) == stored
    assert catalogue.shown_path(stored, index) == shown
