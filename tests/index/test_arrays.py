"""Array files: what is written is read, and no change to a file is taken for an answer."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnsearch.errors import IndexDamagedError
from vnsearch.index.arrays.array_file import Array, ArrayFile, ArrayWriter
from vnsearch.index.arrays.pages import PAGE

ARRAYS: dict[str, Array] = {
    "numbers": np.arange(1000, dtype=np.uint32),
    "empty": np.zeros(0, np.int64),
    "small": np.array([1, 255], np.uint8),
    "wide": np.array([2**63, 1], np.uint64),
    "several pages": np.arange(3 * PAGE, dtype=np.uint16),
}


def write(path: Path, arrays: dict[str, Array] = ARRAYS) -> int:
    """Write a file of arrays; its checksum."""
    writer = ArrayWriter(str(path), {"format": 1, "tên": "tiếng Việt"})
    for name, array in arrays.items():
        writer.add(name, array)
    return writer.close()


def read_all(path: Path) -> dict[str, Array]:
    """Open a file, check all of it, and read every array."""
    file = ArrayFile(str(path))
    file.verify()
    return {name: file.array(name) for name in file.names()}


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "arrays"
    checksum = write(path)
    found = read_all(path)
    assert list(found) == list(ARRAYS)
    for name, array in ARRAYS.items():
        assert found[name].dtype == array.dtype
        np.testing.assert_array_equal(found[name], array)
    file = ArrayFile(str(path), checksum)
    assert file.attributes == {"format": 1, "tên": "tiếng Việt"}
    assert file.checksum == checksum
    assert {name: file.length(name) for name in ARRAYS} == {
        name: len(array) for name, array in ARRAYS.items()
    }


@given(st.lists(st.integers(0, 3 * PAGE), max_size=4), st.data())
def test_parts_join_across_pages(
    tmp_path_factory: pytest.TempPathFactory, sizes: list[int], data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("parts") / "arrays"
    parts = [np.arange(size, dtype=np.uint8) for size in sizes]
    writer = ArrayWriter(str(path), {})
    writer.extend("joined", iter(parts), np.uint8)
    writer.add("behind", np.arange(5, dtype=np.uint32))
    writer.close()
    whole = np.concatenate([np.zeros(0, np.uint8), *parts])
    start = data.draw(st.integers(0, len(whole)))
    stop = data.draw(st.integers(start, len(whole)))
    file = ArrayFile(str(path))
    np.testing.assert_array_equal(file.part("joined", start, stop), whole[start:stop])
    np.testing.assert_array_equal(file.array("joined"), whole)
    assert file.array("behind").tolist() == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(("start", "stop"), [(-1, 2), (0, 1001), (5, 4), (1001, 1001)])
def test_nothing_outside_an_array_is_read(tmp_path: Path, start: int, stop: int) -> None:
    path = tmp_path / "arrays"
    write(path)
    with pytest.raises(IndexDamagedError, match=r"points outside itself.*--rebuild"):
        ArrayFile(str(path)).part("numbers", start, stop)


def test_a_flipped_bit_is_found_wherever_it_is(tmp_path: Path) -> None:
    path = tmp_path / "arrays"
    write(path, {"numbers": np.arange(40, dtype=np.uint16), "small": ARRAYS["small"]})
    whole = path.read_bytes()
    for place in range(len(whole)):
        changed = bytearray(whole)
        changed[place] ^= 1 << place % 8
        path.write_bytes(changed)
        with pytest.raises(IndexDamagedError, match=str(path)):
            read_all(path)


def test_a_file_cut_short_is_found_wherever_it_is_cut(tmp_path: Path) -> None:
    path = tmp_path / "arrays"
    write(path, {"numbers": np.arange(40, dtype=np.uint16)})
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        with pytest.raises(IndexDamagedError, match=r"--rebuild"):
            ArrayFile(str(path))


def test_only_the_pages_that_are_asked_for_are_read(tmp_path: Path) -> None:
    """Damage in one page is no matter to a reader of another, so opening reads none."""
    path = tmp_path / "arrays"
    write(path)
    content = bytearray(path.read_bytes())
    last = content.rfind(np.uint16(3 * PAGE - 1).tobytes())
    content[last] ^= 1
    path.write_bytes(content)
    file = ArrayFile(str(path))
    assert file.array("numbers").tolist() == list(range(1000))
    assert file.part("several pages", 0, 10).tolist() == list(range(10))
    for _ in range(2):  # a page that was found damaged once is so the next time
        with pytest.raises(
            IndexDamagedError, match=rf"changed near byte {last // PAGE * PAGE}:"
        ):
            file.part("several pages", 3 * PAGE - 1, 3 * PAGE)
    with pytest.raises(IndexDamagedError):
        file.verify()


@pytest.mark.parametrize("passing", [False, True])
def test_a_file_that_shrinks_while_it_is_open(tmp_path: Path, passing: bool) -> None:
    """What was read before stays; the rest is an error, and no signal."""
    path = tmp_path / "arrays"
    write(path)
    file = ArrayFile(str(path), passing=passing)
    first = file.part("several pages", 0, 10)
    if passing:
        first = first.copy()  # it is in the file
    os.truncate(path, 100)
    assert first.tolist() == list(range(10))
    with pytest.raises(IndexDamagedError, match=r"cut short while it was open.*--rebuild"):
        file.array("several pages")
    with pytest.raises(IndexDamagedError, match="cut short while it was open"):
        file.verify()


def test_a_file_that_is_overwritten_while_it_is_open(tmp_path: Path) -> None:
    path = tmp_path / "arrays"
    write(path)
    file = ArrayFile(str(path))
    first = file.part("several pages", 0, 10)
    path.write_bytes(bytes(path.stat().st_size))
    assert first.tolist() == list(range(10))
    with pytest.raises(IndexDamagedError, match="has changed near byte"):
        file.array("several pages")


def test_a_disk_that_fails(tmp_path: Path) -> None:
    """Reads that the system refuses, here of a folder in the file's place."""
    path = tmp_path / "arrays"
    write(path)
    file = ArrayFile(str(path))
    folder = os.open(tmp_path, os.O_RDONLY)
    os.dup2(folder, file._file._descriptor)
    os.close(folder)
    with pytest.raises(IndexDamagedError, match=r"cannot be read near byte 0 \(.*--rebuild"):
        file.array("numbers")


def test_descriptors_go_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "arrays"
    write(path)
    before = os.open(path, os.O_RDONLY)
    os.close(before)
    for _ in range(3):
        view = ArrayFile(str(path)).array("numbers")
    assert view.tolist() == list(range(1000))
    after = os.open(path, os.O_RDONLY)
    os.close(after)
    assert after == before


def remove(path: Path) -> None:
    """Make the file one that is missing."""
    path.unlink()


def empty(path: Path) -> None:
    """Make the file one without a byte."""
    path.write_bytes(b"")


def exchange(path: Path) -> None:
    """Make the file a picture."""
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(500))


def exchange_for_another(path: Path) -> None:
    """Make the file one that is whole, but of another index."""
    path.unlink()
    write(path, {"numbers": np.arange(7, dtype=np.uint32)})


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (remove, "is missing"),
        (empty, "is empty"),
        (exchange, "is not a file of vnsearch"),
        (exchange_for_another, "belongs to another index"),
    ],
)
def test_a_file_that_is_not_ours(
    tmp_path: Path, damage: Callable[[Path], None], message: str
) -> None:
    path = tmp_path / "arrays"
    checksum = write(path)
    damage(path)
    with pytest.raises(IndexDamagedError, match=f"{message}.*--rebuild"):
        ArrayFile(str(path), checksum)


@pytest.mark.parametrize("by", [1, 2, 3])
def test_an_array_that_begins_within_a_number_is_refused(tmp_path: Path, by: int) -> None:
    with ArrayWriter(str(tmp_path / "arrays"), {}) as writer:
        writer.add("numbers", ARRAYS["numbers"])
        dtype, start, length = writer._arrays["numbers"]
        writer._arrays["numbers"] = dtype, start + by, length - 1
    with pytest.raises(IndexDamagedError, match="footer that cannot be read"):
        ArrayFile(str(tmp_path / "arrays"))


def test_the_same_content_has_the_same_checksum(tmp_path: Path) -> None:
    assert write(tmp_path / "one") == write(tmp_path / "other")
    changed = {**ARRAYS, "small": np.array([1, 254], np.uint8)}
    assert write(tmp_path / "changed", changed) != write(tmp_path / "again")


def test_an_unfinished_file_goes(tmp_path: Path) -> None:
    writer = ArrayWriter(str(tmp_path / "arrays"), {})
    writer.add("numbers", ARRAYS["several pages"])
    writer.abandon()
    assert os.listdir(tmp_path) == []


def test_a_file_is_not_overwritten(tmp_path: Path) -> None:
    write(tmp_path / "arrays")
    with pytest.raises(FileExistsError):
        ArrayWriter(str(tmp_path / "arrays"), {})
