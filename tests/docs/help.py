"""The commands and their help, as Click knows them."""

from __future__ import annotations

from collections.abc import Sequence
from inspect import cleandoc

import click

from vnsearch.cli.group import cli


def commands() -> dict[str, click.Context]:
    """Every command in a context of its own, `vnsearch` itself under ""."""
    whole = click.Context(cli, info_name="vnsearch", **cli.context_settings)
    found = {"": whole}
    for name in cli.list_commands(whole):
        command = cli.get_command(whole, name)
        assert command
        found[name] = click.Context(command, info_name=name, parent=whole)
    return found


def own_options(context: click.Context) -> list[click.Option]:
    """A command's options, `--help` among them."""
    return [p for p in context.command.get_params(context) if isinstance(p, click.Option)]


def told(context: click.Context) -> str:
    """What a command's help tells, as Markdown; independent of how Click lays it out."""
    command = context.command
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    blocks = [
        *([] if command is cli else [f"\b\n{usage}"]),
        *cleandoc(command.help or "").split("\n\n"),
        table("option", [option.get_help_record(context) for option in own_options(context)]),
        *cleandoc(command.epilog or "").split("\n\n"),
    ]
    if command is cli:
        names = [
            (name, each.command.get_short_help_str(200)) for name, each in commands().items()
        ]
        blocks.append(table("command", names[1:]))
    return "".join(f"{markdown(block)}\n\n" for block in blocks if block).rstrip("\n") + "\n"


def table(heading: str, rows: Sequence[tuple[str, str] | None]) -> str:
    """A table of names and what they are for."""
    cells = [[cell.replace("|", "\\|") for cell in row] for row in filter(None, rows)]
    lines = [f"| `{name}` | {what} |" for name, what in cells]
    return "\n".join([f"| {heading} | |", "|---|---|", *lines])


def markdown(paragraph: str) -> str:
    """A paragraph of help; what Click is told to leave as it is, as a block."""
    kept = paragraph.removeprefix("\b\n")
    return paragraph if kept == paragraph else f"```text\n{kept}\n```"
