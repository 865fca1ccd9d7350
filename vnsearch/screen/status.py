"""The line that says what was found."""

from __future__ import annotations

from rich.text import Text

from vnsearch.output import figures
from vnsearch.output.safe import visible
from vnsearch.output.terminal.styles import QUIET
from vnsearch.records import SearchResult


def status_line(result: SearchResult | None) -> Text:
    """The figures of an answer, and what else may have been meant."""
    if result is None:
        return Text("Type to search; F1 helps, Esc leaves", QUIET)
    counted = figures.count(result.total, "document") if result.total else "No document found"
    if result.match == "any" and result.total:
        counted += " with some of the words"
    line = Text(f"{counted} · {figures.duration(result.seconds)}", QUIET)
    reading = result.reading.removesuffix("*")  # of the word that is half typed
    if reading:
        line.append(f" · read as: {visible(reading)}", QUIET)
    if result.suggestion:
        line.append(f" · did you mean: {visible(result.suggestion)}")
    return line
