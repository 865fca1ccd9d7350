"""Signs of other tools are told, and those of ordinary text are left in peace."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnsearch.query.foreign_signs import foreign_signs

TOLD = [
    ("hội || nghị", "||", "OR"),
    ("hội | nghị", "|", "OR"),
    ("hội|nghị", "hội|nghị", "hội OR nghị"),
    ("hội||nghị", "hội||nghị", "hội OR nghị"),
    ("(hội|nghị|họp) báo", "(hội|nghị|họp)", "hội OR nghị OR họp"),
    ("họp !báo", "!báo", "-báo"),
    ("*ội", "*ội", ""),
    ("h*i", "h*i", "h*"),
    ("hội~2", "hội~2", "hội~"),
    ('"hội nghị"~3', "~3", ""),
    ("18-NQ*", "18-NQ*", "18 NQ*"),
    ("huyện m'đr*", "m'đr*", "m đr*"),
    ("huyện mʼđr*", "mʼđr*", "m đr*"),
    ("Mác-Lê~", "Mác-Lê~", "Mác Lê~"),
    ("Đảng -Mác-Lê*", "-Mác-Lê*", ""),
    ("title: hội", "title: hội", "title:hội"),
    ("kind: pdf hội", "kind: pdf", "kind:pdf"),
    ("(hội nghị) OR (trẻ em)", "(hội nghị)", ""),
    ("hội OR (trẻ em)", "(trẻ em)", ""),
    ("hội NOT (bóng đá)", "(bóng đá)", ""),
    ("hội -(bóng OR cầu)", "(bóng OR cầu)", ""),
    ('hội -("bóng đá" OR cầu)', '("bóng đá" OR cầu)', ""),
    ('title: "hội nghị"', 'title: "hội nghị"', 'title:"hội nghị"'),
    ('màn hình 27" !cũ', "!cũ", "-cũ"),
]
SELDOM = [
    ("hội or nghị", "or", "OR"),
    ("hội and nghị", "and", "AND"),
    ("not hội", "not", "NOT"),
    ("h?i", "h?i", "h*"),
]
LEFT = [
    "title:hội*", "path:tin/2024*", "**Hà-Nội**", "giá 5.000*",
    "hội nghị", "hội*", "đương~", "title:hội -bóng", '"hội | nghị"', "“họp !báo”",
    "(hội OR nghị) AND (trẻ OR em)", "(hội OR nghị)", "Nghị quyết (dự thảo) số 18",
    "Bộ Y tế (nay là Bộ Y tế và Dân số) họp", "Xin chào!", "Ai đó?", "5 * 7", "* Ghi chú",
    "| cột", "cột |", "Ngày 2/9: nghỉ", "to", "Title: hội", "~50 người", "!", "",
    "Phòng 3*4 m", "giá 5~10 triệu", "|a|",
    "«họp !báo»", '"mục (a b) OR c"', '"Covid-(chủng mới) lan"', '"thang 5" !"',
    '("hội nghị" OR "đại hội") OR họp', 'hội NOT ("bóng đá")', '"not hội or nghị"',
]  # fmt: skip


@pytest.mark.parametrize(("text", "typed", "here"), TOLD)
def test_it_is_told(text: str, typed: str, here: str) -> None:
    assert list(foreign_signs(text, nothing=False)) == [(typed, here)]


@pytest.mark.parametrize(("text", "typed", "here"), SELDOM)
def test_it_is_told_where_nothing_is_found(text: str, typed: str, here: str) -> None:
    assert list(foreign_signs(text, nothing=True)) == [(typed, here)]
    assert not list(foreign_signs(text, nothing=False))


@pytest.mark.parametrize("text", LEFT)
def test_ordinary_text_is_left_in_peace(text: str) -> None:
    assert not list(foreign_signs(text, nothing=True))


@given(st.text(alphabet='hội ()|!*~?":OR-', max_size=30), st.booleans())
def test_any_text_is_answered(text: str, nothing: bool) -> None:
    for typed, _ in foreign_signs(text, nothing):
        assert typed
