"""Figures as people read them, at the places where the unit changes."""

from __future__ import annotations

import pytest

from vnsearch.output import figures


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0 documents"), (1, "1 document"), (2, "2 documents"), (20_000, "20,000 documents")],
)
def test_count(number: int, text: str) -> None:
    assert figures.count(number, "document") == text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1.0 kB"),
        (999_949, "999.9 kB"),
        (999_950, "1.0 MB"),
        (57_600_000, "57.6 MB"),
        (4_000_000_000, "4.0 GB"),
        (12_345_000_000_000_000, "12,345.0 TB"),
    ],
)
def test_size(number: int, text: str) -> None:
    assert figures.size(number) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0.0, "0.0 ms"),
        (0.0004, "0.4 ms"),
        (0.0123, "12 ms"),
        (0.9996, "1.0 s"),
        (3.42, "3.4 s"),
        (59.96, "1 min 00 s"),
        (125, "2 min 05 s"),
    ],
)
def test_duration(seconds: float, text: str) -> None:
    assert figures.duration(seconds) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (-5, "just now"),
        (59, "just now"),
        (60, "1 minute ago"),
        (7200, "2 hours ago"),
        (86400 * 400, "400 days ago"),
    ],
)
def test_age(seconds: float, text: str) -> None:
    assert figures.age(seconds) == text
