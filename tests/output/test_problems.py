"""The words for what was left out: one of each kind, and many of one counted."""

from __future__ import annotations

from typing import get_args

import pytest

from vnsearch.output.problems import WORDS, problem_counts, sentence
from vnsearch.records import Problem, What


def test_every_kind_has_its_words() -> None:
    assert set(WORDS) == set(get_args(What))


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (
            Problem("tin/ảnh.png", "picture", failed=False),
            "tin/ảnh.png is a picture and was passed over; --ocr reads it",
        ),
        (
            Problem("lưu.zip", "damaged", part="tin.docx#word/document.xml", detail="no XML"),
            "lưu.zip#tin.docx#word/document.xml is damaged or cut off (no XML);"
            " get a whole copy of it",
        ),
        (
            Problem("tin.jsonl", "nested too deeply", line=4),
            "tin.jsonl:4 is JSON nested too deeply; flatten or remove it",
        ),
        (
            Problem("luật.txt", "too large", detail="96 MB"),
            "luật.txt is larger than 96 MB, the most that is read as one document; split it",
        ),
    ],
)
def test_a_problem_in_one_sentence(problem: Problem, said: str) -> None:
    assert sentence(problem) == said


@pytest.mark.parametrize("what", get_args(What))
def test_every_sentence_is_whole(what: What) -> None:
    for failed in (True, False):
        said = sentence(Problem("tin.txt", what, detail="9 {9}", failed=failed))
        assert said.startswith("tin.txt ")
        assert "{}" not in said
        assert "9 {9}" in said
        left_out = not failed and not WORDS[what].is_notice
        assert ("and was passed over" in said) == left_out


def passed_over(*kinds: What) -> list[Problem]:
    return [Problem(f"{i}", what, failed=False) for i, what in enumerate(kinds)]


@pytest.mark.parametrize(
    ("problems", "lines"),
    [
        ([], []),
        (passed_over("empty"), ["1 file passed over: 1 file that is empty"]),
        (
            passed_over("picture", "picture", "encrypted", "picture"),
            ["4 files passed over: 3 pictures, 1 archive that is encrypted"],
        ),
        (
            [Problem("lưu.zip", "picture", part=f"{i}.png", failed=False) for i in range(7)],
            ["7 files passed over: 7 pictures"],
        ),
        (
            [Problem("a.jsonl", "no text", line=i, failed=False) for i in (3, 4)],
            ["2 records passed over: 2 records without text"],
        ),
        (
            [
                *passed_over("no text", "no text"),
                Problem("a.jsonl", "no text", line=3, failed=False),
                Problem("b.docx", "damaged", detail="no XML"),
                Problem("c.docx", "damaged", detail="no zip"),
            ],
            [
                "3 files and records passed over: 2 files without text, 1 record without text",
                "2 files failed: 2 files that are damaged",
            ],
        ),
        (
            passed_over(
                "picture", "empty", "program", "database", "binary", "archive", "encrypted"
            ),
            [
                "7 files passed over: 1 picture, 1 file that is empty, 1 program, 1 database,"
                " 1 binary file, 2 of other kinds"
            ],
        ),
    ],
)
def test_what_was_left_out_is_counted_by_kind(
    problems: list[Problem], lines: list[str]
) -> None:
    assert list(problem_counts(problems)) == lines
