"""Word documents of 1997 to 2003; one page in four formats, as LibreOffice writes it."""

from __future__ import annotations

import random
import re
import struct
from collections.abc import Callable
from pathlib import Path

import olefile  # type: ignore[import-untyped]
import pytest

from vnsearch.documents.formats.word import doc_structures as structures
from vnsearch.records import Document, FileNote

from .ole_writer import compound_file
from .reading import HOI_NGHI, documents, only_problem, readings

MINUTES = Path(__file__).parent / "minutes"
OFFICE = Path(__file__).parent / "office"


def body_of(path: Path) -> list[str]:
    (document,) = documents(path)
    assert document.kind == path.suffix[1:]
    return document.body.split("\n")


@pytest.mark.parametrize("name", ["uni", "tcvn", "vni", "mix"])
def test_minutes(name: str) -> None:
    body = body_of(MINUTES / f"{name}.doc")
    assert body[-3].startswith("Biên bản họp hội đồng nhân dân huyện Bình Lục về việc sửa chữa")
    assert body[-3].endswith("trạm bơm nước phục vụ tưới tiêu vụ đông xuân.")


@pytest.mark.parametrize("name", ["short_tcvn", "short_vni"])
def test_one_line_in_a_legacy_font(name: str) -> None:
    assert body_of(MINUTES / f"{name}.doc") == ["Giấy mời họp phụ huynh"]


@pytest.mark.parametrize("kind", ["doc", "rtf", "odt", "docx"])
def test_a_page_with_all_that_stands_apart(kind: str) -> None:
    assert body_of(OFFICE / f"page.{kind}") == [
        "Báo cáo tổng kết",
        "Quả cam ngọt",
        "Khung chữ đây",
        "Chú thích cuối",
        "SỞ Y TẾ HÀ NỘI",
        "Lưu hành nội bộ",
    ]


@pytest.mark.parametrize("kind", ["doc", "rtf", "docx", "odt"])
def test_numbers_notes_comments_fields_and_fonts(kind: str) -> None:
    body = body_of(OFFICE / f"lists.{kind}")
    assert body[:9] == [
        "Chương I QUY ĐỊNH CHUNG",
        "Điều 1. Phạm vi điều chỉnh",
        "Điều 2. Đối tượng áp dụng",
        "1. Cơ quan",
        "a) cấp tỉnh",
        "b) cấp xã",
        "gạch",
        "Chương II QUYỀN",
        "Điều 1. Người dân",
    ]
    assert {"Quả cam ngọt", "chỗ bình", "Giấy mời họpKöln", "còn lại"} <= set(body)
    assert {"ô một", "ô hai", "liên kết", "Tựa đề", "Vỏ vàng", "Xem lại"} <= set(body)


def test_a_formula_in_the_code_of_a_field(tmp_path: Path) -> None:
    """A field that has a result as well, in place of the one that a link has."""
    whole = (OFFICE / "lists.doc").read_bytes()
    link = ' HYPERLINK "http://x.vn/"'
    made = r" EQ \f(1,2)".ljust(len(link))
    assert whole.count(link.encode("utf-16-le")) == 1
    path = tmp_path / "a.doc"
    path.write_bytes(whole.replace(link.encode("utf-16-le"), made.encode("utf-16-le")))
    assert [line for line in body_of(path) if "liên kết" in line] == ["liên kết1/2"]


@pytest.mark.parametrize("kind", ["doc", "rtf", "docx", "odt"])
def test_a_draft_with_changes_and_hidden_words(kind: str) -> None:
    """An article without text counts, deleted words are none, hidden ones join no other."""
    found = readings(OFFICE / f"draft.{kind}")
    (document,) = [one for one in found if isinstance(one, Document)]
    body = document.body.split("\n")
    assert body[:3] == ["Mở đầu văn bản", "Điều 1. Phạm vi", "Điều 3. Hiệu lực"]
    assert {"chữ thêm vào", "Chữ hiện ra", "bị giấu", "chữ liên kết cuối"} <= set(body)
    assert "xóa bỏ" not in document.body
    assert [one.hidden for one in found if isinstance(one, FileNote)] == ["words"]


@pytest.mark.parametrize(
    ("language", "page", "text"),
    [
        (0x0409, "cp1252", "Bien ban hop\rnam 1995\x07o bang"),
        (0x042A, "cp1258", "Công văn đi\rtháng năm\x07sân kho"),
        (0x0419, "cp1251", "Протокол заседания\r1995 год\x07таблица"),
        (0x0411, "cp932", "会議録\r1995年\x07表"),
    ],
)
def test_the_text_of_older_versions_of_word(
    tmp_path: Path, language: int, page: str, text: str
) -> None:
    content = bytearray((MINUTES / "uni.doc").read_bytes())
    place = content.index(b"\xec\xa5")
    content[place + 2 : place + 4] = b"\x65\x00"  # Word 6
    packed = text.encode(page)
    places = (0x200, 0x200 + len(packed))
    content[place + 6 : place + 8] = struct.pack("<H", language)
    content[place + 24 : place + 32] = struct.pack("<II", *places)
    content[place + 0x200 : place + 0x200 + len(packed)] = packed
    path = tmp_path / "a.doc"
    path.write_bytes(content)
    assert body_of(path) == re.split("[\r\x07]", text)


@pytest.mark.parametrize("name", ["minutes/tcvn.doc", "office/lists.doc", "office/lists.rtf"])
def test_any_damage_ends_in_problems_or_in_text(tmp_path: Path, name: str) -> None:
    whole = (OFFICE.parent / name).read_bytes()
    generator = random.Random(7)
    path = tmp_path / Path(name).name
    for _ in range(100):
        content = bytearray(whole)
        for _ in range(generator.randint(1, 20)):
            content[generator.randrange(len(content))] = generator.randrange(256)
        path.write_bytes(content[: generator.choice([len(content), generator.randrange(9999)])])
        for one in readings(path):
            assert not isinstance(one, Document) or one.body.strip()


def test_property_modifiers_of_every_length() -> None:
    grpprl = (
        bytes.fromhex("0208 01")  # one byte
        + bytes.fromhex("434A 1C00")  # sprmCHps
        + bytes.fromhex("03 6A 01020304")  # four bytes
        + bytes.fromhex("15C6 02 0000")  # as many as it says
        + bytes.fromhex("60 E8 010203")  # three bytes
        + bytes.fromhex("514A 0500")  # sprmCRgFtc2
        + b"\x51"  # cut off
    )
    found = structures.read_format(grpprl)
    assert (found.size, found.font) == (14.0, 5)


def pieced(text: str, times: int) -> bytes:
    """A file whose table of pieces names one text that many times."""
    words = text.encode("utf-16-le")
    bounds = [len(text) * row for row in range(times + 1)]
    piece = struct.pack("<HIH", 0, 1024, 0)
    table = struct.pack(f"<{len(bounds)}I", *bounds) + piece * times
    clx = struct.pack("<BI", 2, len(table)) + table
    main = bytearray(1024)
    struct.pack_into("<HH", main, 0, 0xA5EC, 0xC1)
    struct.pack_into("<I", main, 76, len(text) * times)
    struct.pack_into("<H", main, 152, 34)
    struct.pack_into("<II", main, 154 + 8 * 33, 0, len(clx))
    return compound_file({"WordDocument": bytes(main) + words, "0Table": clx})


def form_data(chosen: int, *offers: str) -> bytes:
    """What the data stream has of a drop-down list, behind the head of a picture."""
    text = struct.Struct("<H").pack
    listed = struct.pack("<HHH", 0xFFFF, len(offers), 0)
    listed += b"".join(text(len(one)) + one.encode("utf-16-le") for one in offers)
    form = struct.pack("<IHHH", 0xFFFFFFFF, 2 | chosen << 2, 0, 0) + text(0) + text(0)
    form += text(1) + (text(0) + text(0)) * 5 + listed  # the second one stands there at first
    return struct.pack("<IH", 68 + len(form), 68).ljust(68, b"\0") + form


def page_of(start: int, said: bytes, signs: int = 1) -> bytearray:
    """A page of formats, which says something of some signs from a byte of the file on."""
    page = bytearray(512)
    struct.pack_into("<II", page, 0, start, start + 2 * signs)
    page[8], page[511] = 100, 1  # where it is said, in words of two bytes; how many runs
    page[200 : 200 + len(said)] = said
    return page


def formatted(text: str, of: int, page: bytearray) -> dict[str, bytes]:
    """The streams of a file that has one page of formats."""
    with olefile.OleFileIO(pieced(text, 1)) as container:
        main = bytearray(container.openstream("WordDocument").read().ljust(1536, b"\0"))
        clx = container.openstream("0Table").read()
    table = struct.pack("<III", 1024, 2048, 3)
    struct.pack_into("<II", main, 154 + 8 * of, len(clx), len(table))
    return {"WordDocument": bytes(main) + page, "0Table": clx + table}


@pytest.mark.parametrize(
    ("chosen", "line"), [(0, "Phái: Nam."), (25, "Phái: Nữ."), (7, "Phái: .")]
)
def test_the_chosen_text_of_a_form(tmp_path: Path, chosen: int, line: str) -> None:
    """The sign of a picture within a field says where its form is."""
    text = "Phái: \x13 FORMDROPDOWN \x01\x14\x15.\r"
    page = page_of(1024 + 2 * text.index("\x01"), struct.pack("<BHI", 6, 0x6A03, 0))
    streams = formatted(text, structures.CHARACTERS, page)
    path = tmp_path / "a.doc"
    path.write_bytes(compound_file({**streams, "Data": form_data(chosen, "Nam", "Nữ")}))
    assert body_of(path) == [line]
    path.write_bytes(compound_file(streams))
    assert body_of(path) == ["Phái: ."]


def test_a_raised_figure_is_no_part_of_a_name(tmp_path: Path) -> None:
    text = "Lê An1, Hà Nội\r"
    page = page_of(1034, struct.pack("<BHB", 3, 0x2A48, 1))
    path = tmp_path / "a.doc"
    path.write_bytes(compound_file(formatted(text, structures.CHARACTERS, page)))
    assert body_of(path) == ["Lê An 1, Hà Nội"]


def test_a_large_letter_begins_the_next_paragraph(tmp_path: Path) -> None:
    text = "T\rrong khi nước lũ lên\r"
    page = page_of(1024, struct.pack("<BBHHH", 0, 3, 0, 0x442C, 1 | 3 << 3), signs=2)
    path = tmp_path / "a.doc"
    path.write_bytes(compound_file(formatted(text, structures.PARAGRAPHS, page)))
    assert body_of(path) == ["Trong khi nước lũ lên"]


def test_pieces_that_name_one_text_again_and_again(tmp_path: Path) -> None:
    path = tmp_path / "a.doc"
    text = f"{HOI_NGHI}\r" * 20
    path.write_bytes(pieced(text, 2))
    (found,) = documents(path)
    assert found.body.split("\n") == [HOI_NGHI] * 40
    path.write_bytes(pieced(text, 1000))
    assert only_problem(path).what == "damaged"


def changed(name: str, change: Callable[[bytearray, bytearray], None]) -> bytes:
    """A kept file whose text stream and table stream are changed in place."""
    with olefile.OleFileIO(OFFICE / name) as container:
        streams = {
            entry[0]: bytearray(container.openstream(entry).read())
            for entry in container.listdir()
            if entry[0] in ("WordDocument", "1Table")
        }
    change(streams["WordDocument"], streams["1Table"])
    return compound_file({name: bytes(content) for name, content in streams.items()})


def bases_in_a_ring(main: bytearray, table: bytearray) -> None:
    """Each style is based on the next one, the last on the first."""
    start, _ = struct.unpack_from("<II", main, 154 + 8 * structures.STYLES)
    (header, count) = struct.unpack_from("<HH", table, start)
    at, places = start + 2 + header, {}
    for style in range(count):
        (size,) = struct.unpack_from("<H", table, at)
        if size:
            places[style] = at + 2
        at += 2 + size + size % 2
    for place, base in zip(places.values(), [*list(places)[1:], min(places)], strict=True):
        (kind,) = struct.unpack_from("<H", table, place + 2)
        struct.pack_into("<H", table, place + 2, kind & 15 | base << 4)


def levels_of_themselves(main: bytearray, table: bytearray) -> None:
    """The texts of all levels ask for the deepest level's figure, which asks for its own."""
    for figure in range(8):
        wide = "Điều \0.".replace("\0", chr(figure)).encode("utf-16-le")
        table[:] = table.replace(wide, wide.replace(bytes((figure, 0)), b"\x08\0"))


@pytest.mark.parametrize(
    ("change", "article"),
    [(bases_in_a_ring, "Điều 1. Phạm vi điều chỉnh"), (levels_of_themselves, "Điều ")],
)
def test_styles_and_levels_that_refer_to_themselves(
    tmp_path: Path, change: Callable[[bytearray, bytearray], None], article: str
) -> None:
    path = tmp_path / "a.doc"
    path.write_bytes(changed("lists.doc", change))
    body = body_of(path)
    assert body[1].startswith(article)
    assert body[1].endswith("Phạm vi điều chỉnh")
    assert len(body) == len(body_of(OFFICE / "lists.doc"))
