"""A prefix stands for many words, whose lists are read together: nothing else changes."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from vnsearch import open_index, update_index
from vnsearch.search.matching import joined_lists

SYLLABLES = """
    hà hạ hải hàng hành hào hát hay hè hẹn hiền hiểu hiếu hình hoa hoà họa hoài hoàn học hỏi hội
    hôm hồng hợp hùng hương hướng hưu huyện thành thảo thế thiên thịnh thơ thôn thu thuận thư
    """.split()
QUERIES = ("h*", "ho*", "hò*", "t*", "h* thành", "-ho* t*", "h* OR thơ", "hôi~", "title:h*")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Texts of a few syllables each, some of which have gone."""
    root = tmp_path_factory.mktemp("prefixes")
    chance = random.Random(3)
    records = [" ".join(chance.choices(SYLLABLES, k=9)) for _ in range(120)]
    lines = [json.dumps({"title": text[:12], "text": text}) for text in records]
    (root / "tin.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (root / "thơ.txt").write_text("Hoa hồng họp mặt.", encoding="utf-8")
    update_index(root / "index", [root])
    (root / "thơ.txt").unlink()
    update_index(root / "index", [root])
    return root / "index"


@pytest.mark.parametrize("any_words", [False, True])
@pytest.mark.parametrize("query", QUERIES)
def test_lists_read_together_answer_as_each_alone(
    index: Path, query: str, any_words: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for few, long in ((1 << 30, 1), (0, 1 << 30), (0, 1), (0, 8)):
        monkeypatch.setattr(joined_lists, "_FEW", few)
        monkeypatch.setattr(joined_lists, "_LONG", long)
        with open_index(index) as opened:
            result = opened.search(query, limit=200, any_words=any_words)
        found.append((result.total, [(hit.id, hit.score) for hit in result.hits]))
    assert all(each == found[0] for each in found)
    assert found[0][0]
