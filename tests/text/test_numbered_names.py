"""Plates of vehicles and roads, and in which tokens they may be written."""

from __future__ import annotations

import pytest

from vnsearch.text.values.numbered_names import numbered_names


@pytest.mark.parametrize(
    ("text", "expected", "run"),
    [
        ("Xe 29A-123.45 chạy", "29A-123.45", "29a 12345"),
        ("Xe 29A12345", "29A12345", "29a1 2345"),
        ("29 A - 12345", "29 A - 12345", "29a12345"),
        ("29-A1 234.56", "29-A1 234.56", "29a1 23456"),
        ("51Đ1-1234", "51Đ1-1234", "51đ1 1234"),
        ("trên QL1A, ", "QL1A", "quốc lộ 1 a"),
        ("cúm AH1N1", "AH1N1", "a h1n1"),
        ("Luật 51/2005/QH11.", "51/2005/QH11", "51 2005 qh 11"),
        ("nghị định 15/2020/NĐCP", "15/2020/NĐCP", "15 2020 nđ cp"),
        ("theo 15/2020/nd-cp", "15/2020/nd-cp", "15 2020 nđcp"),
        ("QUỐC LỘ 51", "QUỐC LỘ 51", "ql51"),
    ],
)
def test_a_name(text: str, expected: str, run: str) -> None:
    [name] = numbered_names(text)
    assert text[name.start : name.end] == expected
    runs = [" ".join(max(forms) for forms in each) for each in name.runs]
    assert run in runs
    assert len(runs) == len({*runs})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "quốc lộ",
        "QL dự án 6",
        "QL 1.5 km",
        "129A-123.45",
        "29A-123.456",
        "29A-123-45",
        "29-123.45",
    ],
)
def test_none(text: str) -> None:
    assert not list(numbered_names(text))
