"""Words one edit away: found all at once, the same that trying every edit finds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnsearch.index.segment.reader import Segment
from vnsearch.index.toc import open_segments
from vnsearch.search.variants.one_edit import is_one_edit, one_edit_away

from .newsroom import index_news

ALPHABET = "abn"
LEXICON = sorted(
    {first + second + third + fourth for first in ALPHABET for second in ("", *ALPHABET)
     for third in ("", *ALPHABET) for fourth in ("", *ALPHABET)}
)  # fmt: skip


@pytest.fixture(scope="module")
def segment(tmp_path_factory: pytest.TempPathFactory) -> Segment:
    index = index_news(tmp_path_factory.mktemp("edits"), [" ".join(LEXICON), "đường 中国"])
    (segment,) = open_segments(str(index))[1]
    return segment


def edits(word: str) -> set[str]:
    """Every word of the alphabet one letter away, one by one."""
    cuts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    missing = {head + tail[1:] for head, tail in cuts if tail}
    swapped = {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    wrong = {head + ch + tail[1:] for head, tail in cuts if tail for ch in ALPHABET}
    more = {head + ch + tail for head, tail in cuts for ch in ALPHABET}
    return (missing | swapped | wrong | more) - {word}


@given(st.text(ALPHABET, min_size=1, max_size=6))
def test_all_words_one_edit_away_are_found_and_no_others(segment: Segment, word: str) -> None:
    assert one_edit_away(segment.lexicon.folds, word) == sorted(edits(word) & set(LEXICON))


@given(st.text(ALPHABET, min_size=1, max_size=6))
def test_two_words_are_one_edit_apart_where_one_edit_makes_the_other(word: str) -> None:
    near = edits(word)
    assert {other for other in LEXICON if is_one_edit(word, other)} == near & set(LEXICON)
    assert all(is_one_edit(word.encode(), other.encode()) for other in near)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("duongg", ["duong"]),
        ("duon", ["duong"]),
        ("duogn", ["duong"]),
        ("daong", ["duong"]),
        ("duong", []),
        ("dougn", []),
    ],
)
def test_folded_words_are_compared(segment: Segment, word: str, expected: list[str]) -> None:
    assert one_edit_away(segment.lexicon.folds, word) == expected
