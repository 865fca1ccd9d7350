"""`vnsearch verify`: whether every file of the index is as it was written."""

from __future__ import annotations

import click

from vnsearch.cli.options import found_index, index_option
from vnsearch.cli.status import ExitStatus
from vnsearch.cli.streams import complain, standard_output
from vnsearch.output.safe import encoded, visible_name

_EXAMPLES = """\b
Examples:
  vnsearch verify
  vnsearch verify || vnsearch index --rebuild
"""


@click.command("verify", epilog=_EXAMPLES)
@index_option
def command(index_dir: str) -> int:
    """Check every file of the index, and name the damage and the way out.

    Exit status: 0 if the index is whole, 2 if not.
    """
    from vnsearch.index.verify import verify

    index_dir = found_index(index_dir)
    faults = verify(index_dir)
    for fault in faults:
        complain(fault.reason)
    if any(fault.failed for fault in faults):
        return ExitStatus.ERROR
    standard_output().write(encoded(f"{visible_name(index_dir)}: the index is whole\n"))
    return ExitStatus.FOUND
