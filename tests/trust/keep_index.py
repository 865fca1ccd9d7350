"""Keeps an index of the present format in `indexes`, with what it answers.

    python -m tests.trust.keep_index

Run it once for each format that is released, and never again: the tests open it ever after.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import vnsearch
from vnsearch import update_index
from vnsearch.index.segment.layout import FORMAT
from vnsearch.text.terms import RULES_VERSION

KEPT = Path(__file__).parent / "indexes"
QUERIES = (
    "hội nghị",
    "hoi nghi",
    "duong",
    '"đường phố"',
    "title:giá",
    'title:"giá đường"',
    "kind:jsonl nắng",
    "ng*",
    "-hội hà nội",
    "nắng",
)
_TEXTS = {
    "hội nghị.txt": (
        "date 2024-12-16 Hội nghị toàn quốc khai mạc tại Hà Nội.\n"
        "Người dân hai bên đường phố chào đón đại biểu.\n"
    ),
    "giá đường.txt": "Giá đường tăng mạnh.\nHiệp hội mía đường họp bàn ở Quý Hoà.\n",
}


def _note(day: int) -> str:
    if day <= 40:
        return f"Ghi chép ngày {day}: đường phố đông người."
    return "Ngày mưa, mưa mãi." if day % 4 else "Ngày nắng, nắng đẹp."


# Enough that a word's list is dense, and another's is one of half bytes.
_NOTES = "\n".join(
    json.dumps({"text": _note(day)}, ensure_ascii=False) for day in range(1, 1200)
)


def kept_answers(root: Path, queries: Iterable[str]) -> dict[str, list[Any]]:
    """What an index finds for every query: the id, title, date and snippets of each hit."""
    with vnsearch.open_index(root / "index") as index:
        return {
            query: [
                [hit.id, hit.title, hit.date, [snippet.text for snippet in hit.snippets]]
                for hit in index.search(query).hits
            ]
            for query in queries
        }


def keep() -> None:
    """Make the index: segments, a document that was deleted, lists of all forms."""
    root = KEPT / f"format-{FORMAT}-rules-{RULES_VERSION}"
    (root / "docs").mkdir(parents=True)
    for name, text in _TEXTS.items():
        for edition in ("Bản nháp.\n", text):  # the first is deleted in favour of the other
            (root / "docs" / name).write_text(edition, encoding="utf-8")
            update_index(root / "index", [root / "docs"])
    (root / "docs" / "ghi chép.jsonl").write_text(_NOTES, encoding="utf-8")
    update_index(root / "index", [root / "docs"])
    os.remove(root / "index" / "MAIN_WRITELOCK")
    answers = json.dumps(kept_answers(root, QUERIES), ensure_ascii=False, indent=1)
    (root / "answers.json").write_text(answers + "\n", encoding="utf-8")


if __name__ == "__main__":
    shutil.rmtree(KEPT / f"format-{FORMAT}-rules-{RULES_VERSION}", ignore_errors=True)
    keep()
