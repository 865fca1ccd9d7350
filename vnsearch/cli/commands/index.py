"""`vnsearch index`: build the index or bring it up to date, and say what was done."""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from vnsearch.arguments import names_cluster
from vnsearch.cli.arguments.options import WholeNumber, index_option, json_option
from vnsearch.cli.arguments.root_rules import rules_options, split_rules
from vnsearch.cli.exit_status import ExitStatus
from vnsearch.cli.json_object import print_json
from vnsearch.cli.streams import complain, is_terminal, say
from vnsearch.cli.written_index import chosen_index, chosen_paths
from vnsearch.output.notes import problem_lines, summary_lines
from vnsearch.output.terminal.color import is_dumb, wants_color
from vnsearch.records import FileNote, UpdateSummary

_NOTHING = (
    "no file was found to index: --include, --exclude and ignore files leave files out, and "
    "those that are hidden are read with --hidden"
)
_EXAMPLES = """\b
Examples:
  vnsearch index
  vnsearch index seeds --dry-run
  vnsearch index seeds --include '*.txt' --exclude 'draft*'
  vnsearch index seeds --rebuild --jobs 2
  vnsearch index --forget old-drafts
  vnsearch index --watch
"""


@click.command("index", epilog=_EXAMPLES)
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path())
@click.option(
    "--rebuild",
    is_flag=True,
    help="Make the index anew beside the old one; they are swapped at the end.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be done; change nothing.")
@click.option(
    "--jobs",
    type=WholeNumber(0),
    default=0,
    metavar="N",
    help="Processes that read and index, 8 a core at most; 0, the default, for one a core.",
)
@rules_options
@click.option(
    "--watch", is_flag=True, help="Go on, and keep the index up to date; Ctrl-C ends."
)
@click.option(
    "--forget",
    metavar="PATH",
    multiple=True,
    help="Drop a path; nothing of what it held stays in any file of the index.",
)
@click.option(
    "--shards",
    type=WholeNumber(1),
    metavar="N",
    help="Shards of an index on a cluster, when it is made.",
)
@click.option(
    "--replicas",
    type=WholeNumber(0),
    metavar="N",
    help="Copies of each shard; by default as the cluster has it.",
)
@click.option("--check", is_flag=True, help="Read every file to tell whether it has changed.")
@click.option(
    "--wait",
    type=click.FloatRange(min=0),
    default=0.0,
    metavar="SECONDS",
    help="Wait so long for another process; one that writes the index.",
)
@click.option(
    "-v",
    "--verbose",
    is_flag=True,
    help="Name each file's encoding; what is hidden in it, and every file passed over too.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print what failed, and nothing else.")
@json_option
@index_option
@click.pass_context
def command(
    context: click.Context, /, paths: tuple[str, ...], index_dir: str, json_: bool, **given: Any
) -> int:
    """Build the index, or bring it up to date: files new, changed and gone.

    Without a PATH, those that the index was made from; for a new one `seeds`, else, on a
    terminal, the current folder. Without --index, the folder `index` here or the nearest above,
    which takes a PATH only if it was made from that or from what holds it. A file that cannot
    be read is named, the others are indexed, and the exit status is 2. Which files of a PATH
    are read, and how, is kept with the index, and holds until it is said anew.
    """
    verbose, quiet, watch = given.pop("verbose"), given.pop("quiet"), given.pop("watch")
    if watch:
        _check_watch(context, given, index_dir)
    index_dir = index_dir or chosen_index(paths, quiet)
    given |= split_rules(context, given)
    given["paths"] = paths if given["forget"] else chosen_paths(paths, index_dir)
    if watch:
        from vnsearch.cli.watching import end_as_interrupted

        end_as_interrupted()
    summary = _update(index_dir, given, verbose, quiet)
    for line in problem_lines(summary, verbose, quiet or json_):
        complain(line)
    if not (summary.total or summary.problems or quiet or given["forget"]):
        complain(_NOTHING)
    if json_:
        from vnsearch.output.pipe.json_commands import update_members

        print_json(update_members(summary, given["dry_run"]))
    elif not quiet:
        for line in summary_lines(summary, given["dry_run"]):
            say(line)
    if watch:
        from vnsearch.cli.watching import Watch, follow

        note = _tell if verbose else None
        follow(index_dir, given, Watch(quiet, json_, note), summary.problems)
    failed = any(problem.failed for problem in summary.problems)
    return ExitStatus.ERROR if failed else ExitStatus.FOUND


def _check_watch(context: click.Context, given: dict[str, Any], index_dir: str) -> None:
    """Raise UsageError for what does not go together with --watch."""
    if given["dry_run"] or given["forget"]:
        other = "--dry-run" if given["dry_run"] else "--forget"
        raise click.UsageError(f"--watch and {other} do not go together", context)
    if names_cluster(index_dir):
        raise click.UsageError(
            "--watch keeps an index in a folder up to date, not one on a cluster; run "
            "'vnsearch index' from time to time, as by cron",
            context,
        )


def _update(index_dir: str, given: dict[str, Any], verbose: bool, quiet: bool) -> UpdateSummary:
    from vnsearch.updating import update_index

    if verbose:
        return update_index(index_dir, note=_tell, **given)
    if quiet or not is_terminal(sys.stderr) or is_dumb(os.environ):
        return update_index(index_dir, **given)
    from vnsearch.output.terminal.progress import progress_bar

    with progress_bar(sys.stderr, wants_color("auto", True, os.environ)) as draw:
        return update_index(index_dir, progress=draw, **given)


def _tell(note: FileNote) -> None:
    complain(f"{note.path}: {note.encoding or f'hidden {note.hidden} are read too'}")
