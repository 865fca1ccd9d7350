"""Tar archives, compressed members, web pages under other names, FictionBook, slides."""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import lzma
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from backports import zstd

from vnsearch.records import Document, Problem

from .reading import HOI_NGHI, documents, only_problem, readings
from .test_archive import archive

TEXT = HOI_NGHI.encode()
OFFICE = Path(__file__).parent / "office"
MINUTES = Path(__file__).parent / "minutes"


def tar(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as file:
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            file.addfile(member, io.BytesIO(content))
    return stream.getvalue()


MEMBERS = {"./thư mục/tin.txt": TEXT, ".ẩn.txt": TEXT, "~$a.docx": b"x", "b.md": b"# Hai\n"}


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("a.tar", bytes),
        ("a.tar.gz", gzip.compress),
        ("a.tgz", gzip.compress),
        ("a.tar.bz2", bz2.compress),
        ("a.tar.xz", lzma.compress),
        ("a.tar.zst", zstd.compress),
        ("a", zstd.compress),
    ],
)
def test_tar_archives(tmp_path: Path, name: str, pack: Callable[[bytes], bytes]) -> None:
    path = tmp_path / name
    path.write_bytes(pack(tar(MEMBERS)))
    found = documents(path)
    assert [(one.part, one.kind) for one in found] == [
        ("./thư mục/tin.txt", "text"),
        ("b.md", "markdown"),
    ]


def test_office_files_and_compressed_files_in_a_tar_archive(tmp_path: Path) -> None:
    page = (OFFICE / "page.docx").read_bytes()
    path = tmp_path / "a.tar"
    path.write_bytes(tar({"page.docx": page, "a.txt.gz": gzip.compress(TEXT)}))
    assert [one.kind for one in documents(path)] == ["docx", "text"]


def test_archives_in_archives_and_broken_ones_are_named(tmp_path: Path) -> None:
    inner = tar({"a.txt": TEXT})
    path = tmp_path / "a.tar"
    path.write_bytes(tar({"trong.tgz": gzip.compress(inner), "tin.txt": TEXT}))
    problems = [one for one in readings(path) if isinstance(one, Problem)]
    assert [(one.part, one.what) for one in problems] == [("trong.tgz", "nested archive")]
    path.write_bytes(inner[:540])
    assert {one.what for one in readings(path) if isinstance(one, Problem)} == {"damaged"}


def test_an_archive_attached_to_a_message_is_read(tmp_path: Path) -> None:
    inner = archive(tmp_path / "b.zip", {"tin.txt": TEXT}).read_bytes()
    path = tmp_path / "a.eml"
    path.write_bytes(
        b"From: an@example.vn\nMIME-Version: 1.0\nContent-Type: application/zip\n"
        b'Content-Disposition: attachment; filename="b.zip"\n'
        b"Content-Transfer-Encoding: base64\n\n" + base64.encodebytes(inner)
    )
    found = [one for one in readings(path) if isinstance(one, Document)]
    assert [(one.part, one.body) for one in found] == [("b.zip#tin.txt", HOI_NGHI)]


def test_zstandard(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.zst"
    path.write_bytes(zstd.compress(TEXT))
    assert [one.body for one in documents(path)] == [HOI_NGHI]
    path.write_bytes(zstd.compress(TEXT * 1000)[:-20])
    assert any(isinstance(one, Problem) and one.what == "damaged" for one in readings(path))


PAGE = f"<html><head><title>Tin</title></head><body><p>{HOI_NGHI}</p></body></html>"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.doc", PAGE.encode()),
        ("a.doc", PAGE.encode("utf-16")),
        ("a.xls", f"<table><tr><td>{HOI_NGHI}</td></tr></table>".encode()),
        ("a.xls", b'\xef\xbb\xbf<meta charset="utf-8">\n<table><tr><td>' + TEXT),
        ("a.xls", b"<style>td {color: red}</style><table><tr><td>" + TEXT),
    ],
)
def test_pages_under_the_names_of_office_files(
    tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    (found,) = documents(path)
    assert (found.kind, found.body) == ("html", HOI_NGHI)


def test_a_page_saved_with_its_parts(tmp_path: Path) -> None:
    path = tmp_path / "trang"
    path.write_bytes(
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n"
        b"Content-Location: file:///C:/a.htm\nContent-Transfer-Encoding: quoted-printable\n"
        b'Content-Type: text/html; charset="utf-8"\n\n<html><title>B=C3=A1o c=C3=A1o</title>'
        b"<body><p>H=E1=BB=99i ngh=\n=E1=BB=8B</p></body></html>\n--x\n"
        b"Content-Type: text/css\nContent-Location: a.css\n\np {color: red}\n--x\n"
        b"Content-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0K\n--x--\n"
    )
    (found,) = documents(path)
    assert (found.kind, found.title, found.body) == ("html", "Báo cáo", "Hội nghị")


def test_a_fictionbook(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(
        '<?xml version="1.0" encoding="utf-8"?>\n<FictionBook '
        'xmlns="http://www.gribuser.ru/xml/fictionbook/2.0"><description><title-info><author>'
        "<first-name>Hoài</first-name><last-name>Tô</last-name></author><book-title>Dế Mèn"
        "</book-title><annotation><p>Truyện đồng thoại</p></annotation><lang>vi</lang>"
        "</title-info></description><body><title><p>Chương một</p>"
        "</title><section><p>Tôi sống <emphasis>độc</emphasis> lập.</p></section></body>"
        "<binary>aGFpIGJh</binary></FictionBook>",
        encoding="utf-8",
    )
    (found,) = documents(path)
    assert (found.kind, found.title, found.author) == ("fb2", "Dế Mèn", "Tô Hoài")
    assert found.body == "Truyện đồng thoại\nChương một\nTôi sống độc lập."


def test_owner_files_of_office_programs_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "~$bao-cao.docx").write_bytes(b"\x06Le An" + b"\x00" * 100)
    (tmp_path / "tin.txt").write_bytes(TEXT)
    assert [one.body for one in documents(tmp_path)] == [HOI_NGHI]


def test_slides() -> None:
    (found,) = documents(OFFICE / "slides.pptx")
    lines = found.body.split("\n")
    assert lines[0] == "Cộng hòa xã hội chủ nghĩa" and lines[-1] == "ghi chú của diễn giả"
    assert found.kind == "pptx"


def test_a_sheet_of_excel_97() -> None:
    (found,) = documents(MINUTES / "bang.xls")
    assert found.kind == "xls"
    assert found.body.startswith("Danh sách\nCộng hòa xã hội chủ nghĩa Việt Nam\t1000\n")


def test_a_sheet_whose_chain_of_sectors_has_no_end(tmp_path: Path) -> None:
    """The small sector 22 of a workbook is followed by the first in place of the next."""
    path = tmp_path / "a.xls"
    content = bytearray((MINUTES / "bang.xls").read_bytes())
    assert content[1624:1628] == bytes([23, 0, 0, 0])
    content[1624] = 0
    path.write_bytes(content)
    assert only_problem(path).what == "damaged"
