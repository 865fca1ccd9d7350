"""The passage that a document is shown from."""

from __future__ import annotations

import pytest

from vnsearch.output.around import from_passage, passage_start
from vnsearch.records import Document

FILLER = "Dòng không có gì đáng kể ở đây.\n" * 100


def spans_of(text: str, *words: str) -> list[tuple[int, int]]:
    found = []
    for word in words:
        place = text.find(word)
        while place >= 0:
            found.append((place, place + len(word)))
            place = text.find(word, place + 1)
    return sorted(found)


@pytest.mark.parametrize(
    ("body", "begins"),
    [
        (f"hội hội hội\n{FILLER}hội nghị\n{FILLER}", "hội nghị\n"),  # more different words
        (f"hội nghị\n{FILLER}hội nghị, hội nghị\n{FILLER}", "hội nghị, hội nghị\n"),  # oftener
        (f"nghị hội A\n{FILLER}hội nghị B\n", "nghị hội A\n"),  # the first of equals
        (f"hội\n{FILLER}", "hội\n"),
        (f"{FILLER}nghị", "nghị"),
    ],
)
def test_the_best_passage(body: str, begins: str) -> None:
    assert body[passage_start(body, spans_of(body, "hội", "nghị")) :].startswith(begins)


def test_it_begins_two_lines_before_and_marks_the_same_words() -> None:
    body = f"{FILLER}một\nhai\nba hội nghị bốn\n{FILLER}hội"
    document = Document(path="a.txt", title="", body=body)
    shown, spans = from_passage(document, spans_of(body, "hội", "nghị"))
    assert shown.body.startswith("…\nmột\nhai\nba hội nghị bốn\n")
    assert [shown.body[start:end] for start, end in spans] == ["hội", "nghị", "hội"]


@pytest.mark.parametrize("words", [(), ("đầu",)])
def test_whole_where_there_is_nothing_to_leave_out(words: tuple[str, ...]) -> None:
    document = Document(path="a.txt", title="", body=f"dòng đầu\n{FILLER}")
    spans = spans_of(document.body, *words)
    assert from_passage(document, spans) == (document, spans)
