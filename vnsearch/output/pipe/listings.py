"""What `show`, `terms` and `stats` write to a pipe: the text itself, or names and figures."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence

from vnsearch.output.forms import Stream
from vnsearch.output.pipe.lines import marked
from vnsearch.output.safe import encoded, visible, visible_name
from vnsearch.records import Document, IndexStats, Root, TermCount

# Members of IndexStats in the order of the listing.
_FIGURES = (
    "documents", "files", "syllables", "distinct_syllables", "segments",
    "size", "text_size", "built", "changed", "missing", "readers", "abbreviations", "synonyms",
)  # fmt: skip

Settings = tuple[str, Sequence[tuple[str, object]]]  # where they are kept, and what is set


def root_text(root: Root) -> str:
    """A root and its rules, as one would write them on a command line."""
    words = [root.path]
    for name, value in root.rules._asdict().items():
        option = f"--{name.replace('_', '-')}"
        if isinstance(value, bool):
            words.append(option if value else option.replace("--", "--no-"))
        elif isinstance(value, str):
            words += [option, value or "auto"]
        elif value is not None:
            words += [word for glob in value or ("",) for word in (option, glob)]
    return visible_name(shlex.join(words))


def print_text(
    document: Document, highlights: Iterable[tuple[int, int]], color: bool, stream: Stream
) -> None:
    """Write the title, where it is no part of the text, and the text, line by line."""
    if document.title and not document.title_in_body:
        stream.write(encoded(f"{visible(document.title)}\n\n"))
    body = "\n".join(visible(line) for line in document.body.split("\n"))
    stream.write(encoded((marked(body, highlights) if color else body).rstrip("\n") + "\n"))


def print_term_lines(terms: Iterable[TermCount], stream: Stream) -> None:
    """Write word, documents, occurrences, a line each."""
    for term in terms:
        line = f"{visible(term.term)}\t{term.documents}\t{term.occurrences}\n"
        stream.write(encoded(line))


def print_stats_lines(stats: IndexStats, settings: Settings, stream: Stream) -> None:
    """Write name and figure, a line each; sizes in bytes, times in seconds since the epoch."""
    path, values = settings
    rows: list[tuple[str, object]] = [("directory", visible_name(stats.directory))]
    rows += [(name, getattr(stats, name)) for name in _FIGURES]
    rows += [(f"month {month}", documents) for month, documents in stats.months]
    rows += [(f"pair {visible(pair)}", documents) for pair, documents in stats.pairs]
    rows += [("root", root_text(root)) for root in stats.roots]
    rows += [("settings", visible_name(path)), *values]
    for name, value in rows:
        figure = f"{value:.0f}" if isinstance(value, float) else visible(str(value))
        stream.write(encoded(f"{name}\t{figure}\n"))
