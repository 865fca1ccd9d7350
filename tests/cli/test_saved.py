"""`vnsearch saved`, and `@name` in the queries of the other commands."""

from __future__ import annotations

import json
import stat
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from vnsearch.cli.saved_searches import (
    add_to_history,
    changed_searches,
    read_history,
    saved_searches,
)

from .conftest import Run

Search = Callable[..., Run]


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The state folder of a new user."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state" / "vnsearch"


def test_saved_listed_used_and_dropped(search: Search, state: Path) -> None:
    assert search("saved").status == 1
    assert search("saved", "hop", "hội OR họp", "-bóng", "-hỏi").status == 0
    assert search("saved", "@phố", "đường", "phố").status == 0
    assert search("saved").out == "hop\thội OR họp -bóng -hỏi\nphố\tđường phố\n"
    typed = search("search", "-l", "hội OR họp", "-bóng", "-hỏi")
    assert search("search", "-l", "@hop").out == typed.out != ""
    found = json.loads(search("search", "--json", "@hop", "nội").out)
    assert (found["query"], found["total"]) == ("@hop nội", 2)
    shown = search("show", "--color", "always", "--highlight", "@phố", "docs/đường phố.txt")
    assert "\x1b[1;31mđường\x1b[0m" in shown.out
    assert search("saved", "--drop", "@hop").status == 0
    assert json.loads(search("saved", "--json").out) == {
        "version": 1,
        "searches": [{"name": "phố", "query": "đường phố"}],
    }
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (state, state / "saved.json")]
    assert modes == [0o700, 0o600]


def test_where_a_name_is_text(search: Search, tmp_path: Path) -> None:
    search("saved", "hop", "hội")
    assert search("search", "@hop").status == 0
    assert search("search", "--literal", "-q", "@hop").status == 0  # họp
    queries = tmp_path / "hỏi"
    queries.write_text("@hop\n", encoding="utf-8")
    [answer] = search("search", "--batch", str(queries)).out.splitlines()
    assert json.loads(answer)["hits"][0]["id"] == "tin-1"


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("saved", "hop"), "say what to save"),
        (("saved", "hop", '"hội'), "quot"),
        (("saved", "hop", "@hop"), "@hop names itself"),
        (("saved", "a b", "hội"), "a b is no name"),
        (("saved", "--drop", "lạ"), "no query is saved by the name lạ"),
        (("saved", "--drop", "lạ", "hội"), "--drop takes one name"),
    ],
)
def test_refused(search: Search, state: Path, arguments: tuple[str, ...], reason: str) -> None:
    ended = search(*arguments)
    assert (ended.status, ended.out) == (2, "")
    assert reason in ended.err
    assert not (state / "saved.json").exists()


def test_a_damaged_file_is_named_where_it_is_needed(search: Search, state: Path) -> None:
    state.mkdir(parents=True)
    (state / "saved.json").write_text('{"searches": {"a": 1}}')
    assert "mend or remove it" in search("search", "@a").err
    assert search("search", "hội").status == 0


@pytest.mark.skipif(sys.platform == "win32", reason="nothing is locked there")
def test_those_who_save_at_once_lose_nothing(state: Path) -> None:
    together = Barrier(8, timeout=60)

    def save(number: int) -> None:
        for name in "abcd":
            together.wait()
            with changed_searches() as searches:
                searches[f"{name}{number}"] = "hội nghị"
            add_to_history(f"hội {name} {number}")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(save, range(8)))
    assert (len(saved_searches()), len(read_history())) == (32, 32)


def test_history_keeps_a_query_once_and_no_more_than_a_thousand(state: Path) -> None:
    assert read_history() == []
    for number in range(1003):
        add_to_history(f"hội {number}")
    add_to_history("hội 500\nhai")
    add_to_history("hội 501")
    lines = read_history()
    assert (len(lines), lines[-2:]) == (1000, ["hội 500 hai", "hội 501"])
    assert lines.count("hội 501") == 1
    assert stat.S_IMODE((state / "history").stat().st_mode) == 0o600
