"""Whatever bytes a file of whatever name holds, reading it ends in documents and problems."""

from __future__ import annotations

import gzip
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnsearch.documents.formats.opendocument import files
from vnsearch.documents.formats.word import docx
from vnsearch.documents.laid_out import markup
from vnsearch.output.problems import sentence
from vnsearch.records import Document, Problem

from .reading import documents, only_problem, readings

SUFFIXES = """
.csv .docx .eml .epub .gz .htm .html .json .jsonl .jsonl.gz .mbox .md .odt .pdf .tsv .txt .zip
"""
BEGINNINGS = [
    b"",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\x1f\x8b\x08\x00",
    b"PK\x03\x04",
    b"\x78\x9f\x3e\x22\x00\x00\x02\x02\x90\x06\x00",
    b"%PDF-1.7\n",
    b"<!DOCTYPE html>",
    b"From a 2024\nFrom: a\nMIME-Version: 1.0\n",
    b"---\ntitle: ",
    b'[{"text": "',
    b"text,date\n",
    b"date 2024-12 ",
]
CONTENTS = st.binary(max_size=200) | st.text(max_size=100).map(
    lambda text: text.encode("utf-8", "surrogatepass")
)


@given(
    suffix=st.sampled_from(SUFFIXES.split()),
    beginning=st.sampled_from(BEGINNINGS),
    content=CONTENTS,
    is_compressed=st.booleans(),
)
def test_any_bytes_under_any_name(
    suffix: str, beginning: bytes, content: bytes, is_compressed: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"a{suffix}")
        whole = beginning + content
        path.write_bytes(gzip.compress(whole) if is_compressed else whole)
        for one in readings(path):
            assert one.path.startswith(str(path))
            if isinstance(one, Document):
                assert one.body.strip()
                assert "\n" not in one.title
                (one.title + one.body + one.part + one.author).encode("utf-8")
            elif isinstance(one, Problem):
                assert str(path) in sentence(one)
                assert "could not be read (" not in sentence(one)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", "# " + "**a " * 16_000),
        ("b.md", "# " + "[" * 40_000),
        ("c.md", "# a" + " " * 16_000 + "b"),
        (
            "d.eml",
            "From: a@b.vn\nMessage-ID: <1>\nSubject: " + "=?a?q?b=?a?q?b" * 5_000 + "\n\nthân",
        ),
    ],
)
def test_a_long_heading_takes_no_longer_than_its_length(
    tmp_path: Path, name: str, text: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert len(documents(tmp_path / name)) == 1


DOCUMENT = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    "<w:p><w:r><w:t>Hội nghị tổng kết</w:t></w:r></w:p></w:body></w:document>"
)


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("a.json", '[{"text": "Hội nghị"},\n[' + "0," * 3_000_001 + "0]]", 2),
        ("a.jsonl", '{"text": "Hội nghị"}\n[' + "0," * 3_000_001 + "0]\n", 2),
        ("a.csv", "text,date\nHội nghị,2024\n" + "," * 2_100_000 + "\n", 3),
        ("b.csv", "text,date\nHội nghị,2024\n" + ('"\n"' + "," * 100) * 21_000, 20_004),
    ],
)
def test_a_record_of_very_many_values_is_named(
    tmp_path: Path, name: str, text: str, line: int
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    found = readings(tmp_path / name)
    assert [one.body for one in found if isinstance(one, Document)] == ["Hội nghị"]
    (problem,) = [one for one in found if isinstance(one, Problem)]
    assert (problem.what, problem.line) == ("too many values", line)


def test_a_part_of_very_many_elements_is_named(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", DOCUMENT)
        archive.writestr("_rels/.rels", "<x>" + "<a/>" * 1_000_000 + "</x>")
    assert only_problem(tmp_path / "a.docx").what == "too many values"


@pytest.mark.parametrize(
    ("inner", "named"), [("<w:p>", ["5,000"]), ("<w:p></w:p><w:p/><!-- a -->", [])]
)
def test_elements_within_elements_are_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, inner: str, named: list[str]
) -> None:
    """And no others: many that stand side by side are a document."""
    monkeypatch.setattr(markup, "XML_OPEN", 5_000)
    body = "<w:p><w:r><w:t>Hội nghị</w:t></w:r></w:p>" + inner * 20_000
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as package:
        head, end = DOCUMENT.split("<w:body>")[0], "</w:document>"
        package.writestr("word/document.xml", f"{head}<w:body>{body}</w:body>{end}")
    found = readings(tmp_path / "a.docx")
    problems = [one.detail for one in found if isinstance(one, Problem)]
    assert problems == named


@pytest.mark.parametrize(("notes", "named"), [(300, ["3,000"]), (200, [])])
def test_the_paragraphs_of_a_word_file_are_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, notes: int, named: list[str]
) -> None:
    """Together, in whatever parts they are: each takes time."""
    monkeypatch.setattr(docx, "DOCX_TAGS", 3_000)
    paragraph = "<w:p><w:r><w:t>Hội nghị</w:t></w:r></w:p>"
    head, end = DOCUMENT.split("<w:p>")[0], "</w:body></w:document>"
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as package:
        package.writestr("word/document.xml", f"{head}{paragraph * 250}{end}")
        package.writestr("word/footnotes.xml", f"{head}{paragraph * notes}{end}")
    found = readings(tmp_path / "a.docx")
    assert [one.detail for one in found if isinstance(one, Problem)] == named


@pytest.mark.parametrize(("kind", "named"), [("text", ["2,000"]), ("spreadsheet", [])])
def test_the_paragraphs_of_a_text_of_opendocument_are_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, named: list[str]
) -> None:
    """And not those of a sheet, which may have a million rows."""
    monkeypatch.setattr(files, "ODT_TAGS", 2_000)
    of = "urn:oasis:names:tc:opendocument:xmlns"
    names = " ".join(f'xmlns:{name}="{of}:{name}:1.0"' for name in ("office", "text", "table"))
    row = "<table:table-row><table:table-cell>{}</table:table-cell></table:table-row>"
    paragraph = "<text:p>Hội nghị</text:p>"
    body = f"<table:table>{row.format(paragraph) * 1_200}</table:table>"
    (tmp_path / "a.fodt").write_text(
        f'<office:document {names} office:mimetype="application/vnd.oasis.opendocument.{kind}">'
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document>",
        encoding="utf-8",
    )
    found = readings(tmp_path / "a.fodt")
    assert [one.detail for one in found if isinstance(one, Problem)] == named
    assert any(isinstance(one, Document) for one in found) is (not named)


def test_many_records_may_have_very_many_values_together(tmp_path: Path) -> None:
    values = "[" + "0," * 1_000 + '"[\\",:"]'
    texts = [f"Điều {number}" for number in range(4_000)]
    records = (f'{{"text": "{text}", "values": {values}}}' for text in texts)
    (tmp_path / "a.json").write_text(f"[{', '.join(records)}]", encoding="utf-8")
    assert [one.body for one in documents(tmp_path / "a.json")] == texts


def test_a_table_of_many_columns_and_short_rows(tmp_path: Path) -> None:
    header = ",".join(f"cột {number}" for number in range(10_000))
    rows = ["Hội nghị,2024"] * 5_000 + ["Đã hết"]
    (tmp_path / "a.csv").write_text(f"text,{header}\n" + "\n".join(rows), encoding="utf-8")
    found = documents(tmp_path / "a.csv")
    assert [one.body for one in found] == ["Hội nghị"] * 5_000 + ["Đã hết"]


def test_a_compound_file_of_huge_sectors_is_named(tmp_path: Path) -> None:
    content = bytearray((Path(__file__).parent / "minutes" / "bang.xls").read_bytes())
    content[30] = 0x1F
    (tmp_path / "a.xls").write_bytes(content)
    assert only_problem(tmp_path / "a.xls").what == "damaged"
