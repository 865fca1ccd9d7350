"""What every printer is, what it is told, and which one writes which form.

A printer writes finished results to a stream of bytes; it never searches. Each is imported
when it is asked for: the forms for pipes load neither Rich nor json unless they use them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from vnsearch.records import SearchResult

Form = Literal[
    "terminal",
    "plain",
    "json",
    "jsonl",
    "files",
    "count",
    "vimgrep",
    "format",
    "timeline",
    "quiet",
]


class Stream(Protocol):
    """Where bytes go."""

    def write(self, data: bytes, /) -> object:
        """Take the bytes, all of them."""

    def flush(self) -> None:
        """Send what is held back on its way."""


class Printer(Protocol):
    """Writes search results in one form."""

    def print(self, result: SearchResult) -> None:
        """Write one result; everything in it that is not ours is made harmless."""


@dataclass(frozen=True, slots=True)
class OutputOptions:
    """How results are to look: settled once, before anything is printed."""

    form: Form = "plain"
    is_terminal: bool = False  # somebody reads it as it comes
    color: bool = False
    links: bool = False  # OSC 8 links on paths
    width: int = 80  # columns
    end: str = "\n"  # after each name: "\n", or "\0" for `xargs -0`
    template: str = ""


def make_printer(options: OutputOptions, stream: Stream) -> Printer:
    """The printer of `options.form`."""
    if options.form == "terminal":
        from vnsearch.output.terminal import TerminalPrinter

        return TerminalPrinter(options, stream)
    if options.form == "timeline" and options.is_terminal:
        from vnsearch.output.terminal_stats import TimelinePrinter

        return TimelinePrinter(options, stream)
    if options.form in ("json", "jsonl"):
        from vnsearch.output import json_lines

        whole = options.form == "json"
        return json_lines.JsonPrinter(stream) if whole else json_lines.JsonLinesPrinter(stream)
    if options.form == "format":
        from vnsearch.output.template import TemplatePrinter

        return TemplatePrinter(options, stream)
    from vnsearch.output.lines import line_printer

    return line_printer(options, stream)
