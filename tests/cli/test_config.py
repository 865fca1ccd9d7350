"""The settings file: what it may hold, where it is looked for, what is said of a wrong one."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from vnsearch.cli.commands.search import command
from vnsearch.cli.config import config_path, default_map
from vnsearch.cli.group import cli
from vnsearch.errors import VnsearchError


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    """The settings file, not there yet."""
    path = tmp_path / "config" / "vnsearch" / "vnsearch.toml"
    path.parent.mkdir(parents=True)
    return path


def test_no_file_no_settings() -> None:
    assert default_map(command) == {}


def test_it_is_looked_for_in_the_configuration_folder_only(
    settings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert config_path() == str(settings)
    monkeypatch.chdir(settings.parent.parent)
    Path("vnsearch.toml").write_text("[search]\nlimit = 1\n", encoding="utf-8")
    assert default_map(command) == {}


def test_settings_are_defaults(settings: Path) -> None:
    settings.write_text(
        '[search]\nlimit = 20\nany = true\nno-pager = true\nsort = "date"\nindex = "/đâu"\n'
        '[index]\nexclude = ["*.bak"]\n',
        encoding="utf-8",
    )
    values = default_map(command)
    assert values == {
        "limit": 20,
        "any_words": True,
        "no_pager": True,
        "sort": "date",
        "index_dir": "/đâu",
    }
    parent = click.Context(cli, default_map={"search": values}, **cli.context_settings)
    context = command.make_context("search", ["-n", "3", "hội"], parent)
    assert context.params["limit"] == 3
    assert context.params["sort"] == "date"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[search]\nlmit = 2\n", r"\[search\]: there is no 'lmit'; it may hold limit, offset"),
        ("[search]\nlimit = 'ba'\n", r"limit = 'ba': give a whole number from 1"),
        ("[search]\nlimit = 0\n", "limit = 0: give a whole number from 1"),
        ("[search]\nsort = 'tuổi'\n", "sort = 'tuổi': give one of score, date, path"),
        ("[seach]\nlimit = 2\n", "'seach', which is no table of settings"),
        ("limit = 2\n", "'limit', which is no table of settings"),
        ("[search\n", "is not valid TOML: .*; mend or remove it"),
    ],
)
def test_wrong_settings_are_named(settings: Path, text: str, message: str) -> None:
    settings.write_text(text, encoding="utf-8")
    with pytest.raises(VnsearchError, match=message) as error:
        default_map(command)
    assert str(settings) in str(error.value)


def test_every_option_of_search_can_be_set_but_help() -> None:
    from vnsearch.cli.config import _settable

    long = {
        name
        for option in command.params
        if isinstance(option, click.Option)
        for name in option.opts
        if name.startswith("--")
    }
    assert {f"--{name}" for name in _settable(command)} == long - {"--help"}
