"""`show`, `terms` and `stats`, for a pipe and for a terminal."""

from __future__ import annotations

import time
from collections.abc import Iterator
from io import BytesIO

import pytest

from vnsearch.output.forms import OutputOptions
from vnsearch.output.pipe.listings import print_stats_lines, print_term_lines, print_text
from vnsearch.output.terminal.charts import periods, print_stats, print_terms
from vnsearch.output.terminal.results import print_document
from vnsearch.records import Document, IndexStats, TermCount

from .golden import assert_golden
from .samples import spans

BODY = """Điều 1. Hội nghị toàn quốc

\tDấu [b]ngoặc[/b] giữ nguyên, \x1b[31mmàu\x1b[0m thì không.
Hội nghị"""
DOCUMENT = Document(
    path="luật/điều.txt", title="Nghị quyết", body=BODY, date="2024-12", author="Quốc hội"
)
TERMS = [TermCount("hội", 1200, 3400), TermCount("hỏi", 90, 120), TermCount("hói", 1, 1)]
STATS = IndexStats(
    directory="/nhà/index",
    documents=1243,
    files=17,
    syllables=61_000,
    distinct_syllables=2_900,
    segments=2,
    size=910_000,
    text_size=610_000,
    built=1_734_342_000.0,
    changed=2,
    missing=1,
    months=(("2024-09", 3), ("2024-12", 41)),
    pairs=(("hội nghị", 310), ("toàn quốc", 220), ("trung ương", 9)),
)
SETTINGS = ("/nhà/.config/vnsearch/vnsearch.toml", [("search.limit", 20)])


@pytest.mark.parametrize("color", [False, True])
def test_show(color: bool) -> None:
    highlights = spans(BODY, "Hội nghị")
    stream = BytesIO()
    print_text(DOCUMENT, highlights, color, stream)
    stream.write(b"-- terminal\n")
    options = OutputOptions("terminal", is_terminal=True, color=color, width=60)
    print_document(DOCUMENT, highlights, options, stream)
    assert_golden(f"show-{'color' if color else 'plain'}", stream.getvalue())


def test_show_prints_the_title_only_where_the_text_lacks_it() -> None:
    stream = BytesIO()
    print_text(
        Document("a.txt", "Một câu.", "Một câu.\n", title_in_body=True), (), False, stream
    )
    assert stream.getvalue().decode() == "Một câu.\n"


def test_terms() -> None:
    stream = BytesIO()
    print_term_lines(TERMS, stream)
    stream.write(b"-- terminal\n")
    print_terms(TERMS, OutputOptions("terminal", width=60), stream)
    assert_golden("terms", stream.getvalue())


@pytest.fixture
def utc() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "UTC")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("utc")
def test_stats() -> None:
    stream = BytesIO()
    print_stats_lines(STATS, SETTINGS, stream)
    for width in (60, 200):
        stream.write(f"-- terminal, {width} columns\n".encode())
        options = OutputOptions("terminal", is_terminal=True, width=width)
        print_stats(STATS, STATS.built + 7200, SETTINGS, options, stream)
    assert_golden("stats", stream.getvalue())


@pytest.mark.parametrize(
    ("months", "rows"),
    [
        ([], []),
        ([("2024-12", 5)], [("2024-12", 5)]),
        ([("2023-11", 1), ("2024-02", 2)],
         [("2023-11", 1), ("2023-12", 0), ("2024-01", 0), ("2024-02", 2)]),
        ([("2022-01", 1), ("2024-12", 2)],
         [(f"{y}-{m:02}", {(2022, 1): 1, (2024, 12): 2}.get((y, m), 0))
          for y in (2022, 2023, 2024) for m in range(1, 13)]),
        ([("2022-01", 1), ("2025-01", 2), ("2025-03", 3)], [("2022", 1), ("2025", 5)]),
        ([("2024", 1), ("2024-05", 2)], [("2024", 3)]),
    ],
)  # fmt: skip
def test_periods(months: list[tuple[str, int]], rows: list[tuple[str, int]]) -> None:
    assert periods(months) == rows
