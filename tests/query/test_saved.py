"""`@name` in a query: what it stands for, and where it is nothing but text."""

from __future__ import annotations

import pytest

from vnsearch.errors import VnsearchError
from vnsearch.query.saved import expand_saved

SAVED = {
    "hop": "hội OR họp",
    "luat": "luật",
    "cau": '"đất đai"',
    "tin": "@hop -bóng",
    "vong": "a @tron",
    "tron": "@vong",
    "đấtđai": "đất đai",
}


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("@hop", "hội OR họp"),
        ("nghị @hop tháng", "nghị hội OR họp tháng"),
        ("@hop AND nghị", "hội OR họp AND nghị"),
        ("@tin", "hội OR họp -bóng"),
        ("@luat OR @cau", 'luật OR "đất đai"'),
        ("x NOT @luat", "x NOT luật"),
        ("@hop NOT x", "hội OR họp NOT x"),
        ("x -@cau", 'x -"đất đai"'),
        ("@đa\u0302\u0301tđai", "đất đai"),
        # no name of a saved query, or no name at all
        ("@Hop @khong", "@Hop @khong"),
        ("lan@hop.vn @hop.vn", "lan@hop.vn @hop.vn"),
        ('"xem @hop nhé"', '"xem @hop nhé"'),
        ('title:"xem @hop nhé', 'title:"xem @hop nhé'),
        ("“xem @hop nhé” @luat", "“xem @hop nhé” luật"),
        ("title:@hop @ @@hop @hop,", "title:@hop @ @@hop @hop,"),
        ("", ""),
    ],
)
def test_stands_for_what_is_saved(query: str, meant: str) -> None:
    assert expand_saved(query, SAVED) == meant


@pytest.mark.parametrize("query", ["-@hop x", "x NOT @hop", "@tin OR x", "x OR @đấtđai"])
def test_several_words_are_no_operand(query: str) -> None:
    with pytest.raises(VnsearchError, match="write its words in its place"):
        expand_saved(query, SAVED)


def test_a_circle_is_named() -> None:
    with pytest.raises(VnsearchError, match="@vong names itself"):
        expand_saved("@vong", SAVED)
