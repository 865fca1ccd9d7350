"""What a search is asked, checked the same for every index."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Any, get_args

from vnsearch.arguments import (
    check_choice,
    check_flags,
    check_number,
    check_strings,
    check_text,
)
from vnsearch.document_fields import FACETS
from vnsearch.errors import VnsearchError
from vnsearch.records import Document, Places
from vnsearch.search.matches import Sort

Where = Mapping[str, Collection[str]]  # the values of facets that documents are to have
ANYWHERE: Where = MappingProxyType({})


def check_query(query: str, **flags: bool) -> None:
    """Raises VnsearchError for a query that is no text, and for a flag that is none."""
    check_text("query", query)
    check_flags(**flags)


def check_document(document: Any) -> None:
    """Raises VnsearchError for what is no document."""
    if not isinstance(document, Document):
        raise VnsearchError(f"document is {document!r}: give one that `document` found")


def check_page(limit: int, offset: int, snippets: int, sort: str, places: str) -> None:
    """Raises VnsearchError for a page that cannot be."""
    check_number("limit", limit)
    check_number("offset", offset)
    check_number("snippets", snippets)
    check_choice("sort", sort, get_args(Sort))
    check_choice("places", places, get_args(Places))


def check_facets(facets: Sequence[str], where: Where) -> dict[str, tuple[str, ...]]:
    """The values wanted of each facet; raises VnsearchError for a facet that there is not."""
    for facet in (*check_strings("facets", facets), *where):
        check_choice("a facet", facet, FACETS)
    return {facet: check_strings(f"where[{facet!r}]", kept) for facet, kept in where.items()}
