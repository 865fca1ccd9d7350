"""`vnsearch search`: options in, one search, one print, an exit status."""

from __future__ import annotations

from typing import Any

import click

from vnsearch.cli.arguments.options import (
    color_option,
    found_index,
    index_option,
    output_options,
    pager_option,
)
from vnsearch.cli.arguments.query_command import QueryCommand, doubtful_words
from vnsearch.cli.arguments.root_rules import settings_of_an_update
from vnsearch.cli.arguments.search_form import check_like, chosen_form, search_rules
from vnsearch.cli.arguments.search_options import EXAMPLES, search_options
from vnsearch.cli.completions import index_words
from vnsearch.cli.config import default_map
from vnsearch.cli.exit_status import ExitStatus
from vnsearch.cli.saved_searches import with_saved
from vnsearch.cli.streams import check_utf8, complain, readable_output, standard_output
from vnsearch.frozen import replace
from vnsearch.output.forms import OutputOptions
from vnsearch.output.notes import problem_lines, result_notes
from vnsearch.output.printer import make_printer

_PATIENCE = 10.0  # seconds that --fresh waits for another writer, such as index --watch


@click.command("search", cls=QueryCommand, epilog=EXAMPLES)
@click.argument("query", nargs=-1, metavar="QUERY...", shell_complete=index_words)
@search_options
@color_option
@pager_option
@index_option
@click.pass_context
def command(context: click.Context, /, query: tuple[str, ...], **given: Any) -> int:
    """Search the index; all arguments together make one query.

    Prints the best documents first. Where no document has all the words, those with some
    of them are printed, and standard error says so; not with -l, -c, -0, --vimgrep and -q.

    Exit status: 0 if something was found, 1 if not, 2 for an error. Anything after -- is a
    part of the query.
    """
    form = chosen_form(context)
    rules = search_rules(context, form)
    if given["batch"] and query:
        raise click.UsageError("--batch takes its queries from a file; give none here", context)
    if given["like"]:
        check_like(context, bool(query))
    if not (given["batch"] or given["like"] or query):
        raise click.UsageError("there is no query; give some words to search for", context)
    for word in doubtful_words(context) if form != "quiet" else ():
        complain(f"{word} leaves out the word {word[1:]}; {word[:2]} is no option here")
    index_dir = found_index(given["index_dir"])
    opened = {name: given[name] for name in ("synonyms", "partial")} | {"index_dir": index_dir}
    if given["fresh"]:
        _update(index_dir)
    if given["batch"]:
        return _batch(opened, given["batch"], rules)
    end = "\0" if given["null"] else "\n"
    options = output_options(form, given["color"], given["template"], end)
    if given["like"]:
        rules = {**rules, "any_words": True, "like": given["like"]}
    return _search(opened, " ".join(query), rules, options, given["no_pager"])


def _search(
    opened: dict[str, Any],
    query: str,
    rules: dict[str, Any],
    options: OutputOptions,
    no_pager: bool,
) -> int:
    from vnsearch.opening import open_index

    check_utf8(query)
    with open_index(**opened) as index:
        if "like" in rules:
            page = {name: rules[name] for name in ("limit", "offset", "snippets", "places")}
            result = index.like(rules["like"], **page)
        else:
            meant = query if rules["literal"] else with_saved(query)
            result = index.search(meant, **rules)
            if meant != query:
                result = replace(result, query=query)
    if options.form != "quiet":
        for note in result_notes(result, options.form, rules["any_words"]):
            complain(note)
        if result.total and rules["limit"] and not result.hits:
            complain(
                f"--offset {rules['offset']} is past the last of {result.total:,} documents"
            )
        if not result.total or (result.match == "any" and not rules["any_words"]):
            from vnsearch.cli.paths_among import paths_among

            for path in paths_among(query):
                complain(f"{path} is read as words; --path {path} searches what is there")
        by_date = rules.get("sort") == "date" and not rules["offset"]
        if by_date and result.hits and not result.hits[0].date:  # those with one come first
            complain("none of the documents found has a date; their paths order them")
    with readable_output(options, no_pager) as stream:
        make_printer(options, stream).print(result)
    shown = result.hits or (result.total and not rules["limit"])
    return ExitStatus.FOUND if shown else ExitStatus.NOT_FOUND


def _batch(opened: dict[str, Any], file: str, rules: dict[str, Any]) -> int:
    from vnsearch.cli.batch import open_queries, run_batch
    from vnsearch.opening import open_index

    with open_index(**opened) as index, open_queries(file) as queries:
        return run_batch(index, queries, rules, standard_output())


def _update(index_dir: str) -> None:
    from vnsearch.cli.commands.index import command as index_command
    from vnsearch.updating import update_index

    settings = settings_of_an_update(default_map(index_command))
    settings.setdefault("wait", _PATIENCE)
    summary = update_index(index_dir, **settings)
    for line in problem_lines(summary, every=False, failed_only=True):
        complain(line)
