"""Where tokens stand, by array operations: as the tokeniser says, on any text."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from vnsearch.search.showing.token_places import places_of
from vnsearch.text.tokenize import token_bounds

letters = st.sampled_from("aĐđộếỹ9_ \n…—\u0303\u00ad\u200b漢🙂\udc8d")
texts = st.one_of(st.text(), st.text(letters, max_size=40))


@given(texts)
def test_every_token(text: str) -> None:
    bounds = token_bounds(text)
    assert places_of(text, np.arange(len(bounds))) == bounds


@given(st.lists(texts, min_size=1, max_size=4), st.data())
def test_some_tokens_of_a_long_text(parts: list[str], data: st.DataObject) -> None:
    text = "Hội nghị toàn quốc — ".join(parts) + " khai mạc tại Hà Nội"
    bounds = token_bounds(text)
    chosen = sorted(data.draw(st.sets(st.integers(0, len(bounds) - 1))))
    found = places_of(text, np.array(chosen, np.intp))
    assert found == [bounds[number] for number in chosen]


def test_letters_and_marks_of_every_kind() -> None:
    for text in (
        "Hoà\u0303 bình",
        "so\u00adft",
        "a_b 1/2",
        "漢字 🙂 ðường",
        "\udc8d",
        "",
        " … ",
    ):
        assert places_of(text, np.arange(len(token_bounds(text)))) == token_bounds(text)
