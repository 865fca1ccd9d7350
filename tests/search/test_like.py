"""More like this."""

from __future__ import annotations

from pathlib import Path

import pytest

from vnsearch import open_index, update_index
from vnsearch.errors import VnsearchError

TEXTS = {
    "lũ một": "Mưa lũ miền Trung gây ngập lụt, nhiều tuyến đường quốc lộ bị sạt lở.",
    "lũ hai": "Sạt lở đường quốc lộ sau mưa lũ, hàng nghìn hộ dân bị ngập lụt.",
    "bóng": "Đội tuyển bóng đá giành chiến thắng trước khán giả nhà.",
    "chợ": "Giá rau ở chợ đầu mối tăng sau mưa lũ.",
    "riêng": "Xyz.",
}


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of a few texts."""
    folder = tmp_path_factory.mktemp("giống")
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    update_index(folder / "index", [folder], jobs=1)
    return folder / "index"


def test_the_likest_come_first_without_the_document_itself(directory: Path) -> None:
    with open_index(directory) as index:
        result = index.like("lũ một.txt")
        assert [Path(hit.path).stem for hit in result.hits][:2] == ["lũ hai", "chợ"]
        assert "lũ một" not in [Path(hit.path).stem for hit in result.hits]
        assert result.total == len(result.hits)
        second = index.like("lũ một.txt", limit=1, offset=1)
        assert [hit.path for hit in second.hits] == [result.hits[1].path]
        assert second.hits[0].rank == 2


def test_what_has_gone_tells_nothing(tmp_path: Path) -> None:
    texts = {
        "một": "Chợ nổi Cái Răng.",
        "hai": "Sương mù Cái Răng.",
        "ba": "Sương mù ngày đông.",
    }
    rest = {str(number): f"Gió mùa thứ {number}." for number in range(20)}
    for name, text in (texts | rest).items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    update_index(tmp_path / "index", [tmp_path], jobs=1)
    (tmp_path / "ba.txt").unlink()
    update_index(tmp_path / "index", jobs=1)
    with open_index(tmp_path / "index") as index:
        assert index.like("hai.txt").query == "cái răng"
        assert [hit.id for hit in index.like("hai.txt").hits] == ["một.txt"]


def test_a_document_like_no_other(directory: Path) -> None:
    with open_index(directory) as index:
        assert index.like("riêng.txt").total == 0
        with pytest.raises(VnsearchError, match="no document"):
            index.like("không có.txt")
