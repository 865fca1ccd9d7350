"""Which arguments are options and which are words of the query."""

from __future__ import annotations

from typing import Any

import click
import pytest

from vnsearch.cli.commands import cli
from vnsearch.cli.search import command


def parsed(arguments: str) -> dict[str, Any]:
    parent = click.Context(cli, info_name="vnsearch", **cli.context_settings)
    return command.make_context("search", arguments.split(), parent).params


@pytest.mark.parametrize(
    ("arguments", "query"),
    [
        ("hội nghị", "hội nghị"),
        ("hội -đương", "hội -đương"),
        ("-n 3 hội", "hội"),
        ("-n3 hội", "hội"),
        ("--limit=3 hội", "hội"),
        ("hội -nghị", "hội -nghị"),  # not -n with the value "ghị"
        ("hội -hội", "hội -hội"),  # not -h
        ("hội -cây", "hội -cây"),
        ("hội -lan -0", "hội -lan"),
        ("hội -lq -l0", "hội"),
        ("-duong hội", "-duong hội"),
        ("hội -2024", "hội -2024"),
        ("hội -5", "hội -5"),
        ("hội - nghị", "hội - nghị"),
        ('hội -"toàn_quốc"', 'hội -"toàn_quốc"'),
        ("hội -- -l --json -n", "hội -l --json -n"),
        ("-- --", "--"),
        ("--since 2024 -- hội", "hội"),
        ("--path -x hội", "hội"),  # a value may begin with a hyphen
        ("hội --no-pager nghị", "hội nghị"),
    ],
)
def test_words_of_the_query(arguments: str, query: str) -> None:
    assert " ".join(parsed(arguments)["query"]) == query


@pytest.mark.parametrize(
    ("arguments", "name", "value"),
    [
        ("-n 3 hội", "limit", 3),
        ("hội -n3", "limit", 3),
        ("-n", "limit", None),
        ("hội -lq", "quiet", True),
        ("--path -x hội", "path", "-x"),
        ("hội --format {title}", "template", "{title}"),
        ("hội --batch -", "batch", "-"),
    ],
)
def test_options_among_the_words(arguments: str, name: str, value: object) -> None:
    if value is None:
        with pytest.raises(click.UsageError, match="requires an argument"):
            parsed(arguments)
    else:
        assert parsed(arguments)[name] == value


@pytest.mark.parametrize("arguments", ["--jsn hội", "hội --l", "-n ba hội", "-n 0 hội"])
def test_what_is_no_option_is_refused(arguments: str) -> None:
    with pytest.raises(click.UsageError):
        parsed(arguments)
