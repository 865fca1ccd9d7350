"""`vnsearch terms`: the words of the index that begin with some letters."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem

from vnsearch.cli.options import (
    Number,
    color_option,
    found_index,
    index_option,
    output_options,
)
from vnsearch.cli.status import ExitStatus
from vnsearch.cli.streams import standard_output
from vnsearch.errors import VnsearchError
from vnsearch.output.color import When

_WORDS, _COMPLETIONS = 400, 40  # looked at, and offered

_EXAMPLES = """\b
Examples:
  vnsearch terms hoi
  vnsearch terms -n 5 đ
  vnsearch terms hoi | sort -t "$(printf '\\t')" -k 3 -n -r
"""


def _words(
    context: click.Context, argument: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The words that begin as typed, else the commonest that does but for its marks.

    A shell puts what all completions begin with in place of what was typed: several words
    that begin otherwise would take it away.
    """
    from vnsearch.search.searcher import open_index

    try:
        with open_index(context.params.get("index_dir") or "index") as index:
            words = [count.term for count in index.terms(incomplete, _WORDS)]
    except VnsearchError:  # a completion that cannot be made is none
        return []
    completions = [word for word in words if word.startswith(incomplete)] or words[:1]
    return [CompletionItem(word) for word in completions[:_COMPLETIONS]]


@click.command("terms", epilog=_EXAMPLES)
@click.argument("prefix", shell_complete=_words)
@click.option(
    "-n",
    "--limit",
    type=Number(1),
    metavar="N",
    default=50,
    show_default=True,
    help="Most words to print.",
)
@color_option
@index_option
def command(prefix: str, limit: int, color: When, index_dir: str) -> int:
    """Print the words of the index that begin with PREFIX, with all accents, commonest first.

    In a pipe: the word, the documents that have it, how often it occurs, with tabs between.
    """
    from vnsearch.search.searcher import open_index

    with open_index(found_index(index_dir)) as index:
        terms = index.terms(prefix, limit)
    options = output_options("terminal", color)
    if options.is_terminal:
        from vnsearch.output.terminal_stats import print_terms

        print_terms(terms, options, standard_output())
    else:
        from vnsearch.output.listings import print_term_lines

        print_term_lines(terms, standard_output())
    return ExitStatus.FOUND if terms else ExitStatus.NOT_FOUND
