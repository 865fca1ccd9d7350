"""What the texts of a document say in digits, as terms of the field `said`."""

from __future__ import annotations

from collections.abc import Iterable

from vnsearch.index.segment.reader import TEXT
from vnsearch.search.ways.way import Way
from vnsearch.text.forms import exact_way
from vnsearch.text.said import said_in, said_term


def said_terms(texts: Iterable[tuple[str, str]]) -> list[str]:
    """The terms for what some texts say, each with its field."""
    found = {
        said_term(said.kind, said.run(text), "" if field == TEXT else field)
        for field, text in texts
        for said in said_in(text)
    }
    return sorted(map(exact_way, found))


def way_terms(way: Way) -> list[str]:
    """The terms that a document has in which a way says its value."""
    return list(map(exact_way, way.said_terms()))
