"""Options and settings that several commands share, each written once."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any, TypeVar

import click

from vnsearch.cli.streams import is_terminal
from vnsearch.errors import IndexNotFoundError
from vnsearch.output.forms import Form, OutputOptions
from vnsearch.output.terminal.color import When, knows_links, wants_color, wants_emphasis

NAMES = {"help_option_names": ["--help"], "max_content_width": 96}

_Command = TypeVar("_Command", bound=Callable[..., Any])
_Value = TypeVar("_Value")


class WholeNumber(click.IntRange):
    """A whole number that is not too small."""

    name = "number"

    def __init__(self, at_least: int) -> None:
        super().__init__(min=at_least)


def filled(context: click.Context, option: click.Parameter, value: _Value) -> _Value:
    """The value of an option; raises UsageError for one with nothing in it on the command line,
    as `--since "$day"` is in a script without a day.
    """
    here = context.get_parameter_source(str(option.name))
    if value == "" and here is click.core.ParameterSource.COMMANDLINE:
        raise click.UsageError(
            f"{option.opts[-1]} is empty; give it a value or leave it out", context
        )
    return value


def index_option(command: _Command) -> _Command:
    """`--index DIR`, on every command that opens the index; "" where it is not given."""
    return click.option(
        "--index",
        "index_dir",
        metavar="DIR",
        envvar="VNSEARCH_INDEX",
        show_envvar=True,
        default="",
        type=click.Path(file_okay=False, readable=False),  # which the index tells
        callback=_given_index,
        help="Folder of the index, or its address on a cluster; else the folder `index` here, "
        "or the nearest above.",
    )(command)


def _given_index(context: click.Context, option: click.Parameter, value: str) -> str:
    """What stands behind the command, else before it, else in the environment or settings."""
    here = context.get_parameter_source(str(option.name))
    if here is click.core.ParameterSource.COMMANDLINE:
        return filled(context, option, value)
    before: str = context.find_root().params.get("any_index_dir") or ""
    return before or value


def found_index(index_dir: str) -> str:
    """The index given, else the nearest; raises IndexNotFoundError where there is none."""
    if index_dir:
        return index_dir
    from vnsearch.index.folder import find_index, holds_index

    nearest = find_index()
    if not holds_index(nearest):
        raise IndexNotFoundError(
            "there is no index here nor in a folder above: type 'vnsearch index .' to make "
            "one of the documents in this folder"
        )
    return nearest


def json_option(command: _Command) -> _Command:
    """`--json`, on every command that answers with one object."""
    return click.option("--json", "json_", is_flag=True, help="Print one JSON object.")(command)


def synonyms_option(command: _Command) -> _Command:
    """`--synonyms FILE`, on every command that searches."""
    return click.option(
        "--synonyms",
        metavar="FILE",
        default="",
        callback=filled,
        help="Words that stand for each other; a line like 'ubnd = ủy ban nhân dân'.",
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
        "--no-pager", is_flag=True, help="Show the output in no pager; else in $PAGER or less."
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
        emphasis=wants_emphasis(color, terminal, os.environ),
        links=colored and terminal and knows_links(os.environ),
        width=width,
        end=end,
        template=template,
    )
