"""`vnsearch stats`: what the index holds, how old it is, which settings are in force."""

from __future__ import annotations

import time

import click

from vnsearch.cli.arguments.options import (
    color_option,
    found_index,
    index_option,
    json_option,
    output_options,
    pager_option,
)
from vnsearch.cli.config import config_path, read_settings
from vnsearch.cli.exit_status import ExitStatus
from vnsearch.cli.json_object import print_json
from vnsearch.cli.streams import readable_output
from vnsearch.output.terminal.color import When

_EXAMPLES = """\b
Examples:
  vnsearch stats
  vnsearch stats | grep documents
"""


@click.command("stats", epilog=_EXAMPLES)
@color_option
@pager_option
@json_option
@index_option
def command(color: When, no_pager: bool, json_: bool, index_dir: str) -> int:
    """Print what the index holds: documents, words, size, age, what is out of date.

    In a pipe: a name and a figure a line, with a tab between; sizes in bytes.
    """
    from vnsearch.opening import open_index

    tables = read_settings()
    synonyms = tables.get("search", {}).get("synonyms", "")
    with open_index(found_index(index_dir), synonyms=synonyms) as index:
        stats = index.stats()
    options = output_options("terminal", color)
    settings = [
        (f"{table}.{name}", value)
        for table, values in tables.items()
        for name, value in values.items()
    ]
    if json_:
        from vnsearch.output.pipe.json_commands import stats_members

        print_json(stats_members(stats, (config_path(), settings)))
        return ExitStatus.FOUND
    with readable_output(options, no_pager) as stream:
        if options.is_terminal:
            from vnsearch.output.terminal.charts import print_stats

            print_stats(stats, time.time(), (config_path(), settings), options, stream)
        else:
            from vnsearch.output.pipe.listings import print_stats_lines

            print_stats_lines(stats, (config_path(), settings), stream)
    return ExitStatus.FOUND
