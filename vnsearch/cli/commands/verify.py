"""`vnsearch verify`: whether every file of the index is as it was written."""

from __future__ import annotations

import click

from vnsearch.cli.arguments.options import found_index, index_option, json_option
from vnsearch.cli.exit_status import ExitStatus
from vnsearch.cli.json_object import print_json
from vnsearch.cli.streams import complain, standard_output
from vnsearch.output.safe import encoded, visible_name

_EXAMPLES = """\b
Examples:
  vnsearch verify
  vnsearch verify || vnsearch index --rebuild
"""


@click.command("verify", epilog=_EXAMPLES)
@json_option
@index_option
def command(index_dir: str, json_: bool) -> int:
    """Check every file of the index, and name the damage and the way out.

    Exit status: 0 if the index is whole, 2 if not.
    """
    from vnsearch.opening import verify

    index_dir = found_index(index_dir)
    faults = verify(index_dir)
    for fault in faults if not json_ else ():
        complain(fault.reason)
    if json_:
        from vnsearch.output.pipe.json_commands import verify_members

        print_json(verify_members(index_dir, faults))
    if any(fault.failed for fault in faults):
        return ExitStatus.ERROR
    if not json_:
        whole = f"{visible_name(index_dir)}: the index is whole\n"
        standard_output().write(encoded(whole))
    return ExitStatus.FOUND
