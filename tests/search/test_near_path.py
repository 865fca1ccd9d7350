"""The path that was meant is found by its words, and none is named that has others."""

from __future__ import annotations

import os
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vnsearch.search.narrowing.near_path import near_file, near_path

STORED = [
    "tài liệu/Năm 2024/Nghị quyết số 18.pdf",
    "tài liệu/Năm 2023/Họp tổ ½ ngày.txt",
    "sách/C++ căn bản.txt",
    "sách/ไทย.txt",
]


@pytest.fixture
def directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    return os.path.join(tmp_path, "index")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("nghi-quyet-so-18.pdf", "Nghị quyết số 18.pdf"),
        ("Tai lieu/nam 2024/nghi quyet so 18.pdf", "tài liệu/Năm 2024/Nghị quyết số 18.pdf"),
        ("./TAI LIEU/", "tài liệu"),
        ("tai_lieu/nam_2023", "tài liệu/Năm 2023"),
        ("nam 2023", "Năm 2023"),
        ("hop to ½ ngay.txt", "Họp tổ ½ ngày.txt"),
        ("c++ can ban.txt", "C++ căn bản.txt"),
        ("c can ban.txt", ""),
        ("nam 2025", ""),
        ("nam 202 4", ""),
        ("liệu", ""),
        ("2024/nghi quyet so 18.pdf", ""),
        ("nghi*", ""),
        ("/", ""),
    ],
)
def test_a_path_is_known_by_its_words(directory: str, typed: str, meant: str) -> None:
    assert near_path(typed, iter(STORED), directory) == meant


def test_a_file_is_known_by_its_name_with_a_line_behind(directory: str) -> None:
    meant = STORED[0]
    for typed in ("NGHI QUYET SO 18.PDF", f"{meant}:12", "nghị quyết số 18 pdf:3:7:"):
        assert near_file(typed, STORED, directory) == meant
    for typed in ("tài liệu", "nghị quyết số 1.pdf", "năm 2024/nghị quyết số 18.pdf", ""):
        assert near_file(typed, STORED, directory) == ""


@given(st.text("hộiÐĐđ½²C+#.ßﬁİ’ไย東\u200b-_ 1٣", min_size=1, max_size=12))
@example("C++.ßİ")
def test_a_name_is_found_however_its_letters_are_encoded(name: str) -> None:
    path = f"tin/{name}"
    found = near_file(normalize("NFD", name), [path], "index")
    assert found == (path if any(map(str.isalnum, name)) else "")
