"""What goes to standard error beside a result, and the summary of an update: lines of text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from vnsearch.output import figures
from vnsearch.output.printer import Form
from vnsearch.records import Problem, SearchResult, UpdateSummary

_NAMED = 10  # files left out by rule that are named one by one; the summary counts all
_REASONS = 5  # reasons that the summary lists
_LINE_NUMBER = re.compile(r":[0-9]+ ")


def result_notes(result: SearchResult, form: Form, asked_any: bool) -> Iterator[str]:
    """The sentences that a reader of the result must know; none where all is as asked."""
    if result.match == "any" and result.hits and not asked_any:
        yield "no document has all the words; these have some of them"
    if result.suggestion and form not in ("terminal", "json"):
        yield f"did you mean: {result.suggestion}"
    stale = sum(1 for hit in result.hits if hit.stale)
    if stale:
        yield (
            f"{figures.count(stale, 'hit')} changed or gone since the index was built; "
            "run 'vnsearch index' or search with --fresh"
        )


def summary_lines(summary: UpdateSummary, dry_run: bool) -> Iterator[str]:
    """What an update did, or would do: counts, size and time, what was left out and why."""
    names = ("added", "updated", "removed", "unchanged")
    counts = ", ".join(f"{getattr(summary, name):,} {name}" for name in names)
    total = figures.count(summary.total, "document")
    read = f"{figures.size(summary.size)} of text read in {figures.duration(summary.seconds)}"
    if dry_run:
        yield f"would be {counts} ({read})"
    else:
        yield f"{counts}; {total} in the index ({read})"
    for what, failed in (("skipped", False), ("failed", True)):
        reasons = Counter(_kind(p) for p in summary.problems if p.failed == failed)
        if reasons:
            listed = [
                f"{reason} ({number:,})" for reason, number in reasons.most_common(_REASONS)
            ]
            listed += ["…"] if len(reasons) > _REASONS else []
            yield f"{sum(reasons.values()):,} {what}: {', '.join(listed)}"


def problem_lines(summary: UpdateSummary, every: bool) -> Iterator[str]:
    """A sentence a file that failed; of those left out by rule a few, or `every` one."""
    skipped = 0
    for problem in summary.problems:
        skipped += not problem.failed
        if problem.failed or every or skipped <= _NAMED:
            yield named(problem)
    if not every and skipped > _NAMED:
        yield f"{skipped - _NAMED:,} more files were skipped; -v names them"


def named(problem: Problem) -> str:
    """A problem in one sentence that begins with the path."""
    if problem.reason.startswith(problem.path):
        return problem.reason
    return f"{problem.path}: {problem.reason}"


def _kind(problem: Problem) -> str:
    """What a problem has in common with others: its reason without place and advice."""
    reason = problem.reason.removeprefix(problem.path)
    return _LINE_NUMBER.sub("", reason, count=1).strip(" :").partition(";")[0]
