"""Dates of documents that name none, by the time or the name of their file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from vnsearch.documents.metadata.file_dates import date_in_name
from vnsearch.documents.read import ReadRules, chunks, read
from vnsearch.records import Document

from .reading import entry_of


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("2024-12-16 hội nghị.docx", "2024-12-16"),
        ("bao-cao_20241216.pdf", "2024-12-16"),
        ("Biên bản 16.12.2024.doc", "2024-12-16"),
        ("QD 5-3-2024.doc", "2024-03-05"),
        ("tin 2024-12.txt", "2024-12"),
        ("2024-02-31.txt", ""),
        ("Quyết định 1234.doc", ""),
        ("IMG_20241301.jpg", ""),
        ("123456789.txt", ""),
        ("năm 2024.txt", ""),
    ],
)
def test_dates_in_names(name: str, date: str) -> None:
    assert date_in_name(name) == date


def test_only_documents_without_a_date_take_it(tmp_path: Path) -> None:
    path = tmp_path / "2023-05-01.jsonl"
    path.write_text('{"text": "Một"}\n{"text": "Hai", "date": "2020"}\n', encoding="utf-8")
    os.utime(path, (1_700_000_000, 1_700_000_000))
    for rules, first in (
        (ReadRules(dates="name"), "2023-05-01"),
        (ReadRules(dates="mtime"), "2023-11-14"),
        (ReadRules(), ""),
    ):
        found = [one for chunk in chunks(entry_of(path), rules) for one in read(chunk, rules)]
        dates = [one.date for one in found if isinstance(one, Document)]
        assert dates == [first, "2020"]
