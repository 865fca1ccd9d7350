"""Results and documents for a terminal, laid out with Rich.

Everything is a `Text` built from spans, never markup, and wrapped here, never by the console.
"""

from __future__ import annotations

import io
import os
import platform
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from rich.console import Console
from rich.style import Style
from rich.text import Text

from vnsearch.output import figures
from vnsearch.output.explain import explanation_lines
from vnsearch.output.forms import OutputOptions, Stream
from vnsearch.output.safe import encoded, visible, visible_name
from vnsearch.output.terminal.facets import facet_lines
from vnsearch.output.terminal.styles import QUIET, STRONG, WARNING, WORD, WORD_WITHOUT_COLOR
from vnsearch.records import Document, Hit, SearchResult, Snippet

_MEASURE = 100  # columns of text that the eye follows easily; wider terminals stay empty
_TITLE_ROWS = 2
_way_up = re.compile(r"^(?:\.{1,2}/)+").sub  # "./" and "../"
_STALE = {"changed": "changed since", "missing": "file gone"}
_DOT = Text.assemble((" · ", QUIET))  # a span, so that what it joins stays as it is


@dataclass(frozen=True, slots=True)
class TerminalPrinter:
    """Rank, title, place and date, snippets with the words marked; last a line of totals."""

    options: OutputOptions
    stream: Stream

    def print(self, result: SearchResult) -> None:
        """Write the page of hits."""
        lines: list[Text] = []
        for hit in result.hits:
            lines += [*hit_lines(hit, len(str(result.hits[-1].rank)), self.options), Text()]
        lines += facet_lines(result.facets, self.options.width)
        for line in _totals(result):
            lines += wrapped(line, self.options.width)
        write_lines(lines, self.options, self.stream)


def print_document(
    document: Document,
    highlights: Iterable[tuple[int, int]],
    options: OutputOptions,
    stream: Stream,
) -> None:
    """Write a whole document; `highlights` are [start, end) characters of its body."""
    facts = [Text(visible(fact), QUIET) for fact in (document.date, document.author) if fact]
    head = [Text(visible(document.title), STRONG)] if not document.title_in_body else []
    head += [_DOT.join([_place(document.path, "", options), *facts]), Text()]
    body = Text("\n".join(visible(line) for line in document.body.split("\n")))
    for start, end in highlights:
        body.stylize(WORD, start, end)
    width = min(options.width, _MEASURE)
    lines = [row for line in body.split("\n", allow_blank=True) for row in wrapped(line, width)]
    write_lines([*head, *lines], options, stream)


def write_lines(lines: Iterable[Text], options: OutputOptions, stream: Stream) -> None:
    """Write each text as one line, with SGR sequences only where they are wanted."""
    styled = options.color or options.emphasis
    console = Console(
        file=io.StringIO(),
        force_terminal=styled,
        color_system="standard" if styled else None,
        no_color=not options.color,  # the environment was read once, in `color`
        width=options.width,
        highlight=False,
        emoji=False,
        legacy_windows=False,
    )
    with console.capture() as capture:
        for line in lines:
            console.print(line if options.color else without_color(line), soft_wrap=True)
    stream.write(encoded(capture.get()))


def without_color(line: Text) -> Text:
    """The line with its words of the query underlined, which no colour marks."""
    plain = line.copy()
    plain.spans = [
        span._replace(style=WORD_WITHOUT_COLOR) if span.style == WORD else span
        for span in line.spans
    ]
    return plain


def wrapped(text: Text, width: int, indent: int = 0, rows: int = 0) -> list[Text]:
    """The text in lines of at most `width` columns, cut at words, `indent` columns in.

    With `rows`, in no more lines than that, an ellipsis standing for the rest.
    """
    inner = max(width - indent, 2)
    fits = "\n" not in text.plain and text.cell_len <= inner
    lines = [text.copy()] if fits else list(text.wrap(_UNUSED_CONSOLE, inner))
    if rows and len(lines) > rows:
        del lines[rows:]
        lines[-1].truncate(inner - 1)
        lines[-1].rstrip()
        lines[-1].append("…")
    for line in lines:
        line.rstrip()
        line.pad_left(indent)
    return lines


def hit_lines(hit: Hit, digits: int, options: OutputOptions) -> Iterator[Text]:
    gutter = digits + 2
    width = min(options.width, gutter + _MEASURE)
    title = wrapped(Text(visible(hit.title), STRONG), width, gutter, _TITLE_ROWS)
    yield Text.assemble(
        (f"{hit.rank:>{digits}}", QUIET), *(line[digits:] for line in title[:1])
    )
    yield from title[1:]
    yield from _facts(hit, gutter, options)
    numbered = any(snippet.line != hit.line for snippet in hit.snippets)
    for snippet in hit.snippets:
        yield from _snippet_lines(snippet, numbered, width, gutter)
    if hit.explanation:
        for line in explanation_lines(hit.score, hit.explanation):
            yield from wrapped(Text(line, QUIET), width, gutter)


def _facts(hit: Hit, gutter: int, options: OutputOptions) -> Iterator[Text]:
    """Place, id, date, author; the place is left whole, so that it can be copied."""
    location = _place(hit.path, f":{hit.line}", options)
    facts = [
        Text(visible(fact), QUIET) for fact in (_record(hit), hit.date, hit.author) if fact
    ]
    if hit.stale:
        facts.append(Text(_STALE[hit.stale], WARNING))
    line = _DOT.join([location, *facts])
    indent = Text(" " * gutter)
    if gutter + line.cell_len <= options.width or not facts:
        yield indent + line
    else:
        yield indent + location
        yield from wrapped(_DOT.join(facts), options.width, gutter)


def _record(hit: Hit) -> str:
    """What tells a document from the others of its file; "" where it is all of the file.

    An id counts from the folder of the index, a path from the current one.
    """
    path = _way_up("", hit.path)
    for name in (hit.id, *(hit.id[: cut.start()] for cut in re.finditer("#", hit.id))):
        if name == path or name.endswith(f"/{path}") or path.endswith(f"/{name}"):
            return hit.id[len(name) :]
    return hit.id


def _place(path: str, line: str, options: OutputOptions) -> Text:
    style = QUIET
    if options.links:
        address = quote(encoded(os.path.abspath(path).replace(os.sep, "/").lstrip("/")))
        style += Style(link=f"file://{platform.node()}/{address}")
    return Text(visible_name(path) + line, style)


def _snippet_lines(snippet: Snippet, numbered: bool, width: int, indent: int) -> Iterator[Text]:
    text = Text(visible(snippet.text))
    for start, end in snippet.highlights:
        text.stylize(WORD, start, end)
    if numbered:
        text = Text.assemble((f"{snippet.line}: ", QUIET), text)
    yield from wrapped(text, width, indent)


def _totals(result: SearchResult) -> Iterator[Text]:
    documents = figures.count(result.total, "document")
    if result.match == "any":
        documents += " with some of the words"
    if not result.total:
        documents = "No document found"
    elif not result.hits:
        documents = f"No more hits: {documents} in all"
    elif len(result.hits) < result.total:
        documents = f"{result.hits[0].rank:,}–{result.hits[-1].rank:,} of {documents}"
    yield Text(f"{documents} · {figures.duration(result.seconds)}", QUIET)
    if result.reading:
        yield Text.assemble(("read as: ", QUIET), visible(result.reading))
    if result.suggestion:
        yield Text.assemble("Did you mean: ", (visible(result.suggestion), STRONG))


_UNUSED_CONSOLE = Console(file=io.StringIO())  # `Text.wrap` asks for one to justify with
