"""What is asked of an index on a cluster besides the query itself."""

from __future__ import annotations

from typing import NamedTuple

from vnsearch.cluster.client.json_queries import Json
from vnsearch.cluster.querying.facets import having
from vnsearch.search.asked import ANYWHERE, Where
from vnsearch.search.matches import Sort


class Wanted(NamedTuple):
    """How to search, what narrows it, and which page is wanted."""

    any_words: bool = False
    exact: bool = False
    fallback: bool = True
    narrowed: tuple[Json, ...] = ()
    where: Where = ANYWHERE
    sort: Sort = "score"
    offset: int = 0
    limit: int = 10
    months: bool = False
    facets: tuple[str, ...] = ()

    @property
    def end(self) -> int:
        """Where the page ends."""
        return self.offset + self.limit

    def holding(self, without: str = "") -> tuple[Json, ...]:
        """What must hold besides the query; `without` what is chosen of one facet."""
        chosen = {name: kept for name, kept in self.where.items() if name != without}
        return (*self.narrowed, *having(chosen))
