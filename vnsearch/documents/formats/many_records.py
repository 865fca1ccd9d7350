"""What files of very many records share: their lines one by one, and their faults in number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vnsearch.documents.limits import FAULTS_NAMED
from vnsearch.documents.source import Reading
from vnsearch.records import Problem


def text_lines(text: str) -> Iterator[str]:
    """The lines of a text with their "\\n", each made only when its turn comes."""
    start = 0
    while end := text.find("\n", start) + 1:
        yield text[start:end]
        start = end
    if start < len(text):
        yield text[start:]


def counted(readings: Iterable[Reading], path: str) -> Iterator[Reading]:
    """The readings; of very many problems only the first, and how many more there were."""
    problems = 0
    for reading in readings:
        problems += isinstance(reading, Problem)
        if problems <= FAULTS_NAMED or not isinstance(reading, Problem):
            yield reading
    if problems > FAULTS_NAMED:
        yield Problem(path, "more faults", detail=f"{problems - FAULTS_NAMED:,}")
