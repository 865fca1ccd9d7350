"""The library itself: of which sources it is, what it takes, and how it is made."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

import vnsearch.kernel.compile
import vnsearch.kernel.library
from vnsearch.index.arrays.array_file import Array
from vnsearch.kernel.compile import compile_library
from vnsearch.kernel.library import (
    FOLDER,
    Function,
    Pinned,
    is_compiled,
    library,
    library_path,
)

from .conftest import Without


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the folder, which stands for it."""
    folder = Path(shutil.copytree(FOLDER, tmp_path / "kernel"))
    for module in (vnsearch.kernel.library, vnsearch.kernel.compile):
        monkeypatch.setattr(module, "FOLDER", str(folder))
    return folder


def compiled_files(folder: Path) -> list[str]:
    return [path.name for path in folder.glob("kernel-*")]


@pytest.mark.usefixtures("compiled")
def test_a_library_of_other_sources_is_not_loaded(elsewhere: Path) -> None:
    assert library.__wrapped__() is not None
    with open(elsewhere / "tokens.c", "a") as file:
        file.write("/* one line more */\n")
    assert library.__wrapped__() is None
    assert compiled_files(elsewhere) != [os.path.basename(library_path())]


@pytest.mark.usefixtures("compiled")
def test_the_library_of_the_sources_takes_the_place_of_others(elsewhere: Path) -> None:
    with open(elsewhere / "tokens.c", "a") as file:
        file.write("/* one line more */\n")
    path = compile_library()
    assert path == library_path()
    assert compiled_files(elsewhere) == [os.path.basename(path)]
    assert library.__wrapped__() is not None


@pytest.mark.parametrize("compiler", ["/bin/false", "no-such-compiler -O3", "'"])
def test_without_a_compiler_nothing_is_made(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch, compiler: str
) -> None:
    for name in compiled_files(elsewhere):
        os.unlink(elsewhere / name)
    monkeypatch.setenv("CC", compiler)
    assert compile_library() == ""
    assert compiled_files(elsewhere) == []
    assert library.__wrapped__() is None


def test_what_is_no_library_is_none(elsewhere: Path) -> None:
    Path(library_path()).write_bytes(b"\x7fELF of another machine")
    assert library.__wrapped__() is None


@pytest.mark.usefixtures("compiled")
def test_it_can_be_left_alone(without: Without) -> None:
    with without():
        assert not is_compiled()
    assert is_compiled()


@pytest.mark.usefixtures("compiled")
def test_the_sources_raise_no_warning(tmp_path: Path) -> None:
    strict = ["-std=c99", "-O3", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Werror"]
    compiler = os.environ.get("CC") or "cc"
    for source in Path(FOLDER).glob("*.c"):
        command = [compiler, *strict, "-c", str(source), "-o", str(tmp_path / "made.o")]
        made = subprocess.run(command, capture_output=True, text=True, check=False)
        assert made.returncode == 0, made.stderr


@pytest.mark.parametrize(
    "array",
    [
        np.zeros(8, np.int32),
        np.zeros(8, np.uint64),
        np.zeros(8, np.float32),
        np.zeros(8, ">u4"),
        np.zeros(16, np.uint32)[::2],
        np.zeros((4, 4), np.uint32).T,
        np.broadcast_to(np.zeros(1, np.uint32), 8),
        np.frombuffer(bytes(32), np.uint32),
    ],
    ids=lambda array: f"{array.dtype.str}{array.strides}",
)
def test_other_arrays_are_refused(array: Array) -> None:
    with pytest.raises(TypeError, match=r"some_function takes u4!, contiguous"):
        Function("some_function", "u4!")(array)


@pytest.mark.parametrize("kind", ["i4", "u8", "u4!"])
def test_a_pinned_array_is_only_read_and_of_its_type(kind: str) -> None:
    with pytest.raises(TypeError, match=f"some_function takes {kind}, not"):
        Function("some_function", kind)(Pinned(np.zeros(8, np.uint32)))


@pytest.mark.parametrize("array", [np.zeros(8, ">u4"), np.zeros(16, np.uint32)[::2]])
def test_what_is_not_contiguous_is_not_pinned(array: Array) -> None:
    with pytest.raises(TypeError, match="pins what is contiguous"):
        Pinned(array)
