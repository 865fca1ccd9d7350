"""The caret under the fault of a query, in columns of a terminal."""

from __future__ import annotations

import pytest

from vnsearch.errors import QueryError
from vnsearch.query.caret import caret


@pytest.mark.parametrize(
    ("query", "start", "end", "drawn"),
    [
        ('hội "nghị', 4, 5, 'hội "nghị\n    ^'),
        ("date:abc", 5, 8, "date:abc\n     ^^^"),
        ("", 0, 0, "\n^"),
        ("hội", 3, 3, "hội\n   ^"),
        ("中国 date:abc", 8, 11, "中国 date:abc\n          ^^^"),
        ("date:中国", 5, 7, "date:中国\n     ^^^^"),
        ("m\u0323\u0304 date:abc", 9, 12, "m\u0323\u0304 date:abc\n       ^^^"),
        ("ng\u00adhị\u202e date:x", 12, 13, "nghị date:x\n          ^"),
        ("a\n\tb date:x", 10, 11, "a  b date:x\n          ^"),
        ("\x1b[2J\x07 date:x", 11, 12, " [2J  date:x\n           ^"),
        ("\ud800 date:x", 7, 8, "\ufffd date:x\n       ^"),
    ],
)
def test_the_caret_stands_under_the_fault(query: str, start: int, end: int, drawn: str) -> None:
    assert caret(QueryError("", query, start, end)) == drawn


def test_a_long_query_is_cut_around_the_fault() -> None:
    query = "hội nghị " * 500 + "date:abc" + " toàn quốc" * 500
    place = query.index("abc")
    shown, carets = caret(QueryError("", query, place, place + 3)).split("\n")
    assert len(shown) <= 80
    assert shown.startswith("…") and shown.endswith("…")
    assert shown[carets.index("^") : len(carets)] == "abc"
