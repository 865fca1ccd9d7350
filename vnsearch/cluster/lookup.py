"""A single document of a cluster by its id, or by the path of its file."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator

from vnsearch.cluster.client.fetching import ClusterFetcher, total
from vnsearch.cluster.client.json_queries import Json, any_term, beginning, either, every, term
from vnsearch.cluster.client.strings import pack, unpack
from vnsearch.index.catalogue import file_key, shown_path, stored_path
from vnsearch.search.narrowing.near_path import near_file
from vnsearch.search.showing.lookup import SHOWN, ambiguous_name, paths_and_parts, unknown_name


def find_source(
    fetcher: ClusterFetcher, wanted: str, paths: Callable[[], Iterable[str]]
) -> Json:
    """The document whose id, path or `path#part` it is, as it was sent; its own id counts
    first. Raises VnsearchError for none, with the one of all `paths` that may be meant, and
    for several.
    """
    for query in _readings(wanted):
        order = [{"path": "asc"}, {"line": "asc"}, {"part": "asc"}]
        body = {"size": SHOWN, "track_total_hits": True, "query": query, "sort": order}
        [response] = fetcher.search([body])
        hits = [hit["_source"] for hit in response["hits"]["hits"]]
        if total(response) > 1:
            raise ambiguous_name(wanted, total(response), [*map(_address, hits)])
        if hits:
            first: Json = hits[0]
            return first
    raise unknown_name(wanted, near_file(wanted, paths(), ""))


def _readings(wanted: str) -> Iterator[Json]:
    """What a name may mean, one after the other."""
    if not wanted:
        return
    yield term("id", pack(wanted))
    addresses = paths_and_parts(wanted)
    yield either(_at("path", str, *address) for address in addresses)
    yield either(_at("path_key", file_key, *address) for address in addresses)


def _at(field: str, form: Callable[[str], str], path: str, part: str) -> Json:
    keys = {form(path), form(stored_path(path, ""))}
    named = any_term(field, sorted(map(pack, keys)))
    return every([named, term("part", pack(part))]) if part else named


def _address(source: Json) -> str:
    part, path = unpack(source["part"]), unpack(source["path"])
    return f"{path}#{part}" if part else unpack(source["id"]) or path


def known_names(fetcher: ClusterFetcher, prefix: str, limit: int) -> list[str]:
    """The documents' own ids and the files' paths, as they open from here, that begin so."""
    whole = stored_path(prefix, "") + ("/" if prefix.endswith("/") else "")
    bodies = [
        _names("id", prefix, limit),
        _names("path", whole if prefix else os.path.join(stored_path("", ""), ""), limit),
    ]
    ids, paths = (
        [unpack(bucket["key"]) for bucket in response["aggregations"]["names"]["buckets"]]
        for response in fetcher.search(bodies)
    )
    names = {name for name in ids if name} | {shown_path(path, "") for path in paths}
    return sorted(names)[:limit]


def _names(field: str, start: str, limit: int) -> Json:
    ordered = {"field": field, "size": limit, "order": {"_key": "asc"}}
    query = beginning(field, pack(start)) if start else {"match_all": {}}
    return {"size": 0, "query": query, "aggs": {"names": {"terms": ordered}}}
