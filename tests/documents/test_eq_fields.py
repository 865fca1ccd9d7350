"""Formulas that Word draws from the code of a field."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnsearch.documents.formats.word.eq_fields import text_of_code


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (r" EQ \f(1,2) ", "1/2"),
        (r"eq \F(m;n)", "m/n"),
        (r"EQ x\s\up8(2) + y\s\do4(i)", "x2 + yi"),
        (r"EQ \r(3,x)", "3 x"),
        (r"EQ \a\ac\co2\vs3(1,0,0,1)", "1 0 0 1"),
        (r"EQ \b\bc\{(\a\al(x = 1,y = 2))", "{x = 1 y = 2"),
        (r"EQ \i\su(i = 1,n,a)", "i = 1 n a"),
        (r"EQ \l(a,b)", "a,b"),
        (r"EQ \* jc2 \* hps10 \o\ad(\s\up9(nam),南)", "nam 南"),
        (r"EQ \d\fo10()\x\to(khung)", "khung"),
        (r"EQ f(x, y) = \f(\f(a,b),c\,5)", "f(x, y) = a/b/c,5"),
        (r"EQ \f(1,2", "1/2"),
        (r"EQ ))\\", "))\\"),
        ("EQ", ""),
        ("EQUAL 1", ""),
        ("HYPERLINK EQ", ""),
    ],
)
def test_formulas(code: str, text: str) -> None:
    assert text_of_code(code) == text


@given(st.text(st.sampled_from(list("\\(),;abfilorsx*1 {"))))
def test_any_code_shows_something_or_nothing(code: str) -> None:
    assert len(text_of_code("EQ " + code)) <= len(code)
