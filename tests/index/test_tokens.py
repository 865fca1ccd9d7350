"""The array tokeniser: the same tokens, terms and places as the text rules give."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnsearch.index.making.tokenizing.array_tokenizer import ArrayTokenizer
from vnsearch.text.terms import exact_term
from vnsearch.text.tokenize import tokenize

from .indexing import texts

Batch = list[list[tuple[str, int, int]]]


def by_arrays(tokenizer: ArrayTokenizer, batch: Sequence[str]) -> Batch:
    """(term, start, end) of the tokens of each text."""
    tokens = tokenizer.tokenize(batch)
    assert len(tokens.counts) == len(batch)
    assert tokens.counts.sum() == len(tokens.numbers) == len(tokens.starts) == len(tokens.ends)
    found: Batch = []
    place = first = 0
    for text, count in zip(batch, tokens.counts.tolist(), strict=True):
        some = slice(first, first + count)
        starts, ends = (tokens.starts[some] - place, tokens.ends[some] - place)
        terms = [tokenizer.terms[number] for number in tokens.numbers[some].tolist()]
        found.append(list(zip(terms, starts.tolist(), ends.tolist(), strict=True)))
        place += len(text) + 1
        first += count
    return found


def by_rules(batch: Sequence[str]) -> Batch:
    """The same, a token at a time."""
    return [
        [(exact_term(token.text), token.start, token.end) for token in tokenize(text)]
        for text in batch
    ]


@pytest.mark.parametrize(
    "batch",
    [
        [],
        [""],
        ["", "", ""],
        ["Hội nghị lần thứ tám.", "", "  ", "Đường mới ở Đông Hà"],
        [normalize("NFD", "Hội nghị lần thứ tám khai mạc sáng nay")],
        ["hội\u200bnghị ngh\u00adị \ufeffHội\u2060", "\u200b\u00ad"],
        ["tốt👍quá 👩\u200d👩\u200d👧 nhà 🇻🇳"],
        ["\u0301a", "a", "\u0301"],  # a mark at a text's beginning belongs to no text before
        ["ví\x00dụ", "ví\ud800dụ"],
        ["nghiêng nghiêngg nghiênggg nghiêngggg"],  # up to nine letters are one integer
        ["123456789 1234567890"],
        ["ð Ð ɖ Ɖ đ Đ ＶＮ ﬁ İ ẞ Ⅳ ½"],
        ["nền .NET¹, ngữ C#² ³C++ ¹.NET F#¹ x²c# 10²c++"],
        ["1½kg ①Hà ❶Bài 50㎡ 37℃ №5 37ºC", "ᵀᴹa Vinamilkᵀᴹ 2ⁿ xⁿ 101₂ H₂O", "½", "º"],
        ["HÒA hoà hòa Hoà thuỷ thủy quí quý"],
        ["中国日本 नमस्ते السلام ไทย"],
        ["a" * 10_000 + " " + "ệ" * 10_000, "\u200b".join("nghị" * 2_500)],
        ["a" + "\u0301" * 10_000, "中" * 10_000],
    ],
)
def test_tables(batch: list[str]) -> None:
    assert by_arrays(ArrayTokenizer(), batch) == by_rules(batch)


@given(st.lists(texts, max_size=4))
def test_any_text(batch: list[str]) -> None:
    assert by_arrays(ArrayTokenizer(), batch) == by_rules(batch)


@given(st.lists(texts, max_size=3), st.lists(texts, max_size=3))
def test_batches_share_their_terms(first: list[str], second: list[str]) -> None:
    tokenizer = ArrayTokenizer()
    assert by_arrays(tokenizer, first) == by_rules(first)
    assert by_arrays(tokenizer, second) == by_rules(second)
    assert len(set(tokenizer.terms)) == len(tokenizer.terms)


def test_numbers_stay_from_batch_to_batch() -> None:
    tokenizer = ArrayTokenizer()
    first = tokenizer.tokenize(["đường làng", "Đường phố, ĐƯỜNG"]).numbers.tolist()
    road, village, _, town, _ = first
    assert first == [road, village, road, town, road]
    second = tokenizer.tokenize(["phố mới", "đường"]).numbers.tolist()
    assert second == [town, 3, road]
    assert sorted({road, village, town}) == [0, 1, 2]


def test_more_terms_than_the_first_table_holds() -> None:
    """The table of packed terms grows, and loses none; neither order nor batch matters."""
    words = [f"số{number}" for number in range(60_000)]
    tokenizer = ArrayTokenizer()
    batches = [words[:100], words[50:30_000], words[29_000:]]
    for batch in batches:
        found = by_arrays(tokenizer, [" ".join(batch)])
        assert [term for term, _, _ in found[0]] == batch
    assert sorted(tokenizer.terms) == sorted(words)
