"""PDF: pages, metadata, and files that are damaged, protected, empty, or cannot be read."""

from __future__ import annotations

import gzip
import math
import random
import time
import zlib
from pathlib import Path

import pytest

from vnsearch import update_index
from vnsearch.documents.formats.pdf import allowance
from vnsearch.output.problems import sentence
from vnsearch.records import Document

from .reading import HOI_NGHI, documents, only_problem, readings
from .test_encoding import LONG, by_table


def pdf(*pages: str, known: str = "", trailer: str = "") -> bytes:
    """A PDF of these pages, whose font has no glyphs and only the names of its letters."""
    letters = sorted(set("".join(pages)) - {"\n"})
    codes = {letter: f"{number:04x}" for number, letter in enumerate(letters, 1)}
    named = "".join(
        f"<{code}> <{letter.encode('utf-16-be').hex()}>\n" for letter, code in codes.items()
    )
    cmap = (
        "/CIDInit /ProcSet findresource begin begincmap /CMapName /X def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{named}endbfchar endcmap end"
    )
    kids = " ".join(f"{6 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H"
        " /DescendantFonts [5 0 R] /ToUnicode 4 0 R >>",
        _stream(cmap),
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe)"
        " /Ordering (Identity) /Supplement 0 >> /DW 500 >>",
    ]
    for number, page in enumerate(pages):
        lines = [f"<{''.join(map(codes.__getitem__, line))}> Tj" for line in page.split("\n")]
        text = f"BT /F1 10 Tf 20 800 Td {' 0 -14 Td '.join(lines)} ET" if page else ""
        objects += [
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 2000 842] /Resources << /Font << /F1"
            f" 3 0 R >> >> /Contents {7 + 2 * number} 0 R >>",
            _stream(text),
        ]
    return _file([*objects, f"<< {known} >>"], trailer)


def _stream(text: str) -> str:
    return f"<< /Length {len(text)} >>\nstream\n{text}\nendstream"


def _file(objects: list[str], trailer: str) -> bytes:
    content, places = "%PDF-1.4\n", ""
    for number, body in enumerate(objects, 1):
        places += f"{len(content):010} 00000 n \n"
        content += f"{number} 0 obj\n{body}\nendobj\n"
    size = len(objects) + 1
    return (
        f"{content}xref\n0 {size}\n0000000000 65535 f \n{places}trailer\n"
        f"<< /Size {size} /Root 1 0 R /Info {size - 1} 0 R {trailer} >>\n"
        f"startxref\n{len(content)}\n%%EOF\n"
    ).encode("latin-1")


def test_pages_are_separated_by_form_feeds(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    known = "/Title (Quyet dinh 18) /Author (Le An) /CreationDate (D:20241216080000+07'00')"
    path.write_bytes(pdf(f"QUYẾT ĐỊNH\n{HOI_NGHI}", "", "Trang ba", known=known))
    assert documents(path) == [
        Document(
            path=str(path),
            title="Quyet dinh 18",
            body=f"QUYẾT ĐỊNH\n{HOI_NGHI}\f\fTrang ba",
            date="2024-12-16",
            author="Le An",
            kind="pdf",
        )
    ]


@pytest.mark.parametrize("title", ["", "Microsoft Word - 18-QD.doc", "BC nam 2024.docx"])
def test_the_name_a_program_gave_is_no_title(tmp_path: Path, title: str) -> None:
    path = tmp_path / "a"
    path.write_bytes(pdf(f"{HOI_NGHI}\nHết.", known=f"/Title ({title})"))
    (found,) = documents(path)
    assert (found.title, found.title_in_body) == (HOI_NGHI, True)


def test_a_damaged_title_costs_no_more_than_itself(tmp_path: Path) -> None:
    """One that ends in half a character."""
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(HOI_NGHI, known="/Title <FEFF0041D8000042> /Author (Le An)"))
    (found,) = documents(path)
    assert (found.body, found.title, found.author) == (HOI_NGHI, HOI_NGHI, "Le An")


def test_the_codes_of_an_old_font_are_repaired(tmp_path: Path) -> None:
    text = LONG.lower().strip()
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(by_table(text, "tcvn3").decode("cp1252")))
    assert documents(path)[0].body == text


def test_a_pdf_in_a_compressed_file(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf.gz"
    path.write_bytes(gzip.compress(pdf(HOI_NGHI)))
    assert documents(path)[0].body == HOI_NGHI


ENCRYPTED = (
    f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{'41' * 32}> /U <{'42' * 32}> /P -4 >>"
)


@pytest.mark.parametrize(
    ("content", "reason", "failed"),
    [
        (pdf(HOI_NGHI, trailer=ENCRYPTED), "is protected by a password", False),
        (pdf(HOI_NGHI)[:300], "is damaged or cut off", True),
        (b"%PDF-1.7\n", "is damaged or cut off", True),
        (b"%PDF-1.7\n" + bytes(range(256)) * 20, "is damaged or cut off", True),
        ("không phải PDF".encode(), "is damaged or cut off", True),
        (pdf("", ""), "has no text layer and was passed over; --ocr reads it", False),
    ],
)
def test_bad_files(tmp_path: Path, content: bytes, reason: str, failed: bool) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(content)
    problem = only_problem(path)
    assert f"{path} {reason}" in sentence(problem)
    assert problem.failed == failed


def test_too_many_pages_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf("một").replace(b"/Count 1 ", b"/Count 20001 "))
    assert f"{path} has more than 20,000 pages" in sentence(only_problem(path))


def drawn(content: bytes, pages: int = 1) -> bytes:
    """A PDF whose pages all show this content, which is compressed in the file."""
    packed = zlib.compress(content).decode("latin-1")
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    page = (
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 842] /Contents 3 0 R"
        f" /Resources << /Font << /F1 {font} >> >> >>"
    )
    kids = " ".join(f"{4 + number} 0 R" for number in range(pages))
    stream = f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n{packed}\nendstream"
    tree = f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>"
    root = "<< /Type /Catalog /Pages 2 0 R >>"
    return _file([root, tree, stream, *[page] * pages, "<< >>"], "")


def test_a_file_that_ends_its_reader_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    shown = b"BT /F1 10 Tf 20 800 Td " + b"(ab) Tj " * 8_000_000 + b"ET"
    (tmp_path / "a.pdf").write_bytes(pdf(HOI_NGHI))
    (tmp_path / "b.pdf").write_bytes(drawn(shown))
    (tmp_path / "c.pdf").write_bytes(pdf(f"{HOI_NGHI}\nHết."))
    index, before = tmp_path / "index", _children()
    summary = update_index(index, [tmp_path], exclude=["index"])
    assert (summary.added, [one.what for one in summary.problems]) == (2, ["fatal"])
    assert _children() <= before


def _children() -> set[str]:
    """The processes that this one has started and not taken leave of."""
    tasks = Path("/proc/self/task").glob("*/children")
    return {child for task in tasks for child in task.read_text().split()}


def test_a_file_that_takes_too_long_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "vnsearch.documents.formats.pdf.isolation._PROGRAM", "documents.hasty_reader"
    )
    shown = b"BT /F1 10 Tf 20 800 Td " + b"(ab) Tj " * 40_000 + b"ET"
    (tmp_path / "a.pdf").write_bytes(drawn(shown, 2_000))
    problem = only_problem(tmp_path / "a.pdf")
    assert problem.what == "too slow" and problem.failed


@pytest.mark.parametrize(
    ("seconds", "read", "too_long"), [(4, 1, False), (6, 1, True), (6, 100, False)]
)
def test_pages_tell_how_long_all_will_take(
    monkeypatch: pytest.MonkeyPatch, seconds: float, read: int, too_long: bool
) -> None:
    """A thousand pages of a file that may take 36 seconds: those that were read tell."""
    monkeypatch.setattr(allowance, "_began", time.process_time() - seconds)
    monkeypatch.setattr(allowance, "_document_ends", time.process_time() - seconds + 36)
    assert allowance.will_take_too_long(read, 1_000) is too_long
    monkeypatch.setattr(allowance, "_document_ends", math.inf)  # in any other process
    assert not allowance.will_take_too_long(read, 1_000)


def test_a_reader_is_as_its_caller_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for number, folder in enumerate(("một", "hai")):
        (tmp_path / folder).mkdir()
        monkeypatch.chdir(tmp_path / folder)
        Path("a.pdf").write_bytes(pdf(f"{HOI_NGHI} {number}"))
        (found,) = documents(Path("a.pdf"))
        assert (found.path, found.body) == ("a.pdf", f"{HOI_NGHI} {number}")


def test_any_damage_ends_in_problems(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    whole = pdf(HOI_NGHI, f"{HOI_NGHI}\nHết.")
    generator = random.Random(11)
    for _ in range(100):
        content = bytearray(whole)
        for _ in range(generator.randint(1, 8)):
            content[generator.randrange(len(content))] = generator.randrange(256)
        path.write_bytes(content)
        assert readings(path)
