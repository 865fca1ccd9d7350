"""The marks rule: every mark typed counts, every mark left out is free."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnsearch.text.marks import bears, bears_prefix, has_marks
from vnsearch.text.syllable import place_tone, split_tone
from vnsearch.text.terms import exact_term, folded_term

from .samples import syllables


@pytest.mark.parametrize(
    ("query", "borne_by", "not_borne_by"),
    [
        ("hoi", "hoi hôi hơi hội hỏi hói hồi hối hổi hời hợi", "hai hoa hoài ho hoii"),
        ("hội", "hội", "hôi hoi hỏi hối họi hợi hơi"),
        ("hôi", "hôi hội hối hồi hổi hỗi", "hoi hỏi hơi hợi họi"),
        ("hoị", "hội hợi họi", "hỏi hồi hoi hôi"),
        ("nghi", "nghi nghị nghĩ nghỉ", "nghiêng nghe"),
        ("nghị", "nghị", "nghi nghĩ nghỉ"),
        ("Viêt", "việt viết viêt", "viet viẹt"),
        ("Việt", "việt", "viết viêt viet"),
        ("đuong", "đường đương đuông đuống", "dương dưỡng duong"),
        ("duong", "đường dương dưỡng duong đương", "đuôn dung"),
        ("đương", "đường đương đượng", "dương đuông"),
        ("nguơi", "người ngươi", "nguội nguồi nguôi"),
        ("ngừơi", "người", "ngươi ngưởi"),
        ("nguòi", "người nguồi nguòi", "ngươi nguội"),
        ("thuy", "thuỷ thuý thuỳ thuy", "thui thúi"),
        ("hóa", "hoá", "hoả hoà hoa"),
        ("hòa", "hoà", "hoá hoa"),
        ("đ", "đ", "d"),
        ("d", "d đ", "t"),
        ("ă", "ă ắ ặ", "a â á"),
        ("13", "13", "14 1"),
        ("cafe", "cafe café", "cafes"),
        ("café", "café", "cafe cafè"),
        ("senor", "senor señor", "senior"),
        ("señor", "señor", "senor"),
        ("naive", "naive naïve", "native"),
        ("Muller", "muller müller", "miller"),
        ("Müller", "müller", "muller mûller"),
        ("hoinghi", "hộinghị hoinghi", "hoinghe"),
        ("hộinghị", "hộinghị", "hoinghi hôinghị"),
        ("中国", "中国", "种过 中"),
        ("한글", "한글", "한국"),
        ("क", "क", "कि का"),
        ("кот", "кот", "код kot"),
    ],
)
def test_bears(query: str, borne_by: str, not_borne_by: str) -> None:
    wanted = exact_term(query)
    for word in borne_by.split():
        assert bears(exact_term(word), wanted), word
    for word in not_borne_by.split():
        assert not bears(exact_term(word), wanted), word


@pytest.mark.parametrize(
    ("prefix", "borne_by", "not_borne_by"),
    [
        ("ho", "ho hội hỏi hoà hoàng", "ha h hu"),
        ("hộ", "hội hộp hộ", "hồi hôi hoi họp hợp"),
        ("hô", "hội hồi hôi hông", "hỏi hơi hoà"),
        ("ngư", "người ngươi ngừng", "nguội ngu"),
        ("ngừ", "người ngừng", "ngươi ngượng"),
        ("hòa", "hoà hoàng hoàn", "hoa hoảng hoáng"),
        ("đ", "đường đi đ", "dương d"),
        ("đuo", "đường đuôi", "dương"),
        ("thuy", "thuỷ thuyền thuý", "thuế"),
        ("quy", "quý quyền quyết", "quá quí"),
        ("2", "2024 2", "1"),
        ("中", "中国", "种过"),
        ("caf", "café cafe", "car"),
        ("ß", "ßa", "ss"),
    ],
)
def test_bears_prefix(prefix: str, borne_by: str, not_borne_by: str) -> None:
    wanted = exact_term(prefix)
    for word in borne_by.split():
        assert bears_prefix(exact_term(word), wanted), word
    for word in not_borne_by.split():
        assert not bears_prefix(exact_term(word), wanted), word


@pytest.mark.parametrize(
    "term", ["hội", "đi", "ở", "ăn", "ý", "hộinghị", "señor", "naïve", "й"]
)
def test_has_marks(term: str) -> None:
    assert has_marks(term)


@pytest.mark.parametrize("term", ["", "hoi", "13", "ubnd", "中国", "кот", "ß", "कि"])
def test_has_no_marks(term: str) -> None:
    assert not has_marks(term)


def _without_some_marks(term: str, dropped: int) -> str:
    """The term without the marks that the bits of `dropped` name, đ's stroke among them."""
    kept = []
    marks = 0
    for ch in normalize("NFD", term):
        if ch.isascii():
            kept.append(ch)
            continue
        is_dropped = dropped >> marks & 1
        marks += 1
        if not is_dropped:
            kept.append(ch)
        elif ch == "đ":
            kept.append("d")
    return exact_term("".join(kept))


@given(syllables, st.integers(0, 15))
def test_marks_left_out_are_free(term: str, dropped: int) -> None:
    assert bears(term, _without_some_marks(term, dropped))


@given(syllables, st.integers(0, 15))
def test_marks_typed_count(term: str, dropped: int) -> None:
    bared = _without_some_marks(term, dropped)
    assert bears(bared, term) == (bared == term)


@given(syllables, st.integers(1, 5))
def test_another_tone_is_not_borne(term: str, tone: int) -> None:
    letters, own = split_tone(term)
    assert bears(term, place_tone(letters, tone)) == (tone == own)


@given(syllables, st.integers(0, 15), st.integers(1, 7))
def test_every_beginning_is_borne(term: str, dropped: int, length: int) -> None:
    typed = _without_some_marks(term, dropped)
    assert bears_prefix(term, exact_term(typed[:length]))
    assert bears_prefix(term, folded_term(exact_term(typed[:length])))


@given(syllables, syllables)
def test_whole_word_is_borne_as_a_prefix_too(one: str, other: str) -> None:
    assert not bears(one, other) or bears_prefix(one, other)


@given(syllables)
def test_has_marks_exactly_when_folding_loses_some(term: str) -> None:
    assert has_marks(term) == (folded_term(term) != term)


def test_long_terms() -> None:
    long = exact_term("hôi" * 3_334)
    assert bears(long, long.replace("ô", "o"))
    assert not bears(long.replace("ô", "o"), long)
    assert bears_prefix(long, "hoi" * 3_000)
