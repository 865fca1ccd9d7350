"""Which words of a document are highlighted: those that answer a query word exactly; where
none does, those that have its letters.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnsearch import open_index, update_index
from vnsearch.search.variants.word_variants import query_word
from vnsearch.text.marks import bears, has_marks
from vnsearch.text.terms import exact_term, folded_term
from vnsearch.text.tokenize import token_bounds

from .generated import BARE, SYLLABLES, sentences

SCALE = int(os.environ.get("VNSEARCH_TEST_SCALE", "1"))
queries = st.lists(st.sampled_from(SYLLABLES + BARE), min_size=1, max_size=4)


def highlighted(folder: Path, text: str, query: str) -> list[str]:
    """The words of a text, those that are highlighted for a query in brackets."""
    (folder / "tin.txt").write_text(text, encoding="utf-8")
    update_index(folder / "index", [folder / "tin.txt"])
    with open_index(folder / "index") as index:
        found = set(index.highlights(index.document(str(folder / "tin.txt")), query))
    assert found <= set(token_bounds(text))
    return [
        f"[{text[start:end]}]" if (start, end) in found else text[start:end]
        for start, end in token_bounds(text)
    ]


def answered(words: list[str], query: list[str]) -> list[str]:
    """The same by the rule, word by word."""
    shown = set()
    for typed in query:
        spellings = [spelling.term for spelling in query_word(exact_term(typed)).spellings]
        letters = {
            place
            for place, word in enumerate(words)
            if folded_term(exact_term(word)) in map(folded_term, spellings)
        }
        exact = {
            place
            for place in letters
            if not has_marks(exact_term(typed))
            or any(bears(exact_term(words[place]), spelling) for spelling in spellings)
        }
        shown |= exact or letters
    return [f"[{word}]" if place in shown else word for place, word in enumerate(words)]


@settings(max_examples=30 * SCALE)
@given(sentences.filter(bool), queries)
def test_by_the_rule(text: str, query: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = highlighted(Path(folder), text, " ".join(query))
    assert found == answered(text.split(), query)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("hội", "Đại [hội] bầu [hội] trưởng, hỏi ý kiến"),
        ("hôi", "Đại [hội] bầu [hội] trưởng, hỏi ý kiến"),
        ("hoi", "Đại [hội] bầu [hội] trưởng, [hỏi] ý kiến"),
        ("hồi", "Đại [hội] bầu [hội] trưởng, [hỏi] ý kiến"),  # none is exact: its letters
        ("hội hỏi", "Đại [hội] bầu [hội] trưởng, [hỏi] ý kiến"),
        ("hồi kiến", "Đại [hội] bầu [hội] trưởng, [hỏi] ý [kiến]"),
        ("tr* -hội", "Đại hội bầu hội [trưởng], hỏi ý kiến"),
        ('"hội trưởng"', "Đại hội bầu [hội] [trưởng], hỏi ý kiến"),
        ('"hội trưởng" hội', "Đại [hội] bầu [hội] [trưởng], hỏi ý kiến"),
        ('"hoi truong" h*', "Đại [hội] bầu [hội] [trưởng], [hỏi] ý kiến"),
        ('"đại hội" OR "hội trưởng"', "[Đại] [hội] bầu [hội] [trưởng], hỏi ý kiến"),
        ('"hồi y"', "Đại hội bầu hội trưởng, [hỏi] [ý] kiến"),
        ('"hội ý"', "Đại [hội] bầu [hội] trưởng, hỏi [ý] kiến"),  # of no phrase that is exact
        ('"ý kiến" -"hội trưởng"', "Đại hội bầu hội trưởng, hỏi [ý] [kiến]"),
        ('"hội nghị" hỏi', "Đại [hội] bầu [hội] trưởng, [hỏi] ý kiến"),  # a phrase it has not
    ],
)
def test_words(tmp_path: Path, query: str, expected: str) -> None:
    words = highlighted(tmp_path, "Đại hội bầu hội trưởng, hỏi ý kiến", query)
    assert words == expected.replace(",", "").split()


def test_a_word_that_a_text_repeats_without_end_hides_no_other(tmp_path: Path) -> None:
    words = highlighted(tmp_path, "mưa " * 30_000 + "rồi nắng", "mưa nắng")
    assert words.count("[mưa]") == 20_000
    assert words[-2:] == ["rồi", "[nắng]"]
