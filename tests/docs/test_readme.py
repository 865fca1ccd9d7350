"""README: its examples print what it says, its table of matching is true."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

import vnsearch
from vnsearch.cli.config import config_path, default_map, read_settings

from .help import commands
from .pages import README, ROOT, assert_written, code, read
from .tour import Tour

WORDS = re.compile(r"`([^`]+)`")


def test_examples_print_what_it_says(tour: Tour) -> None:
    assert_written(README, tour.readme)


def test_python_examples(tour: Tour, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tour.folder)
    source = "\n".join(code(README, "python"))
    examples = doctest.DocTestParser().get_doctest(source, {}, "README.md", None, None)
    report: list[str] = []
    result = doctest.DocTestRunner().run(examples, out=report.append)
    assert result.attempted > 5
    assert not result.failed, "".join(report)


def test_settings_example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "vnsearch").mkdir()
    [settings] = code(README, "toml")
    Path(config_path()).write_text(settings, encoding="utf-8")
    for name, table in read_settings().items():
        assert len(default_map(commands()[name].command)) == len(table) > 0


def test_one_test_command() -> None:
    lines = [line for block in code(README, "sh") for line in block.splitlines()]
    [line] = [line for line in lines if ".venv/bin/pytest" in line]
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert set(line.split(" && ")) <= set(script)


def test_matching_table(tmp_path: Path) -> None:
    table = read(README).split("| you type |")[1].split("\n\n")[0]
    rows = [[WORDS.findall(cell) for cell in row.split("|")[1:5]] for row in table.splitlines()]
    words = sorted({word for row in rows for cell in row[1:3] for word in cell})
    for number, word in enumerate(words):
        (tmp_path / f"{number:02}.txt").write_text(word, encoding="utf-8")
    vnsearch.update_index(tmp_path / "index", [tmp_path])
    with vnsearch.open_index(tmp_path / "index") as index:
        for [typed], exact, further, as_typed in rows[2:]:
            found = [hit.title for hit in index.search(typed, limit=len(words)).hits]
            assert set(found[: len(exact)]) == set(exact), typed
            assert set(further) <= set(found[len(exact) :]), typed
            only = {hit.title for hit in index.search(typed, exact=True).hits}
            assert only == set(as_typed) & set(words), typed
            assert found[0] == exact[0] or f"`{exact[0]}` first" not in table


def test_figures_are_those_of_the_runs() -> None:
    section = read(README).split("### Speed and relevance")[1].split("\n## ")[0]
    runs = re.findall(r"\]\((tests/bench/runs/\S+\.md)\)", section)
    measured = {figure for run in runs for figure in re.findall(r"\d+\.\d+", read(ROOT / run))}
    figures = re.findall(r"(?<=\| )\d+\.\d+(?= \|)", section)
    assert len(runs) == 7 and len(figures) > 50
    assert set(figures) <= measured
