"""The title and the date that a text gives itself."""

from __future__ import annotations

from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnsearch.documents.metadata.heading import (
    TITLE_LENGTH,
    complete,
    first_sentence,
    read_date,
    split_date,
)
from vnsearch.records import Document


@pytest.mark.parametrize(
    ("text", "date", "body"),
    [
        (" date 2024-12 Sáng 16/12, tại Trụ sở", "2024-12", "Sáng 16/12, tại Trụ sở"),
        ("date 2024-12-16 Sáng nay", "2024-12-16", "Sáng nay"),
        ("date 2024-02-29\nHội nghị", "2024-02-29", "\nHội nghị"),
        ("\n\n  date 2024-12\t Sáng nay\nHết", "2024-12", "\n\nSáng nay\nHết"),
        ("date 2024-12", "2024-12", ""),
        ("date 2024-13 Sáng nay", "", "date 2024-13 Sáng nay"),
        ("date 2023-02-29 Sáng nay", "", "date 2023-02-29 Sáng nay"),
        ("date 2024-12-1 Sáng nay", "", "date 2024-12-1 Sáng nay"),
        ("date 2024-12. Sáng nay", "", "date 2024-12. Sáng nay"),
        ("date 0000-12 Sáng nay", "", "date 0000-12 Sáng nay"),
        ("update 2024-12 Sáng nay", "", "update 2024-12 Sáng nay"),
        ("Sáng nay, date 2024-12", "", "Sáng nay, date 2024-12"),
        ("", "", ""),
    ],
)
def test_a_text_may_begin_with_its_date(text: str, date: str, body: str) -> None:
    assert split_date(text) == (date, body)


@given(st.text(alphabet=" \n\tdate2024-1Sáng", max_size=40))
def test_the_lines_below_a_date_keep_their_numbers(text: str) -> None:
    assert split_date(text)[1].count("\n") == text.count("\n")


@pytest.mark.parametrize(
    ("field", "date"),
    [
        ("2024-12-16", "2024-12-16"),
        ("2024-12-16T08:30:00+07:00", "2024-12-16"),
        ("2024-12", "2024-12"),
        ("2024/1/5", "2024-01-05"),
        ("16/12/2024", "2024-12-16"),
        ("ngày 2/9/1945", "1945-09-02"),
        ("16.12.2024 08:00", "2024-12-16"),
        (" 1945 ", "1945"),
        ("12/31/2024", ""),
        ("31/02/2024", ""),
        ("0000", ""),
        ("hôm qua", ""),
        ("", ""),
    ],
)
def test_dates_of_fields(field: str, date: str) -> None:
    assert read_date(field) == date


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Hội nghị bế mạc. Các đại biểu ra về.", "Hội nghị bế mạc."),
        ("Hội nghị toàn quốc\nSáng nay, tại Hà Nội", "Hội nghị toàn quốc"),
        ("\n\n  Ai đúng? Ai sai?", "Ai đúng?"),
        ("Ông hỏi: “Đi đâu?” Tôi lặng im.", "Ông hỏi: “Đi đâu?”"),
        ("Năm 2024. Tổng kết công tác", "Năm 2024."),
        ("Điều 1. Phạm vi điều chỉnh. Luật này quy định", "Điều 1. Phạm vi điều chỉnh."),
        ("II. Tổ chức thực hiện. Các bộ", "II. Tổ chức thực hiện."),
        ("Ở TP. Hồ Chí Minh trời mưa. Ở Huế thì nắng.", "Ở TP. Hồ Chí Minh trời mưa."),
        ("PGS. TS. Nguyễn Văn A. Trần nói.", "PGS. TS. Nguyễn Văn A. Trần nói."),
        ("Giá tăng 3.5 lần… Người dân lo.", "Giá tăng 3.5 lần…"),
        ("Tôi đi… rồi về. Hết", "Tôi đi… rồi về."),
        ("Một\tdòng   thưa", "Một dòng thưa"),
        ("", ""),
        ("   \n ", ""),
    ],
)
def test_the_title_is_the_first_sentence(text: str, title: str) -> None:
    assert first_sentence(text) == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "Sáng 16/12, tại Trụ sở Trung ương Đảng, Ban Tổ chức Trung ương tổ chức hội\n"
            "nghị toàn quốc. Đồng chí Tô Lâm tới dự.",
            "Sáng 16/12, tại Trụ sở Trung ương Đảng, Ban Tổ chức Trung ương tổ chức hội"
            " nghị toàn quốc.",
        ),
        (
            "Hội nghị toàn quốc tổng kết công tác xây dựng Đảng\nnăm 2024\n\nSáng nay",
            "Hội nghị toàn quốc tổng kết công tác xây dựng Đảng năm 2024",
        ),
        ("Hội nghị toàn quốc\nSáng nay, tại Hà Nội", "Hội nghị toàn quốc"),
    ],
)
def test_the_title_goes_on_over_the_ends_of_wrapped_lines(text: str, title: str) -> None:
    assert first_sentence(text, wrapped=True) == title
    found = complete(asdict(Document("a.txt", title="", body=text, kind="text")))
    assert (found.title, found.title_in_body) == (title, True)
    page = complete(asdict(Document("a.html", title="", body=text, kind="html")))
    assert page.title == text.split("\n")[0]


def test_a_long_sentence_is_cut_at_a_word() -> None:
    sentence = "Hội nghị toàn quốc tổng kết công tác tổ chức, " * 5
    title = first_sentence(sentence)
    assert title.endswith("…")
    assert sentence.startswith(title[:-1])
    assert sentence[len(title) - 1] in " ,"
    assert TITLE_LENGTH - 10 < len(title) <= TITLE_LENGTH + 1


def test_a_long_word_is_cut_within() -> None:
    assert first_sentence("a" * 5000) == "a" * TITLE_LENGTH + "…"


@given(st.text(max_size=500))
def test_a_title_is_one_short_line(text: str) -> None:
    title = first_sentence(text)
    assert "\n" not in title
    assert len(title) <= TITLE_LENGTH + 1
    assert bool(title) == bool(text.strip())


def test_a_document_keeps_what_its_format_says() -> None:
    given_title = Document("a.md", title="Báo cáo", body="date 2024-12 Hội nghị", date="2023")
    found = complete(asdict(given_title))
    assert (found.title, found.date, found.title_in_body) == ("Báo cáo", "2023", False)
    assert found.body == "date 2024-12 Hội nghị"


def test_a_document_is_composed_and_its_lines_end_alike() -> None:
    typed = "Ho\u0323\u0302i nghị\r\nToa\u0300n\rquốc\n"
    found = complete(asdict(Document("a.txt", title="", body=typed)))
    assert found.body == "Hội nghị\nToàn\nquốc\n"
    assert found.title == "Hội nghị"
    assert found.title_in_body
