"""Options and settings that several commands share, each written once."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any, TypeVar

import click

from vnsearch.cli.streams import is_terminal
from vnsearch.output.color import When, knows_links, wants_color
from vnsearch.output.forms import Form, OutputOptions

NAMES = {"help_option_names": ["-h", "--help"], "max_content_width": 96}

_Command = TypeVar("_Command", bound=Callable[..., Any])


class Number(click.IntRange):
    """A whole number that is not too small."""

    name = "number"

    def __init__(self, at_least: int) -> None:
        super().__init__(min=at_least)


def index_option(command: _Command) -> _Command:
    """`--index DIR`, on every command that opens the index."""
    return click.option(
        "--index",
        "index_dir",
        metavar="DIR",
        envvar="VNSEARCH_INDEX",
        show_envvar=True,
        default="index",
        show_default=True,
        type=click.Path(file_okay=False),
        help="Folder of the index.",
    )(command)


def color_option(command: _Command) -> _Command:
    """`--color WHEN`, on every command that may colour its output."""
    return click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        show_default=True,
        help="Colour the output; auto obeys NO_COLOR, FORCE_COLOR and CLICOLOR.",
    )(command)


def pager_option(command: _Command) -> _Command:
    """`--no-pager`, on every command whose output may be longer than a screen."""
    return click.option(
        "--no-pager", is_flag=True, help="Never show the output in a pager ($PAGER, else less)."
    )(command)


def output_options(
    form: Form, color: When, template: str = "", end: str = "\n"
) -> OutputOptions:
    """How output is to look here and now: asks the terminal and the environment, once."""
    terminal = is_terminal(sys.stdout)
    colored = wants_color(color, terminal, os.environ)
    width = 80
    if terminal:
        import shutil

        width = shutil.get_terminal_size().columns
    return OutputOptions(
        form=form,
        is_terminal=terminal,
        color=colored,
        links=colored and terminal and knows_links(os.environ),
        width=width,
        end=end,
        template=template,
    )
