"""Office files that are one XML file: of 2003, flat OpenDocument, flat OOXML."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from vnsearch.records import Document, FileNote

from .reading import documents, only_problem, readings

OFFICE = Path(__file__).parent / "office"
PAGE = [
    "Báo cáo tổng kết",
    "Quả cam ngọt",
    "Chú thích cuối",
    "Khung chữ đây",
    "SỞ Y TẾ HÀ NỘI",
    "Lưu hành nội bộ",
]


@pytest.mark.parametrize(("name", "kind"), [("page.fodt", "odt"), ("page-2003.xml", "doc")])
def test_a_page_as_office_programs_write_it(name: str, kind: str) -> None:
    (found,) = documents(OFFICE / name)
    assert (found.kind, found.body.split("\n")) == (kind, PAGE)


def test_a_workbook_in_flat_opendocument() -> None:
    (found,) = documents(OFFICE / "bang.fods")
    assert found.kind == "ods"
    assert found.body.startswith("Danh sách\nCộng hòa xã hội chủ nghĩa Việt Nam\t1000\n")


def test_a_workbook_of_2003() -> None:
    found = readings(OFFICE / "bang-2003.xml")
    assert [one.hidden for one in found if isinstance(one, FileNote)] == ["rows"]
    (document,) = [one for one in found if isinstance(one, Document)]
    assert (document.kind, document.title, document.author, document.date) == (
        *("xls", "Sổ thu chi", "Lê An"),
        "2024-03-05",
    )
    assert document.body.split("\n") == [
        "Thu chi",
        "Họ tên\tGiấy mời họp phụ huynh",
        "1500000\t15%\t02/09/2024\tTRUE\tđậm họp thường",
        "xem lại",
        "SỞ Y TẾ",
    ]


LISTS = """
<w:lists><w:listDef w:listDefId="7"><w:lvl w:ilvl="0"><w:start w:val="3"/>
<w:lvlText w:val="Điều %1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:nfc w:val="4"/>
<w:lvlText w:val="%2)"/></w:lvl></w:listDef><w:list w:ilfo="1"><w:ilst w:val="7"/></w:list>
</w:lists>"""


def in_list(text: str, depth: int) -> str:
    properties = f'<w:listPr><w:ilvl w:val="{depth}"/><w:ilfo w:val="1"/></w:listPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def word_2003(body: str, before: str = "") -> str:
    return (
        '<?xml version="1.0"?><?mso-application progid="Word.Document"?>\n'
        '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"'
        ' xmlns:o="urn:schemas-microsoft-com:office:office">'
        "<o:DocumentProperties><o:Title>Luật đê điều</o:Title></o:DocumentProperties>"
        f"{before}<w:body>{body}</w:body></w:wordDocument>"
    )


@pytest.mark.parametrize("name", ["a.xml", "a.doc", "a"])
def test_numbers_and_fonts_in_word_2003(tmp_path: Path, name: str) -> None:
    font = '<w:rPr><w:rFonts w:ascii="Arial" w:h-ansi=".VnTime"/></w:rPr>'
    body = in_list("Phạm vi", 0) + in_list("đê sông", 1) + in_list("đê biển", 1)
    body += f"<w:p><w:r>{font}<w:t>häp</w:t></w:r></w:p>"
    header = '<w:sectPr><w:hdr w:type="odd"><w:p><w:r><w:t>BỘ Y TẾ</w:t></w:r></w:p></w:hdr>'
    path = tmp_path / name
    path.write_text(word_2003(f"{body}{header}</w:sectPr>", LISTS), encoding="utf-8")
    (found,) = documents(path)
    assert found.title == "Luật đê điều"
    assert found.body.split("\n") == [
        *("Điều 3. Phạm vi", "a) đê sông", "b) đê biển", "họp", "BỘ Y TẾ")
    ]


def flat(archive: Path) -> str:
    """A package as one XML file."""
    parts = []
    with zipfile.ZipFile(archive) as package:
        types = package.read("[Content_Types].xml").decode()
        for name in package.namelist():
            if not name.endswith((".xml", ".rels")) or name == "[Content_Types].xml":
                continue
            content = re.sub(r"<\?xml[^>]*\?>", "", package.read(name).decode())
            told = re.search(rf'PartName="/{name}" ContentType="([^"]*)"', types)
            parts.append(
                f'<pkg:part pkg:name="/{name}" pkg:contentType="{told[1] if told else ""}">'
                f"<pkg:xmlData>{content}</pkg:xmlData></pkg:part>"
            )
    space = "http://schemas.microsoft.com/office/2006/xmlPackage"
    return (
        f'<?xml version="1.0"?><pkg:package xmlns:pkg="{space}">{"".join(parts)}</pkg:package>'
    )


@pytest.mark.parametrize("name", ["page.docx", "slides.pptx"])
def test_flat_ooxml_is_read_as_its_archive(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.xml"
    path.write_text(flat(OFFICE / name), encoding="utf-8")
    (packed,) = documents(OFFICE / name)
    (found,) = documents(path)
    assert (found.kind, found.title, found.body) == (packed.kind, packed.title, packed.body)


def test_other_xml_is_text(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text("<document><p>Hội nghị</p></document>", encoding="utf-8")
    (found,) = documents(path)
    assert found.kind == "text"


@pytest.mark.parametrize("content", [word_2003("")[:-20], word_2003("&khong;")])
def test_broken_ones_are_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "a.xml"
    path.write_text(content, encoding="utf-8")
    assert only_problem(path).what == "damaged"
