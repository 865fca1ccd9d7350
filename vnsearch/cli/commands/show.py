"""`vnsearch show`: one document, whole."""

from __future__ import annotations

from collections.abc import Sequence

import click

from vnsearch.cli.arguments.document_id import id_argument, whole_id
from vnsearch.cli.arguments.options import (
    color_option,
    filled,
    found_index,
    index_option,
    json_option,
    output_options,
    pager_option,
)
from vnsearch.cli.exit_status import ExitStatus
from vnsearch.cli.json_object import print_json
from vnsearch.cli.saved_searches import with_saved
from vnsearch.cli.streams import complain, readable_output
from vnsearch.output.forms import OutputOptions, Stream
from vnsearch.output.notes import stale_sentence
from vnsearch.output.terminal.color import When
from vnsearch.records import Document

_EXAMPLES = """\b
Examples:
  vnsearch show seeds/000_a15fc9680380b13c.txt
  vnsearch show --highlight 'hoi nghi' seeds/000_a15fc9680380b13c.txt
  vnsearch show --around 'hoi nghi' seeds/000_a15fc9680380b13c.txt
  vnsearch search -n 1 --format '{id}' hội nghị | xargs -d '\\n' vnsearch show
"""


@click.command("show", epilog=_EXAMPLES)
@id_argument
@click.option(
    "--highlight",
    metavar="QUERY",
    default="",
    callback=filled,
    help="Mark the words of this query.",
)
@click.option(
    "--around",
    metavar="QUERY",
    default=None,
    help="Mark its words, and begin shortly before the best passage; it may be half typed.",
)
@color_option
@pager_option
@json_option
@index_option
def command(
    words: tuple[str, ...],
    highlight: str,
    around: str | None,
    color: When,
    no_pager: bool,
    json_: bool,
    index_dir: str,
) -> int:
    """Print the document with this ID, as it was indexed.

    The ID is the one that `search` gives: a path, `path#part`, or the document's own.
    """
    from vnsearch.opening import open_index

    if highlight and around is not None:
        raise click.UsageError("--around marks words itself; leave out --highlight")
    query, half_typed = with_saved(around or highlight), around is not None
    with open_index(found_index(index_dir)) as index:
        document = index.document(whole_id("show", words))
        highlights = index.highlights(document, query, half_typed) if query.strip() else ()
    if highlight and not highlights:
        complain(
            f"nothing in the text of {document.id} answers {highlight}; it is shown unmarked"
        )
    if document.stale and not json_:
        complain(stale_sentence(document))
    if half_typed and not json_:
        from vnsearch.output.around import from_passage

        document, shown = from_passage(document, highlights)
        highlights = tuple(shown)
    if json_:
        from vnsearch.output.pipe.json_commands import document_members

        print_json(document_members(document, highlights))
        return ExitStatus.FOUND
    options = output_options("terminal", color)
    with readable_output(options, no_pager) as stream:
        _print(document, highlights, options, stream)
    return ExitStatus.FOUND


def _print(
    document: Document,
    highlights: Sequence[tuple[int, int]],
    options: OutputOptions,
    stream: Stream,
) -> None:
    if options.is_terminal:
        from vnsearch.output.terminal.results import print_document

        print_document(document, highlights, options, stream)
    else:
        from vnsearch.output.pipe.listings import print_text

        print_text(document, highlights, options.color, stream)
