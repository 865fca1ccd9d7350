"""`vnsearch index --watch`: one update after the other, as the documents change."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NoReturn

from vnsearch.cli.json_object import print_json
from vnsearch.cli.streams import complain, flush_output, say
from vnsearch.errors import VnsearchError
from vnsearch.index.folder import holds_index
from vnsearch.index.watch import changes
from vnsearch.output.notes import change_line, problem_lines
from vnsearch.output.pipe.json_commands import update_members
from vnsearch.records import FileNote, Problem
from vnsearch.updating import update_index

_PATIENCE = 10.0  # seconds for another writer; afterwards it is tried again and again


@dataclass(frozen=True, slots=True)
class Watch:
    """What is said of each update."""

    quiet: bool
    json: bool
    note: Callable[[FileNote], None] | None  # of each file that is read


def end_as_interrupted() -> None:
    """Let SIGTERM, by which services are ended, do what Ctrl-C does."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)


def follow(
    index_dir: str, given: Mapping[str, Any], watch: Watch, known: Sequence[Problem]
) -> NoReturn:
    """Update the index whenever its documents change, until KeyboardInterrupt.

    `given` are the arguments of the first update: the rules in them are kept with the roots by
    now. Raises VnsearchError where the index has gone.
    """
    flush_output()
    paths, settings = given["paths"], given["settings"]
    update = {"paths": paths, "settings": settings, "jobs": given["jobs"], "note": watch.note}
    update["wait"] = max(given["wait"], _PATIENCE)
    due, announced, last_error = False, False, ""
    for changed in changes(index_dir, paths, settings):
        due = due or changed
        if due:
            try:
                known = _update(index_dir, update, watch, known)
                due, last_error = False, ""
            except VnsearchError as error:
                if not holds_index(index_dir):
                    raise
                if str(error) != last_error:
                    complain(str(error))
                last_error = str(error)
        if not announced and not watch.quiet:
            complain("watching for changes; Ctrl-C ends")
            announced = True
    raise AssertionError("watching never ends by itself")


def _update(
    index_dir: str, update: Mapping[str, Any], watch: Watch, known: Sequence[Problem]
) -> Sequence[Problem]:
    """Update once; say what has changed, and the problems that are not known. All problems."""
    if not holds_index(index_dir):
        raise VnsearchError(
            f"the index {index_dir} has gone; make it anew with 'vnsearch index'"
        )
    summary = update_index(index_dir, **update)
    fresh = tuple(problem for problem in summary.problems if problem not in known)
    for line in problem_lines(
        replace(summary, problems=fresh), False, watch.quiet or watch.json
    ):
        complain(line)
    if summary.added or summary.updated or summary.removed:
        if watch.json:
            print_json(update_members(summary, dry_run=False))
        elif not watch.quiet:
            say(f"{time.strftime('%H:%M:%S')} {change_line(summary)}")
    flush_output()
    return summary.problems
