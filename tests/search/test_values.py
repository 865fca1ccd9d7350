"""Numbers, dates and telephone numbers in an index: found by their value, and by no other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from text.values import LISTS, Written

import vnsearch
from vnsearch.text.tokenize import tokenize
from vnsearch.text.values.numbers import Date, Number, Telephone, Value

_TEXTS = {
    "side by side": "Thu 1.500.000 2.000.000 đồng mỗi tháng.",
    "by commas": "Thu 1.500.000, 2.000.000 đồng mỗi tháng.",
    "year before": "Năm 2024 1.500.000 người đến.",
    "with a unit": "Giá 1.500.000đ một chiếc.",
    "unit apart": "Giá 1500000 VNĐ một chiếc.",
    "fraction": "Nặng 1.500.000,5 tấn.",
    "part": "Giá 21.500.000 đồng một chiếc.",
    "head": "Giá 1.500.000.000 đồng một căn.",
    "dashes": "Mã 1-500-000 của kho.",
    "ratio": "Quy hoạch 1/500 của quận.",
    "section": "Xem mục 1.500 của tài liệu.",
    "address": "Máy chủ 10.0.0.1 của toà soạn.",
    "thousand": "Có 1.500 người dự.",
    "weight": "Bao gạo 50kg loại một.",
    "weight apart": "Bao gạo 50 kg loại hai.",
    "price": "Vé 500k một lượt.",
    "billions": "Trúng 3tỷ đồng.",
    "percent": "Tăng 12% so với năm trước.",
    "network": "Phủ sóng 4G toàn tỉnh.",
    "two telephones": "Gọi 0987.654.321 0912.345.678 để đặt chỗ.",
    "telephones": "Gọi 0987654321, 0912 345 678 để đặt chỗ.",
    "date": "Khai giảng ngày 2/9/2024 ở trường.",
    "date in words": "Khai giảng ngày 2 tháng 9 năm 2024 ở trường.",
    "day": "Khai giảng 02/09 ở trường.",
    "day in words": "Khai giảng ngày 02 tháng 9 ở trường.",
    "months": "Khai giảng sau 2 tháng 9 ngày ở trường.",
    "abroad": "Gọi +84 976 543 210 hoặc (+84-28) 3822 1234.",
    "abroad and at home": "Gọi +84(0)976 222 333 nhé.",
    "at home": "Gọi 0976.543.210 hoặc (028) 3822 1234.",
    "year first": "Khai giảng 2019-09-02 ở trường.",
    "days": "Nghỉ từ 1-2/9 ở trường.",
    "decimal": "Lạm phát 2,9 phần trăm.",
    "area": "Căn hộ 65m² hướng nam.",
    "area apart": "Căn hộ 65 m2 hướng bắc.",
    "counted": "Mưa kéo dài 3-4 tuần, lượng mưa tăng 3-4%, gió cấp 3-4.",
    "festival": "Dịp 3-4 năm nay đông khách, ngày 3-4 người dân nghỉ.",
    "unseen in a number": "Lãi 7\u200b.250.\u2060000\u00ad đồng.",
    "unseen in a unit": "Lãi 7250000\u200b \u00adđồng.",
    "unseen in a date": "Lãi ngày 7\u200b/11\u00ad/\u20602023.",
    "unseen in words": "Lãi ngày\u200b 7 thá\u00adng 11 \u200bnăm 2023.",
    "sides": "Tấm gỗ dài 7 x 8 mét.",
    "half": "Thêm 1⅜ thìa đường.",
    "half apart": "Thêm 3/8 thìa muối.",
    "area in one": "Căn hộ 5.065㎡ hướng tây.",
    "numbered": "①Bơ ②Sữa ❸Trứng ⒄Bột.",
    "heat": "Nung 180ºC rồi 200℃ mười phút.",
    "trade mark": "Sữa Vinamilk™ và Nestléᵀᴹ.",
    "power": "Diện tích 10² và 7₂ mét.",
    "month": "Thi tháng 5/2031 xong.",
    "month from zero": "Thi tháng 05-2031 xong.",
    "month in words": "Thi tháng 5 năm 2031 xong.",
    "day of the month": "Thi 8 tháng 5, 2031 xong.",
    "amount": "Thưởng 2.040 USD hôm nay.",
    "amount glued": "Thưởng 2,040USD hôm qua.",
    "year": "Thưởng đến năm 2040 tỷ lệ tăng.",
    "law": "Thi theo nghị định 5/2031/NĐ-CP xong.",
    "note": "Dân số năm 1979¹ của Hà Nội².",
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("values")
    return _index_of(folder, _TEXTS)


def _index_of(folder: Path, texts: dict[str, str]) -> Path:
    rows = [json.dumps({"id": id_, "text": text}) for id_, text in texts.items()]
    for number, part in enumerate((rows[::2], rows[1::2])):  # two segments, one answer
        if part:
            (folder / f"{number}.jsonl").write_text("\n".join(part), encoding="utf-8")
            vnsearch.update_index(folder / "index", [folder / f"{number}.jsonl"], jobs=1)
    return folder / "index"


def found(index: Path, query: str) -> set[str]:
    with vnsearch.open_index(index) as opened:
        return {hit.id for hit in opened.search(query, 50, fallback=False).hits}


_SECOND_OF_SEPTEMBER = {
    "date", "day", "days", "year first", "date in words", "day in words",
}  # fmt: skip
_MAY = {"month", "month from zero", "month in words", "day of the month"}
_MILLION = {"side by side", "by commas", "year before", "with a unit", "unit apart"}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("1500000", _MILLION),
        ("1500000đ", {"with a unit", "unit apart"}),
        ("1500000 đồng", {"side by side", "by commas", "with a unit", "unit apart"}),
        ("1.500.000 VND", {"with a unit", "unit apart"}),
        ("1.500.000 kg", set()),
        ("1500000,5", {"fraction"}),
        ("2000000", {"side by side", "by commas"}),
        ("21500000", {"part"}),
        ("1500000000", {"head"}),
        ("1500", {"thousand"}),
        ("10001", set()),
        ("100001", set()),
        ("50 gạo", {"weight", "weight apart"}),
        ("50kg", {"weight", "weight apart"}),
        ("vé 500", {"price"}),
        ("3 tỷ", {"billions"}),
        ("12", {"percent"}),
        ("4 sóng", set()),
        ("12h30", set()),
        ("50a", set()),
        ("3g", set()),
        ("0987654321", {"two telephones", "telephones"}),
        ("0912345678", {"two telephones", "telephones"}),
        ("0912.345.678", {"two telephones", "telephones"}),
        ("2/9/2024", {"date", "date in words"}),
        ("2024-09-02", {"date", "date in words"}),
        ("2-9-2024", {"date", "date in words"}),
        ("ngày 2 tháng 9 năm 2024", {"date", "date in words"}),
        ("02/09", _SECOND_OF_SEPTEMBER),
        ("ngày 2 tháng 9", {"months", *_SECOND_OF_SEPTEMBER}),
        ("mùng 2 tháng 9", _SECOND_OF_SEPTEMBER),
        ("0976543210", {"abroad", "at home"}),
        ("+84 976 543 210", {"abroad", "at home"}),
        ("(+84) 976 543 210", {"abroad", "at home"}),
        ("+84976543210", {"abroad", "at home"}),
        ("0084-28-38221234", {"abroad", "at home"}),
        ("02838221234", {"abroad", "at home"}),
        ("+84 976 543 211", set()),
        ("0976222333", {"abroad and at home"}),
        ("84-976-222-333", {"abroad and at home"}),
        ("84.976.222.333", set()),
        ("9/2", set()),
        ("03/04", {"festival"}),
        ("03-04", {"festival"}),
        ("3-4 tuần", {"counted"}),
        ("1.2", {"days"}),  # as typed: a word with a sign is its parts side by side
        ("500000", set()),
        ("7250000", {"unseen in a number", "unseen in a unit"}),
        ("7\u200b.250\u00ad.000", {"unseen in a number", "unseen in a unit"}),
        ("7250000\u200bđ", {"unseen in a number", "unseen in a unit"}),
        ("2023-11-07", {"unseen in a date", "unseen in words"}),
        ("7\u00ad/11/\u200b2023", {"unseen in a date", "unseen in words"}),
        ("65m2", {"area", "area apart"}),
        ("65 m²", {"area", "area apart"}),
        ("1979 hà nội", {"note"}),
        ("19791", set()),
        ("x8", set()),
        ("⅜ thìa", {"half", "half apart"}),
        ("3/8 thìa", {"half", "half apart"}),
        ("thêm 38", set()),
        ("thêm 138", set()),
        ("5065m2", {"area in one"}),
        ("5.065 m²", {"area in one"}),
        ("5065㎡", {"area in one"}),
        ("65㎡", {"area", "area apart"}),
        ("1 bơ", {"numbered"}),
        ("17 trứng", {"numbered"}),
        ("3trứng", set()),
        ("180°C", {"heat"}),
        ("200ºC", {"heat"}),
        ("vinamilk nestle", {"trade mark"}),
        ("vinamilktm", set()),
        ("102", set()),
        ("72", set()),
        ("１５０００００", _MILLION),
        ("tháng 5/2031", _MAY),
        ("thang 05-2031", _MAY),
        ("tháng 05, 2031", _MAY),
        ("tháng 5 năm 2031", _MAY),
        ("2040 usd", {"amount", "amount glued"}),
        ("2040USD", {"amount", "amount glued"}),
        ("2.040 USD", {"amount", "amount glued"}),
        ("2040", {"year"}),
        ("2040 tỷ", {"year"}),
        ("05/2031", {"month from zero"}),
        ("8/5/2031", {"day of the month"}),
        ("8 tháng 05/2031", {"day of the month"}),
        ("8/5/31", set()),
    ],
)
def test_found_by_its_value(index: Path, query: str, expected: set[str]) -> None:
    assert found(index, query) == expected


@settings(
    max_examples=5,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(LISTS, min_size=3, max_size=6))
def test_any_list_is_found_by_its_values_alone(
    tmp_path_factory: pytest.TempPathFactory, lists: list[tuple[str, list[Written]]]
) -> None:
    texts = {str(number): f"Danh sách: {text}." for number, (text, _) in enumerate(lists)}
    index = _index_of(tmp_path_factory.mktemp("lists"), texts)
    for value in {each.value for _, written in lists for each in written}:
        having = {
            str(number)
            for number, (_, written) in enumerate(lists)
            if any(_says(each.value, value) for each in written)
        }
        query = _plain(value)
        as_typed = {id_ for id_, text in texts.items() if _has_tokens(text, query)}
        assert having <= found(index, query) <= having | as_typed, (query, texts)


def _has_tokens(text: str, query: str) -> bool:
    held, wanted = ([token.text for token in tokenize(each)] for each in (text, query))
    return any(held[at : at + len(wanted)] == wanted for at in range(len(held)))


def _says(written: Value, wanted: Value) -> bool:
    if isinstance(written, Date) and isinstance(wanted, Date):
        return written[:2] == wanted[:2] and wanted.year in (0, written.year)
    return written == wanted


def _plain(value: Value) -> str:
    if isinstance(value, Number):
        return f"{value.whole},{value.fraction}" if value.fraction else value.whole
    if isinstance(value, Date):
        return f"{value.day}/{value.month}" + (f"/{value.year}" if value.year else "")
    assert isinstance(value, Telephone)
    return value.digits
