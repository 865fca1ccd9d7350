"""A pattern that is compiled late answers as one that is compiled at once."""

from __future__ import annotations

import re

import pytest

from vnsearch.patterns import pattern

TEXT = "Hội nghị ngày 16/12, họp lại ngày 2/1"


@pytest.mark.parametrize(
    ("expression", "flags"), [(r"(\d+)/(\d+)", 0), ("HỌP|hội", re.IGNORECASE), ("không", 0)]
)
def test_it_answers_as_the_standard_library(expression: str, flags: int) -> None:
    late, early = pattern(expression, flags), re.compile(expression, flags)
    for _ in range(2):  # asked for the first time, and again
        assert late.findall(TEXT) == early.findall(TEXT)
        assert late.sub("…", TEXT, count=1) == early.sub("…", TEXT, count=1)
        spans = [[match.span() for match in each.finditer(TEXT)] for each in (late, early)]
        assert spans[0] == spans[1]
        assert bool(late.match(TEXT, 4)) == bool(early.match(TEXT, 4))
    assert (late.pattern, late.flags) == (expression, flags)
    assert (late.groups, late.groupindex) == (early.groups, early.groupindex)


def test_a_method_can_be_kept_before_it_is_asked() -> None:
    digits = pattern("[0-9]+").findall
    assert digits(TEXT) == ["16", "12", "2", "1"]


def test_what_no_pattern_has_is_missing() -> None:
    with pytest.raises(AttributeError):
        pattern("a").without  # type: ignore[attr-defined]  # noqa: B018
