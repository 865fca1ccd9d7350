"""Tokens: where they begin and end, in any text."""

from __future__ import annotations

import re
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnsearch.text.characters import LETTER, LONE, MARK, SEPARATOR
from vnsearch.text.syllable import is_bare_syllable, is_syllable
from vnsearch.text.tokenize import SHIFTED, Token, character_class, token_bounds, tokenize

from .samples import EVERY_CHARACTER, SYLLABLES, texts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("  \n\t", []),
        ("… — ?!", []),
        ("Hội nghị toàn quốc", ["Hội", "nghị", "toàn", "quốc"]),
        ("Ở nhà, ý anh sao?", ["Ở", "nhà", "ý", "anh", "sao"]),
        ("Đ/c Nguyễn", ["Đ", "c", "Nguyễn"]),
        ("TP.HCM", ["TP", "HCM"]),
        ("COVID-19", ["COVID", "19"]),
        ("5G, U23, H5N1, 8h30", ["5G", "U23", "H5N1", "8h30"]),
        ("ngày 16/12", ["ngày", "16", "12"]),
        ("79% và 3,5%", ["79", "và", "3", "5"]),
        ("18-NQ/TW", ["18", "NQ", "TW"]),
        ("Mác–Lênin", ["Mác", "Lênin"]),
        ("500.000đ hay 15.000₫", ["500", "000đ", "hay", "15", "000"]),
        ("lien_he@vnsearch.vn", ["lien", "he", "vnsearch", "vn"]),
        ("kết thúc.Hội nghị", ["kết", "thúc", "Hội", "nghị"]),
        ("“tốt”‘đẹp’", ["tốt", "đẹp"]),
        ("học\u00a0sinh\u2009giỏi\u3000lắm", ["học", "sinh", "giỏi", "lắm"]),
        ("ngh\u00adị quyết", ["ngh\u00adị", "quyết"]),
        # A zero-width space parts two syllables that together are none, and nothing else.
        ("hội\u200bnghị", ["hội", "nghị"]),
        ("ha\u200bnoi \u200bmien\u200b\u200bbac\u200b", ["ha", "noi", "mien", "bac"]),
        ("Hội\u200b\u2060nghị", ["Hội", "nghị"]),
        ("kho\u200bảng", ["kho\u200bảng"]),
        ("inter\u200bnational", ["inter\u200bnational"]),
        ("thuvien\u200bphapluat", ["thuvien\u200bphapluat"]),
        ("ភាសា\u200bខ្មែរ", ["ភាសា\u200bខ្មែរ"]),
        # An ideograph is a token of its own, with its variation selector and reading mark.
        ("南國山河Nam quốc sơn hà", ["南", "國", "山", "河", "Nam", "quốc", "sơn", "hà"]),
        ("𡗶𡦂a國", ["𡗶", "𡦂", "a", "國"]),
        ("國\ufe00山\U00016ff0\u200da", ["國", "山\U00016ff0", "a"]),
        ("東京は〇々", ["東", "京", "は", "〇", "々"]),
        ("\ufeffHội nghị", ["Hội", "nghị"]),
        ("hội\u200b nghị\u00ad", ["hội", "nghị"]),
        ("a\u200b\u0301\u200b", ["a\u200b\u0301"]),
        ("Vie\u0323\u0302t", ["Vie\u0323\u0302t"]),
        ("\u0301a", ["a"]),
        (" \u0301\u200b ", []),
        ("नमस्ते दुनिया", ["नमस्ते", "दुनिया"]),
        ("中国 日本", ["中", "国", "日", "本"]),
        ("H'Mông H’Mông H\u02bcMông H´Mông H`Mông", ["H", "Mông"] * 5),
        ("\u02bcMông\u02bc", ["Mông"]),
        ("lập trình C++, C# và F#.", ["lập", "trình", "C++", "C#", "và", "F#"]),
        ("c++17, Objective-C++/C++", ["c++", "17", "Objective", "C++", "C++"]),
        ("C + +, ABC++, ABC#, C♯ 5#", ["C", "ABC", "ABC", "C", "5"]),
        ("nền tảng .NET và .Net", ["nền", "tảng", ".NET", "và", ".Net"]),
        ("ASP.NET, vnsearch.net", ["ASP", "NET", "vnsearch", "net"]),
        ("(.net) .network .NET6", [".net", "network", "NET6"]),
        ("C#.NET", ["C#", ".NET"]),
        ("nền .NET¹, ngữ C#², ³C++", ["nền", ".NET", "¹", "ngữ", "C#", "²", "³", "C++"]),
        ("e\u0301.NET e\u200b.NET", ["e\u0301", "NET", "e", "NET"]),
        # A raised digit is a power behind a unit or one letter, else the number of a note.
        (
            "Hà Nội¹ và Huế²,³ năm 2019¹²",
            ["Hà", "Nội", "¹", "và", "Huế", "²", "³", "năm", "2019", "¹²"],
        ),
        ("¹Nguyễn Văn A⁴", ["¹", "Nguyễn", "Văn", "A⁴"]),
        ("10², 50m², 3 km³, x² m³/s", ["10", "²", "50m²", "3", "km³", "x²", "m³", "s"]),
        ("CO₂ và H₂O, 101₂", ["CO₂", "và", "H₂O", "101", "₂"]),
        ("2ⁿ và xⁿ, a² + b²", ["2", "ⁿ", "và", "xⁿ", "a²", "b²"]),
        ("Vinamilkᵀᴹ, Vinamilk™, 1ᵉʳ", ["Vinamilk", "ᵀᴹ", "Vinamilk", "1ᵉʳ"]),
        # What is a number or a word in one character goes on with none.
        ("1½ kg, ½kg, 3¾", ["1", "½", "kg", "½", "kg", "3", "¾"]),
        ("①Hà Nội②Huế ❶Bài", ["①", "Hà", "Nội", "②", "Huế", "❶", "Bài"]),
        ("⑴Điều ⒈Điều", ["⑴", "Điều", "⒈", "Điều"]),
        ("50㎡, 5㎏/㎡, 37℃", ["50", "㎡", "5", "㎏", "㎡", "37", "℃"]),
        ("№5, ℡0912", ["№", "5", "℡", "0912"]),
        ("37ºC, Nº 5, 1ª", ["37", "C", "N", "5", "1"]),
        ("hết giờ.Nét mặt", ["hết", "giờ", "Nét", "mặt"]),
        ("السلام عليكم", ["السلام", "عليكم"]),
        ("tốt👍quá", ["tốt", "quá"]),
        ("👩\u200d👩\u200d👧 nhà", ["nhà"]),
        ("1\ufe0f\u20e3 một", ["1\ufe0f\u20e3", "một"]),
        ("ví\ud800dụ", ["ví", "dụ"]),
        ("ví\x00dụ", ["ví", "dụ"]),
        ("a\u0301👍\u0301b", ["a\u0301", "b"]),
    ],
)
def test_tokens_of(text: str, expected: list[str]) -> None:
    assert [token.text for token in tokenize(text)] == expected


def test_tokens_keep_their_place() -> None:
    assert list(tokenize("Đ/c: ngh\u00adị")) == [
        Token("Đ", 0, 1, 0),
        Token("c", 2, 3, 1),
        Token("ngh\u00adị", 5, 10, 2),
    ]


@given(texts)
def test_bounds_are_those_of_the_definition(text: str) -> None:
    """A slow reading of the definition, character by character, gives the same bounds."""
    text = re.sub(r"[#+]|\.[Nn]", " ", text)  # what belongs to names such as C++
    text = text.replace("\u200b", "\u2060")  # which has a rule of its own
    text = re.sub(f"[{SHIFTED}]", "5", text)  # which may be notes
    expected: list[tuple[int, int]] = []
    opened = False
    for place, ch in enumerate(text):
        kind = character_class(ch)
        if kind == LONE or (kind == LETTER and not opened):
            expected.append((place, place + 1))
            opened = True
        elif kind in (LETTER, MARK) and opened:
            start = expected[-1][0]
            if kind == LETTER and character_class(text[start]) == LONE:
                start = place
                expected.append((place, place + 1))
            expected[-1] = (start, place + 1)
        elif kind == SEPARATOR:
            opened = False
    assert token_bounds(text) == expected


def spells(word: str) -> bool:
    return is_syllable(word) or is_bare_syllable(word)


@given(st.lists(st.sampled_from([*SYLLABLES, "viên", "kho", "ảng", "xin", "web"]), min_size=2))
def test_a_zero_width_space_parts_as_a_space_or_not_at_all(words: list[str]) -> None:
    text = "\u200b".join(words)
    tokens = [token.text.replace("\u200b", "") for token in tokenize(text)]
    assert "".join(tokens) == "".join(words)
    for place in range(len(words) - 1):
        before, after = words[place : place + 2]
        parted = spells(before) and spells(after) and not spells(before + after)
        ends = {len("".join(tokens[: number + 1])) for number in range(len(tokens))}
        assert (len("".join(words[: place + 1])) in ends) == parted


@given(texts)
def test_spans_give_the_source_back(text: str) -> None:
    tokens = list(tokenize(text))
    assert [(token.start, token.end) for token in tokens] == token_bounds(text)
    rebuilt = ""
    for position, token in enumerate(tokens):
        assert token.position == position
        assert token.start >= len(rebuilt)
        between = text[len(rebuilt) : token.start]
        assert LETTER not in map(character_class, between)
        rebuilt += between + token.text
    rest = text[len(rebuilt) :]
    assert LETTER not in map(character_class, rest)
    assert rebuilt + rest == text


@given(texts)
def test_composed_and_decomposed_text_have_as_many_tokens(text: str) -> None:
    composed = token_bounds(normalize("NFC", text))
    assert len(token_bounds(normalize("NFD", text))) == len(composed)


@pytest.mark.parametrize("separator", [" ", " \u200b", "\u0301.\u20dd"])
def test_every_letter_of_unicode_is_a_token(separator: str) -> None:
    """Through the fast path and the careful one; the pattern and `isalnum` agree."""
    text = separator.join(EVERY_CHARACTER)
    found = [text[start] for start, _ in token_bounds(text)]
    assert found == [ch for ch in EVERY_CHARACTER if character_class(ch) in (LETTER, LONE)]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("a" + "\u200b" * 200_000, 1),
        ("\u200b" * 200_000, 0),
        ("a" + "\u0301" * 200_000, 1),
        ("ạ" * 200_000, 1),
        ("a\u200b " * 100_000, 100_000),
        ("\U0001fb00a" * 100_000, 100_000),
    ],
)
def test_long_runs(text: str, tokens: int) -> None:
    assert len(token_bounds(text)) == tokens
