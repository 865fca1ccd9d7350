"""What is found in each format whose text is in Unicode, TCVN3, VNI, both or short: a table."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from vnsearch.records import Document
from vnsearch.text.normalize import compose

from .legacy_office import Runs, msg, odp, ppt, pptx
from .reading import readings
from .test_encoding import as_windows_1252, by_table, vni
from .test_pdf_page import HELVETICA, drawn, shown

MINUTES = Path(__file__).parent / "minutes"
LINES = (
    "Biên bản họp hội đồng nhân dân huyện về việc sửa chữa đường liên xã",
    "và xây dựng trạm bơm nước phục vụ tưới tiêu vụ đông xuân.",
    "Hội nghị đã nghe đồng chí trưởng phòng nông nghiệp trình bày kế hoạch,",
    "sau đó các đại biểu thảo luận và biểu quyết thông qua.",
)
FOUND = ("Biên bản họp", "đường", "nước", "biểu quyết")
INVITATION = "Giấy mời họp phụ huynh"

# +: every word is found; f: where the file names the font; -: the text stays as it is, since
# so few words without a font prove nothing.
TABLE = """
             unicode  tcvn3  vni  mixed  short
txt          +        +      +    +      -
md           +        +      +    +      -
html         +        +      +    +      f
csv          +        +      +    +      -
tsv          +        +      +    +      -
json         +        +      +    +      -
jsonl        +        +      +    +      -
eml          +        +      +    +      -
mbox         +        +      +    +      -
srt          +        +      +    +      -
po           +        +      +    +      -
sql          +        +      +    +      -
fb2          +        +      +    +      -
txt.gz       +        +      +    +      -
zip          +        +      +    +      -
doc          +        f      f    f      f
docx         +        f      f    f      f
odt          +        f      f    f      f
rtf          +        f      f    f      f
epub         +        f      f    f      f
pdf          +        f      f    f      f
xlsx         +        f      f    f      f
xls          +        f      f    f      f
ods          +        f      f    f      f
pptx         +        f      f    f      f
ppt          +        f      f    f      f
odp          +        f      f    f      f
msg          +        +      +    +      f
"""
KEPT = ("doc", "docx", "odt", "rtf", "epub", "pdf", "xlsx", "xls", "ods")  # by LibreOffice
SLIDES = {"pptx": pptx, "ppt": ppt, "odp": odp}
FONTS = {"tcvn3": ".VnTime", "vni": "VNI-Times", "mixed": ".VnTime", "short": ".VnTime"}

_WRAPS: dict[str, tuple[str, str, str]] = {  # before, between and after the lines
    "md": ("# 1995\n\n", "\n\n", "\n"),
    "html": ("<html><body><p>", "</p>\n<p>", "</p></body></html>"),
    "csv": ("text,so\n", ",1\n", ",2\n"),
    "tsv": ("text\tso\n", "\t1\n", "\t2\n"),
    "json": ('[{"text": "', '"},\n {"text": "', '"}]'),
    "jsonl": ('{"text": "', '"}\n{"text": "', '"}\n'),
    "eml": ("From: a@b.vn\nMessage-ID: <1>\nSubject: a\n\n", "\n", "\n"),
    "mbox": ("From a@b.vn Mon Jan 1 00:00:00 2024\nFrom: a@b.vn\n\n", "\n", "\n"),
    "srt": ("1\n00:00:01,000 --> 00:00:02,000\n", "\n", "\n"),
    "po": ('msgid "a"\nmsgstr "', '\\n"\n"', '"\n'),
    "sql": ("INSERT INTO t VALUES ('", "'),\n('", "');\n"),
    "fb2": (
        "<FictionBook><body><section><p>",
        "</p>\n<p>",
        "</p></section></body></FictionBook>",
    ),
}


def encoded(column: str) -> Callable[[str], bytes]:
    """How a line is written in a column of the table."""
    if column == "vni":
        return vni
    return str.encode if column == "unicode" else lambda line: by_table(line, "tcvn3")


def slides(column: str) -> Runs:
    """The lines as characters, each with its font."""
    if column == "unicode":
        return [(line, "Arial") for line in LINES]
    lines = (INVITATION,) if column == "short" else LINES
    shown = [(as_windows_1252(encoded(column)(line)), FONTS[column]) for line in lines]
    return [("Văn bản gốc được lưu tại kho.", "Arial"), *shown] if column == "mixed" else shown


def message(path: Path, column: str) -> Path:
    """The lines in a message, which has bytes where they are in an old encoding."""
    if column == "short":
        return msg(path, "", content("html", column))
    plain = content("txt", column)
    return msg(path, plain if column in ("tcvn3", "vni") else plain.decode())


def content(suffix: str, column: str) -> bytes:
    """A file of that format."""
    write = encoded(column)
    lines = [write(line) for line in ((INVITATION,) if column == "short" else LINES)]
    if column == "mixed":  # as characters, below a line of Unicode
        shown = [as_windows_1252(line) for line in lines]
        lines = [line.encode() for line in ("Văn bản gốc được lưu tại kho.", *shown)]
    if suffix == "html" and column == "short":
        lines = [b'<font face=".VnTime">%b</font>' % line for line in lines]
    if suffix == "fb2" and column in ("tcvn3", "vni"):
        return b'<?xml version="1.0" encoding="windows-1252"?>' + b"".join(
            (b"<FictionBook><body><p>", b"</p><p>".join(lines), b"</p></body></FictionBook>")
        )
    before, between, after = _WRAPS.get(suffix, ("", "\n", "\n"))
    return before.encode() + between.encode().join(lines) + after.encode()


def written(folder: Path, suffix: str, column: str) -> Path | None:
    """A file of a cell of the table, made here or by an office program."""
    names = {"unicode": "uni", "tcvn3": "tcvn", "mixed": "mix", "short": "short_tcvn"}
    kept = MINUTES / f"{names.get(column, column)}.{suffix}"
    if (suffix, column) == ("pdf", "short"):
        font = HELVETICA.replace(b"Type1", b"TrueType").replace(b"Helvetica", b".VnTime")
        text = as_windows_1252(by_table(INVITATION, "tcvn3"))
        return drawn(folder / "a.pdf", shown(text, 85, 707), font)
    if suffix in KEPT:
        return kept if kept.exists() else None
    path = folder / f"a.{suffix}"
    if suffix in SLIDES:
        return SLIDES[suffix](path, slides(column))
    if suffix == "msg":
        return message(path, column)
    plain = content("txt" if suffix in ("txt.gz", "zip") else suffix, column)
    if suffix == "zip":
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr("a.txt", plain)
        plain = stream.getvalue()
    path.write_bytes(gzip.compress(plain) if suffix.endswith("gz") else plain)
    return path


def is_found(path: Path, words: tuple[str, ...]) -> bool:
    """Whether the documents of a file have all these words."""
    read = [one for one in readings(path) if isinstance(one, Document)]
    text = " ".join(" ".join(f"{one.title} {one.body}" for one in read).split())
    return all(word.lower() in text.lower() for word in words)


def rows() -> list[tuple[str, list[tuple[str, str]]]]:
    head, *lines = TABLE.strip().splitlines()
    return [(row[0], list(zip(head.split(), row[1:], strict=False)))
            for row in map(str.split, lines)]  # fmt: skip


@pytest.mark.parametrize(("suffix", "cells"), rows(), ids=[row[0] for row in rows()])
def test_every_cell(tmp_path: Path, suffix: str, cells: list[tuple[str, str]]) -> None:
    found = {}
    for column, _ in cells:
        path = written(tmp_path, suffix, column)
        assert path is not None, column
        words = (INVITATION,) if column == "short" else FOUND
        found[column] = is_found(path, words)
    assert found == {column: mark in "+f" for column, mark in cells}


def test_what_is_not_read_stays_as_it_was(tmp_path: Path) -> None:
    shown = as_windows_1252(by_table(INVITATION, "tcvn3"))
    (tmp_path / "a.txt").write_text(shown, encoding="utf-8")
    (found,) = [one for one in readings(tmp_path / "a.txt") if isinstance(one, Document)]
    assert found.body == compose(shown)
