"""`vnsearch saved`: queries by names of one's own."""

from __future__ import annotations

from collections.abc import Sequence

import click

from vnsearch.cli.arguments.options import filled, json_option
from vnsearch.cli.arguments.query_command import QueryCommand
from vnsearch.cli.exit_status import ExitStatus
from vnsearch.cli.json_object import print_json
from vnsearch.cli.saved_searches import changed_searches, saved_searches
from vnsearch.cli.streams import complain, standard_output
from vnsearch.errors import VnsearchError
from vnsearch.output.safe import encoded, visible
from vnsearch.query.parse import parse_query
from vnsearch.query.saved import expand_saved, is_name
from vnsearch.text.normalize import compose

_EXAMPLES = """\b
Examples:
  vnsearch saved hop 'hội OR họp' -bóng
  vnsearch search @hop tháng 12
  vnsearch saved
  vnsearch saved --drop hop
"""


@click.command("saved", cls=QueryCommand, epilog=_EXAMPLES)
@click.argument("words", nargs=-1, metavar="[NAME QUERY...]")
@click.option(
    "--drop",
    metavar="NAME",
    default="",
    callback=filled,
    help="Forget the query saved by that name.",
)
@json_option
def command(words: tuple[str, ...], drop: str, json_: bool) -> int:
    """List the saved queries; or save one by a name, for @NAME in the queries of `search`,
    `live` and `show`.

    @NAME stands for all of the query, and means itself where nothing is saved by that name,
    within a phrase, with --literal and in a --batch.
    """
    if drop or words:
        with changed_searches() as searches:
            _change(searches, words, drop)
    else:
        searches = saved_searches()
    if json_:
        listed = [{"name": name, "query": query} for name, query in sorted(searches.items())]
        print_json({"searches": listed})
    elif not (drop or words):
        for name, query in sorted(searches.items()):
            standard_output().write(encoded(f"{visible(name)}\t{visible(query)}\n"))
        if not searches:
            complain("no query is saved; 'vnsearch saved NAME QUERY' saves one")
    return ExitStatus.FOUND if searches or drop or words else ExitStatus.NOT_FOUND


def _change(searches: dict[str, str], words: Sequence[str], drop: str) -> None:
    if drop:
        if words:
            raise click.UsageError("--drop takes one name and nothing else")
        if searches.pop(_plain_name(drop), None) is None:
            raise VnsearchError(f"no query is saved by the name {drop}; 'vnsearch saved' lists")
        return
    name, query = _plain_name(words[0]), " ".join(words[1:])
    if not query.strip():
        raise VnsearchError(f"say what to save: vnsearch saved {words[0]} QUERY")
    searches[name] = query
    parse_query(expand_saved(f"@{name}", searches))


def _plain_name(typed: str) -> str:
    """The name without the @ it may be typed with; raises VnsearchError for what is none."""
    name = compose(typed).removeprefix("@")
    if not is_name(name):
        raise VnsearchError(
            f"{typed} is no name: letters, digits, and . _ - between them, as in hop-bao"
        )
    return name
