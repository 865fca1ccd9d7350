"""Office files and e-books: DOCX, ODT, EPUB."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from vnsearch.documents.formats.books import epub
from vnsearch.output.problems import sentence
from vnsearch.records import Document, Problem

from .reading import HOI_NGHI, documents, only_problem, readings
from .test_archive import archive
from .test_encoding import LONG, by_table

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DOCX_BODY = """\
<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>QUYẾT ĐỊNH</w:t></w:r></w:p>
<w:p><w:r><w:t>Về việc </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>tổ chức</w:t></w:r>
<w:r><w:t xml:space="preserve"> hội ng</w:t><w:t>hị</w:t><w:tab/><w:t>2024</w:t></w:r></w:p>
<w:p><w:del><w:r><w:delText>đã xoá</w:delText></w:r></w:del><w:r><w:t>còn lại</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>ô một</w:t></w:r></w:p></w:tc>
<w:tc><w:p><w:r><w:t>ô hai</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:p/><w:p><mc:AlternateContent><mc:Choice><w:r><w:t>khung chữ</w:t></w:r></mc:Choice>
<mc:Fallback><w:r><w:t>khung chữ</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>
"""
CORE = """\
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">
<dc:title>Quyết định 18</dc:title>
<cp:keywords>tổ chức; cán bộ</cp:keywords><dc:creator>Lê An</dc:creator>
<dcterms:created>2024-12-16T08:00:00Z</dcterms:created><dc:language>vi-VN</dc:language>
</cp:coreProperties>"""


def docx(path: Path, body: str, **more: str) -> Path:
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    root = f'<?xml version="1.0"?><w:document xmlns:w="{W}" xmlns:mc="{mc}"><w:body>'
    members = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"{root}{body}</w:body></w:document>",
        **more,
    }
    return archive(path, {name: content.encode() for name, content in members.items()})


def test_a_word_document(tmp_path: Path) -> None:
    note = "<w:p><w:r><w:t>chú thích</w:t></w:r></w:p>"
    notes = f'<w:footnotes xmlns:w="{W}">{note}</w:footnotes>'
    path = docx(
        tmp_path / "a.docx",
        DOCX_BODY,
        **{"word/footnotes.xml": notes, "docProps/core.xml": CORE},
    )
    assert documents(path) == [
        Document(
            path=str(path),
            title="Quyết định 18",
            body="QUYẾT ĐỊNH\nVề việc tổ chức hội nghị\t2024\ncòn lại\nô một\nô hai\n"
            "khung chữ\nchú thích",
            date="2024-12-16",
            author="Lê An",
            kind="docx",
            language="vi-VN",
            tags=("tổ chức", "cán bộ"),
        )
    ]


def test_a_word_document_without_properties_and_under_another_name(tmp_path: Path) -> None:
    path = docx(tmp_path / "a", f"<w:p><w:r><w:t>{HOI_NGHI}</w:t></w:r></w:p>")
    (found,) = documents(path)
    assert (found.kind, found.title, found.title_in_body) == ("docx", HOI_NGHI, True)


def test_a_word_document_in_a_zip_archive(tmp_path: Path) -> None:
    inner = docx(tmp_path / "a.docx", f"<w:p><w:r><w:t>{HOI_NGHI}</w:t></w:r></w:p>")
    path = archive(tmp_path / "a.zip", {"hồ sơ/a.docx": inner.read_bytes()})
    (found,) = documents(path)
    assert (found.kind, found.part, found.body) == ("docx", "hồ sơ/a.docx", HOI_NGHI)


def test_text_in_the_codes_of_an_old_font_is_repaired(tmp_path: Path) -> None:
    text = " ".join(LONG.lower().split())
    shown = by_table(text, "tcvn3").decode("cp1252")
    path = docx(tmp_path / "a.docx", f"<w:p><w:r><w:t>{shown}</w:t></w:r></w:p>")
    assert documents(path)[0].body == text


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("", "has no text and was passed over"),
        ("<w:p><w:r><w:t>dở dang", "word/document.xml is damaged"),
        ("<w:p>&khong;</w:p>", "word/document.xml is damaged"),
    ],
)
def test_bad_word_documents(tmp_path: Path, body: str, reason: str) -> None:
    path = docx(tmp_path / "a.docx", body)
    assert reason in sentence(only_problem(path))


def test_a_bomb_of_entities_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(12))
    content = f'<!DOCTYPE x [{bomb}]><w:p xmlns:w="{W}"><w:t>&e11;</w:t></w:p>'
    archive(path, {"word/document.xml": content.encode()})
    assert "word/document.xml is damaged" in sentence(only_problem(path))


def test_no_other_file_is_fetched(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    secret = tmp_path / "secret"
    secret.write_text("bí mật", encoding="utf-8")
    entity = f'<!ENTITY s SYSTEM "{secret.as_uri()}">'
    content = f'<!DOCTYPE x [{entity}]><w:p xmlns:w="{W}"><w:t>trước &s; sau</w:t></w:p>'
    archive(path, {"word/document.xml": content.encode()})
    assert "bí mật" not in str(readings(path))


ODT = f"""\
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:text>
<text:tracked-changes><text:p>đã xoá</text:p></text:tracked-changes>
<text:h>Báo cáo</text:h>
<text:p>Hội <text:span>ng</text:span>hị<text:s/>toàn<text:tab/>quốc<office:annotation>
<text:p>lời bình</text:p></office:annotation><text:line-break/>khai mạc</text:p>
<text:list><text:list-item><text:p>{HOI_NGHI}</text:p></text:list-item></text:list>
</office:text></office:body></office:document-content>"""
META = """\
<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta><dc:title>Báo cáo năm</dc:title>
<meta:keyword>kinh tế</meta:keyword><meta:keyword>xã hội</meta:keyword>
<meta:initial-creator>Lê An</meta:initial-creator>
<meta:creation-date>2024-12-16T08:00:00</meta:creation-date></office:meta>
</office:document-meta>"""


def test_an_opendocument_text(tmp_path: Path) -> None:
    members = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ODT}
    path = archive(
        tmp_path / "a.odt",
        {name: text.encode() for name, text in {**members, "meta.xml": META}.items()},
    )
    (found,) = documents(path)
    assert found.body == f"Báo cáo\nHội nghị toàn\tquốc\nkhai mạc\nlời bình\n{HOI_NGHI}"
    assert (found.title, found.author, found.date) == ("Báo cáo năm", "Lê An", "2024-12-16")
    assert (found.kind, found.tags) == ("odt", ("kinh tế", "xã hội"))


CONTAINER = """\
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>"""
PACKAGE = """\
<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">
<metadata><dc:title>Dế Mèn phiêu lưu ký</dc:title>
<dc:subject>thiếu nhi</dc:subject><dc:subject>đồng thoại</dc:subject>
<dc:creator>Tô Hoài</dc:creator>
<dc:date>1941</dc:date><dc:language>vi</dc:language></metadata>
<manifest><item id="b" href="ch%C6%B0%C6%A1ng%202.xhtml"/><item id="a" href="../a.xhtml"/>
</manifest>
<spine><itemref idref="a"/><itemref idref="b"/><itemref idref="khong-co"/></spine></package>"""


def book(path: Path, **changed: bytes) -> Path:
    members = {
        "mimetype": b"application/epub+zip",
        "META-INF/container.xml": CONTAINER.encode(),
        "OEBPS/content.opf": PACKAGE.encode(),
        "OEBPS/chương 2.xhtml": "<html><body><p>Chương hai.</p></body></html>".encode(),
        "a.xhtml": f"<html><body><h1>Chương một</h1><p>{HOI_NGHI}</p></body></html>".encode(),
    }
    return archive(path, members | changed)


def test_an_e_book_is_read_in_the_order_of_its_chapters(tmp_path: Path) -> None:
    path = book(tmp_path / "a.epub")
    assert documents(path) == [
        Document(
            path=str(path),
            title="Dế Mèn phiêu lưu ký",
            body=f"Chương một\n{HOI_NGHI}\nChương hai.",
            date="1941",
            author="Tô Hoài",
            kind="epub",
            language="vi",
            tags=("thiếu nhi", "đồng thoại"),
        )
    ]


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        (
            {"META-INF/container.xml": b"<container/>"},
            "(it lists no chapters)",
        ),
        ({"META-INF/container.xml": b"<a"}, "META-INF/container.xml is damaged"),
        ({"OEBPS/content.opf": b"<package>"}, "OEBPS/content.opf is damaged"),
        ({"OEBPS/content.opf": b"<package/>"}, "has no text and was passed over"),
        ({"META-INF/encryption.xml": b"<e/>", "a.xhtml": b"\x00\x01"}, "is protected"),
    ],
)
def test_bad_e_books(tmp_path: Path, changed: dict[str, bytes], reason: str) -> None:
    path = book(tmp_path / "a.epub", **changed)
    assert reason in sentence(only_problem(path))


def listing(*hrefs: str) -> bytes:
    items = "".join(
        f'<item id="i{n}" href="{href}" media-type="{kind}"/><itemref idref="i{n}"/>'
        for n, href in enumerate(hrefs)
        for kind in ("image/jpeg" if href.endswith("jpg") else "application/xhtml+xml",)
    )
    return f'<package xmlns="http://www.idpf.org/2007/opf">{items}</package>'.encode()


@pytest.mark.parametrize(
    "container", ["OEBPS/b%E1%BB%99.opf", "\\OEBPS\\bộ.opf", "/oebps/Bộ.OPF"]
)
@pytest.mark.parametrize(
    "chapter", ["../A.xhtml", "/a.xhtml#dau", "..\\a.xhtml", "./../a.xhtml"]
)
def test_names_as_books_write_them(tmp_path: Path, container: str, chapter: str) -> None:
    main = f'<container><rootfile full-path="{container}"/></container>'.encode()
    changed = {"META-INF/container.xml": main, "OEBPS/bộ.opf": listing(chapter, "bia.jpg")}
    (found,) = documents(book(tmp_path / "a.epub", **changed))
    assert found.body == f"Chương một\n{HOI_NGHI}"


def test_a_chapter_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = book(tmp_path / "a.epub", **{"OEBPS/content.opf": listing("../a.xhtml", "b.xhtml")})
    problem, found = readings(path)
    assert isinstance(problem, Problem) and isinstance(found, Document)
    assert "a.epub#OEBPS/b.xhtml is damaged or cut off (it is not there)" in sentence(problem)
    assert HOI_NGHI in found.body


def test_a_book_beyond_the_limit_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(epub, "DOCUMENT_LIMIT", 100)
    assert "is larger than" in sentence(only_problem(book(tmp_path / "a.epub")))


@pytest.mark.parametrize("name", ["a.docx", "a.doc"])
def test_what_is_no_whole_compound_file_is_named(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600)
    problem = only_problem(path)
    assert problem.what == "damaged" and problem.failed


def test_a_damaged_member_is_named(tmp_path: Path) -> None:
    path = book(tmp_path / "a.epub")
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as file:
        place = file.getinfo("a.xhtml").header_offset + 60
    content[place : place + 8] = b"\xff" * 8
    path.write_bytes(content)
    assert f"{path}#a.xhtml is damaged or cut off" in sentence(only_problem(path))
