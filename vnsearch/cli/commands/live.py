"""`vnsearch live`: search as you type."""

from __future__ import annotations

import os
import sys

import click

from vnsearch.cli.arguments.options import (
    found_index,
    index_option,
    json_option,
    synonyms_option,
)
from vnsearch.cli.completions import index_words
from vnsearch.cli.exit_status import ExitStatus
from vnsearch.cli.json_object import print_json
from vnsearch.cli.saved_searches import add_to_history, read_history, with_saved
from vnsearch.cli.streams import complain
from vnsearch.errors import VnsearchError

_LEAST_COLUMNS, _LEAST_ROWS = 20, 5
_EXAMPLES = """\b
Examples:
  vnsearch live
  vnsearch live hoi nghi
  vim "$(vnsearch live --print)"
"""


@click.command("live", epilog=_EXAMPLES)
@click.argument("query", nargs=-1, shell_complete=index_words)
@click.option("--any", "any_words", is_flag=True, help="Any of the words is enough.")
@click.option(
    "--print", "print_path", is_flag=True, help="Print the path chosen, open nothing."
)
@synonyms_option
@json_option
@index_option
def command(
    query: tuple[str, ...],
    any_words: bool,
    print_path: bool,
    synonyms: str,
    json_: bool,
    index_dir: str,
) -> int:
    """Search as you type: the hits below the line, the document beside them.

    Enter opens the document, Esc leaves, F1 shows the other keys. With --print or --json the
    document is not opened, but printed: its path, or all of the hit.
    """
    if print_path and json_:
        raise click.UsageError("--print and --json are different outputs; choose one")
    _check_terminal()
    from vnsearch.opening import open_index
    from vnsearch.screen.app import LiveScreen
    from vnsearch.screen.past import Memory

    with open_index(found_index(index_dir), synonyms=synonyms) as index:
        memory = Memory(with_saved, read_history())
        screen = LiveScreen(index, " ".join(query), any_words, memory)
        chosen = screen.run()
        _remember(screen.found_by)
        document = index.document(chosen.hit.id) if chosen else None
        line = index.file_line(chosen.hit) if chosen else 0
    if json_:
        from vnsearch.output.pipe.json_commands import choice_members

        print_json(choice_members(chosen.query, [chosen.hit]) if chosen else choice_members())
    if chosen is None or document is None:
        return ExitStatus.NOT_FOUND
    if print_path:
        click.echo(os.fsencode(chosen.hit.path))
    elif not json_:
        from vnsearch.cli.programs import open_document

        open_document(document, line)
    return ExitStatus.FOUND


def _remember(query: str) -> None:
    """Keep a query that found something; where that cannot be, it is said, and no more."""
    try:
        if query.strip():
            add_to_history(query)
    except VnsearchError as error:
        complain(str(error))


def _check_terminal() -> None:
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise VnsearchError("live needs a terminal to draw on; 'vnsearch search' serves a pipe")
    size = os.get_terminal_size(sys.stderr.fileno())
    if size.columns < _LEAST_COLUMNS or size.lines < _LEAST_ROWS:
        raise VnsearchError(
            f"the terminal has {size.columns} columns and {size.lines} rows; live needs "
            f"{_LEAST_COLUMNS} and {_LEAST_ROWS}"
        )
