"""Files that were made to do harm, by their names: each is a function that gives its bytes."""

from __future__ import annotations

import bz2
import gzip
import random
import string
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

SENTENCE = "Sáng nay hội nghị toàn quốc khai mạc tại Hà Nội, đường về nước còn dài."
_OD = "urn:oasis:names:tc:opendocument:xmlns"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_BODY = f'<w:document xmlns:w="{_WORD}"><w:body><w:p><w:r><w:t>{SENTENCE}</w:t></w:r></w:p>'


def pdf(content: bytes, pages: int = 1) -> bytes:
    """A PDF whose pages all have this one content, compressed."""
    packed = zlib.compress(content, 9)
    kids = b" ".join(b"%d 0 R" % (5 + number) for number in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, pages),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(packed), packed),
    ]
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 3 0 R >> >> >>"
    )
    made, places = b"%PDF-1.4\n", b""
    for number, body in enumerate([*objects, *[page] * pages], 1):
        places += b"%010d 00000 n \n" % len(made)
        made += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    size = len(objects) + pages + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, places)
    return (
        made
        + head
        + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (
            size,
            len(made),
        )
    )


def shown(text: bytes) -> bytes:
    """A page's content that shows this."""
    return b"BT /F1 10 Tf 20 800 Td " + text + b" ET"


def package(**parts: str) -> Callable[[], bytes]:
    """A Word file with these parts, their names with "__" for a slash and an end of .xml."""

    def made() -> bytes:
        with tempfile.TemporaryFile() as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                for name, text in parts.items():
                    archive.writestr(f"{name.replace('__', '/')}.xml", text)
            file.seek(0)
            return file.read()

    return made


def random_words(count: int, letters: int) -> bytes:
    """Different words by chance, of that many letters each."""
    alphabet = (string.ascii_lowercase + string.digits).encode()
    table = bytes(alphabet[byte % len(alphabet)] for byte in range(256))
    chance = random.Random(count)
    joined = bytearray(chance.randbytes(count * (letters + 1)).translate(table))
    joined[letters :: letters + 1] = b" " * count
    return bytes(joined)


def packed(content: Callable[[], bytes]) -> Callable[[], bytes]:
    """The content, gzipped."""
    return lambda: gzip.compress(content(), 1)


def text_of(unit: str, size: int, encoding: str = "utf-8") -> bytes:
    """A text of about `size` bytes that is one thing again and again."""
    encoded = unit.encode(encoding)
    return encoded * (size // len(encoded))


_90MB, _95MB = 90_000_000, 95_000_000
_PRINTED = bytes(max(byte, 0x20) for byte in range(256))
TCVN3 = "Céng hßa x· héi chñ nghÜa ViÖt Nam"
ARRAYS = b'{"text": [%b1]}' % (b"[]," * 20_000_000)
_PARAGRAPH, _END = "<w:p><w:r><w:t>a</w:t></w:r></w:p>", "</w:body></w:document>"


def workbook(rows: str, strings: int = 0, sheets: int = 1) -> Callable[[], bytes]:
    """A workbook whose sheets all have these rows, and so many shared strings."""
    names = range(1, sheets + 1)
    shared = "".join(f"<si><t>Hồ sơ số {number} đã nộp.</t></si>" for number in range(strings))
    parts = {
        "xl/workbook": f'<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}"><sheets>'
        + "".join(f'<sheet name="a{one}" r:id="r{one}"/>' for one in names)
        + "</sheets></workbook>",
        "xl/sharedStrings": f'<sst xmlns="{_SHEET}">{shared}</sst>',
    }
    relations = "".join(
        f'<Relationship Id="r{one}" Type="{_OFFICE}/worksheet"'
        f' Target="worksheets/sheet{min(one, 20)}.xml"/>'
        for one in names
    ) + (f'<Relationship Id="s" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/>')
    for one in names[:20]:
        parts[f"xl/worksheets/sheet{one}"] = (
            f'<worksheet xmlns="{_SHEET}"><sheetData>{rows}</sheetData></worksheet>'
        )

    def made() -> bytes:
        with tempfile.TemporaryFile() as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                for name, text in parts.items():
                    archive.writestr(f"{name}.xml", text)
                archive.writestr(
                    "xl/_rels/workbook.xml.rels",
                    f'<Relationships xmlns="{_RELATIONS}">{relations}</Relationships>',
                )
            file.seek(0)
            return file.read()

    return made


def zipped(members: Iterator[tuple[str, bytes]]) -> bytes:
    """A zip archive of these members."""
    with tempfile.TemporaryFile() as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for name, content in members:
                archive.writestr(name, content)
        file.seek(0)
        return file.read()


def tarred(names: Iterator[str]) -> bytes:
    """A tar archive of empty files."""
    with tempfile.TemporaryFile() as file:
        with tarfile.open(fileobj=file, mode="w") as archive:
            for name in names:
                archive.addfile(tarfile.TarInfo(name))
        file.seek(0)
        return file.read()


def book(chapters: int) -> bytes:
    """An e-book whose spine names one chapter so often."""
    items = '<itemref idref="c"/>' * chapters
    package = (
        '<package><manifest><item id="c" href="c.xhtml"/></manifest>'
        f"<spine>{items}</spine></package>"
    )
    container = '<container><rootfiles><rootfile full-path="p.opf"/></rootfiles></container>'
    return zipped(
        iter([
            ("mimetype", b"application/epub+zip"),
            ("META-INF/container.xml", container.encode()),
            ("p.opf", package.encode()),
            ("c.xhtml", f"<html><body><p>{SENTENCE}</p></body></html>".encode()),
        ])
    )  # fmt: skip


def cyclic_pdf() -> bytes:
    """A PDF whose tree of pages goes in a circle."""
    return pdf(b"").replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]")


def many_objects_pdf() -> bytes:
    """A PDF of a million objects that nothing names."""
    objects = b"".join(b"%d 0 obj\n<<>>\nendobj\n" % number for number in range(9, 1_000_000))
    return pdf(shown(b"(ab) Tj")).replace(b"xref", objects + b"xref", 1)


HOSTILE: dict[str, Callable[[], bytes]] = {
    # a PDF
    "a page of 8 million words.pdf": lambda: pdf(shown(b"(ab)Tj " * 8_000_000)),
    "a page of 8 million lines.pdf": lambda: pdf(shown(b"(ab)Tj T* " * 8_000_000)),
    "a page of 400,000 words.pdf": lambda: pdf(shown(b"(ab)Tj " * 400_000)),
    "20,000 pages of one content.pdf": lambda: pdf(shown(b"(ab)Tj " * 40_000), 20_000),
    "deep brackets.pdf": lambda: pdf(b"[" * 30_000_000),
    "many lines drawn.pdf": lambda: pdf(b"0 0 m 9 9 l S " * 8_000_000),
    # many words
    "45 million words.txt.gz": packed(lambda: text_of("a b ", _90MB)),
    "18 million words.txt.gz": packed(lambda: text_of("hội nghị ", _95MB)),
    "14 million words.txt.gz": packed(lambda: text_of(SENTENCE + "\n", _95MB)),
    "16 million different pairs.txt.gz": packed(lambda: random_words(15_900_000, 3)),
    "10 million different words.txt.gz": packed(lambda: random_words(9_500_000, 9)),
    "3 million long words.txt.gz": packed(lambda: random_words(3_000_000, 30)),
    "45 million ideographs.txt.gz": packed(lambda: text_of("南國山河", _90MB)),
    "Khmer.txt.gz": packed(lambda: text_of("សួស្តី ", _90MB)),
    "loose marks.txt.gz": packed(lambda: text_of("ho\u0302\u0323i nghi\u0323 ", _90MB)),
    # many lines
    "90 million newlines.txt.gz": packed(lambda: b"\n" * _90MB + SENTENCE.encode()),
    "45 million lines.txt.gz": packed(lambda: b"a\n" * 45_000_000),
    "45 million short lines.md.gz": packed(lambda: b"- \n" * 30_000_000 + SENTENCE.encode()),
    "45 million returns.txt.gz": packed(lambda: b"\r\n" * 45_000_000 + SENTENCE.encode()),
    # many values
    "a record of 20 million arrays.json.gz": packed(lambda: ARRAYS),
    "a record of 20 million arrays.jsonl.gz": packed(lambda: ARRAYS + b"\n"),
    "3 million records.jsonl.gz": packed(lambda: b'{"text":"a b"}\n' * 3_000_000),
    "20,000 columns and rows.csv": lambda: b"text" + b",b" * 20_000 + b"\n" + b"a b\n" * 20_000,
    "45 million cells.csv.gz": packed(lambda: (b"a," * 1_000_000 + b"\n") * 45),
    "45 million rows.csv.gz": packed(lambda: b"a,b\n" * 22_000_000),
    "10 million elements.docx": package(
        word__document=_BODY + _END, docProps__core=f"<x>{'<a/>' * 10_000_000}</x>"
    ),
    "2.5 million paragraphs.docx": package(
        word__document=_BODY + _PARAGRAPH * 2_500_000 + _END
    ),
    "3 million different elements.xml.gz": packed(
        lambda: b"<x>" + b"".join(b"<a%d/>" % number for number in range(3_000_000)) + b"</x>"
    ),
    "6 million pairs.json.gz": packed(
        lambda: b"{" + b",".join(b'"%d":%d' % (n, n) for n in range(6_000_000)) + b"}"
    ),
    "4 million names.jsonl.gz": packed(
        lambda: b"{" + b",".join(b'"%016d":0' % n for n in range(4_000_000)) + b"}\n"
    ),
    # sheets
    "a million rows.xlsx": workbook(
        "".join(f'<row><c t="s"><v>{number}</v></c></row>' for number in range(1_000_000)),
        strings=1_000_000,
    ),
    "45 million cells.xlsx": workbook(f"<row>{'<c/>' * 1_000}</row>" * 45_000),
    "20 million numbers.xlsx": workbook(f"<row>{'<c><v>1</v></c>' * 1_000}</row>" * 20_000),
    "a million sheets.xlsx": workbook("", sheets=1_000_000),
    "a million rows.fods.gz": packed(
        lambda: (
            f'<office:document xmlns:office="{_OD}:office:1.0" xmlns:table="{_OD}:table:1.0"'
            f' office:mimetype="application/vnd.oasis.opendocument.spreadsheet"'
            f' xmlns:text="{_OD}:text:1.0"><office:body><office:spreadsheet><table:table>'
            + "<table:table-row><table:table-cell><text:p>Hồ sơ</text:p></table:table-cell>"
            "</table:table-row>" * 1_000_000
            + "</table:table></office:spreadsheet></office:body></office:document>"
        ).encode()
    ),
    "cells repeated.fods": lambda: (
        f'<office:document xmlns:office="{_OD}:office:1.0" xmlns:table="{_OD}:table:1.0"'
        f' xmlns:text="{_OD}:text:1.0"><office:body><office:spreadsheet><table:table>'
        f'<table:table-row table:number-rows-repeated="1048576"><table:table-cell'
        f' table:number-columns-repeated="16384"><text:p>{SENTENCE}</text:p>'
        "</table:table-cell></table:table-row></table:table></office:spreadsheet>"
        "</office:body></office:document>"
    ).encode(),
    # deep nesting
    "deep arrays.json": lambda: b"[" * 20_000_000,
    "deep objects.jsonl": lambda: b'{"a":' * 5_000_000,
    "deep elements.docx": package(word__document=_BODY + "<w:p>" * 5_000_000),
    "deep elements.fb2": lambda: b"<FictionBook>" + b"<section>" * 3_000_000,
    "deep parts.eml": lambda: b"From: a@b.vn\nMessage-ID: <1>\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(20_000)
    ),
    "deep quotes.md": lambda: b"> " * 20_000_000 + SENTENCE.encode(),
    "deep groups with words.rtf": lambda: b"{\\rtf1 " + b"{\\b a" * 10_000_000,
    "archives within archives.zip": lambda: zipped(
        (f"{n}.zip", zipped(iter([("a.txt", SENTENCE.encode())]))) for n in range(20_000)
    ),
    "gzip in gzip.gz": packed(packed(packed(lambda: bytes(200_000_000)))),
    "zeros.txt.bz2": lambda: bz2.compress(bytes(300_000_000), 9),
    # one of everything, very large
    "a line of 90 MB.txt.gz": packed(lambda: text_of(SENTENCE + " ", _90MB)),
    "a line of 90 MB.md.gz": packed(lambda: b"# " + text_of(SENTENCE + " ", _90MB)),
    "a word of 90 MB.txt.gz": packed(lambda: b"a" * _90MB),
    "a word of 90 MB with marks.txt.gz": packed(lambda: "ế".encode() * 30_000_000),
    "a number of 90 MB.txt.gz": packed(lambda: b"1" * _90MB),
    "a number of 90 MB.json.gz": packed(lambda: b'{"text": ' + b"1" * _90MB + b"}"),
    "points.txt.gz": packed(lambda: b"1." * 45_000_000),
    "an attribute of 90 MB.html.gz": packed(lambda: b'<p title="' + b"a" * 31_000_000 + b'">a'),
    "a sheet of styles.html": lambda: b"<style>" + b".a{font-family:.VnTime}" * 1_200_000,
    # very many
    "a million attachments.eml": lambda: (
        b"From: a@b.vn\nMessage-ID: <1>\nContent-Type: multipart/mixed; boundary=x\n\n"
        + b"--x\nContent-Disposition: attachment; filename=a.txt\n\na\n" * 1_000_000
        + b"--x--\n"
    ),
    "headers of 50 MB.eml": lambda: (
        b"From: a@b.vn\nMessage-ID: <1>\n" + b"X-A: b\n" * 7_000_000 + b"\n" + SENTENCE.encode()
    ),
    "a header of 50 MB.eml": lambda: (
        b"From: a@b.vn\nMessage-ID: <1>\nSubject: " + b"hoi nghi\n " * 5_000_000
        + b"\n\n" + SENTENCE.encode()
    ),
    "a million messages.mbox": lambda: (
        b"From a 2024\nFrom: a@b.vn\nSubject: hoi\n\nthan ai\n\n" * 1_000_000
    ),
    "a million fonts.rtf": lambda: (
        b"{\\rtf1{\\fonttbl" + b"".join(b"{\\f%d .VnTime;}" % n for n in range(1_000_000))
        + b"}hoi nghi}"
    ),
    "a million styles.docx": package(
        word__document=_BODY + _END,
        word__styles=f'<w:styles xmlns:w="{_WORD}">'
        + "".join(f'<w:style w:styleId="{n}"/>' for n in range(1_000_000)) + "</w:styles>",
    ),
    "lists that name themselves.docx": package(
        word__document=_BODY + _END,
        word__numbering=f'<w:numbering xmlns:w="{_WORD}">'
        + '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="a"/></w:abstractNum>'
        + '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>' * 300_000
        + "</w:numbering>",
    ),
    "100,000 pages.pdf": lambda: pdf(shown(b"(ab) Tj"), 100_000),
    "20,000 pages.pdf": lambda: pdf(shown(b"(ab) Tj"), 20_000),
    "a million objects.pdf": many_objects_pdf,
    "pages in a circle.pdf": cyclic_pdf,
    "a million chapters.epub": lambda: book(1_000_000),
    "300,000 chapters.epub": lambda: book(300_000),
    "one picture.fb2.gz": packed(
        lambda: b"<FictionBook><body><p>hoi nghi</p></body><binary>" + b"A" * _90MB
        + b"</binary></FictionBook>"
    ),
    "300,000 names.tar.gz": packed(lambda: tarred(f"{n}.txt" for n in range(300_000))),
    "100,000 members.zip": lambda: zipped((f"{n}.txt", b"a") for n in range(100_000)),
    "300,000 members.zip": lambda: zipped((f"{n}.txt", b"") for n in range(300_000)),
    "a million cues.srt": lambda: b"".join(
        b"%d\n00:00:01,000 --> 00:00:02,000\nXin chao.\n\n" % n for n in range(1_000_000)
    ),
    "a million columns.csv": lambda: b"text" + b",b" * 1_000_000 + b"\na\n",
    "laughs.md": lambda: (
        b"---\na0: &a0 [ha]\n"
        + b"".join(b"a%d: &a%d [%b*b]\n" % (n, n, b"*a%d," % (n - 1) * 9) for n in range(1, 30))
        + b"---\n" + SENTENCE.encode()
    ),
    "deep front matter.md": lambda: b"---\na: " + b"[" * 5_000_000 + b"\n---\na",
    "deep front matter in TOML.md": lambda: b"+++\na = " + b"[" * 5_000_000 + b"\n+++\na",
    "a notebook.ipynb.gz": packed(
        lambda: b'{"cells":[' + b",".join([b'{"source":["hoi nghi\\n"]}'] * 2_500_000) + b"]}"
    ),
    # encodings
    "90 MB of TCVN3.txt.gz": packed(lambda: text_of(TCVN3 + "\n", _90MB, "latin-1")),
    "90 MB of TCVN3 as UTF-8.txt.gz": packed(lambda: text_of(TCVN3 + "\n", _90MB)),
    "90 MB of UTF-8 read wrongly.txt.gz": packed(lambda: text_of("Há»™i nghá»‹\n", _90MB)),
    "one line of TCVN3.txt.gz": packed(lambda: text_of(TCVN3 + " ", _90MB, "latin-1")),
    "noise.txt.gz": packed(lambda: random.Random(1).randbytes(50_000_000).translate(_PRINTED)),
    "90 MB of UTF-16.txt.gz": packed(
        lambda: b"\xff\xfe" + text_of(SENTENCE + "\n", _90MB, "utf-16-le")
    ),
    # lines that patterns run over
    "stars.md": lambda: b"# " + b"**a " * 16_000,
    "brackets.md": lambda: b"# " + b"[" * 40_000,
    "spaces.md": lambda: b"# a" + b" " * 16_000 + b"b",
    "a subject in code.eml": lambda: (
        b"From: a@b.vn\nMessage-ID: <1>\nSubject: %b\n\na" % (b"=?a?q?b=?a?q?b" * 5_000)
    ),
    "tags.html": lambda: b"<div>" * 6_000_000 + SENTENCE.encode(),
    "open tags.html": lambda: b"<a <" * 6_000_000 + SENTENCE.encode(),
    "entities.html": lambda: text_of("&#7897;", 30_000_000),
    "braces.rtf": lambda: b"{\\rtf1 " + b"{" * 20_000_000 + b"a b",
    "zeros.txt.gz": packed(lambda: bytes(2_000_000_000)),
}  # fmt: skip


# Files of so many documents: each is to be found, which takes time and memory of its own.
MANY_DOCUMENTS = {
    "3 million records.jsonl.gz": 3_000_000,
    "45 million rows.csv.gz": 22_000_000,
    "a million messages.mbox": 1_000_000,
    "100,000 members.zip": 100_000,
}

IGNORED = {
    "a pattern of stars": "*a" * 60 + "*b\n",
    "100,000 patterns": "".join(f"x{number}\n" for number in range(100_000)),
    "20,000 patterns of folders": "".join(f"**/x{number}/**/b\n" for number in range(20_000)),
}


def make(folder: Path, name: str) -> Path:
    """The file, beside two others."""
    for number in (1, 2):
        (folder / f"tin-{number}.txt").write_text(
            f"Tin số {number}. {SENTENCE}\n", encoding="utf-8"
        )
    if name in IGNORED:
        return make_ignored(folder, IGNORED[name])
    path = folder / name
    path.write_bytes(HOSTILE[name]())
    return path


def make_ignored(folder: Path, patterns: str) -> Path:
    """Patterns beside a long name."""
    (folder / ".gitignore").write_text(patterns, encoding="utf-8")
    path = folder / ("a" * 200)
    path.write_text(SENTENCE, encoding="utf-8")
    return path
