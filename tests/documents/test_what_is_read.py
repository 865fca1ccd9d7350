"""A table of formats and of what is read of each: of files that are kept for tests, and of some
that are made.

`VNSEARCH_GOLDEN=write pytest tests/documents/test_what_is_read.py` writes it anew.
"""

from __future__ import annotations

import os
import tempfile
from functools import lru_cache
from pathlib import Path

from vnsearch.records import Document

from . import legacy_office, test_pptx
from .reading import readings
from .test_office import book
from .test_opendocument import SPACES, opendocument
from .test_ppt import footed

HERE = Path(__file__).parent
TABLE = HERE / "what-is-read.md"
ASPECTS = ("text", "notes", "numbers", "boxes", "headers", "title", "fonts")
PAGE = {"text": "Quả cam ngọt", "notes": "Chú thích cuối", "boxes": "Khung chữ đây",
        "headers": "SỞ Y TẾ HÀ NỘI", "title": "Báo cáo tổng kết"}  # fmt: skip
NUMBERS = "Điều 2. Đối tượng áp dụng"
ITEM = "2. Đối tượng áp dụng"
FONT = "Giấy mời họp"
MINUTES = "biểu quyết thông qua"
OFFICE_NAME = "SỞ Y TẾ HÀ NỘI"
RUNS = (("GiÊy mêi häp", ".VnTime"), ("Thân", "Arial"))
CHAPTER = (
    "<html xmlns:epub='http://www.idpf.org/2007/ops'><body><h1>Chương</h1><p>Quả cam</p>"
    "<aside epub:type='footnote'><p>Chú thích cuối</p></aside><ol><li>Phạm vi</li><li>Đối tượng"
    " áp dụng</li></ol></body></html>"
)
LISTED = (
    "<text:list-style style:name='L'><text:list-level-style-number text:level='1'"
    " style:num-suffix='.' style:num-format='1' text:start-value='2'/></text:list-style>",
    "<text:list text:style-name='L'><text:list-item><text:p>Đối tượng áp dụng</text:p>"
    "</text:list-item></text:list>",
)
FLAT = (
    f"<office:document {SPACES} office:mimetype='application/vnd.oasis.opendocument.text'>"
    f"<office:automatic-styles>{LISTED[0]}</office:automatic-styles><office:body><office:text>"
    f"{LISTED[1]}</office:text></office:body></office:document>"
)
NUMBERED = (
    "<a:pPr><a:buAutoNum type='arabicPeriod' startAt='2'/></a:pPr><a:r><a:t>Đối tượng áp dụng"
    "</a:t></a:r>"
)


def made(path: Path) -> Path:
    """A file that is not kept, by its name."""
    slide = (
        test_pptx.shape("Kế hoạch", "title"),
        test_pptx.shape("Chữ trong hình"),
        test_pptx.shape(NUMBERED),
    )
    if path.name == "page.pptx":
        footer = test_pptx.shape(OFFICE_NAME, "ftr")
        test_pptx.presentation(path, [test_pptx.part(*slide, footer)], {})
    elif path.name == "page.ppt":
        path.write_bytes(footed(0x20, OFFICE_NAME))
    elif path.name == "page.odp":
        said = f"<presentation:footer-decl>{OFFICE_NAME}</presentation:footer-decl>"
        opendocument(path, f"{said}<draw:page>{LISTED[1]}</draw:page>", LISTED[0])
    elif path.name == "page.epub":
        book(path, **{"a.xhtml": CHAPTER.encode()})
    elif path.name == "page.fodt":
        path.write_text(FLAT, encoding="utf-8")
    elif path.name == "fonts.msg":
        legacy_office.msg(path, "", f"<font face=.VnTime>{RUNS[0][0]}</font>".encode("cp1252"))
    else:
        getattr(legacy_office, path.suffix[1:])(path, RUNS)
    return path


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
    "fodt": {name: ("office/page.fodt", words) for name, words in PAGE.items()}
    | {"numbers": ("made/page.fodt", ITEM)},
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
        "numbers": ("made/page.pptx", ITEM),
        "boxes": ("made/page.pptx", "Chữ trong hình"),
        "headers": ("made/page.pptx", OFFICE_NAME),
        "fonts": ("made/fonts.pptx", FONT),
        "title": ("office/slides.pptx", "Biên bản họp"),
    },
    **{
        kind: {
            "text": (f"office/slides.{kind}", "Thân trang chiếu"),
            "notes": (f"office/slides.{kind}", "Lời người nói"),
            "boxes": (f"office/slides.{kind}", "Chữ trong hình"),
            "headers": (f"made/page.{kind}", OFFICE_NAME),
            "fonts": (f"made/fonts.{kind}", FONT),
            "title": (f"office/slides.{kind}", "Kế hoạch năm học"),
        }
        | ({"numbers": ("made/page.odp", ITEM)} if kind == "odp" else {})
        for kind in ("ppt", "odp")
    },
    "html": {
        "text": ("office/page.html", "Quả cam ngọt 1 ở"),
        "notes": ("office/page.html", "Chú thích cuối"),
        "numbers": ("office/page.html", ITEM),
        "title": ("office/page.html", "Báo cáo tổng kết"),
        "fonts": ("office/page.html", FONT),
    },
    "epub": {
        "text": ("minutes/uni.epub", MINUTES),
        "notes": ("made/page.epub", "Chú thích cuối"),
        "numbers": ("made/page.epub", ITEM),
        "title": ("made/page.epub", "Dế Mèn phiêu lưu ký"),
        "fonts": ("minutes/vni.epub", MINUTES),
    },
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
        "fonts": ("made/fonts.msg", FONT),
    },
}


@lru_cache
def read(name: str) -> tuple[str, str]:
    """The titles and the texts of a kept file's documents."""
    with tempfile.TemporaryDirectory() as folder:
        path = HERE / name
        if name.startswith("made/"):
            path = made(Path(folder, path.name))
        found = [one for one in readings(path) if isinstance(one, Document)]
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
