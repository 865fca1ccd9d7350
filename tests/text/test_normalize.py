"""Composing: NFC, the orders that NFC leaves broken, and limits."""

from __future__ import annotations

from unicodedata import is_normalized, normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnsearch.text import normalize as normalize_module
from vnsearch.text.normalize import MARKS_PER_LETTER, compose, limit_marks

from .samples import LETTERS, TONE_MARKS, texts


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("", "", id="nothing"),
        pytest.param("hoi nghi", "hoi nghi", id="ascii"),
        pytest.param("Hội nghị", "Hội nghị", id="composed"),
        pytest.param("e\u0323\u0302", "ệ", id="dot below, circumflex"),
        pytest.param("e\u0302\u0323", "ệ", id="circumflex, dot below"),
        pytest.param("\u1eb9\u0302", "ệ", id="ẹ, circumflex"),
        pytest.param("o\u031b\u0301", "ớ", id="horn, acute"),
        pytest.param("o\u0301\u031b", "ớ", id="acute, horn"),
        pytest.param("ó\u031b", "ớ", id="ó, horn"),
        pytest.param("\u1ea1\u0306", "ặ", id="ạ, breve"),
        pytest.param("e\u0341\u0302", "ế", id="old acute"),
        pytest.param("e\u0301\u0302", "ế", id="acute, circumflex: NFC gives up"),
        pytest.param("é\u0302", "ế", id="é, circumflex: NFC gives up"),
        pytest.param("É\u0302", "Ế", id="capital"),
        pytest.param("a\u0309\u0306", "ẳ", id="hook, breve: NFC gives up"),
        pytest.param("ả\u0306", "ẳ", id="ả, breve: NFC gives up"),
        pytest.param("á\u0301", "á", id="acute twice"),
        pytest.param("ê\u0302", "ê", id="circumflex twice"),
        pytest.param("ê\u0323\u0302\u0323", "ệ", id="both twice"),
        pytest.param("ho\u0323\u0302i nghi\u0323", "hội nghị", id="words"),
        pytest.param("a\u030c", "ǎ", id="caron is no breve"),
        pytest.param("a\u0304\u0302", "ā\u0302", id="foreign order is kept"),
        pytest.param("a\u0301\u0300", "á\u0300", id="two tones are kept"),
        pytest.param("n\u0303", "ñ", id="Spanish"),
        pytest.param("d\u0335", "d\u0335", id="stroke"),
        pytest.param("ho\u00adi\u200b", "ho\u00adi\u200b", id="invisible characters are kept"),
        pytest.param("Ｖｉệｔ", "Ｖｉệｔ", id="full width is kept"),
        pytest.param("\u0301a", "\u0301a", id="a mark before its letter"),
        pytest.param("\u0915\u093c", "\u0915\u093c", id="Devanagari"),
    ],
)
def test_compose(before: str, after: str) -> None:
    assert compose(before) == after


@pytest.mark.parametrize("letter", LETTERS)
def test_every_order_of_the_marks_gives_the_letter(letter: str) -> None:
    base, *marks = list(normalize("NFD", letter))
    for order in (marks, marks[::-1], marks + marks):
        assert compose(base + "".join(order)) == letter
        assert compose(normalize("NFC", base + "".join(order))) == letter


@given(texts)
def test_compose_is_idempotent(text: str) -> None:
    assert compose(compose(text)) == compose(text)


@given(texts)
def test_composed_text_is_nfc_whatever_the_form_before(text: str) -> None:
    composed = compose(text)
    assert is_normalized("NFC", composed)
    assert compose(normalize("NFD", text)) == composed
    assert compose(normalize("NFC", text)) == composed


@given(st.text(st.sampled_from("abc đ中😀.-\n")))
def test_text_without_marks_is_left_alone(text: str) -> None:
    assert compose(text) == text


@pytest.mark.parametrize(
    "marks",
    ["\u0301", "\u0301\u0323", "\u0344", "\u0323\u0302\u0301", "\u064b\u0650", "\u093e"],
)
def test_a_hundred_thousand_marks_on_one_letter(marks: str) -> None:
    text = "mở" + marks * (100_000 // len(marks)) + " đóng"
    composed = compose(text)
    assert composed.startswith("m") and composed.endswith(" đóng")
    assert len(composed) <= len("mở đóng") + MARKS_PER_LETTER
    assert compose(composed) == composed


@pytest.mark.parametrize("mark", TONE_MARKS[1:])
def test_marks_are_limited_letter_by_letter(mark: str) -> None:
    full = "u" + mark * MARKS_PER_LETTER
    assert limit_marks(full + " " + full) == full + " " + full
    assert limit_marks(full + mark + "b" + full + mark * 500) == full + "b" + full
    assert limit_marks(full + "\u200b" + full[1:]) == full + "\u200b" + full[1:]


def test_a_line_of_punctuation_is_not_a_crowd_of_marks() -> None:
    ruled = "⸻" * 100 + "\U0001fb00" * 100
    assert limit_marks(ruled) == ruled


@given(
    st.text(alphabet="aeho \n\u0302\u0323\u0301ệ\u11a8\u1100\u1161", max_size=60),
    st.integers(1, 9),
)
def test_long_texts_are_composed_in_blocks_as_in_one(text: str, block: int) -> None:
    whole = compose(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(normalize_module, "_AT_ONCE", block)
        assert compose(text) == whole


@given(st.lists(st.sampled_from(["hội", "nghi\u0323", "e\u0301\u0302\nđ", "", "\u0323"])))
def test_words_are_composed_each_on_its_own(words: list[str]) -> None:
    assert compose(" ".join(words)) == " ".join(map(compose, words))
