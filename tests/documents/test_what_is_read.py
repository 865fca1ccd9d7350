"""A table of formats and of what is read of each, made from the files that are kept for tests.

`VNSEARCH_GOLDEN=write pytest tests/documents/test_what_is_read.py` writes it anew.
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from vnsearch.records import Document

from .reading import readings

HERE = Path(__file__).parent
TABLE = HERE / "what-is-read.md"
ASPECTS = ("text", "notes", "numbers", "boxes", "headers", "title", "fonts")
PAGE = {"text": "Quả cam ngọt", "notes": "Chú thích cuối", "boxes": "Khung chữ đây",
        "headers": "SỞ Y TẾ HÀ NỘI", "title": "Báo cáo tổng kết"}  # fmt: skip
NUMBERS = "Điều 2. Đối tượng áp dụng"
FONT = "Giấy mời họp"
MINUTES = "biểu quyết thông qua"
# For each format the files and what stands in them: aspect -> (file, words).
KEPT = {
    **{
        kind: {name: (f"office/page.{kind}", words) for name, words in PAGE.items()}
        | {
            "numbers": (f"office/lists.{kind}", NUMBERS),
            "fonts": (f"office/lists.{kind}", FONT),
        }
        for kind in ("docx", "doc", "rtf", "odt")
    },
    "fodt": {name: ("office/page.fodt", words) for name, words in PAGE.items()},
    "Word 2003 XML": {name: ("office/page-2003.xml", words) for name, words in PAGE.items()},
    **{
        kind: {
            "text": (f"minutes/bang.{kind}", MINUTES),
            "notes": (f"office/ledger.{kind}", "Nhận xét ô này"),
            "numbers": (f"office/ledger.{kind}", "0912345678"),
            "boxes": (f"office/ledger.{kind}", "Hộp chữ trên bảng"),
            "headers": (f"office/ledger.{kind}", "Đầu trang bảng tính"),
            "title": (f"minutes/bang.{kind}", "Danh sách"),
            "fonts": (f"minutes/tcvn.{kind}", MINUTES),
        }
        for kind in ("xlsx", "xls", "ods")
    },
    "fods": {"text": ("office/bang.fods", MINUTES), "title": ("office/bang.fods", "Danh sách")},
    "Excel 2003 XML": {
        "text": ("office/bang-2003.xml", "1500000"),
        "notes": ("office/bang-2003.xml", "xem lại"),
        "headers": ("office/bang-2003.xml", "SỞ Y TẾ"),
        "title": ("office/bang-2003.xml", "Sổ thu chi"),
        "fonts": ("office/bang-2003.xml", FONT),
    },
    "pptx": {
        "text": ("office/slides.pptx", MINUTES),
        "notes": ("office/slides.pptx", "ghi chú của diễn giả"),
        "title": ("office/slides.pptx", "Biên bản họp"),
    },
    **{
        kind: {
            "text": (f"office/slides.{kind}", "Thân trang chiếu"),
            "notes": (f"office/slides.{kind}", "Lời người nói"),
            "boxes": (f"office/slides.{kind}", "Chữ trong hình"),
            "title": (f"office/slides.{kind}", "Kế hoạch năm học"),
        }
        for kind in ("ppt", "odp")
    },
    "html": {
        "text": ("office/page.html", "Quả cam ngọt 1 ở"),
        "notes": ("office/page.html", "Chú thích cuối"),
        "numbers": ("office/page.html", "2. Đối tượng áp dụng"),
        "title": ("office/page.html", "Báo cáo tổng kết"),
        "fonts": ("office/page.html", FONT),
    },
    "epub": {"text": ("minutes/uni.epub", MINUTES), "fonts": ("minutes/vni.epub", MINUTES)},
    "pdf": {
        "text": ("minutes/uni.pdf", MINUTES),
        "notes": ("office/form.pdf", "Cần bổ sung hộ khẩu"),
        "boxes": ("office/form.pdf", "Nguyễn Văn Bình"),
        "title": ("minutes/uni.pdf", "Biên bản họp"),
        "fonts": ("minutes/tcvn.pdf", MINUTES),
    },
    "msg": {
        "text": ("office/message.msg", "Kính gửi anh"),
        "title": ("office/message.msg", "Mời họp"),
    },
}


@lru_cache
def read(name: str) -> tuple[str, str]:
    """The titles and the texts of a kept file's documents."""
    found = [one for one in readings(HERE / name) if isinstance(one, Document)]
    return "\n".join(one.title for one in found), "\n".join(one.body for one in found)


def cell(kind: str, aspect: str) -> str:
    if aspect not in KEPT[kind]:
        return ""
    name, words = KEPT[kind][aspect]
    title, text = read(name)
    return "read" if words in (title if aspect == "title" else text) else "LOST"


def table() -> str:
    lines = [f"| format | {' | '.join(ASPECTS)} |", f"|---|{'---|' * len(ASPECTS)}"]
    for kind in KEPT:
        cells = (cell(kind, aspect) for aspect in ASPECTS)
        lines.append(f"| {kind} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def test_what_is_read_of_each_format() -> None:
    made = table()
    if os.environ.get("VNSEARCH_GOLDEN") == "write":
        TABLE.write_text(made, encoding="utf-8")
    assert "LOST" not in made
    assert made == TABLE.read_text(encoding="utf-8")
