"""What is wrong with a file within another is named, and costs nothing beside it."""

from __future__ import annotations

import io
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from functools import partial
from pathlib import Path
from types import ModuleType
from unittest.mock import Mock

import pytest

from vnsearch.documents.containers import ooxml
from vnsearch.documents.formats.opendocument import files
from vnsearch.documents.formats.sheets import xlsx
from vnsearch.documents.formats.slides import pptx
from vnsearch.output.problems import sentence
from vnsearch.records import Document, Problem

from . import test_outlook as outlook
from .reading import documents, readings
from .test_nested import (
    OFFICE,
    SHEET,
    SLIDE,
    attached,
    ole,
    open_document,
    package,
    related,
    sheet,
    word,
)

_MANIFEST, _OBJECT = "META-INF/manifest.xml", "Object 1/content.xml"


def rewritten(made: bytes, changed: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    """An archive with some members changed, or added from nothing."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in dict.fromkeys([*old.namelist(), *changed]):
            content = old.read(name) if name in old.namelist() else b""
            new.writestr(name, changed.get(name, bytes)(content))
    return stream.getvalue()


def _instead(content: bytes, _: bytes) -> bytes:
    return content


def with_sheet(*within: str) -> bytes:
    return open_document("Tờ trình", "spreadsheet", *within)


@pytest.mark.parametrize("damaged", [_MANIFEST, _OBJECT])
def test_a_damaged_object_of_a_text_costs_the_object_alone(
    tmp_path: Path, damaged: str
) -> None:
    path = tmp_path / "a.odt"
    made = with_sheet("Doanh thu quý hai")
    path.write_bytes(rewritten(made, {damaged: lambda content: content[:-5]}))
    problem, document = readings(path)
    assert isinstance(problem, Problem) and isinstance(document, Document)
    assert (problem.what, problem.part, document.body) == ("damaged", damaged, "Tờ trình")


def test_an_object_that_is_named_again_and_again_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "a.odt"

    def again(content: bytes) -> bytes:
        start, end = content.index(b"<f "), content.rindex(b"</m>")
        return content[:start] + content[start:end] * 3 + content[end:]

    path.write_bytes(rewritten(with_sheet("Doanh thu"), {_MANIFEST: again}))
    (found,) = documents(path)
    assert found.body == "Tờ trình\nDoanh thu"


def test_very_many_objects_of_a_text_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def of_the_whole(content: bytes) -> bytes:
        whole = b'm:media-type="application/vnd.oasis.opendocument.text"'
        return content.replace(b"<f ", b'<f m:full-path="/" %b/><f ' % whole)

    path = tmp_path / "a.odt"
    path.write_bytes(rewritten(with_sheet("Doanh thu"), {_MANIFEST: of_the_whole}))
    monkeypatch.setattr(files, "OBJECTS", 1)
    assert documents(path)[0].body == "Tờ trình\nDoanh thu"
    monkeypatch.setattr(files, "OBJECTS", 0)
    problem, document = readings(path)
    assert isinstance(problem, Problem) and isinstance(document, Document)
    assert "has more than 0 members" in sentence(problem)
    assert document.body == "Tờ trình"


def binary_book() -> bytes:
    """A workbook in the binary form of Excel, which is not read."""
    kind = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
    types = f'<Types><Override PartName="/xl/workbook.bin" ContentType="{kind}"/></Types>'
    main = related({"officeDocument": ["xl/workbook.bin"]})
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr("[Content_Types].xml", types)
        made.writestr("_rels/.rels", main)
        made.writestr("xl/workbook.bin", b"?")
    return stream.getvalue()


def test_an_object_of_an_unread_format_is_named_but_no_formula(tmp_path: Path) -> None:
    objects = {
        "a.xlsb": ("package", binary_book()),
        "oleObject1.bin": ("oleObject", ole(Equation=b"x = y")),
    }
    path = tmp_path / "a.docx"
    path.write_bytes(package("word/document.xml", "Hợp đồng", objects))
    problem, document = readings(path)
    assert isinstance(problem, Problem) and isinstance(document, Document)
    assert (problem.what, problem.part) == ("office", "word/embeddings/a.xlsb")


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        ("footnotes", ["Doanh thu"]),
        ("comments", ["Doanh thu"]),
        ("header", ["Doanh thu"]),
        ("chart", []),  # of which the chart itself shows the figures
    ],
)
def test_files_that_were_put_beside_the_text(
    tmp_path: Path, kind: str, found: list[str]
) -> None:
    added = {
        "word/_rels/document.xml.rels": related({kind: ["apart.xml"]}).encode(),
        "word/apart.xml": b"<a/>",
        "word/_rels/apart.xml.rels": related({"package": ["embeddings/b.xlsx"]}).encode(),
        "word/embeddings/b.xlsx": sheet("Doanh thu"),
    }
    changed = {name: partial(_instead, content) for name, content in added.items()}
    path = tmp_path / "a.docx"
    path.write_bytes(rewritten(word("Tờ trình"), changed))
    bodies = [document.body for document in documents(path)]
    assert [body.rpartition("\n")[2] for body in bodies] == [*found, "Tờ trình"]


@pytest.mark.parametrize(
    ("reader", "main", "list_of", "one"),
    [
        (
            pptx,
            "ppt/presentation.xml",
            f'<x:presentation xmlns:x="{SLIDE}" {{}}><x:sldIdLst>{{}}</x:sldIdLst>'
            "</x:presentation>",
            '<x:sldId r:id="slide0"/>',
        ),
        (
            xlsx,
            "xl/workbook.xml",
            f'<workbook xmlns="{SHEET}" {{}}><sheets>{{}}</sheets></workbook>',
            '<sheet name="A" r:id="slide0"/>',
        ),
    ],
    ids=["slide", "sheet"],
)
def test_what_is_listed_again_and_again_is_asked_for_its_parts_once(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    reader: ModuleType,
    main: str,
    list_of: str,
    one: str,
) -> None:
    asked = Mock(side_effect=ooxml.parts_of)
    monkeypatch.setattr(reader, "parts_of", asked)
    namespace = f'xmlns:r="{OFFICE}/relationships"'
    listed = list_of.format(namespace, one * 50).encode()
    held = "ppt/slides/slide1.xml" if reader is pptx else "xl/worksheets/sheet1.xml"
    path = tmp_path / f"a.{reader.__name__[-4:]}"
    path.write_bytes(
        rewritten(package(held, "Doanh thu", {}), {main: partial(_instead, listed)})
    )
    (found,) = documents(path)
    assert found.body.count("Doanh thu") == 1
    assert asked.call_count < 5


def most_memory(path: Path) -> int:
    tracemalloc.start()
    try:
        assert isinstance(readings(path)[-1], Document)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_messages_around_a_message_are_not_held(tmp_path: Path) -> None:
    """One copy at each depth would make four times the size more of five than of one."""
    size, path, taken = 2_000_000, tmp_path / "a.eml", []
    head = (
        b"From: a@b.vn\nContent-Type: application/octet-stream\n"
        b"Content-Disposition: attachment; filename=a.eml\n\n"
    )
    for depth in (1, 5):
        lines = (b"x" * 4000 + b"\n") * (size // 4000)
        path.write_bytes(head * depth + b"From: a@b.vn\n\n" + lines)
        taken.append(most_memory(path))
    assert taken[1] < taken[0] + size


ROWS = "Tên,Quê\nAn,Huế\n".encode()


def alike_in_mail(folder: Path) -> Path:
    made = EmailMessage()
    made["From"], made["Message-ID"] = "an@coquan.vn", "<1>"
    for _ in range(2):
        made.add_attachment(ROWS, "text", "csv", filename="a.csv")
    (folder / "a.eml").write_bytes(made.as_bytes())
    return folder / "a.eml"


def alike_in_outlook(folder: Path) -> Path:
    files = [
        outlook.attached(n, "a.csv", {outlook.named(0x3701, 0x0102): ROWS}) for n in (0, 1)
    ]
    return outlook.msg(folder / "a.msg", outlook.message({0x1000: "Kính gửi"}), *files)


def alike_in_pdf(folder: Path) -> Path:
    content = attached(("a.csv", ROWS), ("b.csv", ROWS)).replace(b"(b.csv)", b"(a.csv)")
    (folder / "a.pdf").write_bytes(content)
    return folder / "a.pdf"


def alike_in_tar(folder: Path) -> Path:
    with tarfile.open(folder / "a.tar", "w") as made:
        for _ in range(2):
            member = tarfile.TarInfo("a.csv")
            member.size = len(ROWS)
            made.addfile(member, io.BytesIO(ROWS))
    return folder / "a.tar"


@pytest.mark.parametrize("make", [alike_in_mail, alike_in_outlook, alike_in_pdf, alike_in_tar])
def test_files_of_one_name_are_told_apart_and_read_alike(
    tmp_path: Path, make: Callable[[Path], Path]
) -> None:
    found = readings(make(tmp_path))
    parts = {one.part: one.kind for one in found if isinstance(one, Document)}
    names = dict.fromkeys(part.partition("#")[0] for part in parts if part)
    assert list(names) == ["a.csv", "a.csv 2"]
    assert {parts[part] for part in parts if part} == {"csv"}
