"""What `vnsearch index --json` prints."""

from __future__ import annotations

from vnsearch.cli.streams import flush_output, standard_output
from vnsearch.records import UpdateSummary


def print_json(summary: UpdateSummary, dry_run: bool) -> None:
    """Print what an update did, or would do, as an object on a line."""
    from vnsearch.output.pipe.json_commands import update_members
    from vnsearch.output.pipe.json_lines import json_line

    standard_output().write(json_line(update_members(summary, dry_run)))
    flush_output()
