"""The options of `vnsearch search`, with the help on its query language."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from vnsearch.cli.arguments.options import WholeNumber, filled, synonyms_option
from vnsearch.cli.completions import index_ids
from vnsearch.document_fields import FACETS, QUERIED
from vnsearch.errors import VnsearchError

_Command = TypeVar("_Command", bound=Callable[..., Any])

_FIELDS = textwrap.fill(
    "  ".join(field.example.replace(" ", "\0") for field in QUERIED),
    width=78,
    initial_indent="  ",
    subsequent_indent="  ",
).replace("\0", " ")

EXAMPLES = f"""\b
Query:
  hội nghị       both words, whatever the marks of the documents' words:
                 every mark typed counts, every mark left out is free
  "hội nghị"     the words side by side (quote the quotes: '"hội nghị"')
  -đương         without this word, as NOT đương; -"a phrase" as well
  hội OR họp     one or the other; AND may stand between words
  hoi*  hoi~     words that begin so; words one letter, mark or tone away
{_FIELDS}  date:2024-01..2024-06

\b
Examples:
  vnsearch search hoi nghi toan quoc
  vnsearch search '"hội nghị toàn quốc"' -bóng -đá
  vnsearch search -n 3 --since 2024-06 --sort date tổng kết
  vnsearch search --json hội nghị
  vnsearch search --format '{{score:.2f}}\\t{{path}}\\t{{title}}' hội nghị
  vnsearch search -l -0 hội nghị | xargs -0 ls -l
  printf 'hội nghị\\ntong ket\\n' | vnsearch search --batch -
"""


def _checked_template(context: click.Context, option: click.Parameter, value: str) -> str:
    if filled(context, option, value):
        from vnsearch.output.pipe.template import parse_template

        try:
            parse_template(value)
        except VnsearchError as error:
            raise click.BadParameter(str(error), context, option) from None
    return value


def _facets(
    context: click.Context, option: click.Parameter, values: Sequence[str]
) -> tuple[str, ...]:
    """The facets named, with commas between them or an option each."""
    names = dict.fromkeys(facet.strip() for value in values for facet in value.split(","))
    for facet in names:
        if facet not in FACETS:
            known = ", ".join(FACETS)
            raise click.BadParameter(f"there is no facet {facet!r}: {known}", context, option)
    return tuple(names)


_OPTIONS = (
    click.option(
        "-n",
        "--limit",
        type=WholeNumber(1),
        metavar="N",
        default=10,
        show_default=True,
        help="Most hits to print; with -l all, unless this says otherwise.",
    ),
    click.option(
        "--offset",
        type=WholeNumber(0),
        metavar="N",
        default=0,
        help="Hits to pass over first.",
    ),
    click.option("--any", "any_words", is_flag=True, help="Any of the words is enough."),
    click.option(
        "--exact", is_flag=True, help="Only words as typed: their marks and no others."
    ),
    click.option(
        "--literal", is_flag=True, help="No operators: the query is nothing but words."
    ),
    click.option(
        "--sort",
        type=click.Choice(["score", "date", "path"]),
        default="score",
        show_default=True,
        help="Order of the hits.",
    ),
    click.option(
        "--since",
        metavar="DATE",
        default="",
        callback=filled,
        help="Not older: YYYY, YYYY-MM, YYYY-MM-DD or DD/MM/YYYY.",
    ),
    click.option("--until", metavar="DATE", default="", callback=filled, help="Not newer."),
    click.option(
        "--path",
        metavar="GLOB",
        default="",
        callback=filled,
        type=click.Path(),
        help="Only in files whose path matches.",
    ),
    click.option(
        "--like",
        metavar="ID",
        default="",
        callback=filled,
        shell_complete=index_ids,
        help="What is most like that document; in place of a query.",
    ),
    click.option(
        "--snippets",
        type=WholeNumber(0),
        metavar="N",
        default=1,
        show_default=True,
        help="Passages to show of each document.",
    ),
    click.option("--explain", is_flag=True, help="Show why each hit is where it is."),
    click.option("--json", "json_", is_flag=True, help="Print one JSON object."),
    click.option("--jsonl", is_flag=True, help="Print each hit as a JSON object on its line."),
    click.option("-l", "--files-with-matches", "files", is_flag=True, help="Print paths only."),
    click.option("-c", "--count", is_flag=True, help="Print how many documents answer."),
    click.option("-0", "--null", is_flag=True, help="As -l, with a NUL after each path."),
    click.option("--vimgrep", is_flag=True, help="Print path:line:column:text."),
    click.option(
        "--format",
        "template",
        metavar="TEMPLATE",
        default="",
        callback=_checked_template,
        help="Print a line like '{score:.2f}\\t{path}\\t{title}'; one for each hit.",
    ),
    click.option("--timeline", is_flag=True, help="Print how many documents answer by month."),
    click.option(
        "--facet",
        "facets",
        metavar="NAMES",
        multiple=True,
        callback=_facets,
        help=f"Count what answers by {', '.join(FACETS)}; or by some of these, commas between: "
        "below the hits on a terminal and in JSON, with -c and in a pipe alone.",
    ),
    click.option("-q", "--quiet", is_flag=True, help="Print nothing; the exit status tells."),
    click.option(
        "--batch",
        metavar="FILE",
        default="",
        callback=filled,
        help="Run each line of a file as a query; - is standard input, and a JSON object is "
        "printed for each.",
    ),
    click.option("--fresh", is_flag=True, help="Bring the index up to date first."),
    click.option(
        "--partial",
        is_flag=True,
        help="Of a cluster that is not whole, take what its other shards answer.",
    ),
    synonyms_option,
)


def search_options(command: _Command) -> _Command:
    """The options above, in their order."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command
