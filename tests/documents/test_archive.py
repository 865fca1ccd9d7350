"""Zip archives: the documents of their members, within limits."""

from __future__ import annotations

import gzip
import io
import random
import zipfile
from pathlib import Path

import pytest

from vnsearch.documents.containers import budget, zip_package
from vnsearch.documents.read import FileNote
from vnsearch.output.problems import sentence
from vnsearch.records import Document, Problem

from .reading import HOI_NGHI, documents, only_problem, readings


def archive(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return path


def test_each_member_is_read_as_a_file_would_be(tmp_path: Path) -> None:
    path = archive(
        tmp_path / "a.zip",
        {
            "thư mục/": b"",
            "thư mục/tin.txt": f"date 2024-12 {HOI_NGHI}".encode(),
            "tin.jsonl": '{"id": "x", "text": "Một"}\n{"text": "Hai"}\n'.encode(),
            "trang.html": b"<p>Ba",
            "bảng.csv": "text\nBốn\n".encode(),
            ".ẩn.txt": HOI_NGHI.encode(),
            "__MACOSX/._tin.txt": b"\0\1\2",
        },
    )
    found = documents(path)
    assert [(one.part, one.id, one.kind, one.body) for one in found] == [
        ("thư mục/tin.txt", "", "text", HOI_NGHI),
        ("tin.jsonl#x", "x", "jsonl", "Một"),
        ("tin.jsonl#2", "", "jsonl", "Hai"),
        ("trang.html", "", "html", "Ba"),
        ("bảng.csv#2", "", "csv", "Bốn"),
    ]
    assert {one.path for one in found} == {str(path)}
    assert found[0].date == "2024-12"
    notes = [one for one in readings(path) if isinstance(one, FileNote)]
    assert notes[0] == FileNote(f"{path}#thư mục/tin.txt", "utf-8")


def test_bad_members_are_named_and_the_rest_read(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as file:
        file.writestr("a.txt", "sâu")
    path = archive(
        tmp_path / "a.zip",
        {
            "ảnh.png": b"\x89PNG\0",
            "trong.zip": inner.getvalue(),
            "nén.gz": gzip.compress(gzip.compress(b"a")),
            "rỗng.txt": b"",
            "hỏng.jsonl": b"hong\n",
            "tốt.txt": HOI_NGHI.encode(),
        },
    )
    found = readings(path)
    problems = [one for one in found if isinstance(one, Problem)]
    assert {(one.part, one.what, one.line, one.failed) for one in problems} == {
        ("ảnh.png", "picture", 0, False),
        ("trong.zip", "nested archive", 0, False),
        ("nén.gz", "compressed twice", 0, False),
        ("rỗng.txt", "empty", 0, False),
        ("hỏng.jsonl", "no json", 1, True),
    }
    assert [one.part for one in found if isinstance(one, Document)] == ["tốt.txt"]


def test_names_in_utf8_that_do_not_say_so(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", {"hội nghị.txt": HOI_NGHI.encode()})
    content = path.read_bytes()
    assert content.count((0x800).to_bytes(2, "little")) >= 2
    made = content.replace(b"\x14\x00\x00\x08", b"\x14\x00\x00\x00")
    path.write_bytes(made)
    assert documents(path)[0].part == "hội nghị.txt"


def test_of_two_members_of_one_name_the_last_counts(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as file, pytest.warns(UserWarning, match="Duplicate"):
        file.writestr("a.txt", "cũ")
        file.writestr("a.txt", "mới")
    assert [one.body for one in documents(path)] == ["mới"]


def test_a_member_without_a_name(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr(zipfile.ZipInfo(""), HOI_NGHI)
    assert [one.part for one in documents(path)] == ["unnamed"]


def test_an_encrypted_member_is_named(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", {"a.txt": HOI_NGHI.encode(), "b.txt": b"b"})
    content = bytearray(path.read_bytes())
    place = content.index(b"PK\x01\x02")
    content[place + 8] |= 1
    path.write_bytes(content)
    found = readings(path)
    (problem,) = [one for one in found if isinstance(one, Problem)]
    assert (problem.path, problem.part, problem.failed) == (str(path), "", False)
    assert "is encrypted (1 of 2 members) and was passed over; decrypt" in sentence(problem)
    assert [one.part for one in found if isinstance(one, Document)] == ["b.txt"]


def test_an_empty_archive_has_no_documents(tmp_path: Path) -> None:
    assert readings(archive(tmp_path / "a.zip", {})) == []


@pytest.mark.parametrize("name", ["a.zip", "a.docx", "a.odt", "a.epub"])
@pytest.mark.parametrize(
    "content", [b"khong phai zip", b"PK\x03\x04", b"PK\x03\x04" + b"x" * 999]
)
def test_what_is_no_archive_is_named(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    problem = only_problem(path)
    assert f"{path} is damaged or cut off" in sentence(problem)
    assert problem.failed


def test_a_zip_bomb_is_stopped_before_it_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zip_package, "EXPANSION_FREE", 1_000_000)
    path = archive(tmp_path / "a.zip", {f"{n}.txt": b" " * 900_000 for n in range(20)})
    problem = only_problem(path)
    assert f"{path} expands to 18 MB, beyond all measure" in sentence(problem)
    assert problem.failed


def test_an_archive_of_too_many_members_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zip_package, "ARCHIVE_MEMBERS", 3)
    path = archive(tmp_path / "a.zip", {f"{n}.txt": b"a" for n in range(4)})
    assert f"{path} has more than 3 members" in sentence(only_problem(path))


def test_a_member_that_lies_about_its_size_is_named(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", {"a.txt": b"a" * 5000})
    content = path.read_bytes()
    path.write_bytes(content.replace((5000).to_bytes(4, "little"), (9).to_bytes(4, "little")))
    assert f"{path}#a.txt is damaged or cut off" in sentence(only_problem(path))


def test_archives_of_other_kinds_are_skipped(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.apk", {"AndroidManifest.xml": b"<x/>", "a.txt": b"a"})
    problem = only_problem(path)
    assert sentence(problem) == f"{path} is of a kind that is not read and was passed over"
    assert not problem.failed


def test_any_damage_ends_in_problems(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    members = {f"{n}.txt": (HOI_NGHI * n).encode() for n in range(4)}
    whole = archive(path, members).read_bytes()
    generator = random.Random(7)
    for _ in range(150):
        content = bytearray(whole)
        for _ in range(generator.randint(1, 4)):
            content[generator.randrange(len(content))] = generator.randrange(256)
        path.write_bytes(content[: generator.choice([len(content), generator.randrange(9999)])])
        for one in readings(path):
            assert not isinstance(one, Document) or one.body.strip()


def _blank_docx(size: int) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", f"<x>{' ' * size}</x>")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [("{}.docx", _blank_docx(700_000)), ("{}.txt.gz", gzip.compress(b" " * 700_000))],
)
def test_what_expands_through_levels_has_one_budget(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, content: bytes
) -> None:
    """Each member, and the archive, is within measure; all that lies in them is not."""
    members = {name.format(number): content for number in range(9)} | {"a.txt": b"tin"}
    path = archive(tmp_path / "a.zip", members)
    named = [one.part for one in readings(path) if isinstance(one, Problem)
             if one.what == "expansion"]  # fmt: skip
    assert named == []
    monkeypatch.setattr(budget, "EXPANSION_FREE", 3_000_000)
    monkeypatch.setattr(budget, "EXPANSION_RATIO", 1)
    found = readings(path)
    problems = [one for one in found if isinstance(one, Problem) and one.what == "expansion"]
    assert [one.part for one in problems] == [name.format(number) for number in range(4, 9)]
    assert "expands to more than 3 MB in all, beyond all measure" in sentence(problems[0])
    assert [one.part for one in found if isinstance(one, Document)] == ["a.txt"]
