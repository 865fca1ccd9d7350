"""`--facet`: with the hits on a terminal and in JSON, alone with `-c` and in a pipe."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Run, Terminal


def test_a_pipe_gets_the_counts_alone(search: Callable[..., Run]) -> None:
    by_year = "year\t2024\t2\nyear\t2023\t1\n"
    assert search("search", "--facet", "year", "hop OR hoi").out == by_year
    both = search("search", "-c", "--facet", "kind,year", "--facet", "kind", "hop OR hoi")
    kinds = "kind\ttext\t2\nkind\tjsonl\t1\nkind\tmarkdown\t1\n"
    assert (both.status, both.out) == (0, kinds + by_year)


def test_json_has_hits_and_counts_over_all(search: Callable[..., Run]) -> None:
    ended = search("search", "--json", "-n", "1", "--facet", "folder,author", "hop OR hoi")
    found = json.loads(ended.out)
    assert (len(found["hits"]), found["total"]) == (1, 4)
    assert found["facets"] == {"folder": {"docs": 4}, "author": {}}
    assert "facets" not in json.loads(search("search", "--json", "hội").out)


def test_every_line_of_a_batch_has_its_own(search: Callable[..., Run], tmp_path: Path) -> None:
    queries = tmp_path / "hỏi"
    queries.write_text("hội\nxyzzy\n", encoding="utf-8")
    lines = search("search", "--batch", str(queries), "--facet", "year").out.splitlines()
    assert [json.loads(line)["facets"] for line in lines] == [
        {"year": {"2024": 2}},
        {"year": {}},
    ]


def test_a_terminal_shows_them_below_the_hits(terminal: Terminal) -> None:
    shown = terminal("vnsearch search --no-pager --color never --facet kind,year hội").out
    hits, counted = shown.split("By kind\n")
    assert "đường phố.txt" in hits
    assert counted.startswith("text      2  ━") and "3 documents" in counted
    alone = terminal("vnsearch search --no-pager --color never -c --facet year hội").out
    assert alone.startswith("By year\n2024  2  ━") and alone.endswith("3 documents\n")


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--facet", "tag"), "there is no facet 'tag': folder, kind, author, year"),
        (("--facet", "kind,"), "there is no facet ''"),
        (("--facet", "kind", "-l"), "--facet goes with"),
        (("--facet", "kind", "--jsonl"), "--facet goes with"),
        (("--facet", "kind", "--format", "{id}"), "--facet goes with"),
        (("--facet", "kind", "--like", "docs/tin.jsonl"), "--like takes no --facet"),
    ],
)
def test_refused(search: Callable[..., Run], arguments: tuple[str, ...], reason: str) -> None:
    query = () if "--like" in arguments else ("hội",)
    ended = search("search", *arguments, *query)
    assert (ended.status, ended.out) == (2, "")
    assert reason in ended.err


def test_settings_count_where_an_output_can_show_it(
    search: Callable[..., Run], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "vnsearch").mkdir()
    (tmp_path / "vnsearch/vnsearch.toml").write_text("[search]\nfacet = ['kind']\n")
    assert search("search", "--jsonl", "-n1", "hội").status == 0
    assert search("search", "-n1", "hội").out.startswith("docs/")
    assert json.loads(search("search", "--json", "hội").out)["facets"]["kind"]["text"] == 2
