"""Scans: pages without a text layer and pictures, read by the real tesseract."""

from __future__ import annotations

import ctypes
import os
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]
import pytest

from vnsearch import update_index
from vnsearch.documents.faults import Place
from vnsearch.documents.formats.pdf import ocr
from vnsearch.documents.read import ReadRules, chunks, read
from vnsearch.output.problems import sentence
from vnsearch.records import Document, Problem, Progress

from .reading import documents, entry_of
from .test_docx import word

FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
LINES = ("QUYẾT ĐỊNH", "Về việc sửa chữa đường liên xã", "huyện Bình Lục, tỉnh Hà Nam")


def page(*lines: str) -> pypdfium2.PdfDocument:
    """A page on which these lines are drawn."""
    document = pypdfium2.PdfDocument.new()
    sheet = document.new_page(600, 300)
    content = FONT.read_bytes()
    array = (ctypes.c_ubyte * len(content)).from_buffer_copy(content)
    font = pdfium.FPDFText_LoadFont(
        document, array, len(content), pdfium.FPDF_FONT_TRUETYPE, True
    )
    for number, line in enumerate(lines):
        text = pdfium.FPDFPageObj_CreateTextObj(document, font, 24)
        raw = line.encode("utf-16-le") + b"\0\0"
        letters = ctypes.cast(ctypes.c_char_p(raw), ctypes.POINTER(ctypes.c_ushort))
        pdfium.FPDFText_SetText(text, letters)
        pdfium.FPDFPageObj_Transform(text, 1, 0, 0, 1, 40, 230 - 50 * number)
        pdfium.FPDFPage_InsertObject(sheet, text)
    pdfium.FPDFPage_GenerateContent(sheet)
    return document


def picture(*lines: str) -> tuple[int, int, bytes]:
    """The drawn page as grey pixels."""
    bitmap = page(*lines)[0].render(scale=2, grayscale=True)
    rows = bytes(bitmap.buffer)
    stride, width = bitmap.stride, bitmap.width
    pixels = b"".join(rows[n * stride : n * stride + width] for n in range(bitmap.height))
    return width, bitmap.height, pixels


FONTS = b"/Font<</F <</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"


def scan(path: Path, *pages: str) -> Path:
    """A PDF of which each page is a picture of some lines; "" for an empty page, and a text in
    ASCII for one that has a text layer.
    """
    kids = b" ".join(b"%d 0 R" % (3 + 3 * number) for number in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, len(pages)),
    ]
    for number, lines in enumerate(pages):
        page = 3 + 3 * number
        width, height, pixels = picture(*lines.split("\n"))
        drawn = b"600 0 0 300 0 0 cm /I Do" if lines else b""
        if lines and lines.isascii():
            drawn = b"BT /F 12 Tf 40 200 Td (%b) Tj ET" % lines.encode()
        objects += [
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 300]/Contents %d 0 R"
            b"/Resources<<%b/XObject<</I %d 0 R>>>>>>" % (page + 1, FONTS, page + 2),
            b"<</Length %d>>stream\n%b\nendstream" % (len(drawn), drawn),
            b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray"
            b"/BitsPerComponent 8/Length %d>>stream\n%b\nendstream"
            % (width, height, len(pixels), pixels),
        ]
    body = b"".join(b"%d 0 obj\n%b\nendobj\n" % item for item in enumerate(objects, 1))
    path.write_bytes(b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R>>\n%%EOF\n")
    return path


def read_with_ocr(path: Path, on: bool = True) -> list[Document | Problem]:
    rules = ReadRules(ocr=on)
    found = [one for chunk in chunks(entry_of(path), rules) for one in read(chunk, rules)]
    return [one for one in found if isinstance(one, (Document, Problem))]


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def test_a_scanned_page_is_read_once(tmp_path: Path) -> None:
    path = scan(tmp_path / "a.pdf", "\n".join(LINES))
    (found,) = read_with_ocr(path)
    assert isinstance(found, Document)
    assert "sửa chữa đường liên xã" in found.body and "Bình Lục" in found.body
    assert found.title.startswith("QUYẾT ĐỊNH")
    kept = list((tmp_path / "cache").rglob("*.txt"))
    assert len(kept) == 1 and kept[0].stat().st_mode & 0o077 == 0
    kept[0].write_text("đã đọc rồi", encoding="utf-8")
    assert [one.body for one in read_with_ocr(path) if isinstance(one, Document)] == [
        "đã đọc rồi"
    ]


def test_a_picture_is_read_for_a_user_without_a_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it says is kept nowhere then, not in the current folder either."""
    monkeypatch.setenv("XDG_CACHE_HOME", "of/no/place")
    monkeypatch.setenv("HOME", "")
    monkeypatch.chdir(tmp_path)
    width, height, pixels = picture(*LINES)
    content = b"P5 %d %d 255\n" % (width, height) + pixels
    (text,) = ocr.read_pictures([(content, Place("a.pgm"))], Place("a.pgm"))
    assert isinstance(text, str) and "sửa chữa đường liên xã" in text
    assert list(tmp_path.iterdir()) == []


def test_without_it_a_scan_is_named(tmp_path: Path) -> None:
    (problem,) = read_with_ocr(scan(tmp_path / "a.pdf", "Hội nghị"), on=False)
    assert isinstance(problem, Problem) and not problem.failed
    assert sentence(problem).endswith("has no text layer and was passed over; --ocr reads it")


def png(width: int, height: int, pixels: bytes) -> bytes:
    """Grey pixels as a picture that office files have."""
    rows = b"".join(b"\0" + pixels[at : at + width] for at in range(0, len(pixels), width))
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    chunks = (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def test_an_office_file_of_nothing_but_scans(tmp_path: Path) -> None:
    shown = {"word/media/image1.png": png(*picture(*LINES))}
    path = word(tmp_path / "a.docx", "<w:p/>", members=shown)
    (problem,) = read_with_ocr(path, on=False)
    assert isinstance(problem, Problem) and problem.what == "only pictures"
    (found,) = read_with_ocr(path)
    assert isinstance(found, Document) and "sửa chữa đường liên xã" in found.body
    assert found.part == "word/media/image1.png"
    written = word(tmp_path / "b.docx", "<w:p><w:r><w:t>Thân</w:t></w:r></w:p>", members=shown)
    assert [one.body for one in documents(written)] == ["Thân"]


def test_without_tesseract_a_scan_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = scan(tmp_path / "a.pdf", "Hội nghị")
    monkeypatch.setenv("PATH", str(tmp_path))
    ocr.missing.cache_clear()
    try:
        (problem,) = read_with_ocr(path)
    finally:
        ocr.missing.cache_clear()
    assert isinstance(problem, Problem) and problem.what == "no tesseract"
    assert not problem.failed


def test_what_is_no_picture_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (problem,) = read_with_ocr(path)
    assert isinstance(problem, Problem) and problem.what == "damaged"


MIXED = ("Van ban goc luu tai kho", "", "Hội nghị toàn quốc", "sửa chữa đường liên xã")


def test_pages_that_are_not_read_are_named(tmp_path: Path) -> None:
    document, problem = read_with_ocr(scan(tmp_path / "a.pdf", *MIXED), on=False)
    assert isinstance(document, Document) and "goc luu tai kho" in document.body
    assert isinstance(problem, Problem) and not problem.failed
    assert sentence(problem).endswith(
        "has no text layer on 2 of 4 pages, which were passed over; --ocr reads them"
    )


def test_pages_stay_in_their_places(tmp_path: Path) -> None:
    (found,) = read_with_ocr(scan(tmp_path / "a.pdf", *MIXED))
    assert isinstance(found, Document)
    pages = [page.strip() for page in found.body.split("\f")]
    assert pages[:2] == ["Van ban goc luu tai kho", ""]
    assert "Hội nghị toàn quốc" in pages[2] and "đường liên xã" in pages[3]


@pytest.mark.parametrize("jobs", [1, 2])
def test_progress_is_told_page_by_page(tmp_path: Path, jobs: int) -> None:
    scan(tmp_path / "a.pdf", *MIXED, "Kế hoạch năm học")
    told: list[Progress] = []
    update_index(tmp_path / "index", [tmp_path], ocr=True, jobs=jobs, progress=told.append)
    pages = [(one.page.number, one.page.total) for one in told if one.page]
    assert pages and set(pages) <= {(1, 3), (2, 3)}


SLOW = """#!/bin/sh
case $1 in --list-langs) echo vie;; *) echo $$ >> "$0.pids"; exec sleep 100;; esac
"""


def test_what_is_left_off_does_not_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "tesseract"
    program.write_text(SLOW, encoding="utf-8")
    program.chmod(0o755)
    pids = tmp_path / "tesseract.pids"
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    ocr.missing.cache_clear()

    def pictures() -> Iterator[tuple[bytes, Place]]:
        yield b"P5 1 1 255\n ", Place("a.pgm")
        while not (pids.exists() and pids.read_text().endswith("\n")):
            pass
        raise KeyboardInterrupt

    try:
        with pytest.raises(KeyboardInterrupt):
            list(ocr.read_pictures(pictures(), Place("a.pgm")))
    finally:
        ocr.missing.cache_clear()
    for pid in map(int, pids.read_text().split()):
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_a_page_that_cannot_be_read_costs_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\ncase $1 in --list-langs) echo vie;; *) exit 3;; esac\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    ocr.missing.cache_clear()
    try:
        *problems, document = read_with_ocr(scan(tmp_path / "a.pdf", *MIXED))
    finally:
        ocr.missing.cache_clear()
    assert isinstance(document, Document) and "goc luu tai kho" in document.body
    assert [(one.what, one.line) for one in problems if isinstance(one, Problem)] == [
        ("damaged", 3),
        ("damaged", 4),
    ]
