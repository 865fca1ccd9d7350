"""What is said of files with a password or a protection, format by format.

Those in `passwords/` were made by LibreOffice, which encrypts them.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from vnsearch.output.problems import sentence
from vnsearch.records import Document, Problem

from .ole_writer import compound_file
from .reading import HOI_NGHI, documents, only_problem, readings
from .test_archive import archive
from .test_docx import word
from .test_office import book
from .test_pdf import pdf
from .test_xlsx import workbook

KEPT = Path(__file__).parent / "passwords"
PASSWORD = "is protected by a password and was passed over; save a copy without one"
ARCHIVE = "is an archive that is not read and was passed over"
OFFICE = compound_file({"EncryptionInfo": b"\4\0\4\0", "EncryptedPackage": b"?"})
SLIDES = compound_file(
    {
        "PowerPoint Document": b"?" * 20,
        "Current User": struct.pack("<HHIII", 0, 0xFF6, 20, 20, 0xF3D1C4DF),
    }
)
CERTIFICATE = (
    "/Encrypt << /Filter /Adobe.PubSec /SubFilter /adbe.pkcs7.s4 /V 1 >> /ID [<41> <41>]"
)


def kept(name: str) -> Callable[[Path], Path]:
    return lambda _: KEPT / name


def made(name: str, content: bytes) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    return write


def zipped(folder: Path) -> Path:
    """An archive whose second member has the flag of encryption."""
    path = archive(folder / "a.zip", {"a.txt": HOI_NGHI.encode(), "b.txt": b"b"})
    content = bytearray(path.read_bytes())
    content[content.rindex(b"PK\1\2") + 8] |= 1
    path.write_bytes(content)
    return path


PROTECTED = [
    ("doc", kept("a.doc"), PASSWORD),
    ("xls", kept("a.xls"), PASSWORD),
    ("ppt", made("a.ppt", SLIDES), PASSWORD),
    ("docx", made("a.docx", OFFICE), PASSWORD),
    ("xlsx", made("a.xlsx", OFFICE), PASSWORD),
    ("pptx", made("a.pptx", OFFICE), PASSWORD),
    ("odt", kept("a.odt"), PASSWORD),
    ("ods", kept("a.ods"), PASSWORD),
    ("odp", kept("a.odp"), PASSWORD),
    ("pdf, password to open", kept("to-open.pdf"), PASSWORD),
    (
        "pdf, certificate",
        made("a.pdf", pdf(HOI_NGHI, trailer=CERTIFICATE)),
        "is protected from being copied and was passed over; get a copy that is not",
    ),
    (
        "epub",
        lambda folder: book(
            folder / "a.epub", **{"META-INF/encryption.xml": b"<e/>", "a.xhtml": b"\0\1"}
        ),
        "is protected from being copied and was passed over; get a copy that is not",
    ),
    ("7z", made("a.7z", b"7z\xbc\xaf\x27\x1c\0\4" + bytes(40)), ARCHIVE),
    ("rar", made("a.rar", b"Rar!\x1a\7\1\0" + bytes(40)), ARCHIVE),
]


@pytest.mark.parametrize(("kind", "make", "says"), PROTECTED, ids=[row[0] for row in PROTECTED])
def test_what_is_said(
    tmp_path: Path, kind: str, make: Callable[[Path], Path], says: str
) -> None:
    problem = only_problem(make(tmp_path))
    assert sentence(problem) == f"{problem.path} {says}"
    assert not problem.failed


def test_the_other_members_of_an_archive_are_read(tmp_path: Path) -> None:
    path = zipped(tmp_path)
    problem, _, document = readings(path)
    assert isinstance(problem, Problem)
    assert sentence(problem) == (
        f"{path} is encrypted (1 of 2 members) and was passed over; decrypt the archive"
    )
    assert isinstance(document, Document) and document.body == HOI_NGHI


# Protections that keep nobody from reading: those of changes, sheets and fonts.
READ: list[tuple[str, Callable[[Path], Path]]] = [
    ("pdf, password to change", kept("to-change.pdf")),
    (
        "docx",
        lambda folder: word(
            folder / "a.docx",
            f"<w:p><w:r><w:t>{HOI_NGHI}</w:t></w:r></w:p>",
            {"settings": ("settings.xml", '<w:documentProtection w:enforcement="1"/>')},
        ),
    ),
    (
        "xlsx",
        lambda folder: workbook(
            folder / "a.xlsx",
            f'<row><c t="str"><v>{HOI_NGHI}</v></c></row>',
            after='<sheetProtection sheet="1" algorithmName="SHA-512" hashValue="AA"/>',
        ),
    ),
    (
        "epub, fonts alone",
        lambda folder: book(folder / "a.epub", **{"META-INF/encryption.xml": b"<e/>"}),
    ),
]


@pytest.mark.parametrize(("kind", "make"), READ, ids=[row[0] for row in READ])
def test_what_can_be_read_is_read(
    tmp_path: Path, kind: str, make: Callable[[Path], Path]
) -> None:
    (document,) = documents(make(tmp_path))
    assert "Hội nghị toàn quốc" in document.body
