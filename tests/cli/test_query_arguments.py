"""Which arguments of a search are options, which are words, and what is said of the others."""

from __future__ import annotations

import string
from collections.abc import Callable
from typing import Any

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnsearch.cli.arguments.foreign_options import hint
from vnsearch.cli.arguments.query_arguments import Names, sort_arguments
from vnsearch.cli.commands.search import command
from vnsearch.cli.group import cli
from vnsearch.errors import VnsearchError

from .conftest import Run

NAMES = Names(frozenset(("-l", "-q", "-0", "--json")), frozenset(("-n",)), frozenset(("-h",)))


def parsed(arguments: str) -> dict[str, Any]:
    parent = click.Context(cli, info_name="vnsearch", **cli.context_settings)
    return command.make_context("search", arguments.split(), parent).params


@pytest.mark.parametrize(
    ("arguments", "query"),
    [
        ("hội nghị", "hội nghị"),
        ("ai OR an", "ai OR an"),
        ("hội -đương", "hội -đương"),
        ("hội -đường -bóng -duong", "hội -đường -bóng -duong"),
        ("-n 3 hội", "hội"),
        ("-n3 hội", "hội"),
        ("--limit=3 hội", "hội"),
        ("hội -nghị", "hội -nghị"),  # not -n with the value "ghị"
        ("hội -hội", "hội -hội"),  # not -h
        ("hội -cây -quả -lũ", "hội -cây -quả -lũ"),
        ("hội -lq -l0", "hội"),
        ("hội -ln1", "hội"),
        ("hội -ln 1", "hội"),
        ("hội -2024", "hội -2024"),
        ("hội -u23 -thanh", "hội -u23 -thanh"),
        ("hội -16/12 -Mác-Lênin -TP.HCM", "hội -16/12 -Mác-Lênin -TP.HCM"),
        ("hội -kind:pdf -title:họp", "hội -kind:pdf -title:họp"),
        ("hội - nghị", "hội - nghị"),
        ('hội -"toàn_quốc"', 'hội -"toàn_quốc"'),
        ("hội -- -l --json -n -hoi", "hội -l --json -n -hoi"),
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
        ("hội -ln1", "limit", 1),
        ("hội -ln1", "files", True),
        ("hội -lqn 7", "limit", 7),
        ("hội -lq", "quiet", True),
        ("hội -0", "null", True),
        ("--path -x hội", "path", "-x"),
        ("hội --format {title}", "template", "{title}"),
        ("hội --batch -", "batch", "-"),
    ],
)
def test_options_among_the_words(arguments: str, name: str, value: object) -> None:
    assert parsed(arguments)[name] == value


@pytest.mark.parametrize("arguments", ["--jsn hội", "hội --l", "-n ba hội", "-n 0 hội"])
def test_click_refuses_what_is_no_option(arguments: str) -> None:
    with pytest.raises(click.UsageError):
        parsed(arguments)


@pytest.mark.parametrize(
    ("argument", "message"),
    [
        ("-hoi", "-hoi is no option; write -- -hoi to leave out the word hoi"),
        ("-lan", "-lan is no option; write -- -lan to leave out the word lan"),
        ("-hl", "-hl is no option; write -- -hl to leave out the word hl"),
        ("-lh", "-lh is no option; write -- -lh to leave out the word lh"),
        ("-n1l", "-n1l is no option; write -- -n1l to leave out the word n1l"),
        ("-nghi", "-nghi is no option; write -- -nghi to leave out the word nghi"),
        ("-05", "-05 is no option; write -- -05 to leave out the word 05"),
        ("-K", "-K is no option; write -- -K to leave out the word K"),
        (
            "-i",
            "-i is no option: upper and lower case are always the same; "
            "write -- -i to leave out the word i",
        ),
        (
            "-5",
            "-5 is no option: -n 5 prints that many hits; write -- -5 to leave out the word 5",
        ),
        ("-.", "-. is no option: 'vnsearch index --hidden' reads hidden files too"),
        ("-n=3", "-n=3 is no option; write -n and its value apart, as in -n 3"),
        ("-n", "-n needs a value right after it"),
        ("--format", "--format needs a value right after it"),
    ],
)
def test_mistakes_are_refused(argument: str, message: str, search: Callable[..., Run]) -> None:
    assert search("search", "hội", argument) == Run(2, "", f"vnsearch: {message}\n")


# From the manuals of GNU grep 3.8, ripgrep 13, fzf 0.38 and recollq 1.34.
FOREIGN = {
    "grep": "EFGPefiywxzsvVmbnHhoqadDrRLlcTZBACUu123456789",
    "ripgrep": "ABCEFHILMNPSTUVabcdefghijlmnopqrstuvwxz0.",
    "fzf": "xeidnmhq10f",
    "recollq": "oafqlcCdnbQmAFSsDueENPgiTp",
}
OURS = set("nlcq0h")


@pytest.mark.parametrize(("program", "letters"), FOREIGN.items())
def test_options_of_other_programs_are_refused(
    program: str, letters: str, search: Callable[..., Run]
) -> None:
    for letter in sorted(set(letters) - OURS):
        ended = search("search", f"-{letter}", "hội")
        assert (ended.status, ended.out) == (2, "")
        assert ended.err.startswith(f"vnsearch: -{letter} is no option: {hint(letter)}")
        assert hint(letter), letter


def test_a_count_behind_a_letter_is_a_word_and_is_said(search: Callable[..., Run]) -> None:
    ended = search("search", "-c", "-A3", "hội", "-2024")
    assert ended.status == 0
    assert "vnsearch: -A3 leaves out the word A3; -A is no option here\n" in ended.err


@given(st.text(string.ascii_letters + string.digits + ".=độ", min_size=1))
def test_a_word_is_never_refused(word: str) -> None:
    assert sort_arguments([word], NAMES).words == [word]


@given(st.lists(st.text(string.ascii_letters + string.digits + "-=đội .", max_size=6)))
def test_no_argument_is_lost(arguments: list[str]) -> None:
    try:
        given_ = sort_arguments(arguments, NAMES)
    except VnsearchError as error:
        assert "no option" in str(error) or "needs a value" in str(error)
        return
    spelled = "".join(given_.options).replace("-", "") + "".join(given_.words)
    assert sorted(spelled.replace("-", "")) == sorted("".join(arguments).replace("-", ""))
