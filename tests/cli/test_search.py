"""`vnsearch search` over a small library: what each option changes."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Run

Search = Callable[..., Run]


def paths(ended: Run) -> list[str]:
    return ended.out.splitlines()


@pytest.mark.parametrize(
    ("arguments", "files"),
    [
        ("hội nghị", ["docs/tổng kết.txt"]),
        ("hoi nghi toan quoc", ["docs/tổng kết.txt"]),
        ("hội -nghị", ["docs/đường phố.txt", "docs/hỏi đáp.md"]),
        ("hội -đường", ["docs/tổng kết.txt", "docs/hỏi đáp.md"]),
        ("--exact hỏi", ["docs/hỏi đáp.md"]),
        ("--exact hoi", []),
        ("--any huế mưa họp", ["docs/tin.jsonl"]),  # once, though two of its records answer
        ("--path *.md hoi", ["docs/hỏi đáp.md"]),
        ("--since 2024-07 hội", ["docs/tổng kết.txt"]),
        ("--until 2024-07 --exact hội", ["docs/đường phố.txt"]),
        ("--sort date --exact hội", ["docs/tổng kết.txt", "docs/đường phố.txt"]),
        ("--literal hội -nghị", ["docs/tổng kết.txt"]),
        ("-- -nghị --exact hội", []),
    ],
)
def test_files(arguments: str, files: list[str], search: Search) -> None:
    assert paths(search("search", "-l", *arguments.split())) == files


def test_plain_is_a_line_a_snippet(search: Search) -> None:
    ended = search("search", "khai", "mạc")
    assert ended.out == "docs/tổng kết.txt:2:Hội nghị khai mạc sáng nay tại Hà Nội.\n"
    assert ended.err == ""


def test_vimgrep_counts_bytes(search: Search) -> None:
    ended = search("search", "--vimgrep", "mạc")
    assert ended.out == "docs/tổng kết.txt:2:19:Hội nghị khai mạc sáng nay tại Hà Nội.\n"


def test_nothing_as_typed_says_how_many_there_are_otherwise(search: Search) -> None:
    ended = search("search", "-c", "--exact", "hoi")
    assert (ended.out, ended.status) == ("0\n", 1)
    assert ended.err == (
        "vnsearch: nothing is spelled as typed; without --exact there are 3 documents\n"
    )
    ended = search("search", "--json", "--exact", "hoi")
    assert json.loads(ended.out)["without_exact"] == 3
    assert json.loads(search("search", "--json", "hoi").out)["without_exact"] == 0


def test_json_of_nothing_is_whole(search: Search) -> None:
    ended = search("search", "--json", "khôngcó")
    result = json.loads(ended.out)
    assert (result["version"], result["total"], result["hits"]) == (1, 0, [])


def test_records_have_their_own_ids(search: Search) -> None:
    ended = search("search", "--format", r"{id}\t{date}\t{title}", "họp", "lớn")
    assert ended.out == "tin-1\t2023-05\tHọp báo\n"


def test_control_characters_are_shown(search: Search) -> None:
    ended = search("search", "Huế")
    assert ended.out == "docs/tin.jsonl:2:Trời mưa to ␛[2J ở Huế.\n"


def test_limit_and_offset(search: Search) -> None:
    everything = search("search", "--jsonl", "--any", "hội hỏi họp").out.splitlines()
    assert len(everything) > 2
    page = search("search", "--jsonl", "--any", "-n", "1", "--offset", "1", "hội hỏi họp")
    assert page.out.splitlines() == everything[1:2]


def test_count_is_not_limited(search: Search) -> None:
    assert search("search", "-c", "-n", "1", "hoi").out == "3\n"


def test_falling_back_is_said(search: Search) -> None:
    ended = search("search", "--json", "hội", "khôngcó")
    assert json.loads(ended.out)["match"] == "any"
    assert ended.err == "vnsearch: no document has all the words; these have some of them\n"
    assert search("search", "--any", "hội", "khôngcó").err == ""


@pytest.mark.parametrize("option", ["-l", "-0", "--vimgrep"])
def test_what_scripts_trust_never_falls_back(option: str, search: Search) -> None:
    ended = search("search", option, "hội", "khôngcó")
    assert (ended.status, ended.out, ended.err) == (1, "", "")


def test_null_ends_each_path(search: Search) -> None:
    assert search("search", "-0", "nghị").out == "docs/tổng kết.txt\0"
    assert search("search", "-l0", "nghị").out == "docs/tổng kết.txt\0"


def test_quiet_says_nothing(search: Search) -> None:
    ended = search("search", "-q", "hội", "khôngcó")
    assert (ended.out, ended.err) == ("", "")


def test_timeline_counts_by_month(search: Search) -> None:
    assert search("search", "--timeline", "--exact", "hội").out == "2024-06\t1\n2024-12\t1\n"
    ended = search("search", "--timeline", "--json", "--exact", "hội")
    assert json.loads(ended.out)["months"] == {"2024-06": 1, "2024-12": 1}


def test_explain_says_how_a_word_was_answered(search: Search) -> None:
    ended = search("search", "--explain", "-n", "1", "hoi", "nghị")
    lines = ended.out.splitlines()
    assert lines[1].startswith("docs/tổng kết.txt:1:score ")
    assert lines[2].split() == ["docs/tổng", "kết.txt:1:hoi", *lines[2].split()[2:-1], "hội"]


def test_a_bad_query_gets_a_caret(search: Search) -> None:
    ended = search("search", "hội", '"toàn quốc')
    message, query, mark = ended.err.splitlines()
    assert message.startswith("vnsearch: ")
    assert query == 'hội "toàn quốc'
    assert mark.index("^") == query.index('"')


def test_an_empty_query_gets_no_caret(search: Search) -> None:
    assert search("search", " ").err.count("\n") == 1


def test_settings_are_defaults_that_options_override(
    search: Search, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "config" / "vnsearch" / "vnsearch.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("[search]\njsonl = true\nlimit = 1\n", encoding="utf-8")
    assert search("search", "hoi").out.count('"rank"') == 1
    assert search("search", "-c", "hoi").out == "3\n"
    assert len(paths(search("search", "-l", "hoi"))) == 3  # limits hits, not files
    settings.write_text("[search]\nvimgrep = true\nexplain = true\n", encoding="utf-8")
    assert search("search", "-c", "hoi").out == "3\n"
    assert search("search", "--batch", os.devnull) == Run(1, "", "")
    settings.write_text("[search]\nlimt = 1\n", encoding="utf-8")
    wrong = search("search", "hoi")
    assert wrong.status == 2
    assert "there is no 'limt'" in wrong.err


def test_the_index_of_the_environment(
    search: Search, library: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert search("search", "hội").status == 2
    monkeypatch.setenv("VNSEARCH_INDEX", str(library / "index"))
    assert search("search", "hội").status == 0


def test_batch_answers_every_line_in_order(search: Search, tmp_path: Path) -> None:
    queries = tmp_path / "queries.txt"
    queries.write_bytes('hội nghị\n"chưa đóng\r\n\nkhôngcó\n'.encode() + b"\xff")
    ended = search("search", "--batch", str(queries), "-n", "1")
    assert ended.status == 2
    assert ended.err == ""
    results = [json.loads(line) for line in ended.out.splitlines()]
    assert [result["query"] for result in results] == [
        "hội nghị", '"chưa đóng', "", "khôngcó", "\ufffd"
    ]  # fmt: skip
    assert [len(result.get("hits", "error")) for result in results] == [1, 5, 5, 0, 5]
    assert results[1]["start"] == 0


@pytest.mark.parametrize(
    ("queries", "status"), [("khôngcó\nhội\n", 0), ("khôngcó\n", 1), ("", 1)]
)
def test_status_of_a_batch(queries: str, status: int, search: Search, tmp_path: Path) -> None:
    (tmp_path / "q").write_text(queries, encoding="utf-8")
    assert search("search", "--batch", str(tmp_path / "q")).status == status


def test_more_like_a_document(search: Search) -> None:
    ended = search("search", "-l", "--like", "docs/đường phố.txt")
    assert paths(ended) == ["docs/tổng kết.txt"]  # both have Hà Nội
    assert (ended.status, ended.err) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["hội"], "--like stands in place of a query; leave out one of them"),
        (["--exact"], "--like takes no --exact; it asks for a whole document"),
        (["--timeline"], "--like takes no --timeline; it asks for a whole document"),
    ],
)
def test_like_takes_no_query(arguments: list[str], message: str, search: Search) -> None:
    ended = search("search", "--like", "docs/tổng kết.txt", *arguments)
    assert ended.status == 2
    assert message in ended.err
