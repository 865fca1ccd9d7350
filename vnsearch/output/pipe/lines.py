"""The forms of a pipe: plain, `-l`, `-c`, `--vimgrep`, the timeline, facets, and silence.

A line a snippet, a file, a month or a value; never wrapped. File names are the bytes that
open the file, unless a terminal shows them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from vnsearch.frozen import dataclass
from vnsearch.output.explain import explanation_lines
from vnsearch.output.forms import Form, OutputOptions, Printer, Stream
from vnsearch.output.safe import encoded, visible, visible_id, visible_name
from vnsearch.records import Hit, SearchResult, Snippet

_PATH, _LINE, _WORD, _END = "\x1b[35m", "\x1b[32m", "\x1b[1;31m", "\x1b[0m"  # as grep's


@dataclass(frozen=True, slots=True)
class _LinePrinter:
    options: OutputOptions
    stream: Stream

    def write(self, line: str) -> None:
        self.stream.write(encoded(line))


class PlainPrinter(_LinePrinter):
    """`path:line:snippet`, a line each; the title where a hit has no snippet."""

    def print(self, result: SearchResult) -> None:
        """Write each hit's snippets, then its explanation, if there is one."""
        for hit in result.hits:
            for snippet in shown_snippets(hit):
                text = visible(snippet.text)
                if self.options.color:
                    text = marked(text, snippet.highlights)
                self._write(hit, snippet.line, text)
            if hit.explanation:
                for line in explanation_lines(hit.score, hit.explanation):
                    self._write(hit, hit.line, line)

    def _write(self, hit: Hit, line: int, text: str) -> None:
        shown = shown_name(hit.path, self.options)
        if self.options.color:
            self.write(f"{_PATH}{shown}{_END}:{_LINE}{line}{_END}:{text}\n")
        else:
            self.write(f"{shown}:{line}:{text}\n")


class FilesPrinter(_LinePrinter):
    """The path of each file with a hit, once, best first."""

    def print(self, result: SearchResult) -> None:
        """Write the paths, each followed by a newline or a NUL."""
        end = self.options.end
        for path in dict.fromkeys(hit.path for hit in result.hits):
            name = path if end == "\0" else shown_name(path, self.options)
            self.write(name + end)


class CountPrinter(_LinePrinter):
    """How many documents answer."""

    def print(self, result: SearchResult) -> None:
        """Write the total."""
        self.write(f"{result.total}\n")


class VimgrepPrinter(_LinePrinter):
    """`path:line:column:text`, the form of an editor's quickfix list."""

    def print(self, result: SearchResult) -> None:
        """Write a line a snippet; columns are bytes, counted from 1. What has no lines that an
        editor knows begins at the first.
        """
        for hit in result.hits:
            for snippet in shown_snippets(hit):
                known = snippet.column > 0
                line, column = (snippet.line, snippet.column) if known else (1, 1)
                shown = f"{shown_name(hit.path, self.options)}:{line}:{column}"
                self.write(f"{shown}:{visible(snippet.text)}\n")


class MonthsPrinter(_LinePrinter):
    """The hits by month, a tab between month and count."""

    def print(self, result: SearchResult) -> None:
        """Write the months that have hits, in order."""
        for month, documents in result.months:
            self.write(f"{visible(month)}\t{documents}\n")


class FacetCountPrinter(_LinePrinter):
    """The hits by the values of facets: facet, value and count, tabs between them."""

    def print(self, result: SearchResult) -> None:
        """Write a line a value, the commonest of each facet first."""
        for facet in result.facets:
            for value, documents in facet.counts:
                path = facet.name == "folder"
                shown = shown_name(value, self.options) if path else visible(value)
                self.write(f"{facet.name}\t{shown}\t{documents}\n")


class QuietPrinter(_LinePrinter):
    """Nothing: the exit status is the answer."""

    def print(self, result: SearchResult) -> None:
        """Write nothing."""


def line_printer(options: OutputOptions, stream: Stream) -> Printer:
    """The printer of a form that is made of lines."""
    printers: dict[Form, Callable[[OutputOptions, Stream], Printer]] = {
        "plain": PlainPrinter,
        "files": FilesPrinter,
        "count": CountPrinter,
        "vimgrep": VimgrepPrinter,
        "timeline": MonthsPrinter,
        "facets": FacetCountPrinter,
        "quiet": QuietPrinter,
    }
    return printers[options.form](options, stream)


def shown_name(path: str, options: OutputOptions) -> str:
    """A path as this reader needs it: harmless on a terminal; in a pipe with the very bytes of
    names that are not UTF-8, but on one line. Only NULs part names whatever is in them (-0).
    """
    return visible_name(path) if options.is_terminal else visible_id(path)


def shown_snippets(hit: Hit) -> tuple[Snippet, ...]:
    """The snippets of a hit, or its title in place of one: no hit is left without a line."""
    return hit.snippets or (Snippet(line=hit.line, column=0, text=hit.title, highlights=()),)


def marked(text: str, highlights: Iterable[tuple[int, int]]) -> str:
    """The text with each highlight between SGR sequences, bold and red as grep's."""
    parts, last = [], 0
    for start, end in highlights:
        parts += [text[last:start], _WORD, text[start:end], _END]
        last = end
    return "".join([*parts, text[last:]])
