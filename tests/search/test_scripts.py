"""Searching in other scripts than Latin: Han and Nôm by the ideograph, others as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

import vnsearch
from vnsearch import update_index

TEXTS = {
    "nam quốc.txt": "南國山河南帝居\nNam quốc sơn hà Nam đế cư\n",
    "lỗi.txt": "過失 là lỗi lầm.\n",
    "kiều.txt": "𤾓𢆥𥪞𡎝𠊛些 Trăm năm trong cõi người ta\n",
    "phép giảng.txt": "ꞗua trời đất, ꞗè bạn\n",
    "khmer.txt": "ភាសាខ្មែរ ở Trà Vinh, ꨌꩌ ở Ninh Thuận\n",
    "web.txt": "Hội\u200bnghị bế mạc\n",
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("chữ")
    for name, text in TEXTS.items():
        (root / name).write_text(text, encoding="utf-8")
    update_index(root / "index", [root])
    return root / "index"


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("國", {"nam quốc.txt": ["國"]}),
        ("過", {"lỗi.txt": ["過"]}),
        ("山河", {"nam quốc.txt": ["山", "河"]}),
        ("河山", {}),
        ('"帝居"', {"nam quốc.txt": ["帝", "居"]}),
        ("guo", {}),
        ("𥪞", {"kiều.txt": ["𥪞"]}),
        ('"𠊛些"', {"kiều.txt": ["𠊛", "些"]}),
        ('"người ta"', {"kiều.txt": ["người", "ta"]}),
        ("bua", {"phép giảng.txt": ["ꞗua"]}),
        ("ꞗua", {"phép giảng.txt": ["ꞗua"]}),
        ("ភាសាខ្មែរ", {"khmer.txt": ["ភាសាខ្មែរ"]}),
        ("ꨌꩌ", {"khmer.txt": ["ꨌꩌ"]}),
        ("ꨌ", {}),
        ('"hoi nghi"', {"web.txt": ["Hội", "nghị"]}),
    ],
)
def test_found_and_marked(index: Path, query: str, marked: dict[str, list[str]]) -> None:
    with vnsearch.open_index(index) as opened:
        result = opened.search(query)
        found = result.hits if result.match == "all" else ()
    assert {
        hit.path.rpartition("/")[2]: [
            snippet.text[start:end]
            for snippet in hit.snippets
            for start, end in snippet.highlights
        ]
        for hit in found
    } == marked
