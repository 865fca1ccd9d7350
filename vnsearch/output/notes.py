"""What goes to standard error beside a result, and the summary of an update: lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vnsearch.output import figures
from vnsearch.output.forms import NEEDS, Form
from vnsearch.output.problems import alike, joint_sentence, problem_counts, sentence
from vnsearch.records import Document, Remark, SearchResult, UpdateSummary

_NAMED = 10  # files left out by rule that are named one by one; the summary counts all


def result_notes(result: SearchResult, form: Form, asked_any: bool) -> Iterator[str]:
    """The sentences that a reader of the result must know; none where all is as asked."""
    if result.match == "any" and result.total and not asked_any:
        yield "no document has all the words; these have some of them"
    if result.without_exact:
        documents = figures.count(result.without_exact, "document")
        yield f"nothing is spelled as typed; without --exact there are {documents}"
    if not NEEDS[form].suggests and result.suggestion:
        yield f"did you mean: {result.suggestion}"
    yield from map(remark_sentence, result.remarks)
    stale = sum(1 for hit in result.hits if hit.stale)
    if stale:
        yield (
            f"{figures.count(stale, 'hit')} changed or gone since the index was built; "
            "run 'vnsearch index' or search with --fresh"
        )


def stale_sentence(document: Document) -> str:
    """What became of the file of a document of which the index holds a text; "" for nothing."""
    if not document.stale:
        return ""
    became = "is gone" if document.stale == "missing" else "has changed"
    return f"{document.path} {became} since it was indexed; this is its text as of then"


def remark_sentence(remark: Remark) -> str:
    """What a part of a search could not find, and what there is instead."""
    typed, known = remark.typed, remark.known
    if remark.about == "empty":
        return "the index holds no documents; 'vnsearch index PATH' reads some in"
    if remark.about == "exclusion":
        return f"no document has “{typed}”; leaving it out changes nothing"
    if remark.about == "name":
        if len(known) == 1:
            return f"{typed}: is no field; did you mean {known[0]}:?"
        return f"{typed}: is no field; the fields are {', '.join(f'{name}:' for name in known)}"
    if remark.about == "kind":
        return f"no document answers {typed}; the index has {', '.join(known) or 'none'}"
    if remark.about == "date":
        if not known:
            return f"no document answers {typed}; none in the index has a date"
        return f"no document answers {typed}; the dates go from {known[0]} to {known[-1]}"
    if remark.about == "path":
        return _no_path(typed, known)
    if remark.about == "sign":
        return _foreign_sign(typed, known)
    if remark.about == "shards":
        return (
            f"{typed} shards of the cluster did not answer, or not in time; what they hold may "
            "be missing here"
        )
    if remark.about == "order":
        return "so many documents answer about alike that others may belong on this page"
    if remark.about == "months":
        return "none of the documents found has a date with a month"
    return f"no document answers {typed}"


def _no_path(typed: str, known: Sequence[str]) -> str:
    said = f"no file of the index answers --path {typed}"
    if known:
        return f"{said}; did you mean {known[0]}?"
    return f"{said}; braces stand for themselves there" if "{" in typed else said


def _foreign_sign(typed: str, known: Sequence[str]) -> str:
    """What is said of a sign of other tools, and what serves here."""
    if known:
        return f"“{typed}” is read as plain text; did you mean “{known[0]}”?"
    if typed.startswith("("):
        return f"the parentheses of “{typed}” group nothing; OR binds closer than AND"
    if typed.startswith("~"):
        return f"“{typed}” is read as plain text; a phrase has its words side by side"
    return f"“{typed}” is read as plain text; a * ends a word, as in hoi*"


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
    yield from problem_counts(summary.problems)


def change_line(summary: UpdateSummary) -> str:
    """What an update has changed, as short as it can be said."""
    names = ("added", "updated", "removed")
    counts = ", ".join(
        f"{getattr(summary, name):,} {name}" for name in names if getattr(summary, name)
    )
    return f"{counts}; {figures.count(summary.total, 'document')} in the index"


def problem_lines(
    summary: UpdateSummary, every: bool, failed_only: bool = False
) -> Iterator[str]:
    """A sentence a file that failed; of those left out by rule a few, `every` one or none, and
    one for all parts of a file that were left out for one reason.
    """
    named = unnamed = 0
    for problems in [[one] for one in summary.problems] if every else alike(summary.problems):
        failed = problems[0].failed
        if failed_only and not failed:
            continue
        if failed or every or named < _NAMED:
            named += not failed
            yield sentence(problems[0]) if len(problems) == 1 else joint_sentence(problems)
        else:
            unnamed += len(problems)
    if unnamed:
        yield f"{unnamed:,} more were passed over; -v names them"
