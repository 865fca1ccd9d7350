"""A small library in two states, and all that a reader learns from an index of it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

import vnsearch
from vnsearch.index.segment.layout import EXTENSION, TIMES_EXTENSION
from vnsearch.index.toc import read_toc, toc_path

SENTENCES = (
    "Sáng nay, Ban Tổ chức Trung ương khai mạc hội nghị toàn quốc tại Hà Nội.",
    "Đường phố Hà Nội ngày hội đông người, con đường ven hồ bị tắc từ sáng sớm.",
    "Giá đường tăng mạnh khiến các hiệp hội mía đường phải họp bàn.",
    "Người dân hỏi về bảo hiểm y tế, cơ quan trả lời rằng hồ sơ đã đủ.",
    "Thủy điện Hòa Bình xả lũ; nước sông dâng cao, các xã ven sông di dời.",
    "Nghị quyết 18-NQ/TW yêu cầu sắp xếp bộ máy tinh gọn, hoạt động hiệu quả.",
    "Quý bạn đọc gửi thư về tòa soạn, hỏi kỹ về lịch thi và điểm chuẩn đại học.",
)
QUERIES = (
    "hội nghị toàn quốc",
    '"hiệp hội mía đường"',
    "hoi -đường",
    "path:tin ng*",
    "xã đổi tên",  # no document has all of these
)

Answer = tuple[str, float, tuple[str, ...]]
Answers = tuple[tuple[Answer, ...], ...]


def write_documents(root: Path, numbers: Iterable[int], edition: int) -> None:
    """Documents of a few sentences each, other ones in another edition."""
    folder = root / "docs"
    folder.mkdir(exist_ok=True)
    for number in numbers:
        chosen = [SENTENCES[(number * k + edition) % len(SENTENCES)] for k in (1, 2, 4)]
        text = f"date 2024-{number % 12 + 1:02} Tin số {number}, bản {edition}.\n"
        (folder / f"tin-{number}.txt").write_text(text + "\n".join(chosen), encoding="utf-8")


def answers(index: str | os.PathLike[str], queries: tuple[str, ...] = QUERIES) -> Answers:
    """What the index answers to each query: ids, scores and snippets, in order."""
    with vnsearch.open_index(index) as opened:
        return tuple(
            tuple(
                (hit.id, hit.score, tuple(snippet.text for snippet in hit.snippets))
                for hit in opened.search(query, limit=1000).hits
            )
            for query in queries
        )


def named(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Of an index's files the tables of contents, and those that one of them names: all that
    an answer depends on.
    """
    tables = b"".join(content for name, content in files.items() if name.endswith(".toc"))
    return {
        name: content
        for name, content in files.items()
        if name.endswith(".toc") or name.partition(".")[0].encode() in tables
    }


def left_over(index: Path) -> set[str]:
    """The names in an index's folder that are none of an index at rest."""
    toc = read_toc(str(index))
    known = {entry.name + EXTENSION for entry in toc.entries}
    known |= {
        entry.times.name + TIMES_EXTENSION for entry in toc.entries if entry.times is not None
    }
    known |= {os.path.basename(toc_path("", toc.generation)), "MAIN_WRITELOCK"}
    return {name for name in os.listdir(index) if not (index / name).is_dir()} - known
