"""Where tokens stand, by array operations: as the tokeniser says, in any texts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnsearch.index.arrays.character_table import JoinedTexts
from vnsearch.search.matching.token_places import TokenPlaces
from vnsearch.text.tokenize import token_bounds

Place = tuple[int, int, int]  # which text, start, end

letters = st.sampled_from("aĐđộếỹ9_ \n…—\u0303\u00ad\u200b漢🙂\udc8d")
texts = st.one_of(st.text(), st.text(letters, max_size=40), st.just("C++ và .NET"))


def found(texts: list[str], tokens: list[tuple[int, int]]) -> list[Place]:
    """The places of some tokens, each given by its text and its number there."""
    owner, numbers = np.array(tokens, np.intp).reshape(-1, 2).T
    starts, ends = TokenPlaces(JoinedTexts(texts)).of(owner, numbers)
    return list(zip(owner.tolist(), starts.tolist(), ends.tolist(), strict=True))


def every_token(texts: list[str]) -> tuple[list[tuple[int, int]], list[Place]]:
    """The tokens of all texts by number, and their places as the tokeniser says."""
    places = [
        (number, *each) for number, text in enumerate(texts) for each in token_bounds(text)
    ]
    tokens = [(n, at) for n, text in enumerate(texts) for at in range(len(token_bounds(text)))]
    return tokens, places


@given(st.lists(texts, min_size=1, max_size=4))
def test_every_token(several: list[str]) -> None:
    tokens, places = every_token(several)
    assert found(several, tokens) == places


@given(st.lists(texts, min_size=1, max_size=4), st.data())
def test_some_tokens_of_long_texts(parts: list[str], data: st.DataObject) -> None:
    several = [f"Hội nghị toàn quốc — {part} khai mạc tại Hà Nội" for part in parts]
    tokens, places = every_token(several)
    chosen = sorted(data.draw(st.sets(st.integers(0, len(tokens) - 1))))
    assert found(several, [tokens[at] for at in chosen]) == [places[at] for at in chosen]


def test_letters_and_marks_of_every_kind() -> None:
    several = [
        "Hoà\u0303 bình",
        "so\u00adft",
        "a_b 1/2",
        "漢字 🙂 ðường",
        "\udc8d",
        "",
        " … ",
    ]
    tokens, places = every_token(several)
    assert found(several, tokens) == places


@given(texts)
def test_the_tokens_of_one_text(text: str) -> None:
    bounds = token_bounds(text)
    starts, ends = TokenPlaces(JoinedTexts([text])).of(
        np.zeros(len(bounds), np.intp), np.arange(len(bounds))
    )
    assert list(zip(starts.tolist(), ends.tolist(), strict=True)) == bounds


@pytest.mark.parametrize("token", [(0, 2), (1, 0), (2, 1), (3, 1)])
def test_a_token_that_a_text_lacks_is_none_of_the_next(token: tuple[int, int]) -> None:
    several = ["hội nghị", "", "C++", "toàn"]
    with pytest.raises(IndexError):
        found(several, [token])
