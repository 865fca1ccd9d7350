"""Plain text files, and files that are none."""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from permissions import permissions_hold

from vnsearch.documents.containers import compressed
from vnsearch.documents.limits import LEGACY_LIMIT, REREAD_LIMIT
from vnsearch.documents.read import Chunk, Reading, ReadRules, read
from vnsearch.documents.source import Source
from vnsearch.errors import DocumentError
from vnsearch.files import FileEntry
from vnsearch.output.problems import sentence
from vnsearch.records import Document, Problem

from .reading import HOI_NGHI, documents, encoding_of, only_problem


@pytest.mark.parametrize("name", ["a.txt", "a", "a.log", "a.TXT", "a.tex"])
def test_a_text_is_a_document(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(f"\ufeff date 2024-12 {HOI_NGHI}\r\nHết.\r\n".encode())
    assert documents(path) == [
        Document(
            path=str(path),
            title=HOI_NGHI,
            title_in_body=True,
            body=f"{HOI_NGHI}\nHết.\n",
            date="2024-12",
        )
    ]
    assert encoding_of(path) == "utf-8"


@pytest.mark.parametrize(
    ("suffix", "compress"),
    [
        (".gz", gzip.compress),
        (".bz2", bz2.compress),
        (".xz", lzma.compress),
        ("", gzip.compress),
    ],
)
def test_a_compressed_text(
    tmp_path: Path, suffix: str, compress: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / f"a.txt{suffix}"
    path.write_bytes(compress(HOI_NGHI.encode()))
    assert [one.body for one in documents(path)] == [HOI_NGHI]
    path.write_bytes(path.read_bytes()[:-9])
    assert "is damaged or cut off" in sentence(only_problem(path))


def test_a_text_compressed_twice_is_skipped(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(gzip.compress(HOI_NGHI.encode())))
    problem = only_problem(path)
    assert (problem.what, problem.failed) == ("compressed twice", False)


def test_a_compression_bomb_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compressed, "EXPANSION_FREE", 1_000_000)
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(b"a" * 20_000_000))
    assert "expands to more than 200 times its size" in sentence(only_problem(path))


BINARY = [
    (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "is a picture"),
    (b"\x7fELF\x02\x01\x01\x00", "is a program"),
    (b"Rar!\x1a\x07\x01\x00", "is an archive that is not read"),
    (b"text then\x00a NUL", "is binary"),
    (bytes(range(256)) * 4, "is binary"),
    (b"\x01\x02\x03\x04\x05\x06\x07\x0e\x0f\x10" * 10, "is binary"),
]


@pytest.mark.parametrize(("content", "reason"), BINARY)
def test_binary_files_are_skipped(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "a"
    path.write_bytes(content)
    problem = only_problem(path)
    assert f"{path} {reason}" in sentence(problem)
    assert "and was passed over" in sentence(problem)
    assert not problem.failed


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "is empty"), (b"\n \t\r\n", "has no text"), (b"\xef\xbb\xbf", "has no text")],
)
def test_empty_files_are_skipped(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    problem = only_problem(path)
    assert sentence(problem) == f"{path} {reason} and was passed over"
    assert not problem.failed


def test_texts_that_only_look_binary_are_read(tmp_path: Path) -> None:
    for name, text in (
        ("a", "MZ là viết tắt"),
        ("b", "GIF8 là gì?"),
        ("c", "RIFF\x1b[31m và \x07"),
    ):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        assert documents(path)[0].body == text


def test_a_nul_far_into_a_text_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    text = HOI_NGHI * 200 + "\0" + HOI_NGHI
    path.write_text(text, encoding="utf-8")
    assert documents(path)[0].body == text


def test_a_text_of_ten_million_words_is_one_document(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    line = b"h\xe1\xbb\x99i ngh\xe1\xbb\x8b to\xc3\xa0n qu\xe1\xbb\x91c\n"
    path.write_bytes(line * 2_500_000)
    (found,) = documents(path)
    assert found.body.count("\n") == 2_500_000


def test_a_text_beyond_the_limit_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with open(path, "wb") as file:
        file.write(b"a " * 5000)
        file.truncate(97_000_000)
    problem = only_problem(path)
    assert f"{path} is larger than 96 MB" in sentence(problem)
    assert problem.failed


def test_a_file_that_has_become_something_else(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    for name in ("pipe", "folder"):
        (problem,) = read(Chunk(str(tmp_path / name)), ReadRules())
        assert isinstance(problem, Problem)
        assert (problem.path, problem.what) == (str(tmp_path / name), "no file")


def test_an_unreadable_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(HOI_NGHI, encoding="utf-8")
    path.chmod(0)
    with permissions_hold():
        assert "may not be read; change its permissions" in sentence(only_problem(path))


def test_an_unknown_encoding_is_refused_at_once() -> None:
    with pytest.raises(DocumentError, match="the encoding 'utf-9' is not known"):
        ReadRules("utf-9")


def test_the_readme_example_of_the_seeds() -> None:
    seed = FileEntry("seeds/000_a15fc9680380b13c.txt", 0, 0)
    _, found = read(Chunk(seed.path), ReadRules())
    assert isinstance(found, Document)
    assert found.date == "2024-12"
    assert found.body.startswith("Sáng 16/12, tại Trụ sở Trung ương Đảng")
    assert found.title.startswith("Sáng 16/12, tại Trụ sở Trung ương Đảng")
    assert found.title.endswith("…")


def test_a_fault_of_a_reader_ends_in_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(source: Source) -> Iterator[Reading]:
        yield source.text()[1]
        raise MemoryError("no room")

    monkeypatch.setattr("vnsearch.documents.formats.text.read_text", failing)
    path = tmp_path / "a.txt"
    path.write_text(HOI_NGHI, encoding="utf-8")
    problem = only_problem(path)
    assert f"{path} could not be read (MemoryError: no room)" in sentence(problem)
    assert problem.failed


TCVN3_LETTER = "KÝnh göi c¸c ®ång chÝ, héi nghÞ tæng kÕt n¨m häc khai m¹c vµo s¸ng thø hai tíi."


def test_a_short_text_takes_the_encoding_of_its_neighbours(tmp_path: Path) -> None:
    path = tmp_path / "mời.txt"
    path.write_bytes("GiÊy mêi häp".encode("latin-1"))
    (alone,) = documents(path)
    assert alone.body == "GiÊy mêi häp"
    (tmp_path / "thư.txt").write_bytes(TCVN3_LETTER.encode("latin-1"))
    (tmp_path / "tin.txt").write_text(HOI_NGHI, encoding="utf-8")
    (found,) = documents(path)
    assert found.body == "Giấy mời họp"
    assert encoding_of(path) == "tcvn3 (a guess)"


@pytest.mark.parametrize(
    "content",
    [
        "Giá: ± 5 °C, § 4".encode(),  # UTF-8
        "née le 3 mai, à l'été".encode("latin-1"),  # no syllables of TCVN3
        "µ".encode("latin-1"),
    ],
)
def test_what_is_no_vietnamese_stays_beside_legacy_texts(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    before = documents(path)
    (tmp_path / "b.txt").write_bytes(TCVN3_LETTER.encode("latin-1"))
    assert documents(path) == before


def test_neighbours_in_several_encodings_tell_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("GiÊy mêi häp".encode("latin-1"))
    (tmp_path / "b.txt").write_bytes(TCVN3_LETTER.encode("latin-1"))
    vni = "Kính göûi caùc ñoàng chí, hoäi nghò toång keát naêm hoïc khai maïc vaøo saùng nay."
    (tmp_path / "c.txt").write_bytes(vni.encode("latin-1"))
    assert [one.body for one in documents(path)] == ["GiÊy mêi häp"]


@pytest.mark.parametrize(
    ("encoding", "limit"), [("latin-1", LEGACY_LIMIT), ("utf-8", REREAD_LIMIT)]
)
def test_lines_too_many_to_be_weighed_one_by_one_are_named(
    tmp_path: Path, encoding: str, limit: int
) -> None:
    text = (TCVN3_LETTER + "\n") * (limit // len(TCVN3_LETTER) + 1)
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    assert only_problem(tmp_path / "a.txt").what == "too large"


def test_a_long_line_in_an_old_encoding_is_read(tmp_path: Path) -> None:
    text = f"{TCVN3_LETTER} " * 1_000
    (tmp_path / "a.txt").write_bytes(text.encode("latin-1"))
    (found,) = documents(tmp_path / "a.txt")
    sentence = (
        "Kính gửi các đồng chí, hội nghị tổng kết năm học khai mạc vào sáng thứ hai tới. "
    )
    assert found.body == sentence * 1_000
