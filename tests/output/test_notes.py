"""The sentences beside a result, and the summary of an update."""

from __future__ import annotations

from dataclasses import replace

import pytest

from vnsearch.output.forms import Form
from vnsearch.output.notes import problem_lines, result_notes, summary_lines
from vnsearch.records import Problem, SearchResult, UpdateSummary

from .samples import ANY, HITS, NOTHING, RESULT

CURRENT = replace(RESULT, hits=HITS[:1], suggestion="")
STALE = "run 'vnsearch index' or search with --fresh"


@pytest.mark.parametrize(
    ("result", "form", "asked_any", "beginnings"),
    [
        (CURRENT, "plain", False, []),
        (NOTHING, "plain", False, []),
        (ANY, "plain", False, ["no document has all the words", "1 hit changed or gone"]),
        (ANY, "json", True, ["1 hit changed or gone"]),
        (replace(NOTHING, match="any"), "plain", False, []),
        (replace(CURRENT, suggestion="hội nghị"), "plain", False, ["did you mean: hội nghị"]),
        (replace(CURRENT, suggestion="hội nghị"), "terminal", False, []),
        (replace(CURRENT, suggestion="hội nghị"), "json", False, []),
        (replace(RESULT, suggestion=""), "terminal", False, ["2 hits changed or gone"]),
    ],
)
def test_result_notes(
    result: SearchResult, form: Form, asked_any: bool, beginnings: list[str]
) -> None:
    notes = list(result_notes(result, form, asked_any))
    assert [
        note[: len(start)] for note, start in zip(notes, beginnings, strict=True)
    ] == beginnings


def pictures(number: int) -> tuple[Problem, ...]:
    return tuple(Problem(f"ảnh/{i}.png", "picture", failed=False) for i in range(number))


FAULTS = (
    Problem("a.jsonl", "no json", line=3),
    Problem("a.jsonl", "no json", line=7),
    Problem("b.txt", "forbidden"),
)
SUMMARY = UpdateSummary(
    added=1200,
    updated=3,
    removed=0,
    unchanged=40,
    total=1243,
    size=5_250_000,
    seconds=1.25,
    problems=(*pictures(12), *FAULTS),
)


def test_summary_counts_and_groups_the_reasons() -> None:
    assert list(summary_lines(SUMMARY, dry_run=False)) == [
        "1,200 added, 3 updated, 0 removed, 40 unchanged; 1,243 documents in the index "
        "(5.2 MB of text read in 1.2 s)",
        "12 files passed over: 12 pictures",
        "3 files and records failed: 2 records that are not JSON, 1 file that may not be read",
    ]


def test_dry_run_says_what_would_be() -> None:
    first = next(summary_lines(SUMMARY, dry_run=True))
    assert first.startswith("would be 1,200 added, 3 updated, 0 removed, 40 unchanged")


def test_faults_are_all_named_and_of_those_passed_over_ten() -> None:
    lines = list(problem_lines(SUMMARY, every=False))
    assert lines[:1] == ["ảnh/0.png is a picture and was passed over; --ocr reads it"]
    assert lines[10:] == [
        "a.jsonl:3 is not JSON; mend or remove it",
        "a.jsonl:7 is not JSON; mend or remove it",
        "b.txt may not be read; change its permissions or leave it out with --exclude",
        "2 more were passed over; -v names them",
    ]
    assert len(list(problem_lines(SUMMARY, every=True))) == len(SUMMARY.problems)


def test_parts_of_a_file_are_left_out_in_one_sentence() -> None:
    problems = [
        *(Problem("a.zip", "picture", f"{n}.png", failed=False) for n in range(30)),
        Problem("a.zip", "empty", "x.txt", failed=False),
        Problem("b.zip", "damaged", "y.docx"),
        *(Problem("b.zip", "empty", f"{n}.txt", failed=False) for n in range(2)),
    ]
    summary = replace(SUMMARY, problems=tuple(problems))
    assert list(problem_lines(summary, every=False)) == [
        "a.zip holds 30 pictures, which were passed over; --ocr reads it",
        "a.zip#x.txt is empty and was passed over",
        "b.zip#y.docx is damaged or cut off; get a whole copy of it",
        "b.zip holds 2 files that are empty, which were passed over",
    ]
    assert len(list(problem_lines(summary, every=True))) == len(problems)
