"""`show`, `terms`, `stats`, `verify` over a small library."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import LIBRARY, Run

Command = Callable[..., Run]


def test_show_prints_the_text_as_it_was_indexed(search: Command) -> None:
    ended = search("show", "docs/đường phố.txt")
    assert ended == Run(0, LIBRARY["đường phố.txt"].replace("date 2024-06-01 ", ""), "")


def test_show_takes_the_id_of_a_record(search: Command) -> None:
    ended = search("show", "tin-2")
    assert ended.out == "Thời tiết\n\nTrời mưa to ␛[2J ở Huế.\n"


def test_show_takes_the_id_that_search_gives(search: Command) -> None:
    for line in search("search", "--any", "--format", "{id}", "hội hỏi họp").out.splitlines():
        assert search("show", line).status == 0


@pytest.mark.parametrize("query", ["duong", "đường", "đuong"])
def test_show_marks_the_words_of_a_query(query: str, search: Command) -> None:
    ended = search("show", "--color", "always", "--highlight", query, "docs/đường phố.txt")
    assert "\x1b[1;31mĐường\x1b[0m phố" in ended.out
    assert "con \x1b[1;31mđường\x1b[0m dài" in ended.out


def test_show_names_what_it_does_not_find(search: Command) -> None:
    ended = search("show", "docs/không có.txt")
    assert ended.out == ""
    assert ended.err.startswith("vnsearch: ")
    assert "docs/không có.txt" in ended.err


def test_terms_lists_every_accent_with_its_counts(search: Command) -> None:
    rows = [line.split("\t") for line in search("terms", "hoi").out.splitlines()]
    assert {row[0] for row in rows} == {"hội", "hỏi"}
    assert rows[0] == ["hội", "2", "3"]  # the commonest first: documents, occurrences


def test_terms_keeps_to_the_marks_typed(search: Command) -> None:
    assert [line.split("\t")[0] for line in search("terms", "hỏ").out.splitlines()] == ["hỏi"]


def test_terms_limit(search: Command) -> None:
    assert search("terms", "-n", "1", "h").out.count("\n") == 1


def test_stats_in_a_pipe_is_names_and_figures(search: Command, library: Path) -> None:
    rows = dict(line.split("\t") for line in search("stats").out.splitlines())
    assert rows["directory"].endswith("index")
    assert (rows["documents"], rows["files"]) == ("5", "4")
    assert (rows["changed"], rows["missing"]) == ("0", "0")
    assert rows["month 2024-12"] == "1"
    assert "settings" in rows


def test_stats_shows_the_settings(search: Command, tmp_path: Path) -> None:
    settings = tmp_path / "config" / "vnsearch" / "vnsearch.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("[search]\nlimit = 20\n", encoding="utf-8")
    lines = search("stats").out.splitlines()
    assert lines[-2:] == [f"settings\t{settings}", "search.limit\t20"]


def test_verify_finds_a_whole_index_whole(search: Command) -> None:
    assert search("verify") == Run(0, "index: the index is whole\n", "")


def test_verify_names_the_damage(search: Command, library: Path, tmp_path: Path) -> None:
    shutil.copytree(library / "index", tmp_path / "index")
    largest = max(os.scandir(tmp_path / "index"), key=lambda entry: entry.stat().st_size)
    with open(largest.path, "r+b") as file:
        file.seek(largest.stat().st_size // 2)
        byte = file.read(1)
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte[0] ^ 1]))
    ended = search("verify", "--index", str(tmp_path / "index"))
    assert (ended.status, ended.out) == (2, "")
    assert largest.name in ended.err
    assert "--rebuild" in ended.err
