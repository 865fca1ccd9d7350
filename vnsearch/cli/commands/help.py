"""`vnsearch help`: as `--help` behind a command."""

from __future__ import annotations

from typing import Any

import click

from vnsearch.cli.arguments.options import json_option
from vnsearch.cli.arguments.short_help import value_name
from vnsearch.cli.json_object import print_json
from vnsearch.errors import VnsearchError

_EXAMPLES = """\b
Examples:
  vnsearch help
  vnsearch help search
"""


@click.command("help", epilog=_EXAMPLES)
@click.argument("name", default="", metavar="[COMMAND]")
@json_option
@click.pass_context
def command(context: click.Context, /, name: str, json_: bool) -> None:
    """Print the help of a command, or that of vnsearch itself."""
    root = context.find_root()
    asked = root
    if name:
        subcommand = root.command.get_command(root, name)  # type: ignore[attr-defined]
        if subcommand is None:
            raise VnsearchError(f"there is no command {name}; 'vnsearch help' lists them")
        asked = click.Context(subcommand, info_name=name, parent=root)
    if json_:
        print_json(_members(asked, name))
    else:
        click.echo(asked.get_help())


def _members(context: click.Context, asked: str) -> dict[str, Any]:
    """What a command does, its options, and the commands that it has in turn."""
    command = context.command
    group = command if isinstance(command, click.Group) else click.Group()
    commands = (group.get_command(context, name) for name in group.list_commands(context))
    return {
        "command": asked,
        "summary": command.get_short_help_str(200),
        "usage": " ".join([context.command_path, *command.collect_usage_pieces(context)]),
        "commands": [
            {"name": each.name, "summary": each.get_short_help_str(200)}
            for each in filter(None, commands)
        ],
        "options": [
            {
                "names": [*option.opts, *option.secondary_opts],
                "value": value_name(option),
                "help": option.help or "",
            }
            for option in command.get_params(context)
            if isinstance(option, click.Option)
        ],
    }
