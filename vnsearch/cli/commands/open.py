"""`vnsearch open`: a document in the program that shows it."""

from __future__ import annotations

import click

from vnsearch.cli.arguments.document_id import id_argument, whole_id
from vnsearch.cli.arguments.options import WholeNumber, found_index, index_option, json_option
from vnsearch.cli.exit_status import ExitStatus
from vnsearch.cli.json_object import print_json
from vnsearch.cli.streams import output_aside

_EXAMPLES = """\b
Examples:
  vnsearch open seeds/000_a15fc9680380b13c.txt
  vnsearch open --line 12 seeds/000_a15fc9680380b13c.txt
"""


@click.command("open", epilog=_EXAMPLES)
@id_argument
@click.option(
    "--line", type=WholeNumber(1), metavar="N", help="At this line, or this page of a PDF."
)
@json_option
@index_option
def command(words: tuple[str, ...], line: int | None, json_: bool, index_dir: str) -> int:
    """Open the document with this ID: a text in your editor, a PDF at its page, anything else
    in its program.

    The editor is $VISUAL or $EDITOR. The ID is the one that `search` gives. With --json, what
    the program itself prints goes to standard error.
    """
    from vnsearch.cli.programs import open_document
    from vnsearch.opening import open_index

    with open_index(found_index(index_dir)) as index:
        document = index.document(whole_id("open", words))
    line = line or document.line
    if json_:
        with output_aside():
            program = open_document(document, line)
        print_json({"id": document.id, "path": document.path, "line": line, "program": program})
    else:
        open_document(document, line)
    return ExitStatus.FOUND
