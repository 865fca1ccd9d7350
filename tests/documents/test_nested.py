"""Files within files: objects of office documents, attachments, archives in mail."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from functools import reduce
from pathlib import Path

import olefile  # type: ignore[import-untyped]
import pypdfium2  # type: ignore[import-untyped]
import pytest

from vnsearch.documents.containers import ooxml
from vnsearch.output.problems import sentence
from vnsearch.records import Document, Problem

from .ole_writer import compound_file
from .reading import HOI_NGHI, documents, readings
from .test_doc import pieced
from .test_pdf import pdf
from .test_ppt import SHOWN, box, presentation

_OPEN = "urn:oasis:names:tc:opendocument:xmlns"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
SLIDE = "http://schemas.openxmlformats.org/presentationml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def package(main: str, text: str, objects: dict[str, tuple[str, bytes]]) -> bytes:
    """An office file of one part, and the objects it refers to, by name: relation and bytes."""
    wrapped = {
        "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body><w:p><w:r><w:t>'
        f"{text}</w:t></w:r></w:p></w:body></w:document>",
        "ppt/slides/slide1.xml": f'<p:sld xmlns:p="{SLIDE}" xmlns:a="{_DRAWING}"><p:sp><a:p>'
        f"<a:r><a:t>{text}</a:t></a:r></a:p></p:sp></p:sld>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SHEET}"><sheetData><row><c t="str">'
        f"<v>{text}</v></c></row></sheetData></worksheet>",
    }[main]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(main, wrapped)
        if main.startswith("ppt"):
            made.writestr("ppt/presentation.xml", "<p/>")
            made.writestr(
                "ppt/_rels/presentation.xml.rels", related({"slide": ["slides/slide1.xml"]})
            )
        if main.startswith("xl"):
            book = f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}/relationships"><sheets><sheet'
            made.writestr(
                "xl/workbook.xml", f'{book} name="A" r:id="slide0"/></sheets></workbook>'
            )
            made.writestr(
                "xl/_rels/workbook.xml.rels", related({"slide": ["worksheets/sheet1.xml"]})
            )
        folder, _, name = main.rpartition("/")
        kinds: dict[str, list[str]] = {}
        for each, (kind, content) in objects.items():
            made.writestr(f"{folder}/embeddings/{each}", content)
            kinds.setdefault(kind, []).append(f"embeddings/{each}")
        made.writestr(f"{folder}/_rels/{name}.rels", related(kinds))
    return stream.getvalue()


def related(targets: dict[str, list[str]]) -> str:
    rows = "".join(
        f'<Relationship Id="{kind}{number}" Type="{OFFICE}/relationships/{kind}"'
        f' Target="{target}"/>'
        for kind, some in targets.items()
        for number, target in enumerate(some)
    )
    return f"<Relationships>{rows}</Relationships>"


def word(text: str, **objects: bytes) -> bytes:
    named = {f"{name}.docx": ("package", content) for name, content in objects.items()}
    return package("word/document.xml", text, named)


def sheet(text: str) -> bytes:
    return package("xl/worksheets/sheet1.xml", text, {})


def attached(*files: tuple[str, bytes]) -> bytes:
    """A PDF of one page with these files."""
    document = pypdfium2.PdfDocument(pdf("Công văn kèm phụ lục"))
    for name, content in files:
        document.new_attachment(name).set_data(content)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def packaged(name: str, content: bytes) -> bytes:
    """The stream of a file that was put into another as "Package" ([MS-OLEDS] 2.3.6)."""
    path = f"C:\\tam\\{name}".encode() + b"\0"
    head = b"\2\0" + name.encode() + b"\0" + path + b"\0\0\3\0" + struct.pack("<I", len(path))
    rest = head + path + struct.pack("<I", len(content)) + content
    return struct.pack("<I", len(rest)) + rest


def mail(name: str, content: bytes) -> bytes:
    message = EmailMessage()
    message["From"], message["Message-ID"] = "an@coquan.vn", "<1>"
    message.set_content("Kính gửi anh")
    message.add_attachment(content, maintype="application", subtype="zip", filename=name)
    return message.as_bytes()


def zipped(name: str, content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr(name, content)
    return stream.getvalue()


def open_document(text: str, kind: str, within: str) -> bytes:
    """A text, and an object of that kind within it."""
    names = " ".join(f'xmlns:{one}="{_OPEN}:{one}:1.0"' for one in ("office", "table", "text"))
    inner = f"<text:p>{within}</text:p>"
    if kind == "spreadsheet":
        cell = f"<table:table-cell>{inner}</table:table-cell>"
        inner = f"<table:table><table:table-row>{cell}</table:table-row></table:table>"
    members = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<a {names}><office:body><office:text><text:p>{text}</text:p>"
        "</office:text></office:body></a>",
        "Object 1/content.xml": f"<a {names}><office:body><office:{kind}>{inner}"
        f"</office:{kind}></office:body></a>",
        "META-INF/manifest.xml": f'<m xmlns:m="{_OPEN}:manifest:1.0"><f m:full-path="Object 1/"'
        f' m:media-type="application/vnd.oasis.opendocument.{kind}"/></m>',
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name, content in members.items():
            made.writestr(name, content)
    return stream.getvalue()


OFFICE_FILES = Path(__file__).parent / "office"
OLD_SHEET = (Path(__file__).parent / "minutes" / "bang.xls").read_bytes()
TEXT = HOI_NGHI.encode()


def ole(**streams: bytes) -> bytes:
    return compound_file(
        {name.replace("Ole10", "\x01Ole10"): one for name, one in streams.items()}
    )


FILE = packaged("ghi chu.txt", TEXT)[4:]


def streams_of(content: bytes) -> dict[str, bytes]:
    """The streams of a compound file that has no folders."""
    with olefile.OleFileIO(content) as container:
        return {name: container.openstream([name]).read() for (name,) in container.listdir()}


def ole_1(name: bytes, content: bytes) -> bytes:
    """An object as rich text holds it, in hexadecimal digits ([MS-OLEDS] 2.2.5)."""
    named = struct.pack("<III", 0x501, 2, len(name) + 1) + name + b"\0" + bytes(8)
    return (named + struct.pack("<I", len(content)) + content).hex("\n", 40).encode()


# A file, and each part of it that is read with some words of it.
NESTED: list[tuple[str, Callable[[], bytes], dict[str, str]]] = [
    (
        "a.docx",
        lambda: word("Tờ trình", phu_luc=word("Phụ lục một")),
        {"": "Tờ trình", "word/embeddings/phu_luc.docx": "Phụ lục một"},
    ),
    (
        "a.pptx",
        lambda: package(
            "ppt/slides/slide1.xml",
            "Báo cáo quý",
            {"Microsoft_Excel_Sheet.xlsx": ("package", sheet("Doanh thu"))},
        ),
        {
            "": "Báo cáo quý",
            "ppt/slides/embeddings/Microsoft_Excel_Sheet.xlsx": "Doanh thu",
        },
    ),
    (
        "a.xlsx",
        lambda: package(
            "xl/worksheets/sheet1.xml", "Dự toán", {"a.docx": ("package", word("Thuyết minh"))}
        ),
        {"": "Dự toán", "xl/worksheets/embeddings/a.docx": "Thuyết minh"},
    ),
    (
        "a.docx",
        lambda: package(
            "word/document.xml",
            "Hợp đồng",
            {
                "oleObject1.bin": ("oleObject", OLD_SHEET),
                "oleObject2.bin": ("oleObject", ole(Ole10Native=packaged("ghi chu.txt", TEXT))),
                "oleObject3.bin": ("oleObject", ole(Package=word("Kế hoạch"))),
                "oleObject4.bin": ("oleObject", ole(CONTENTS=pdf("Quyết định"))),
                "oleObject5.bin": ("oleObject", ole(CONTENTS=b"\0\1", Ole10Native=b"\0\1")),
                "oleObject6.bin": ("oleObject", ole(Equation=b"x = y")),
                "afchunk.htm": ("aFChunk", b"<p>\xc4\x90i\xe1\xbb\x81u kho\xe1\xba\xa3n"),
            },
        ),
        {
            "": "Hợp đồng",
            "word/embeddings/oleObject1.bin": "biểu quyết thông qua",
            "word/embeddings/oleObject2.bin#ghi chu.txt": "Hội nghị",
            "word/embeddings/oleObject3.bin": "Kế hoạch",
            "word/embeddings/oleObject4.bin": "Quyết định",
            "word/embeddings/afchunk.htm": "Điều khoản",
        },
    ),
    (
        "a.doc",
        lambda: compound_file(
            streams_of(pieced(f"Tờ trình về đê\r{HOI_NGHI}\r", 1))
            | {"ObjectPool/_1/Package": sheet("Dự toán"), "ObjectPool/_2/CONTENTS": b"\0\1"}
            | {f"ObjectPool/_3/{name}": one for name, one in streams_of(SHOWN).items()}
            | {"ObjectPool/_4/\x01Ole10Native": packaged("ghi chu.txt", TEXT)}
            | {"ObjectPool/_5/Equation Native": b"x"}
        ),
        {
            "": "Tờ trình về đê",
            "ObjectPool/_1": "Dự toán",
            "ObjectPool/_3": "Mục tiêu",
            "ObjectPool/_4#ghi chu.txt": "Hội nghị",
        },
    ),
    (
        "a.xls",
        lambda: compound_file(
            streams_of((OFFICE_FILES / "ledger.xls").read_bytes())
            | {"MBD0001/Package": word("Thuyết minh")}
        ),
        {"": "Sổ thu", "MBD0001": "Thuyết minh"},
    ),
    (
        "a.ppt",
        lambda: presentation([box("Kế hoạch", 0)], objects=[ole(Package=sheet("Doanh thu"))]),
        {"": "Kế hoạch", "object 1": "Doanh thu"},
    ),
    (
        "a.rtf",
        lambda: b"".join(
            (
                *(rb"{\rtf1 Mot{\object\objemb{\*\objdata ", ole_1(b"Word.Document", b"")),
                *(rb"}{\result a}} hai{\object{\*\objdata ", ole_1(b"Package", FILE)),
                *(rb"}}{\object{\*\objdata ", ole_1(b"Excel", ole(Package=sheet("Quý")))),
                *(rb"}}{\object{\*\objdata ", ole_1(b"PBrush", b"BM\0\1"), b"}}}"),
            )
        ),
        {"": "Mota hai", "ghi chu.txt": "Hội nghị", "object 2": "Quý"},
    ),
    (
        "a.pdf",
        lambda: attached(
            ("hóa đơn.xml", "<a>Số tiền</a>".encode()), ("b.docx", word("Phụ lục"))
        ),
        {"": "Công văn kèm phụ lục", "hóa đơn.xml": "Số tiền", "b.docx": "Phụ lục"},
    ),
    (
        "a.zip",
        lambda: zipped("thư.eml", mail("b.docx", word("Tờ trình", trong=sheet("Bảng lương")))),
        {
            "thư.eml": "Kính gửi anh",
            "thư.eml#b.docx": "Tờ trình",
            "thư.eml#b.docx#word/embeddings/trong.docx": "Bảng lương",
        },
    ),
    (
        "a.odt",
        lambda: open_document("Tờ trình", "spreadsheet", "Doanh thu quý hai"),
        {"": "Tờ trình\nDoanh thu quý hai"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "make", "parts"), NESTED, ids=[str(n) for n in range(len(NESTED))]
)
def test_files_that_were_put_into_a_document(
    tmp_path: Path, name: str, make: Callable[[], bytes], parts: dict[str, str]
) -> None:
    (tmp_path / name).write_bytes(make())
    found = readings(tmp_path / name)
    assert [one for one in found if isinstance(one, Problem)] == []
    texts = {one.part: one.body for one in found if isinstance(one, Document)}
    assert texts.keys() == parts.keys()
    assert all(words in texts[part] for part, words in parts.items())


DEEP = "lies in more than 2 documents, one within the other and was passed over"


@pytest.mark.parametrize(
    ("name", "make", "read", "part", "says"),
    [
        (
            "a.docx",
            lambda: word("Một", b=word("Hai", c=word("Ba", d=word("Bốn")))),
            ["Ba", "Hai", "Một"],
            "#".join(f"word/embeddings/{one}.docx" for one in "bcd"),
            DEEP,
        ),
        (
            "a.doc",
            lambda: compound_file(
                {
                    "ObjectPool/_1/" * depth + name: content
                    for depth, text in enumerate(("Một", "Hai", "Ba", "Bốn"))
                    for name, content in streams_of(pieced(f"{text}\r", 1)).items()
                }
            ),
            ["Ba", "Hai", "Một"],
            "#".join(["ObjectPool/_1"] * 3),
            DEEP,
        ),
        (
            "a.xls",
            lambda: compound_file(
                streams_of((OFFICE_FILES / "ledger.xls").read_bytes())
                | {"MBD1/EncryptedPackage": b"?"}
            ),
            [documents(OFFICE_FILES / "ledger.xls")[0].body],
            "MBD1",
            "is protected by a password",
        ),
        (
            "a.pdf",
            lambda: attached(("b.pdf", attached(("c.pdf", attached(("d.txt", TEXT)))))),
            ["Công văn kèm phụ lục"] * 3,
            "b.pdf#c.pdf#d.txt",
            DEEP,
        ),
        (
            "a.zip",
            lambda: zipped("thư.eml", mail("b.zip", zipped("tin.txt", TEXT))),
            ["Kính gửi anh\n"],
            "thư.eml#b.zip",
            "is an archive in another",
        ),
        (
            "a.eml",
            lambda: reduce(lambda inner, _: mail("b.eml", inner), range(7), TEXT),
            ["Kính gửi anh"] * 6,
            "#".join(["b.eml"] * 6),
            "lies in more than 5 documents, one within the other and was passed over",
        ),
        (
            "a.docx",
            lambda: word("Một", b=zipped("c.zip", zipped("tin.txt", TEXT))),
            ["Một"],
            "word/embeddings/b.docx#c.zip",
            "is an archive in another",
        ),
        (
            "a.docx",
            lambda: word("Một", b=compound_file({"EncryptedPackage": b"?"})),
            ["Một"],
            "word/embeddings/b.docx",
            "is protected by a password",
        ),
        (
            "a.docx",
            lambda: word("Một", b=b"PK\3\4 cut off"),
            ["Một"],
            "word/embeddings/b.docx",
            "is damaged or cut off",
        ),
    ],
)  # fmt: skip
def test_what_lies_too_deep_or_cannot_be_read_is_named(
    tmp_path: Path, name: str, make: Callable[[], bytes], read: list[str], part: str, says: str
) -> None:
    (tmp_path / name).write_bytes(make())
    found = readings(tmp_path / name)
    bodies = [one.body for one in found if isinstance(one, Document)]
    assert [body.strip() for body in bodies] == [body.strip() for body in read]
    (problem,) = [one for one in found if isinstance(one, Problem)]
    assert problem.part == part
    assert says in sentence(problem)


def test_very_many_objects_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ooxml, "OBJECTS", 2)
    (tmp_path / "a.docx").write_bytes(
        word("Một", **{f"b{n}": word(f"Số {n}") for n in range(3)})
    )
    found = readings(tmp_path / "a.docx")
    assert [one.body for one in found if isinstance(one, Document)] == ["Số 0", "Số 1", "Một"]
    (problem,) = [one for one in found if isinstance(one, Problem)]
    assert "has more than 2 members" in sentence(problem)
