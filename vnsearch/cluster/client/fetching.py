"""Searches sent to a cluster, several in one request, and what each came to."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from vnsearch.cluster.client.asked import MOST_TERMS, VocabularyTerm
from vnsearch.cluster.client.connection import Answer, Connection, refused
from vnsearch.cluster.client.index_names import IndexNames
from vnsearch.cluster.client.json_queries import Json
from vnsearch.cluster.client.strings import unpack
from vnsearch.errors import ClusterError

_TOGETHER = 500  # searches of one request
_WHOLE = "allow_partial_search_results"


class ClusterFetcher:
    """Sends searches of one generation of an index."""

    def __init__(self, connection: Connection, names: IndexNames) -> None:
        self._connection = connection
        self.names = names

    def search(self, bodies: Sequence[Json], index: str = "") -> list[Json]:
        """What each search finds, scored over all shards alike; raises ClusterError where any
        shard did not answer.
        """
        found: list[Json] = []
        head = {
            "index": index or self.names.documents,
            "search_type": "dfs_query_then_fetch",
            _WHOLE: False,
        }
        for start in range(0, len(bodies), _TOGETHER):
            lines = []
            for body in bodies[start : start + _TOGETHER]:
                lines += [json.dumps(head), json.dumps(body, ensure_ascii=False)]
            data = ("\n".join(lines) + "\n").encode()
            answer = self._connection.call_lines("/_msearch", data)
            found += [self._checked(one) for one in answer.body["responses"]]
        return found

    def counts(self, queries: Sequence[Json]) -> list[int]:
        """How many documents answer each query."""
        return list(map(total, self.search([counting(query) for query in queries])))

    def vocabulary(self, queries: Sequence[Json]) -> list[list[VocabularyTerm]]:
        """The terms of the vocabulary that each query names, in their order."""
        bodies = [
            {
                "size": MOST_TERMS,
                "query": query,
                "sort": ["term"],
                "_source": False,
                "docvalue_fields": ["term", "fold"],
            }
            for query in queries
        ]
        return [
            [
                VocabularyTerm(unpack(hit["fields"]["term"][0]), hit["fields"]["fold"][0])
                for hit in found["hits"]["hits"]
            ]
            for found in self.search(bodies, self.names.words)
        ]

    def scroll(self, index: str, body: Json, page: int = 1000) -> Iterator[Json]:
        """All hits of a search, however many, as they were when it began."""
        path = f"/{index}/_search?scroll=5m"
        answer = self._connection.call("POST", path, {"sort": ["_doc"], **body, "size": page})
        try:
            while hits := self._checked(answer.body)["hits"]["hits"]:
                yield from hits
                following = {"scroll": "5m", "scroll_id": answer.body["_scroll_id"]}
                answer = self._connection.call("POST", "/_search/scroll", following)
        finally:
            ended = {"scroll_id": [answer.body["_scroll_id"]]}
            self._connection.call("DELETE", "/_search/scroll", ended, may_fail=(404,))

    def _checked(self, found: Json) -> Json:
        address = self._connection.address
        if "error" in found:
            error = refused(address, Answer(found.get("status", 500), found))
            kind = str(found["error"])
            if "too_many_clauses" in kind or "maxClauseCount" in kind:
                raise ClusterError(
                    f"the query asks for more at once than {address.server} allows: ask for "
                    "fewer words"
                ) from error
            if found.get("status") in (500, 503) and "shard" in kind:
                raise ClusterError(
                    f"a part of {address} does not answer, so the result would be incomplete: "
                    "wait until the cluster is whole again"
                ) from error
            raise error
        shards = found.get("_shards", {})
        if shards.get("failed") or found.get("timed_out"):
            raise ClusterError(
                f"{shards.get('failed')} of {shards.get('total')} shards of {address} did not "
                "answer, so the result would be incomplete: wait until the cluster is whole"
            )
        return found


def counting(query: Json) -> Json:
    """A search that only counts."""
    return {"size": 0, "track_total_hits": True, "query": query}


def total(found: Json) -> int:
    """How many documents a search found."""
    count: int = found["hits"]["total"]["value"]
    return count
