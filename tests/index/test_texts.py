"""The stored text: any slice of it is what was written, in whichever blocks it lies."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnsearch.errors import IndexDamagedError
from vnsearch.index.arrays.array_file import ArrayFile, ArrayWriter
from vnsearch.index.segment.text_store import TextFile, compress, train, write_blocks

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
    writer = ArrayWriter(path, {})
    write_blocks(writer, compress(texts, b""))
    writer.close()
    return TextFile(ArrayFile(path)), "".join(texts)


places = st.integers(0, 1 << 20)


def _slice(file: TextFile, start: int, stop: int) -> str:
    [text] = file.slices(np.array([start]), np.array([stop]))
    return text


@settings(max_examples=200)
@given(places, st.one_of(st.integers(0, 90), places))
def test_any_slice(stored: tuple[TextFile, str], place: int, length: int) -> None:
    file, whole = stored
    start = place % (len(whole) + 1)
    stop = min(start + length, len(whole))
    assert _slice(file, start, stop) == whole[start:stop]


def test_the_same_block_from_its_beginning_to_its_end(stored: tuple[TextFile, str]) -> None:
    file, whole = stored
    for stop in range(1, 40_000, 997):
        assert _slice(file, 0, stop) == whole[:stop]


@pytest.mark.parametrize("damage", [b"", b"no frame", None])
def test_a_block_that_is_none(tmp_path: Path, damage: bytes | None) -> None:
    [whole] = compress(["Công báo"], b"")
    data = np.frombuffer(damage, np.uint8) if damage is not None else whole.data[:-4]
    cut = whole._replace(data=data, sizes=np.array([len(data)], np.uint32))
    writer = ArrayWriter(str(tmp_path / "stored"), {})
    write_blocks(writer, [cut])
    writer.close()
    with pytest.raises(IndexDamagedError, match="holds a text that cannot be read"):
        _slice(TextFile(ArrayFile(str(tmp_path / "stored"))), 0, 4)


def test_blocks_of_several_dictionaries_lie_in_one_file(tmp_path: Path) -> None:
    texts = [f"Bản tin số {n}: hội nghị tổng kết công tác xây dựng. " for n in range(60_000)]
    halves = texts[:30_000], texts[30_000:]
    dictionary = train(texts)
    assert dictionary and not train(texts[:100]), "few texts are not worth one"
    first, second = tmp_path / "first", tmp_path / "second"
    for path, content in ((first, dictionary), (second, b"")):
        writer = ArrayWriter(str(path), {})
        write_blocks(writer, compress(halves[path == second], content))
        writer.close()
    joined = ArrayWriter(str(tmp_path / "joined"), {})
    lengths = [sum(map(len, half)) for half in halves]
    files = [TextFile(ArrayFile(str(path))) for path in (first, second)]
    write_blocks(joined, chain(*map(TextFile.blocks, files, lengths)))
    joined.close()
    whole = "".join(texts)
    found = TextFile(ArrayFile(str(tmp_path / "joined")))
    for start in (0, lengths[0] - 5000, lengths[0] - 3, sum(lengths) - 9000):
        assert _slice(found, start, start + 9000) == whole[start : start + 9000]
