"""Exact and folded terms: every rule of the chain alone, and the laws of the whole."""

from __future__ import annotations

from typing import Literal
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unidecode import unidecode

from vnsearch.text.characters import LETTER, LONE, character_class
from vnsearch.text.normalize import MARKS_PER_LETTER
from vnsearch.text.terms import exact_term, folded_term
from vnsearch.text.tokenize import token_bounds, tokenize

from .samples import (
    EVERY_CHARACTER,
    LETTERS,
    OLD_AND_MODERN,
    SYLLABLES,
    TONE_MARKS,
    UNCHANGED,
    VOWELS,
    syllables,
    texts,
    toneless,
)


@pytest.mark.parametrize(
    ("surface", "exact", "folded"),
    [
        # invisible characters
        ("ngh\u00adị", "nghị", "nghi"),
        ("hội\u200bnghị", "hộinghị", "hoinghi"),
        ("Vie\u200d\u0323\u0302t", "việt", "viet"),
        ("a\u034f\u0301", "á", "a"),
        ("1\ufe0f\u20e3", "1\u20e3", "1"),
        # compatibility forms
        ("Ｖｉệｔ", "việt", "viet"),
        ("２０２４", "2024", "2024"),
        ("m²", "m2", "m2"),
        ("½", "½", "½"),
        ("¼", "¼", "¼"),
        ("⅔", "⅔", "⅔"),
        ("⅟", "⅟", "⅟"),
        ("½\u0301", "½\u0301", "½\u0301"),
        ("①", "1", "1"),
        ("⑳", "20", "20"),
        ("❶", "1", "1"),
        ("⓫", "11", "11"),
        ("⒈", "1", "1"),
        ("🄁", "0", "0"),
        ("㈠", "一", "一"),
        ("㎡", "m2", "m2"),
        ("㎏", "kg", "kg"),
        ("℃", "c", "c"),
        ("№", "no", "no"),
        ("℡", "tel", "tel"),
        ("Ⅳ", "iv", "iv"),
        ("⑴", "1", "1"),
        ("ﬁn", "fin", "fin"),
        ("1ᵉʳ", "1er", "1er"),
        ("ﾊﾟ", "パ", "パ"),
        ("ͺ", "ͺ", "ͺ"),
        # lower case
        ("UBND", "ubnd", "ubnd"),
        ("ĐƯỜNG", "đường", "duong"),
        ("HbA1c", "hba1c", "hba1c"),
        ("STRASSE", "strasse", "strasse"),
        ("straße", "straße", "strasse"),
        ("İzmir", "i\u0307zmir", "izmir"),
        # look-alikes of đ
        ("Ðường", "đường", "duong"),
        ("ðường", "đường", "duong"),
        ("Ɖường", "đường", "duong"),
        ("ɖường", "đường", "duong"),
        # order of marks
        ("tie\u0301\u0302ng", "tiếng", "tieng"),
        ("qua\u0309\u0306n", "quẳn", "quan"),
        # place of the tone
        ("hòa", "hoà", "hoa"),
        ("hoà", "hoà", "hoa"),
        ("HÒA", "hoà", "hoa"),
        ("hóa", "hoá", "hoa"),
        ("thủy", "thuỷ", "thuy"),
        ("qúy", "quý", "quy"),
        ("qủa", "quả", "qua"),
        ("ngừơi", "người", "nguoi"),
        ("hòan", "hoàn", "hoan"),
        ("gìa", "già", "gia"),
        ("quí", "quí", "qui"),
        ("hòa2", "hoà2", "hoa2"),
        # more than one tone, or none
        ("HộiNghị", "hộinghị", "hoinghi"),
        ("résumé", "résumé", "resume"),
        ("LĐTBXH", "lđtbxh", "ldtbxh"),
        ("café", "café", "cafe"),
        ("lycée", "lycée", "lycee"),
        ("señor", "señor", "senor"),
        ("Łódź", "łódź", "lodz"),
        ("Dvořák", "dvořák", "dvorak"),
        ("a\u0308\u0301", "a\u0308\u0301", "a"),
        # other scripts
        # only Latin letters are folded, of whatever century
        ("ꞗua", "ꞗua", "bua"),
        ("ƀối", "ƀối", "boi"),
        ("thŏŭ", "thŏŭ", "thou"),
        ("國", "國", "國"),
        ("𡗶", "𡗶", "𡗶"),
        ("\uf907", "龜", "龜"),  # a compatibility form
        ("Москва", "москва", "москва"),
        ("Щука", "щука", "щука"),
        ("Αθήνα", "αθήνα", "αθήνα"),
        ("हिन्दी", "हिन्दी", "हिन्दी"),
        ("عربي", "عربي", "عربي"),
        ("한글", "한글", "한글"),
        ("ភាសាខ្មែរ", "ភាសាខ្មែរ", "ភាសាខ្មែរ"),
        ("ꨌꩌ", "ꨌꩌ", "ꨌꩌ"),  # Chăm
        ("ภาษาไทย", "ภาษาไทย", "ภาษาไทย"),
        ("ລາວ", "ລາວ", "ລາວ"),
        ("йод", "йод", "йод"),
        ("\U00020000", "\U00020000", "\U00020000"),
    ],
)
def test_terms_of(surface: str, exact: str, folded: str) -> None:
    exact = normalize("NFC", exact)
    assert exact_term(surface) == exact
    assert folded_term(exact) == folded


@pytest.mark.parametrize(
    ("sentence", "exact", "folded"),
    [
        (
            "Ðại hội TOÀN quốc, lần thứ 13: “Hòa bình – qúy hơn vàng”!",
            "đại hội toàn quốc lần thứ 13 hoà bình quý hơn vàng",
            "dai hoi toan quoc lan thu 13 hoa binh quy hon vang",
        ),
        (
            "Luật Thủy sản\u00a02017 (sửa đổi) có hiệu lực từ 01/01/2019.",
            "luật thuỷ sản 2017 sửa đổi có hiệu lực từ 01 01 2019",
            "luat thuy san 2017 sua doi co hieu luc tu 01 01 2019",
        ),
        (
            "Giá xăng\u200b RON\u00ad95: 21.500₫/lít, tăng ½ so với năm ngoái…",
            "giá xăng ron95 21 500 lít tăng ½ so với năm ngoái",
            "gia xang ron95 21 500 lit tang ½ so voi nam ngoai",
        ),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_terms_of_a_sentence(
    sentence: str, exact: str, folded: str, form: Literal["NFC", "NFD"]
) -> None:
    terms = [exact_term(token.text) for token in tokenize(normalize(form, sentence))]
    assert " ".join(terms) == exact
    assert " ".join(map(folded_term, terms)) == folded


@pytest.mark.parametrize(("old", "modern"), OLD_AND_MODERN)
def test_old_and_modern_spelling_are_one_term(old: str, modern: str) -> None:
    assert exact_term(old) == exact_term(modern) == modern


@pytest.mark.parametrize("syllable", UNCHANGED)
def test_syllable_spelled_one_way_stays(syllable: str) -> None:
    assert exact_term(syllable) == syllable


def test_eighty_one_pairs_and_seventy_six_others() -> None:
    assert len(set(OLD_AND_MODERN)) == 81
    assert len(set(UNCHANGED)) == 76


@given(syllables, st.data())
def test_a_tone_on_any_vowel_gives_the_same_term(syllable: str, data: st.DataObject) -> None:
    letters, mark = toneless(syllable)
    places = [place for place, ch in enumerate(letters) if ch in VOWELS]
    place = data.draw(st.sampled_from(places))
    moved = letters[: place + 1] + mark + letters[place + 1 :]
    for form in ("NFC", "NFD"):
        assert exact_term(normalize(form, moved)) == syllable
        assert exact_term(normalize(form, moved.upper())) == syllable


def test_letters_and_tone_decide_the_term() -> None:
    """Syllables that differ in letters or tone never share a term."""
    bare = sorted({toneless(syllable)[0] for syllable in SYLLABLES})
    spelled = {
        (letters, mark): exact_term(letters + mark) for letters in bare for mark in TONE_MARKS
    }
    assert len(set(spelled.values())) == len(spelled)


@given(texts)
def test_term_is_one_token_and_its_own_term(text: str) -> None:
    for token in tokenize(text):
        term = exact_term(token.text)
        assert term, ascii(token.text)
        assert token_bounds(term) == [(0, len(term))]
        assert exact_term(term) == term


@given(texts)
def test_folding_neither_joins_nor_splits(text: str) -> None:
    for token in tokenize(text):
        folded = folded_term(exact_term(token.text))
        assert token_bounds(folded) == [(0, len(folded))]
        assert folded_term(folded) == folded


@given(texts)
def test_composed_and_decomposed_text_have_the_same_terms(text: str) -> None:
    composed, decomposed = (
        [exact_term(token.text) for token in tokenize(normalize(form, text))]
        for form in ("NFC", "NFD")
    )
    assert composed == decomposed


@given(st.text(st.sampled_from([*LETTERS, *" bcdghklmnpqrstvx"])))
def test_case_does_not_matter_for_vietnamese(text: str) -> None:
    upper = [exact_term(token.text) for token in tokenize(text.upper())]
    assert [exact_term(token.text) for token in tokenize(text)] == upper


def test_every_letter_of_unicode_has_terms() -> None:
    for ch in EVERY_CHARACTER:
        if character_class(ch) in (LETTER, LONE):
            exact = exact_term.__wrapped__(ch)  # type: ignore[attr-defined]
            folded = folded_term(exact)
            assert token_bounds(exact) == [(0, len(exact))], f"U+{ord(ch):04X}"
            assert token_bounds(folded) == [(0, len(folded))], f"U+{ord(ch):04X}"


@pytest.mark.parametrize("letter", LETTERS)
def test_vietnamese_letters_fold_as_unidecode_has_it(letter: str) -> None:
    assert folded_term(exact_term(letter)) == unidecode(letter).lower()


@pytest.mark.parametrize(
    "surface",
    [
        "hội" * 3_334,
        "a" * 10_000,
        "ả" * 10_000,
        "Ⅳ" * 10_000,
        "ก" * 10_000,
        "ﷺ" * 1_000,
        "a" + "\u200b" * 10_000 + "b",
    ],
)
def test_long_tokens(surface: str) -> None:
    exact = exact_term(surface)
    assert exact_term(exact) == exact
    assert token_bounds(exact) == [(0, len(exact))]
    assert folded_term(exact)


@pytest.mark.parametrize("marks", ["\u0301", "\u0301\u0323", "\u0344", "\u0302\u0309"])
def test_a_hundred_thousand_marks_on_one_letter(marks: str) -> None:
    surface = "ho" + marks * (100_000 // len(marks)) + "i"
    exact = exact_term(surface)
    assert len(exact) <= 3 + MARKS_PER_LETTER
    assert exact_term(exact) == exact
    assert folded_term(exact) == "hoi"
