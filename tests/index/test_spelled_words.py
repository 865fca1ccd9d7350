"""Different words are counted before any is looked at, where a text has very many."""

from __future__ import annotations

import random

import pytest

from vnsearch.index.making.tokenizing import spelled_words
from vnsearch.index.making.tokenizing.spelled_words import has_more_words, is_varied

SENTENCE = "Sáng nay hội nghị khai mạc tại Hà Nội, đường về nước còn dài.\n"
CODES = [f"m{number}" for number in range(3_000)]
_chance = random.Random(4)
SYLLABLES = [
    f"{a}{b}" for a in "b c d đ g h l m n t".split() for b in "a à á ạ ã ả ơ ớ".split()
]
NOISE = "".join(chr(_chance.randrange(0x20, 0x600)) for _ in range(60_000))


@pytest.mark.parametrize(
    ("text", "different"),
    [
        (SENTENCE * 50, 14),
        ((SENTENCE + SENTENCE.upper() + SENTENCE.title()) * 50, 14),
        (" ".join(CODES), 3_000),
        (" ".join(CODES * 2), 3_000),
        (" ".join(reversed(CODES)), 3_000),
        ("abc acb bac bca cab cba " * 9, 6),
        (" ".join("a" * size for size in range(1, 90)), 89),
        ("南國山河" * 900, 0),  # each of which is a word of its own, of which there are few
        ("", 0),
        (".,;", 0),
    ],
)
def test_different_words(text: str, different: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spelled_words, "_BITS", 20)
    assert has_more_words(text, different - 1 - different // 100) or not different
    assert not has_more_words(text, different + different // 100)


@pytest.mark.parametrize(
    ("text", "varied"),
    [
        (SENTENCE * 99, False),
        (" ".join(_chance.choices(SYLLABLES, k=20_000)), False),
        (" ".join(CODES), True),
        (NOISE, True),
        ("\n" * 9_000, False),
        ("南國山河" * 900, False),
    ],
)
def test_varied(text: str, varied: bool) -> None:
    assert is_varied(text) == varied
