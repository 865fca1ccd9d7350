"""Dates as one types them: the year first, or the day first as one writes it in Vietnam."""

from __future__ import annotations

import pytest

from vnsearch.dates import days_of_range, is_date, typed_days
from vnsearch.query.parse import parse_query


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-09-02", "2024-09-02", "2024-09-02"),
        ("2/9/2024", "2024-09-02", "2024-09-02"),
        ("02-09-2024", "2024-09-02", "2024-09-02"),
        ("9/2024", "2024-09-01", "2024-09-30"),
        ("2-2024", "2024-02-01", "2024-02-29"),
    ],
)
def test_either_end_may_come_first(typed: str, first: str, last: str) -> None:
    assert typed_days(typed) == (first, last)


@pytest.mark.parametrize(
    "typed", ["2/9", "2/9/24", "2/9-2024", "31/2/2024", "13/2024", "0/9/2024", "2.9.2024"]
)
def test_what_may_be_two_days_or_none_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"is no date|there is no"):
        typed_days(typed)


def test_a_range_may_be_of_both() -> None:
    assert days_of_range("2/9/2024..2024-10") == ("2024-09-02", "2024-10-31")
    assert str(parse_query("hội date:2/9/2024").clauses[1]) == "date:2024-09-02..2024-09-02"


def test_a_document_keeps_to_the_year_first() -> None:
    assert not is_date("2/9/2024")
