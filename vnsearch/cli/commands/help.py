"""`vnsearch help`: as `--help` behind a command."""

from __future__ import annotations

import click

from vnsearch.errors import VnsearchError

_EXAMPLES = """\b
Examples:
  vnsearch help
  vnsearch help search
"""


@click.command("help", epilog=_EXAMPLES)
@click.argument("name", default="", metavar="[COMMAND]")
@click.pass_context
def command(context: click.Context, /, name: str) -> None:
    """Print the help of a command, or that of vnsearch itself."""
    root = context.find_root()
    asked = root
    if name:
        found = root.command.get_command(root, name)  # type: ignore[attr-defined]
        if found is None:
            raise VnsearchError(f"there is no command {name}; 'vnsearch help' lists them")
        asked = click.Context(found, info_name=name, parent=root)
    click.echo(asked.get_help())
