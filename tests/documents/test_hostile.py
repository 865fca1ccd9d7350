"""Whatever bytes a file of whatever name holds, reading it ends in documents and problems."""

from __future__ import annotations

import gzip
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnsearch.output.problems import sentence
from vnsearch.records import Document, Problem

from .reading import documents, readings

SUFFIXES = """
.csv .docx .eml .epub .gz .htm .html .json .jsonl .jsonl.gz .mbox .md .odt .pdf .tsv .txt .zip
"""
BEGINNINGS = [
    b"",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\x1f\x8b\x08\x00",
    b"PK\x03\x04",
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
