"""`vnsearch version`: as `vnsearch --version`."""

from __future__ import annotations

import click

import vnsearch

_EXAMPLES = """\b
Examples:
  vnsearch version
"""


@click.command("version", epilog=_EXAMPLES)
def command() -> None:
    """Print the version."""
    click.echo(f"vnsearch {vnsearch.__version__}")
