"""Lines read wrongly: those without doubt are read at once, as they would be word by word."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnsearch.documents.encodings import repair
from vnsearch.documents.encodings.legacy import WINDOWS_1252, decode_legacy

_SENTENCES = (
    "Hội nghị tổng kết công tác năm của tỉnh đã bế mạc ở thành phố.",
    "Ông Nguyễn Văn Ấm, 52 tuổi, ở xã Krông Ana (ĐBSCL) nói: “Tôi về quê”.",
    "Phòng rộng 25m², lạnh 16°C, giá 5 triệu đồng, thuê ôtô đi Đắk Lắk.",
    "Á, à! Ừ, ý ấy ở đó.",
    "café của anh, Zürich, naïve và 3 năm trước",
    "The minutes are kept.",
)
_words = sorted({word for sentence in _SENTENCES for word in sentence.split()})
ENCODINGS = ("tcvn3", "viscii", "windows-1258")


def shown(text: str, encoding: str) -> str:
    """The text in the codes of that encoding, as Windows shows them."""
    code_of = {decode_legacy(bytes([byte]), encoding): byte for byte in range(255, 31, -1)}
    codes = (code_of.get(letter, code_of.get(letter.lower())) for letter in text)
    pairs = zip(text, codes, strict=True)
    return "".join(letter if code is None else WINDOWS_1252[code] for letter, code in pairs)


_word = st.tuples(st.sampled_from(_words), st.sampled_from([True, True, True, False]))
_spaces = st.sampled_from([" ", " ", " ", "  ", "\t", "\u00a0", "\x1e"])
_line = st.lists(st.tuples(_word, _spaces), max_size=12)


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(lines=st.lists(_line, min_size=1, max_size=5))
def test_a_line_is_read_the_same_at_once_and_word_by_word(
    lines: list[list[tuple[tuple[str, bool], str]]], encoding: str
) -> None:
    told = "\n".join(shown(sentence, encoding) for sentence in _SENTENCES[:2])
    mixed = "\n".join(
        "".join(
            (shown(word, encoding) if is_shown else word) + space
            for (word, is_shown), space in line
        )
        for line in lines
    )
    text = f"{told}\n{mixed}\n{told}"
    at_once = repair.repair(text)
    with patch.object(repair, "_is_plainly", return_value=False):
        assert repair.repair(text) == at_once


@pytest.mark.parametrize("encoding", ENCODINGS[:2])
def test_a_line_without_doubt_is_not_weighed(encoding: str) -> None:
    plain = "\n".join([_SENTENCES[0]] * 5)
    with patch.object(repair, "best_reading", side_effect=AssertionError):
        assert repair.repair(shown(plain, encoding)) == (plain, [encoding])
