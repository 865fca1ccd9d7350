"""What words of asking are worth, and where they keep their worth."""

from __future__ import annotations

from pathlib import Path

import pytest

from vnsearch import open_index, update_index
from vnsearch.query.parse import parse_query
from vnsearch.search.ranking.question_words import Asking


@pytest.mark.parametrize(
    ("query", "lowered"),
    [
        ("ai là vua đầu tiên của nhà Lý", {"ai"}),
        ("trận Bạch Đằng diễn ra vào năm nào", {"nào"}),
        ("tran Bach Dang dien ra vao nam nao", {"nao"}),
        ("giá xăng tăng bao nhiêu", {"bao", "nhiêu"}),
        ("giá xăng tăng", set()),
        ("nào", set()),  # a single word
        ("bao nhiêu", set()),  # nothing else would be left
        ('"bao nhiêu" dân số', set()),  # a phrase is meant as it stands
        ("dân số nào -gì", {"nào"}),
        ("ái nữ nhà vua", set()),  # other marks are another word
    ],
)
def test_words_of_asking(query: str, lowered: set[str]) -> None:
    parsed = parse_query(query)
    asking = Asking(parsed)
    assert {word.term for word in parsed.words() if asking.word(word.term)} == lowered


@pytest.mark.parametrize(
    ("query", "pair", "lowered"),
    [
        ("ai là vua đầu tiên", ("ai", "là"), True),
        ("ai la vua dau tien", ("ai", "la"), True),
        ("ai là vua đầu tiên", ("đầu", "tiên"), False),
        ('"thế nào" là dân chủ', ("thế", "nào"), False),
        ("thế nào là dân chủ", ("thế", "nào"), True),
    ],
)
def test_pairs_of_asking(query: str, pair: tuple[str, str], lowered: bool) -> None:
    assert (Asking(parse_query(query)).pair(*pair) < 0) == lowered


def test_a_name_outweighs_the_words_of_asking(tmp_path: Path) -> None:
    texts = {
        "đáp": "Lý Thái Tổ dời đô về Thăng Long năm 1010 và lập ra triều Lý.",
        "hỏi": "Ai là người đầu tiên, điều gì là quan trọng, năm nào là năm tốt, ai biết?",
        **{f"khác {n}": f"Bài thứ {n} kể chuyện mùa màng ở làng quê." for n in range(20)},
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    update_index(tmp_path / "index", [tmp_path], jobs=1)
    with open_index(tmp_path / "index") as index:
        result = index.search(
            "Ai là người dời đô về Thăng Long năm nào", any_words=True, explain=True
        )
        assert [Path(hit.path).stem for hit in result.hits][:2] == ["đáp", "hỏi"]
        first = result.hits[0]
        assert first.explanation is not None
        asking = {answer.word for answer in first.explanation.answers if answer.asks}
        assert asking == {"ai", "nào"}
        assert abs(sum(first.explanation.parts.values()) - first.score) < 1e-4
        found = index.search("Ai là người đầu tiên", any_words=True).hits[0].snippets[0]
        lit = [found.text[start:end] for start, end in found.highlights]
        assert "Ai là người đầu tiên" in lit or {"Ai", "là", "người", "đầu", "tiên"} <= set(lit)
