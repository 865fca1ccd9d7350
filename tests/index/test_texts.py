"""The stored text: any slice of it is what was written, in whichever blocks it lies."""

from __future__ import annotations

import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnsearch.errors import IndexDamagedError
from vnsearch.index.segment.array_file import ArrayFile, ArrayWriter
from vnsearch.index.segment.text_store import TextFile, TextWriter, write_blocks

LINES = {
    "Vietnamese": "Hội nghị toàn quốc tổng kết công tác tổ chức xây dựng Đảng.\n",
    "ASCII": "The minutes of the meeting were taken in English.\n",
    "three and four bytes a letter": "漢字と平仮名🙂\n",
    "a file name that is no UTF-8": "b\udc8dng.txt\n",
}
_LINES_EACH = 700  # more than two blocks of each kind


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> tuple[TextFile, str]:
    """A file of texts, and all of them together."""
    path = str(tmp_path_factory.mktemp("texts") / "stored")
    texts = [line for line in LINES.values() for _ in range(_LINES_EACH)]
    held = TextWriter()
    for text in texts:
        held.add(text)
    writer = ArrayWriter(path, {})
    write_blocks(writer, held.blocks())
    writer.close()
    return TextFile(ArrayFile(path)), "".join(texts)


places = st.integers(0, 1 << 20)


@settings(max_examples=200)
@given(places, st.one_of(st.integers(0, 90), places))
def test_any_slice(stored: tuple[TextFile, str], place: int, length: int) -> None:
    file, whole = stored
    start = place % (len(whole) + 1)
    stop = min(start + length, len(whole))
    assert file.slice(start, stop) == whole[start:stop]


def test_the_same_block_from_its_beginning_to_its_end(stored: tuple[TextFile, str]) -> None:
    file, whole = stored
    for stop in range(1, 40_000, 997):
        assert file.slice(0, stop) == whole[:stop]


@pytest.mark.parametrize("data", [b"", b"no zlib", zlib.compress(b"C\xc3\xb4ng")[:-6]])
def test_a_block_that_is_none(tmp_path: Path, data: bytes) -> None:
    writer = ArrayWriter(str(tmp_path / "stored"), {})
    writer.add("text.bytes", np.frombuffer(data, np.uint8))
    writer.add("text.ends", np.array([len(data)], np.uint64))
    writer.add("text.starts", np.array([0], np.uint64))
    writer.close()
    with pytest.raises(IndexDamagedError, match="holds a text that cannot be read"):
        TextFile(ArrayFile(str(tmp_path / "stored"))).slice(0, 4)
