"""A small newsroom: Vietnamese documents that tell how words are written side by side."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from vnsearch import update_index
from vnsearch.index.toc import open_segments
from vnsearch.search.matching.segment_view import SegmentView

NEWS = (
    "Hội nghị toàn quốc tổng kết công tác xây dựng Đảng khai mạc sáng nay tại Hà Nội.",
    "Tổng Bí thư Tô Lâm dự hội nghị và phát biểu chỉ đạo.",
    "Hội nghị Trung ương bàn về bộ máy. Đại hội toàn quốc họp vào năm tới.",
    "Công an nhân dân điều tra vụ án. Người dân hỏi, công an trả lời ở cơ quan.",
    "Đường phố Hà Nội ngày hội. Con đường dài tám cây số.",
    "Giá đường tăng, mía đường khan hiếm. Hơi nước bốc lên từ nồi.",
    "Bộ Công thương ký thoả thuận về kỹ thuật số với Nhật Bản.",
    "Trường Đại học Bách khoa dạy kĩ thuật nhiệt.",
    "World Cup khai mạc ở Qatar. The voice of the crowd was heard everywhere.",
    "Nhân viên nghỉ phép năm ngày. Bảo hiểm xã hội trả lương hưu.",
    "Thành phố Hồ Chí Minh, viết tắt TP.HCM, mở đường sắt quốc tế.",
    "Nghe nói nghề báo vất vả, hỏi ra mới biết.",
    "Trần Thị Hoà hát dân ca. Nguyễn Thị Hoa múa quạt.",
)
USUAL = ("Công ty nộp thuế thu nhập vào ngân sách nhà nước.",) * 6
NAN = ("Rổ tre đan bằng nan vót mỏng.", "Quạt nan treo trên tường.")


def write_news(path: Path, texts: Sequence[str]) -> None:
    """A file of records with those texts."""
    rows = [
        json.dumps({"id": f"{path.stem}-{number}", "text": text}, ensure_ascii=False)
        for number, text in enumerate(texts)
    ]
    path.write_text("\n".join(rows), encoding="utf-8")


def index_news(folder: Path, *texts: Sequence[str]) -> Path:
    """An index of files with those texts, each of which is brought in by its own update."""
    (folder / "news").mkdir()
    for number, part in enumerate(texts):
        write_news(folder / "news" / f"{number}.jsonl", part)
        update_index(folder / "index", [folder / "news"], jobs=1)
    return folder / "index"


def open_lists(index: Path) -> list[SegmentView]:
    """The posting lists of every segment, for one query of several words."""
    return [SegmentView(segment, alone=False) for segment in open_segments(str(index))[1]]
