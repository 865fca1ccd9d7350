"""The commands' help as a page of the manual, in the macros of man(7)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from inspect import cleandoc

import click

import vnsearch
from vnsearch.cli.group import cli

from .help import commands, own_options

HEAD = f"""\
.\\" Made from the commands' help: VNSEARCH_GOLDEN=write pytest tests/docs
.TH VNSEARCH 1 "" "vnsearch {vnsearch.__version__}" "User Commands"
.SH NAME
vnsearch \\- full\\-text search for Vietnamese
.SH SYNOPSIS
.B vnsearch
.I COMMAND
[\\fIOPTION\\fR]... [\\fIARGUMENT\\fR]...
"""
STATUS = (("0", "Something was found, or done."), ("1", "Nothing was found."),
          ("2", "An error: of usage, of a query, of the index, of some file."),
          ("130", "Interrupted."))  # fmt: skip


def manual() -> str:
    """The whole page."""
    lines = [HEAD.rstrip("\n"), ".SH DESCRIPTION"]
    for context in commands().values():
        lines += _command(context)
    lines += [".SH EXIT STATUS", *(line for row in STATUS for line in _row(*row))]
    return "\n".join(lines) + "\n"


def _command(context: click.Context) -> Iterator[str]:
    command = context.command
    if command is not cli:
        usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
        yield f'.SH "{_escaped(context.command_path).upper()}"'
        yield f".B {_escaped(usage)}"
    yield from _paragraphs(cleandoc(command.help or "").split("\n\n"))
    for option in own_options(context):
        if record := option.get_help_record(context):
            yield from _row(*record)
    yield from _paragraphs(cleandoc(command.epilog or "").split("\n\n"))


def _paragraphs(blocks: Sequence[str]) -> Iterator[str]:
    for block in filter(None, blocks):
        kept = block.removeprefix("\b\n")
        lines = [_escaped(line) for line in kept.split("\n")]
        yield ".PP"
        yield from (lines if kept == block else [".nf", *lines, ".fi"])


def _row(name: str, what: str) -> Iterator[str]:
    yield from (".TP", f".B {_escaped(name)}", _escaped(what))


def _escaped(text: str) -> str:
    text = text.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq")
    return f"\\&{text}" if text.startswith((".", "'")) else text
