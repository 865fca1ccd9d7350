"""No character of a document reaches a terminal that would obey it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnsearch.output.safe import encoded, visible, visible_id, visible_name

# Written out again here: a test that took the pattern of the code could not see it shrink.
OBEYED = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]"
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Hội nghị toàn quốc", "Hội nghị toàn quốc"),
        ("đi\u0302\u0323n", "đi\u0302\u0323n"),  # marks apart from their letter are left alone
        ("\x1b[31mđỏ", "␛[31mđỏ"),
        ("a\tb\nc\r\nd\fe\u2028f\x85g", "a b c  d e f g"),
        ("chuông\x07", "chuông␇"),
        ("\x7f\x00", "␡␀"),
        ("\x9b2J", "\ufffd2J"),
        ("file\u202etxt.exe", "file\ufffdtxt.exe"),
        ("\udcff\ud800", "\ufffd\ufffd"),
        ("a\u200bb\u00adc", "a\u200bb\u00adc"),  # invisible, but harmless
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_a_name_shows_its_line_ends() -> None:
    assert visible_name("hai\ndòng\t.txt") == "hai␊dòng␉.txt"


def test_an_id_keeps_the_bytes_of_a_file_name_but_no_control_character() -> None:
    assert encoded(visible_id("ti\udce9ng\x1b.txt")) == b"ti" + b"\xe9ng\xe2\x90\x9b.txt"


@given(st.text(st.characters()))
def test_length_stays_and_nothing_obeyed_is_left(text: str) -> None:
    for shown in (visible(text), visible_name(text), visible_id(text)):
        assert len(shown) == len(text)
        assert not OBEYED.search(shown)
    assert encoded(visible(text)) == visible(text).encode()


@given(st.binary())
def test_a_file_name_comes_out_as_its_own_bytes(name: bytes) -> None:
    assert encoded(name.decode("utf-8", "surrogateescape")) == name


@given(st.text(st.characters()))
def test_anything_can_be_encoded(text: str) -> None:
    assert isinstance(encoded(text), bytes)
