"""What a terminal gets: colour, width, the pager, the progress bar; seen through a real one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .conftest import Terminal

SGR = re.compile(r"\x1b\[[0-9;]*m")


def test_a_terminal_gets_ranks_titles_and_marked_words(terminal: Terminal) -> None:
    ended = terminal("vnsearch search hoi nghi toan quoc")
    assert ended.status == 0
    assert "\x1b[1;31mHội\x1b[0m \x1b[1;31mnghị\x1b[0m" in ended.out
    lines = SGR.sub("", ended.out).splitlines()
    assert lines[0].startswith("1  Hội nghị toàn quốc tổng kết")
    assert lines[1] == "   docs/tổng kết.txt:1 · 2024-12"
    assert any(re.fullmatch(r"1 document · [0-9.]+ m?s", line) for line in lines)


@pytest.mark.parametrize(
    ("option", "environment", "colored"),
    [
        ("", {}, True),
        ("--color never", {}, False),
        ("", {"TERM": "dumb"}, False),
        ("", {"TERM": "dumb", "NO_COLOR": "1"}, False),
        ("| cat", {"NO_COLOR": "1"}, False),
        ("", {"TERM": "dumb", "FORCE_COLOR": "1"}, True),
        ("--color always", {"NO_COLOR": "1"}, True),
        ("| cat", {}, False),
        ("| cat", {"CLICOLOR_FORCE": "1"}, True),
        ("--color always | cat", {}, True),
    ],
)
def test_colour(
    option: str, environment: dict[str, str], colored: bool, terminal: Terminal
) -> None:
    out = terminal(f"vnsearch search khai mạc {option}", **environment).out
    assert ("\x1b[1;31m" in out) is colored
    assert ("\x1b" in out) is colored


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"CLICOLOR": "0"}])
def test_words_stay_marked_without_colour(
    environment: dict[str, str], terminal: Terminal
) -> None:
    for line in ("search khai mạc", "show --highlight 'khai mạc' 'docs/tổng kết.txt'"):
        out = terminal(f"vnsearch {line}", **environment).out
        assert "\x1b[1;4mkhai\x1b[0m \x1b[1;4mmạc\x1b[0m" in out
        codes = {code for found in SGR.findall(out) for code in found[2:-1].split(";")}
        assert codes <= {"0", "1", "2", "4"}  # plain, bold, dim, underlined


@pytest.mark.parametrize(
    ("line", "paged"),
    [
        ("vnsearch search --any hội hỏi", True),
        ("vnsearch search --any hội hỏi --no-pager", False),
        ("vnsearch search --any -n 1 mưa", False),  # it fits the screen
        ("vnsearch search --any hội hỏi --jsonl", False),
        ("vnsearch show 'docs/tổng kết.txt' | cat", False),
        ("vnsearch stats", True),
    ],
)
def test_pager_for_what_is_longer_than_the_screen(
    line: str, paged: bool, terminal: Terminal
) -> None:
    ended = terminal(line, rows=8, PAGER="sed s/^/paged:/")
    assert ended.out.startswith("paged:") is paged


@pytest.mark.parametrize("pager", ["", "cat", "no-such-pager", "false"])
def test_a_pager_that_is_none_is_no_error(pager: str, terminal: Terminal) -> None:
    ended = terminal("vnsearch search --any hội hỏi", rows=8, PAGER=pager)
    assert ended.status == 0
    assert ("docs/" in ended.out) is (pager != "false")


def test_names_are_harmless_on_a_terminal(
    terminal: Terminal, tmp_path: Path, shell_environment: dict[str, str]
) -> None:
    (tmp_path / "a\x1b[2Jb\nc.txt").write_text("Hội nghị toàn quốc.", encoding="utf-8")
    ended = terminal(
        "vnsearch index -q . --index ../i && vnsearch search -l --index ../i hội"
        " && vnsearch search --index ../i hội".replace("..", str(tmp_path.parent)).replace(
            "-q .", f"-q '{tmp_path}'"
        )
    )
    assert "\x1b[2J" not in ended.out
    assert "a␛[2Jb␊c.txt\n" in ended.out


def test_progress_is_drawn_on_a_terminal_only(terminal: Terminal, library: Path) -> None:
    index = f"vnsearch index docs --rebuild --index {library}/another"
    ended = terminal(index)
    assert "\x1b[" in ended.out
    assert re.search(r"\x1b\[2K5 added, 0 updated", ended.out)  # the bar is wiped away first
    assert "\x1b" not in terminal(f"{index} 2>&1 | cat").out
    assert terminal(f"{index} -q").out == ""


def test_a_message_is_cut_at_words(terminal: Terminal) -> None:
    lines = terminal("vnsearch search -i hội", columns=40).out.splitlines()
    assert lines == [
        "vnsearch: -i is no option: upper and",
        "lower case are always the same; write --",
        "-i to leave out the word i",
    ]


def test_a_summary_is_cut_at_words(terminal: Terminal, library: Path) -> None:
    out = terminal("vnsearch index docs", columns=30, TERM="dumb").out
    assert out.startswith(
        "0 added, 0 updated, 0 removed,\n5 unchanged; 5 documents in\nthe index"
    )


def test_no_word_that_begins_so_is_said(terminal: Terminal) -> None:
    ended = terminal("vnsearch terms xyz")
    assert (ended.status, ended.out) == (1, "vnsearch: no word of the index begins with xyz\n")
