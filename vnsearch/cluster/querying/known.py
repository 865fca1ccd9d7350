"""What a cluster holds of the parts of a query, for remarks on what finds nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from vnsearch.cached import cached_property
from vnsearch.cluster.client.json_queries import every
from vnsearch.cluster.querying.clauses import Clauses
from vnsearch.cluster.querying.finding import Finder
from vnsearch.cluster.querying.narrowing import in_time, on_path
from vnsearch.dates import date_text
from vnsearch.query.clauses import Operand, Query
from vnsearch.search.narrowing.filter import Filter

_MOST_KINDS = 1000


class KnownToCluster:
    """Asks a cluster: `search.showing.remarks.Known`."""

    def __init__(
        self, finder: Finder, query: Query, exact: bool, paths: Callable[[], Sequence[str]]
    ) -> None:
        self._finder = finder
        self._query = query
        self._exact = exact
        self._paths = paths

    @cached_property
    def _clauses(self) -> Clauses:
        """Made once: the search has asked all that it needs."""
        return self._finder.clauses(self._query, self._exact)

    def excludes(self, operand: Operand) -> bool:
        """Whether an exclusion leaves anything out."""
        return self._finder.asked.count(self._clauses.excluded(operand)) > 0

    def answers(self, operand: Operand) -> bool:
        """Whether anything answers an operand on its own."""
        return self._finder.asked.count(self._clauses.covering(operand)) > 0

    def in_time(self, narrowed: Filter) -> bool:
        """Whether anything is of the days of a filter."""
        return self._finder.asked.count(every(in_time(narrowed))) > 0

    def on_path(self, narrowed: Filter) -> bool:
        """Whether anything is of a file that a filter names."""
        return self._finder.asked.count(every(on_path(narrowed.path, self._paths()))) > 0

    def like_path(self, narrowed: Filter) -> tuple[str, ...]:
        """The path that a filter may mean, where it names none, if any."""
        return narrowed.like_path(self._paths())

    def kinds(self) -> tuple[str, ...]:
        """The kinds of documents, in order."""

        def work() -> tuple[str, ...]:
            counted = {"kinds": {"terms": {"field": "kind", "size": _MOST_KINDS}}}
            [response] = self._finder.fetcher.search([{"size": 0, "aggs": counted}])
            buckets = response["aggregations"]["kinds"]["buckets"]
            return tuple(sorted(bucket["key"] for bucket in buckets))

        return self._finder.asked.once("kinds", work)

    def first_and_last_date(self) -> tuple[str, ...]:
        """The earliest and the latest date as YYYY, YYYY-MM or YYYY-MM-DD, if any."""

        def work() -> tuple[str, ...]:
            dated = {"query": {"range": {"date": {"gt": 0}}}}
            ends = {name: {name: {"field": "date"}} for name in ("min", "max")}
            [response] = self._finder.fetcher.search([{"size": 0, **dated, "aggs": ends}])
            numbers = [response["aggregations"][name]["value"] for name in ends]
            return tuple(date_text(int(date)) for date in numbers if date is not None)

        return self._finder.asked.once("dates", work)
