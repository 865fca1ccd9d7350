"""Abbreviations and synonyms: what a table says, and what is said of a wrong one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import vnsearch
from vnsearch.errors import VnsearchError
from vnsearch.search.own_synonyms import read_synonyms
from vnsearch.text.synonyms import Synonyms, common_abbreviations
from vnsearch.text.terms import exact_term

_TABLE = Path(vnsearch.__file__).parent / "text" / "abbreviations.txt"
_counts = re.compile(r"(?: (?:VietNews|GitHub) [1-9]\d*,?)+(?: as in .*)?").fullmatch


def forms(synonyms: Synonyms, typed: str) -> set[str]:
    return {" ".join(found.wording) for found in synonyms.of(typed.split())}


def test_each_form_of_a_line_stands_for_the_others() -> None:
    table = Synonyms(
        "BHXH = bảo hiểm xã hội = bảo hiểm  # Luật\n\nđt = điện thoại\n", "synonym"
    )
    assert len(table) == 2
    assert forms(table, "bhxh") == {"bảo hiểm xã hội", "bảo hiểm"}
    assert forms(table, "bảo hiểm xã hội") == {"bhxh", "bảo hiểm"}
    assert forms(table, "bao hiem") == {"bhxh", "bảo hiểm xã hội"}
    assert forms(table, "bảo hiệm") == set()
    assert forms(table, "dt") == {"điện thoại"}
    assert forms(table, "luật") == set()


def test_nothing_goes_round() -> None:
    table = Synonyms("một = hai\nhai = ba\nba = một", "synonym")
    assert forms(table, "một") == {"hai", "ba"}
    assert forms(table, "hai") == {"một", "ba"}


def test_words_of_any_script_are_forms() -> None:
    table = Synonyms("c++ = xê cộng cộng\n越南 = việt nam\nstraße = phố", "synonym")
    assert forms(table, "c++") == {"xê cộng cộng"}
    assert forms(table, "c") == set()
    sharp = Synonyms("c# = xê thăng # tên\n# d# = đê thăng", "synonym")
    assert forms(sharp, "c#") == {"xê thăng"}
    assert len(sharp) == 1
    assert forms(table, "việt nam") == {"越 南"}
    assert forms(table, "straße") == {"phố"}


def test_every_common_abbreviation_has_a_source_and_works_both_ways() -> None:
    text = _TABLE.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert len(common_abbreviations()) == len(lines) >= 150
    seen: set[str] = set()
    for line in lines:
        entry, _, source = line.partition("#")
        assert _counts(source), line
        of_line = [_terms(each) for each in entry.split("=")]
        assert len(of_line) >= 2, line
        for typed in of_line:
            others = {other for other in of_line if other != typed}
            assert others <= forms(common_abbreviations(), typed), line
        assert of_line[0] not in seen, line
        seen.add(of_line[0])


@pytest.mark.parametrize(
    ("typed", "no_form"),
    [("bch", "ban chấp hành"), ("cnc", "công nghệ cao"), ("ttgt", "thanh tra giao thông")],
)
def test_what_means_several_things_is_no_common_abbreviation(typed: str, no_form: str) -> None:
    """BCH Trung ương, but BCH Quân sự is a Bộ chỉ huy; CNC is a machine, too."""
    assert forms(common_abbreviations(), typed) == set()
    assert forms(common_abbreviations(), no_form) == set()


def _terms(form: str) -> str:
    return " ".join(exact_term(each) for each in form.split())


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("hđ = hợp đồng\n\nubnd ủy ban".encode(), "line 3, has no “=”"),
        ("= hợp đồng".encode(), "line 1, has no word on one side"),
        ("hđ = hợp đồng = ".encode(), "line 1, has no word on one side"),
        (b"hd = hop dong\rbh bao hiem\r", "line 2, has no “=”"),
        (
            " = ".join(f"hđ{n}" for n in range(51)).encode(),
            "line 1, has 51 forms; the most are 50",
        ),
        ("hđ = … ".encode(), "line 1, has no word on one side"),
        (("a = " + "từ " * 11).encode(), "line 1, has a form of 11 words; the most are 10"),
        (
            "# của tôi\nhđ = hợp đồng".encode("utf-16-le"),
            "line 1, has no word|not UTF-8|no “=”",
        ),
        ("# của tôi\nhđ = hợp đồng".encode().replace(b"\xa3", b""), "line 2, is not UTF-8"),
        ("hd = hop dong\nbh".encode("utf-16-le"), "line 1, has a NUL and is no text"),
        (b"hd = h\xeep \xae\xe5ng\n", "line 1, is not UTF-8"),
        (b"# caf\xe9\nhd = hop dong\n", "line 1, is not UTF-8"),
        ("hđ = hợp đồng\u2028đt điện thoại".encode(), "line 2, has no “=”"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, data: bytes, message: str) -> None:
    (tmp_path / "từ.txt").write_bytes(data)
    with pytest.raises(VnsearchError, match=message):
        read_synonyms(str(tmp_path / "từ.txt"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_says_its_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "từ.txt").write_bytes("# tôi\r\nhđ = hợp đồng\r\n".encode(encoding))
    assert forms(read_synonyms(str(tmp_path / "từ.txt")), "hđ") == {"hợp đồng"}


@pytest.mark.parametrize(
    "line",
    [
        "h\u00adđ = hợp đồng",
        "h\u2060đ = hợp\u200bđồng",
        "\u200bhđ\u200d = hợp\u00ad đồng\ufeff",
    ],
)
def test_what_is_not_seen_in_a_word_is_no_letter(tmp_path: Path, line: str) -> None:
    (tmp_path / "từ.txt").write_text(f"# tôi\n{line}\n", "utf-8")
    assert forms(read_synonyms(str(tmp_path / "từ.txt")), "hđ") == {"hợp đồng"}
    assert forms(read_synonyms(str(tmp_path / "từ.txt")), "hop dong") == {"hđ"}


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(VnsearchError, match=r"cannot be read .*--synonyms"):
        read_synonyms(str(tmp_path))


def test_a_long_table_is_one_of_lines() -> None:
    table = Synonyms("\n".join(f"vt{n} = viết tắt số {n}" for n in range(100_000)), "synonym")
    assert forms(table, "vt77777") == {"viết tắt số 77777"}
    assert len(table._parsed) == 1  # no more than was asked for


@pytest.mark.parametrize(
    ("line", "typed"),
    [
        ("越{} = sao số {}", "越 77"),
        ("straße{} = phố số {}", "straße77"),
        ("москва{} = xe số {}", "москва77"),
        ("công ty{} = ct số {}", "cong ty77"),
        ("đường c++{} = mã số {}", "duong c++ 77"),
    ],
)
def test_a_long_table_is_not_read_for_each_word(line: str, typed: str) -> None:
    table = Synonyms("\n".join(line.format(n, n) for n in range(2_000)), "synonym")
    assert [found.wording[-2:] for found in table.of(typed.split())] == [("số", "77")]
    assert not table.begins("nhà", "cửa")


def test_a_wording_is_told_by_its_first_three_words() -> None:
    table = Synonyms("ubnd = ủy ban nhân dân\nđh = đại học", "synonym")
    asked = [("uy", "ban", "nhan"), ("uy", "ban", "nao"), ("dai", "hoc", "nao"), ("dh", "", "")]
    assert [table.goes_on(*folds) for folds in asked] == [True, False, True, True]
