"""Excel workbooks of 1997 to 2003, and one ledger in three formats as LibreOffice writes it."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

import olefile  # type: ignore[import-untyped]
import pytest

from vnsearch.documents.formats.sheets.xls_apart import Apart, apart_of_sheets
from vnsearch.records import Document, FileNote

from .ole_writer import compound_file
from .reading import readings

OFFICE = Path(__file__).parent / "office"
_BOUND_SHEET, _FORMULA, _STRING = 0x85, 0x06, 0x207


@pytest.mark.parametrize("kind", ["xls", "xlsx", "ods"])
def test_a_ledger(kind: str) -> None:
    """Values of formulas, formats, comments, boxes, headers, and what is hidden."""
    found = readings(OFFICE / f"ledger.{kind}")
    (document,) = [one for one in found if isinstance(one, Document)]
    lines = set(document.body.split("\n"))
    assert {"Sổ thu", "Ô có nhận xét\t0912345678", "Hàng bị ẩn", "Chữ trang ẩn"} <= lines
    assert {"Nhận xét ô này", "Hộp chữ trên bảng"} <= lines
    assert "\t912345679" in document.body and "\tTRUE" in document.body
    ends = document.body.split("\n")[-2:]
    assert ends == ["Đầu trang bảng tính", "Chân trang bảng tính"]
    assert [one.hidden for one in found if isinstance(one, FileNote)] == ["rows, sheets"]


def stream() -> bytes:
    """The ledger's stream, in which its first formula comes to words."""
    with olefile.OleFileIO(OFFICE / "ledger.xls") as container:
        content = bytearray(container.openstream("Workbook").read())
    at, size = next((at, size) for kind, at, size in records(content) if kind == _FORMULA)
    content[at + 10 : at + 18] = b"\0\0\0\0\0\0\xff\xff"
    words = "ghép chữ".encode("utf-16-le")
    said = struct.pack("<HHHB", _STRING, 3 + len(words), len(words) // 2, 1) + words
    content[at + 4 + size : at + 4 + size] = said
    for kind, place, _ in records(content):
        (start,) = struct.unpack_from("<I", content, place + 4)
        if kind == _BOUND_SHEET and start > at:
            struct.pack_into("<I", content, place + 4, start + len(said))
    return bytes(content)


def records(content: bytearray) -> Iterator[tuple[int, int, int]]:
    at = 0
    while at + 8 <= len(content):
        kind, size = struct.unpack_from("<HH", content, at)
        yield kind, at, size
        at += 4 + size


def test_a_formula_is_what_it_shows(tmp_path: Path) -> None:
    """Words, numbers and truth; an error is none of these."""
    path = tmp_path / "a.xls"
    path.write_bytes(compound_file({"Workbook": stream()}))
    (document,) = [one for one in readings(path) if isinstance(one, Document)]
    assert "ghép chữ\t912345679\tTRUE" in document.body.split("\n")
    assert "Chữ trang ẩn" in document.body


def record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def test_texts_of_excel_95_and_what_is_cut_off() -> None:
    bound = record(_BOUND_SHEET, struct.pack("<I", 12 + 8 + 4) + b"\0\0\1A")
    globals_ = record(0x809, b"\0\5\5\0") + bound + record(0x0A)
    header = "&LSỞ Y TẾ &P".encode("cp1258", "replace")
    sheet = record(0x809, b"\0\5\x10\0") + record(0x14, bytes([len(header)]) + header)
    at = len(globals_)
    whole = globals_.replace(struct.pack("<I", 24), struct.pack("<I", at)) + sheet
    assert apart_of_sheets(whole, "cp1258") == [Apart(["&LS? Y T? &P"])]
    for end in range(len(whole)):
        assert len(apart_of_sheets(whole[:end], "cp1258")) <= 1
    eight = whole.replace(b"\0\5\x10\0", b"\0\6\x10\0") + record(
        0x1B6, b"\0" * 10 + b"\5\0\x10\0"
    )
    assert apart_of_sheets(eight, "latin-1")[0].boxes == [[("", 0)]]
    box = eight + record(0x3C, b"\0abc") + record(0x3C, b"\1d\0e\0")
    fonts = record(0x3C, struct.pack("<HHIHHI", 0, 5, 0, 3, 6, 0))
    assert apart_of_sheets(box + fonts, "latin-1")[0].boxes == [[("abc", 5), ("de", 6)]]


def begin(kind: int) -> bytes:
    """The beginning of a sheet of Excel 97, of cells (0x10) or of a chart (0x20)."""
    return record(0x809, struct.pack("<HH", 0x600, kind).ljust(16, b"\0"))


def said(words: str) -> bytes:
    """A title or the name of a series."""
    return record(0x100D, struct.pack("<HBB", 0, len(words), 1) + words.encode("utf-16-le"))


def test_the_words_of_charts() -> None:
    """Of one among cells, and of a sheet that is one; what a box in them says is there, too."""
    chart = begin(0x20) + said("Sản lượng lúa") + said("Vụ mùa") + said("Vụ mùa")
    box = record(0x1B6, b"\0" * 10 + b"\2\0\0\0\0\0\0\0") + record(0x3C, b"\0ab")
    end = record(0x0A)
    sheets = [
        begin(0x10) + record(0x14, b"\3\0\0&Lx") + chart + box + end + end,
        begin(0x20) + said("Giá gạo") + end,
        begin(0x40) + said("của macro") + end,
    ]
    names = [("Sổ", 0), ("Biểu đồ", 2), ("Macro", 6)]

    def bound(at: int, name: str, kind: int) -> bytes:
        text = bytes([len(name), 1]) + name.encode("utf-16-le")
        return record(_BOUND_SHEET, struct.pack("<IBB", at, 0, kind) + text)

    def head(starts: list[int]) -> bytes:
        listed = (bound(at, *name) for at, name in zip(starts, names, strict=True))
        return begin(0x05) + b"".join(listed) + end

    at = len(head([0, 0, 0]))
    starts = [at, at + len(sheets[0]), at + len(sheets[0]) + len(sheets[1])]
    (found,) = apart_of_sheets(head(starts) + b"".join(sheets), "latin-1")
    assert found.charts == ["Sản lượng lúa", "Vụ mùa", "Vụ mùa", "Biểu đồ", "Giá gạo"]
    assert (found.running, found.boxes) == (["&Lx"], [[("ab", 0)]])
