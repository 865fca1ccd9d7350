"""Numbers, dates and telephone numbers, told from what only looks like them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnsearch.text.tokenize import tokenize
from vnsearch.text.values.number_runs import runs_of
from vnsearch.text.values.numbers import Date, Number, Telephone, Value, answers, read_values

from .values import LISTS, Written


def values_of(text: str) -> list[Value]:
    return [reading.value for reading in read_values(text)]


def says(text: str, value: Value) -> bool:
    return any(answers(value, found) for found in values_of(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # thousands, grouped by any sign
        ("Giá 1500000 đồng.", [Number("1500000", "", "đồng")]),
        ("Giá 1.500.000 đồng.", [Number("1500000", "", "đồng")]),
        ("1,500,000 USD", [Number("1500000", "", "usd")]),
        ("1 500 000 người", [Number("1500000")]),
        ("1\u00a0500 người", [Number("1500")]),
        ("5 000 người", [Number("5000")]),
        ("5.000.", [Number("5000")]),
        # a fraction
        ("1.500.000,5 tấn", [Number("1500000", "5", "tấn")]),
        ("1,500,000.5", [Number("1500000", "5")]),
        ("1.2", [Number("1", "2")]),
        # a unit right behind
        ("Bán 1.500.000đ/kg", [Number("1500000", "", "đ")]),
        ("500k, 12%, 50kg, 3tỷ", [
            Number("500", "", "k"), Number("12"), Number("50", "", "kg"), Number("3", "", "tỷ"),
        ]),
        ("nhà 50m² và 50 m²", [Number("50", "", "m²"), Number("50", "", "m²")]),
        # neighbours
        ("1.500.000 2.000.000", [Number("1500000"), Number("2000000")]),
        ("1.500.000,2.000.000", [Number("1500000"), Number("2000000")]),
        ("1 500 000 2 000 000", [Number("1500000"), Number("2000000")]),
        ("cột 2024 1.500.000", [Number("2024"), Number("1500000")]),
        ("3 1.500.000 5.000", [Number("3"), Number("1500000"), Number("5000")]),
        ("1.500.000-2.000.000", [Number("1500000"), Number("2000000")]),
        ("tỷ lệ 1/5.000", [Number("1"), Number("5000")]),
        ("1500,2500,3500", [Number("1500"), Number("2500"), Number("3500")]),
        ("1,2,3", [Number("1"), Number("2"), Number("3")]),
        # dates
        ("ngày 2/9", [Date(2, 9, 0)]),
        ("Sáng 02-09-2024", [Date(2, 9, 2024), Date(2, 9, 0)]),
        ("2.9.2024", [Date(2, 9, 2024), Date(2, 9, 0)]),
        ("2024-09-02", [Date(2, 9, 2024), Date(2, 9, 0)]),
        ("từ 1-2/9", [Number("1"), Date(2, 9, 0)]),
        # from one number to another, or a day
        ("nghỉ 2-9", [Date(2, 9, 0)]),
        ("học 2-3 tháng", [Number("2"), Number("3")]),
        ("tăng 5-10%", [Number("5"), Number("10")]),
        ("gió cấp 8–9, biển động", [Number("8"), Number("9")]),
        ("cao 4-6 m", [Number("4"), Number("6", "", "m")]),
        ("khoảng 1-2 người", [Number("1"), Number("2")]),
        ("Ngày 2-9 người dân", [Date(2, 9, 0)]),
        ("đêm 1-10 giờ địa phương", [Date(1, 10, 0)]),
        ("lễ 30-4 và 1-5 năm nay", [Date(30, 4, 0), Date(1, 5, 0)]),
        ("1-6 ngày Quốc tế Thiếu nhi", [Date(1, 6, 0)]),
        ("9-2 người", [Date(9, 2, 0)]),
        ("02-9 người", [Date(2, 9, 0)]),
        ("2/9 người", [Date(2, 9, 0)]),
        ("từ 30/4-1/5", [Date(30, 4, 0), Date(1, 5, 0)]),
        ("5/3/30", [Date(5, 3, 30), Date(5, 3, 0)]),
        # telephone numbers
        ("Gọi 0987.654.321 0912 345 678", [Telephone("0987654321"), Telephone("0912345678")]),
        ("ĐT: (028) 3822 1234", [Telephone("02838221234")]),
        ("tổng đài 1900 6067", [Telephone("19006067"), Number("1900")]),
    ],
)  # fmt: skip
def test_reads_what_is_said(text: str, expected: list[Value]) -> None:
    assert values_of(text) == expected


def test_a_date_in_words_is_a_date() -> None:
    for text in ("Ngày 2 tháng 9 năm 2024", "02 Tháng 09, năm 2024", "2 thang 9 nam 2024"):
        assert Date(2, 9, 2024) in values_of(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("năm 2024", Number("2", "024")),
        ("2.024", Number("2024")),
        ("1.2", Number("12")),
        ("1,2", Number("12")),
        ("5/30", Date(5, 3, 0)),
        ("15/3", Date(5, 3, 0)),
        ("5/3.000", Date(5, 3, 0)),
        ("10.0.0.1", Number("10001")),
        ("192.168.100.200", Number("192168100200")),
        ("mục 1.500", Number("1500")),
        ("Phiên bản 2.500", Number("2500")),
        ("3.1.500", Number("1500")),
        ("1.500.2", Number("1500")),
        ("1.500.000.2", Number("1500000")),
        ("2.500.000", Number("500000")),
        ("12 500 000", Number("500000")),
        ("1/500", Number("1500")),
        ("1-500", Number("1500")),
        ("có 1 500 ghế", Number("1500")),
        ("1.500.000,5", Number("1500000")),
        ("0.500", Number("500")),
        ("1900-1975", Telephone("19001975")),
        ("0987.654.321.5", Telephone("0987654321")),
        ("bộ số 02 - 03 - 06 - 13 - 14", Telephone("0203061314")),
        ("bộ số 02-03-06-13-14", Telephone("0203061314")),
        ("12/2024", Date(12, 20, 0)),
        ("số nhà 1/5/3", Date(1, 5, 0)),
        ("tăng 2,9%", Date(2, 9, 0)),
        ("tăng 2.9%", Date(2, 9, 0)),
        ("dài 1-1,2 km", Number("2", "", "km")),
        ("500kg", Number("500", "", "đ")),
        ("10h40", Number("10")),
        ("lớp 6A", Number("6")),
        ("4G", Number("4")),
        ("phim 3D", Number("3")),
        ("máy bay 737max", Number("737")),
    ],
)
def test_says_no_other_value(text: str, value: Value) -> None:
    assert not says(text, value)


@given(LISTS)
def test_a_list_says_its_values_and_no_others(listed: tuple[str, list[Written]]) -> None:
    text, written = listed
    wanted = {each.value for each in written}
    assert wanted <= set(_whole(text)), text
    for value in _whole(text):
        assert value in wanted or _is_part(value, wanted), (text, value)


def _whole(text: str) -> list[Value]:
    """What a text says, without units."""
    found = values_of(text)
    return [each._replace(unit="") if isinstance(each, Number) else each for each in found]


def _is_part(value: Value, wanted: set[Value]) -> bool:
    """A date with its year says the day as well; a service number may be a number."""
    if isinstance(value, Date):
        return any(isinstance(each, Date) and each[:2] == value[:2] for each in wanted)
    return isinstance(value, Number) and value.whole in ("1800", "1900")


@given(LISTS)
def test_every_way_of_writing_is_a_run_of_its_value(listed: tuple[str, list[Written]]) -> None:
    for each in listed[1]:
        tokens = tuple(token.text for token in tokenize(each.text))
        bare = (*tokens[:-1], tokens[-1].rstrip("đVND"))
        assert {tokens, bare} & set(runs_of(each.value)), each


@given(st.text(st.sampled_from("0123456789.,/- đ\u00a0k\n"), max_size=40))
def test_any_digits_are_read_without_overlap(text: str) -> None:
    ends = 0
    for reading in read_values(text):
        assert reading.start < reading.end <= reading.with_unit <= len(text)
        assert reading.start >= 0
        ends += 1
    assert ends <= 2 * len(text)
