"""How what was found is spread over folders, kinds, authors and years, for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.text import Text

from vnsearch.output.terminal.bars import bars
from vnsearch.output.terminal.styles import QUIET, STRONG
from vnsearch.records import Facet

_MOST_VALUES = 10  # of a facet; a pipe and JSON get all


def facet_lines(facets: Iterable[Facet], width: int) -> Iterator[Text]:
    """Each facet under its name, its first values as bars, and how many more there are."""
    for facet in facets:
        yield Text(f"By {facet.name}", STRONG)
        yield from bars(facet.counts[:_MOST_VALUES], width)
        left = len(facet.counts) - _MOST_VALUES
        if left > 0:
            yield Text(f"… and {left:,} more", QUIET)
        elif not facet.counts:
            yield Text("none", QUIET)
        yield Text()
