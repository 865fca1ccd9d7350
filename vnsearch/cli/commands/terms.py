"""`vnsearch terms`: the words of the index that begin with some letters."""

from __future__ import annotations

import click

from vnsearch.cli.arguments.options import (
    WholeNumber,
    color_option,
    found_index,
    index_option,
    json_option,
    output_options,
)
from vnsearch.cli.completions import index_words
from vnsearch.cli.exit_status import ExitStatus
from vnsearch.cli.json_object import print_json
from vnsearch.cli.streams import complain, standard_output
from vnsearch.output.terminal.color import When

_EMPTY = "the index holds no words; 'vnsearch index PATH' reads documents in"
_EXAMPLES = """\b
Examples:
  vnsearch terms hoi
  vnsearch terms -n 5 đ
  vnsearch terms hoi | sort -t "$(printf '\\t')" -k 3 -n -r
"""


@click.command("terms", epilog=_EXAMPLES)
@click.argument("words", nargs=-1, required=True, metavar="PREFIX", shell_complete=index_words)
@click.option(
    "-n",
    "--limit",
    type=WholeNumber(1),
    metavar="N",
    default=50,
    show_default=True,
    help="Most words to print.",
)
@color_option
@json_option
@index_option
def command(
    words: tuple[str, ...], limit: int, color: When, json_: bool, index_dir: str
) -> int:
    """Print the words of the index that begin with PREFIX, with all accents, commonest first.

    In a pipe: the word, the documents that have it, how often it occurs, with tabs between.
    """
    from vnsearch.opening import open_index

    prefix = " ".join(words)
    with open_index(found_index(index_dir)) as index:
        terms = index.terms(prefix, limit)
    options = output_options("terminal", color)
    if json_:
        from vnsearch.output.pipe.json_commands import terms_members

        print_json(terms_members(prefix, terms))
    elif options.is_terminal:
        from vnsearch.output.terminal.charts import print_terms

        if not terms:
            complain(f"no word of the index begins with {prefix}" if prefix else _EMPTY)
        print_terms(terms, options, standard_output())
    else:
        from vnsearch.output.pipe.listings import print_term_lines

        print_term_lines(terms, standard_output())
    return ExitStatus.FOUND if terms else ExitStatus.NOT_FOUND
