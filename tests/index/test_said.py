"""What texts say in digits, as a build finds it: the same as the text rules find."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from text.values import LISTS

from vnsearch.index.making.tokenizing import array_tokenizer, said_reader
from vnsearch.index.making.tokenizing.array_tokenizer import ArrayTokenizer
from vnsearch.text.tokenize import token_bounds
from vnsearch.text.values.said import said_in, said_term

Told = list[list[tuple[int, str]]]


def by_arrays(tokenizer: ArrayTokenizer, batch: Sequence[str]) -> Told:
    """(first token, term) of what each text says."""
    said = tokenizer.number(batch).said
    terms = [tokenizer.terms[number] for number in said.numbers.tolist()]
    all_said = list(zip(said.places.tolist(), terms, strict=True))
    ends = said.counts.cumsum().tolist()
    assert len(ends) == len(batch)
    return [sorted(all_said[a:b]) for a, b in pairwise([0, *ends])]


def by_rules(batch: Sequence[str]) -> Told:
    """The same, a value at a time."""
    found = []
    for text in batch:
        starts = [start for start, _ in token_bounds(text)]
        said = said_in(text)
        terms = [said_term(each.kind, each.run(text)) for each in said]
        places = [bisect_left(starts, each.start) for each in said]
        found.append(sorted(zip(places, terms, strict=True)))
    return found


_has_digit = re.compile("[0-9]").search
_digits = st.one_of(
    st.text("0123456789", min_size=1, max_size=5),
    st.sampled_from(["000", "050", "900", "2024", "1900", "1800", "0987", "12", "31", "255"]),
)
_letters = st.sampled_from(
    [
        "",
        "",
        "",
        "",
        "kg",
        "đ",
        "Đ",
        "k",
        "G",
        "m7",
        "ab",
        "x1y",
        "KM",
        "²",
        "½",
        "㎡",
        "\u0301",
    ]
)
_signs = st.sampled_from(
    [
        *" .,/-–",
        "\u00a0",
        "",
        ", ",
        ") ",
        " (",
        ". ",
        " - ",
        "\n",
        "_",
        ":",
        "\u200b",
        ".\u200b",
        "\u00ad/",
        " \u200b",
        "\u2060 - ",
        "ʼ",
        "年",
    ]
)
_words = st.sampled_from(
    [
        " tỷ",
        " đồng",
        " km ",
        " tháng ",
        " năm ",
        " thang ",
        "mục ",
        "phụ lục\n",
        "Điều ",
        " và ",
        " ngày ",
        "cấp ",
        "khoảng\u00a0",
        " người",
        " năm nay",
        " %",
        "%",
        " U.B.N.D",
        " chị N.T",
        ". H",
        "-T.P",
    ]
)
_pieces = st.tuples(
    st.one_of(st.just(""), _words), _digits, _letters, st.one_of(_signs, _signs, _words)
)
_texts = st.one_of(
    st.lists(_pieces.map("".join), max_size=8).map("".join), LISTS.map(lambda found: found[0])
)


@given(st.lists(_texts, max_size=4))
def test_any_text(batch: list[str]) -> None:
    assert by_arrays(ArrayTokenizer(), batch) == by_rules(batch)


@pytest.mark.parametrize(
    "batch",
    [
        [],
        ["", "Không có số nào."],
        ["Giá 5", "kg gạo", "Năm 2024", "000 đồng"],
        ["Ngày 2 tháng 9 năm 2024", "Ngày 2 tháng 9", "năm 2024"],
        ["xem mục", "1.500", "xem mục 1.500 và phụ lục 2.500, 3.500"],
        ["Gọi 1900 1234 hoặc 1900-2024, 18001090"],
        ["2024-09-09, 2024-02-09, 9/9, 09-02-2024"],
        ["1.9 1.900 2.000 2.024 3.000 1.950.000"],
        ["５００ kg, 2², m², 50\u00adkg, 1\u00ad500.000", "第5年 5.000"],
        ["Gió cấp 8-9, 2-3", "người, 5-10% và 9-5 %, tháng 2-9. Ngày 2-9 người đi, 2-9 người"],
        ["Lớp 2-9", "tháng 2-9/2024 5, 2-9 kg và 2–9 ngày, 02-9 ngày", "Dịp 2-9 năm nay"],
        ["Lạm phát tăng 5-10%"],
        ["Cử tri góp ý", "giá tăng 5-10 %"],
        ["U.B.N.D tỉnh", "V-A-C", "T.P.HCM 5 kg", "Th.S Hà và 1.500 kg", "U", ".B", "S.O. S"],
        [
            "chị N.T. V. và U.B.N.D, T.\u01af\u0301",
            "A.C# B.C++",
            "\u00adU.B.N.D\u00ad-N",
            "U.B²",
        ],
        ["Số 3-4-5 tháng 5 năm 2-9, trang 3"],
        ["Học kỳ 3-4-5 tháng", "5 năm", "2-9 khai giảng"],
        ["2\u200b.000 5.000 kg\u0301"],
        [
            "2.\u200b000 \u200bkg",
            "2\u00ad/9",
            "ngày\u200b 2\u200b-\u200b9 \u200bngười",
            "5 tỷ\u200bđồng",
        ],
        ["50㎡, 5.000㎏ và 1½ kg", "½ km 3", "㎡5.000 ①5.000 5.000ºC 5.000"],
        ["1 234 567 1 234 567 12.05 33,5 100 0912 345 678 55 1900 12 34 5kg 000"],
        ["1 500 12 345  678 0 000 5\u00a0000 200 2024 000 091 234 567 8 9 10/12 5 1-2 3"],
        ["12²km.5kg 1.500, x²y.5.000 ½kg.5.000, 10²,5.000"],
        ["1." * 5_000, "111 " * 5_000, "1 234 567 " * 3_000, "2/9-" * 2_000, "1" * 5_000],
    ],
)
def test_tables(batch: list[str]) -> None:
    assert by_arrays(ArrayTokenizer(), batch) == by_rules(batch)


@pytest.mark.parametrize("size", range(1, 22, 2))
def test_a_long_text_is_not_cut_between_a_day_and_its_word(
    size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = 'Dịp lễ "2-9 người dân; tháng\n1.5 mưa, 5-10 %; “3-4 tuần'
    monkeypatch.setattr(array_tokenizer, "_PIECE", size)
    assert by_arrays(ArrayTokenizer(), [text]) == by_rules([text])


@given(st.lists(_texts, min_size=2, max_size=12), st.integers(1, 40))
def test_a_long_text_says_what_its_pieces_say(texts: list[str], size: int) -> None:
    """Pieces are cut where no value goes on, and so are those that are read with care. A word
    that is spelled with signs is told by what else is in its piece.
    """
    text = "; ".join(texts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(said_reader, "_PIECE", size)
        patch.setattr(array_tokenizer, "_PIECE", max(map(len, texts)) + size)
        by_piece, by_text = by_arrays(ArrayTokenizer(), [text]), by_rules([text])
    assert _in_digits(by_piece) == _in_digits(by_text)


def _in_digits(told: Told) -> Told:
    return [[said for said in of_text if _has_digit(said[1])] for of_text in told]
