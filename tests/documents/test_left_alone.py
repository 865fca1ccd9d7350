"""Texts in UTF-8 that look as if they had been read wrongly, or escaped: none is changed.

They stand in left-alone.txt, each below the suffix of its file: source in many languages,
paths, patterns, TeX, tables of old encodings, languages that share letters with Vietnamese.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

from .reading import documents, encoding_of

KEPT = Path(__file__).with_name("left-alone.txt").read_text(encoding="utf-8")
TEXTS = [
    (suffix if suffix.startswith(".") else "", text.strip("\n"))
    for suffix, text in re.findall(r"^=== (.+)\n((?:(?!===).*\n)+)", KEPT, re.MULTILINE)
]


@pytest.mark.parametrize(("suffix", "text"), TEXTS, ids=map(str, range(len(TEXTS))))
@pytest.mark.parametrize("times", [1, 20])
def test_a_valid_text_stays(tmp_path: Path, suffix: str, text: str, times: int) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_text(f"{text}\n" * times, encoding="utf-8")
    (found,) = documents(path)
    assert found.body.strip() == unicodedata.normalize("NFC", "\n".join([text] * times))
    assert encoding_of(path) == "utf-8"


def test_there_are_many() -> None:
    assert len(TEXTS) >= 55
