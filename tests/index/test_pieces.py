"""A long document is tokenised and inverted in pieces, and comes to the same, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnsearch.index.making import invert, merge, streams
from vnsearch.index.making.build import RunBuilder
from vnsearch.index.making.run import RunWriter
from vnsearch.index.making.tokenizing import array_tokenizer, pieces
from vnsearch.index.segment.columns import FileState
from vnsearch.records import Document

from .indexing import WORDS, texts

STATE = FileState("tin.jsonl", 1, 1, "a1b2")
BEFORE = "C++ C# .NET (F#) ASP.NET 南國山河 ho\u0302\u0323i nghi\u0323 m'đrắk U+23 a_b\u200bc"


def written(folder: Path, bodies: list[str]) -> bytes:
    """The segment of documents with these texts."""
    builder = RunBuilder()
    for number, body in enumerate(bodies):
        document = Document(path="tin.jsonl", part=f"{number}", title=body[:20], body=body)
        builder.add(document, STATE)
    runs = RunWriter(str(folder))
    builder.write(runs)
    builder.write_vocabulary(runs)
    merge.merge(str(folder), list(runs.close()))
    (path,) = folder.glob("*.vns")
    content = path.read_bytes()
    for path in folder.iterdir():
        path.unlink()
    return content


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("runs")


@settings(max_examples=30)
@given(
    bodies=st.lists(texts | st.lists(st.sampled_from(WORDS)).map(" ".join), min_size=1),
    piece=st.integers(1, 40),
    together=st.integers(1, 40),
)
def test_pieces_of_any_size_make_no_odds(
    folder: Path, bodies: list[str], piece: int, together: int
) -> None:
    whole = written(folder, [BEFORE, *bodies])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(array_tokenizer, "_PIECE", piece)
        patch.setattr(invert, "_TOGETHER", together)
        patch.setattr(streams, "_LONG", 2)
        assert written(folder, [BEFORE, *bodies]) == whole


PROSE = (
    "hội nghị toàn quốc về nông nghiệp đã khai mạc tại Hà Nội"
    " với sự tham dự của đại biểu nhiều tỉnh thành"
)


@pytest.mark.parametrize("piece", range(20, 140, 7))
def test_a_text_without_signs_is_cut_among_words(folder: Path, piece: int) -> None:
    values = (
        "ngày 16/12/2024",
        "1.500.000 đồng",
        "0912 345 678",
        "5 triệu",
        "từ 10 000 đến 3,5",
    )
    bodies = [" ".join(f"{PROSE} {value}" for value in values * 3)]
    whole = written(folder, bodies)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(array_tokenizer, "_PIECE", piece)
        patch.setattr(pieces, "_FARTHEST", 150)
        assert written(folder, bodies) == whole
