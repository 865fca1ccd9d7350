"""Facets and months of documents on a cluster: to count by, and to narrow by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vnsearch.cluster.client.fetching import total
from vnsearch.cluster.client.json_queries import Json, any_term
from vnsearch.cluster.client.strings import pack, unpack
from vnsearch.dates import date_text
from vnsearch.errors import ClusterError
from vnsearch.index.catalogue import shown_path, stored_path
from vnsearch.records import Facet
from vnsearch.search.asked import Where
from vnsearch.search.narrowing.facets import in_order

_MOST_VALUES = 10_000
BY_MONTH: Json = {"months": {"terms": {"field": "month", "size": _MOST_VALUES}}}


def having(where: Where) -> Iterator[Json]:
    """What holds for documents that have one of the values given of each facet."""
    for facet, values in where.items():
        if facet == "folder":
            values = [stored_path(value, "") for value in values]
        if facet == "year":
            values = [value for value in values if value.isdecimal()]
        yield any_term(facet, [pack(value) for value in values])


def facet_search(facet: str, query: Json) -> Json:
    """The search that counts the values of a facet."""
    values = {"terms": {"field": facet, "size": _MOST_VALUES}}
    return {"size": 0, "query": query, "aggs": {"values": values}}


def read_facets(facets: Iterable[str], responses: Iterable[Json]) -> tuple[Facet, ...]:
    """The values that searches have counted; of a facet what the first that found any has."""
    of_facet: dict[str, Json] = {}
    for facet, response in zip(facets, responses, strict=True):
        if facet not in of_facet or not total(of_facet[facet]):
            of_facet[facet] = response
    return tuple(_read_facet(facet, response) for facet, response in of_facet.items())


def _read_facet(facet: str, response: Json) -> Facet:
    counted = response["aggregations"]["values"]
    if counted["sum_other_doc_count"]:
        raise ClusterError(
            f"there are more than {_MOST_VALUES} values of {facet}: narrow the search to count "
            "them"
        )
    counts = [
        (unpack(str(bucket["key"])), bucket["doc_count"]) for bucket in counted["buckets"]
    ]
    if facet == "folder":
        counts = [(shown_path(folder, ""), count) for folder, count in counts]
    return in_order(facet, counts)


def read_months(response: Json) -> tuple[tuple[str, int], ...]:
    """(YYYY-MM, documents) in order, as a search has counted `BY_MONTH`."""
    counted = response.get("aggregations", {}).get("months", {})  # {} where no shard answered
    counts = sorted(
        (bucket["key"], bucket["doc_count"]) for bucket in counted.get("buckets", [])
    )
    return tuple((date_text(100 * month), count) for month, count in counts)
