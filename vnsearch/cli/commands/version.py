"""`vnsearch version`: as `vnsearch --version`."""

from __future__ import annotations

import click

import vnsearch
from vnsearch.cli.arguments.options import json_option
from vnsearch.cli.json_object import print_json

_EXAMPLES = """\b
Examples:
  vnsearch version
  vnsearch version --json
"""


@click.command("version", epilog=_EXAMPLES)
@json_option
def command(json_: bool) -> None:
    """Print the version."""
    if json_:
        print_json({"release": vnsearch.__version__})
    else:
        click.echo(f"vnsearch {vnsearch.__version__}")
