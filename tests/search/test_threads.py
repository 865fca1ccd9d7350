"""A freshly opened index, searched from several threads at once."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from vnsearch import open_index, update_index

TEXTS = (
    "Hội nghị toàn quốc tổng kết năm khai mạc tại Hà Nội.",
    "Bạn đọc hỏi, toà soạn đáp: nghỉ lễ mấy ngày?",
    "Đường về quê ngoại đi qua cánh đồng lúa chín.",
)
QUERIES = ("hoi nghi", "hội nghị toàn quốc", "duong que", '"cánh đồng"', "ng*", "lễ OR lúa")


@pytest.fixture
def often_switching() -> Iterator[None]:
    """Threads that take turns every ten microseconds."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(10e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("often_switching")
def test_every_thread_finds_the_same(tmp_path: Path) -> None:
    for number, text in enumerate(TEXTS):
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    update_index(tmp_path / "index", [tmp_path], jobs=1)
    with open_index(tmp_path / "index") as index:
        expected = [[(hit.id, hit.score) for hit in index.search(q).hits] for q in QUERIES]
    with ThreadPoolExecutor(8) as threads:
        for _ in range(30):
            with open_index(tmp_path / "index") as index:
                found = list(threads.map(index.search, QUERIES * 2))
            assert [
                [(hit.id, hit.score) for hit in each.hits] for each in found
            ] == expected * 2
