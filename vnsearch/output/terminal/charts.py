"""What an index holds and how hits spread over time, drawn as bars for a terminal."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.text import Text

from vnsearch.output import figures
from vnsearch.output.forms import OutputOptions, Stream
from vnsearch.output.pipe.listings import Settings, root_text
from vnsearch.output.safe import visible, visible_name
from vnsearch.output.terminal.bars import bars
from vnsearch.output.terminal.facets import facet_lines
from vnsearch.output.terminal.results import write_lines
from vnsearch.output.terminal.styles import QUIET, STRONG, WARNING
from vnsearch.records import IndexStats, SearchResult, TermCount

_MOST_ROWS = 36  # more months than that are summed by year
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class TimelinePrinter:
    """The hits by month, drawn as bars."""

    options: OutputOptions
    stream: Stream

    def print(self, result: SearchResult) -> None:
        """Write the bars, then how many hits have no date."""
        dated = sum(documents for _, documents in result.months)
        total = figures.count(result.total, "document")
        if result.total > dated:
            total += f", {result.total - dated:,} of them without a date"
        lines = bars(periods(result.months), self.options.width)
        write_lines([*lines, Text(total, QUIET)], self.options, self.stream)


@dataclass(frozen=True, slots=True)
class FacetsPrinter:
    """The counts of every facet, and how many documents there are."""

    options: OutputOptions
    stream: Stream

    def print(self, result: SearchResult) -> None:
        """Write the facets, then the total."""
        total = Text(figures.count(result.total, "document"), QUIET)
        lines = [*facet_lines(result.facets, self.options.width), total]
        write_lines(lines, self.options, self.stream)


def print_stats(
    stats: IndexStats, now: float, settings: Settings, options: OutputOptions, stream: Stream
) -> None:
    """Write the facts one below another, then documents by date and the commonest pairs."""
    facts = list(_facts(stats, now, settings))
    width = max(len(name) for name, _ in facts)
    lines = [Text.assemble((f"{name:<{width}}  ", QUIET), value) for name, value in facts]
    for heading, counts in (
        ("Documents by date", periods(stats.months)),
        ("Commonest pairs", stats.pairs),
    ):
        if counts:
            lines += [Text(), Text(heading, STRONG), *bars(counts, options.width)]
    write_lines(lines, options, stream)


def _facts(stats: IndexStats, now: float, settings: Settings) -> Iterator[tuple[str, Text]]:
    documents = figures.count(stats.documents, "document")
    yield "index", Text(visible_name(stats.directory))
    yield "holds", Text(f"{documents} in {figures.count(stats.files, 'file')}")
    yield (
        "words",
        Text(f"{stats.syllables:,} syllables, {stats.distinct_syllables:,} different"),
    )
    share = f", {stats.size / stats.text_size:.1f} times the text" if stats.text_size else ""
    segments = figures.count(stats.segments, "segment")
    yield "size", Text(f"{figures.size(stats.size)} in {segments}{share}")
    built = time.strftime("%Y-%m-%d %H:%M", time.localtime(stats.built))
    yield "built", Text(f"{built}, {figures.age(now - stats.built)}")
    if stats.changed or stats.missing:
        old = f"{figures.count(stats.changed, 'file')} changed, {stats.missing:,} gone"
        yield "stale", Text(f"{old}; run 'vnsearch index'", WARNING)
    else:
        yield "stale", Text("nothing")
    if stats.readers == "owner":
        yield "readable", Text("by its owner alone")
    elif stats.readers == "cluster":
        yield "readable", Text("by whom the cluster lets in")
    else:
        yield "readable", Text(f"by {stats.readers.replace('group', 'its group')}", WARNING)
    for position, root in enumerate(stats.roots):
        yield "" if position else "made from", Text(root_text(root))
    own = f"{stats.synonyms:,} of your own" if stats.synonyms else "none of your own"
    yield "abbreviations", Text(f"{stats.abbreviations:,} common, {own}")
    path, values = settings
    listed = ", ".join(f"{name} = {value}" for name, value in values)
    yield "settings", Text(f"{visible_name(path)}: {visible(listed) or 'none'}")


def print_terms(terms: Sequence[TermCount], options: OutputOptions, stream: Stream) -> None:
    """Write each word with its documents, drawn as a bar."""
    counts = [(term.term, term.documents) for term in terms]
    write_lines(bars(counts, options.width), options, stream)


def periods(months: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Counts by month, the empty months between them included; by year where that is long."""
    counts = dict(months)
    if all(_MONTH.fullmatch(month) for month in counts):
        numbers = [int(month[:4]) * 12 + int(month[5:]) - 1 for month in counts]
        span = range(min(numbers, default=0), max(numbers, default=-1) + 1)
        if len(span) <= _MOST_ROWS:
            names = [f"{number // 12:04}-{number % 12 + 1:02}" for number in span]
            return [(name, counts.get(name, 0)) for name in names]
    years: dict[str, int] = {}
    for month, documents in sorted(counts.items()):
        years[month[:4]] = years.get(month[:4], 0) + documents
    return list(years.items())
