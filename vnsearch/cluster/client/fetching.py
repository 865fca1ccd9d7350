"""Searches sent to a cluster, several in one request, and what each came to."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from vnsearch.cluster.client.connection import Connection, Response, refused
from vnsearch.cluster.client.index_names import IndexNames
from vnsearch.cluster.client.json_queries import Json, every
from vnsearch.cluster.client.questions import MOST_TERMS, VocabularyTerm
from vnsearch.cluster.client.strings import unpack
from vnsearch.errors import ClusterError
from vnsearch.search.ways.sampling import ORDER, KeyedText, Sample

_TOGETHER = 500  # searches of one request
_TITLED = [f"document.{member}" for member in ("title", "title_in_body", "body")]
_WHOLE = "allow_partial_search_results"
_ENOUGH = "50s"  # that shards may take for a part of a result; less than a request may
_WAIT = "wait until the cluster is whole again, or search with --partial"


class Missed(NamedTuple):
    """How many shards did not answer a search, in time or at all, and how many there are."""

    failed: int = 0
    total: int = 0


class ClusterFetcher:
    """Sends searches of one generation of an index; `partial`: those of documents are content
    with what some of the shards answer, and `missed` tells of the worst of them.
    """

    def __init__(
        self, connection: Connection, names: IndexNames, partial: bool = False
    ) -> None:
        self._connection = connection
        self._partial = partial
        self.names = names
        self.missed = Missed()

    def search(self, bodies: Sequence[Json], index: str = "", without: str = "") -> list[Json]:
        """What each search finds, scored over all shards alike, without some members of the
        response; raises ClusterError where any shard did not answer.
        """
        responses: list[Json] = []
        partial = self._partial and not index
        head = {
            "index": index or self.names.documents,
            "search_type": "dfs_query_then_fetch",
            _WHOLE: partial,
        }
        if partial:
            bodies = [{**body, "timeout": _ENOUGH} for body in bodies]
        for start in range(0, len(bodies), _TOGETHER):
            lines = []
            for body in bodies[start : start + _TOGETHER]:
                lines += [json.dumps(head), json.dumps(body, ensure_ascii=False)]
            data = ("\n".join(lines) + "\n").encode()
            path = f"/_msearch?filter_path=-{without}" if without else "/_msearch"
            answer = self._connection.call_lines(path, data)
            responses += [self._checked(one, partial) for one in answer.body["responses"]]
        return responses

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
                for hit in response["hits"]["hits"]
            ]
            for response in self.search(bodies, self.names.words)
        ]

    def texts(self, asked: Sequence[tuple[Json, Sample]]) -> list[list[KeyedText]]:
        """The first texts that answer each query, in the order of a sample."""
        order = [*({name: "asc"} for name in ORDER), {"key": "asc"}]
        wanted = {"sort": order, "_source": _TITLED, "track_total_hits": False}
        bodies = []
        for query, sample in asked:
            if sample.longest:
                query = every([query, {"range": {ORDER[0]: {"lte": sample.longest}}}])
            bodies.append({**wanted, "size": sample.most, "query": query})
        return [
            [_keyed_text(hit) for hit in response["hits"]["hits"]]
            for response in self.search(bodies)
        ]

    def scroll(self, index: str, body: Json, page: int = 1000) -> Iterator[Json]:
        """All hits of a search, however many, as they were when it began.

        Raises ClusterError, at the end, where a page was lost: asked for again, the next comes.
        """
        path = f"/{index}/_search?scroll=5m&{_WHOLE}=false"
        body = {"sort": ["_doc"], **body, "size": page, "track_total_hits": True}
        answer = self._connection.call("POST", path, body)
        left = total(self._checked(answer.body))
        try:
            while hits := self._checked(answer.body)["hits"]["hits"]:
                left -= len(hits)
                yield from hits
                following = {"scroll": "5m", "scroll_id": answer.body["_scroll_id"]}
                answer = self._connection.call("POST", "/_search/scroll", following)
            if left:
                raise ClusterError(
                    f"{self._connection.address} lost a part of its answer on the way: run the "
                    "command again"
                )
        finally:
            ended = {"scroll_id": [answer.body["_scroll_id"]]}
            self._connection.call("DELETE", "/_search/scroll", ended, may_fail=(404,))

    def _checked(self, response: Json, partial: bool = False) -> Json:
        address = self._connection.address
        if "error" in response:
            error = refused(address, Response(response.get("status", 500), response))
            kind = str(response["error"])
            if "too_many_clauses" in kind or "maxClauseCount" in kind:
                raise ClusterError(
                    f"the query asks for more at once than {address.server} allows: ask for "
                    "fewer words"
                ) from error
            if response.get("status") in (500, 503, 504) and ("shard" in kind or "ime" in kind):
                raise ClusterError(
                    f"a part of {address} does not answer, so the result would be incomplete: "
                    f"{_WAIT}"
                ) from error
            raise error
        shards = response.get("_shards", {})
        of_all = shards.get("total", 0)
        failed = of_all - shards.get(
            "successful", of_all
        )  # "failed" lacks those without a node
        if failed or response.get("timed_out"):
            missed = Missed(failed or of_all, of_all)  # of what was late, nobody knows how much
            if not partial:
                raise ClusterError(
                    f"{missed.failed} of {missed.total} shards of {address} did not answer, so "
                    f"the result would be incomplete: {_WAIT}"
                )
            self.missed = max(self.missed, missed)
        return response


def _keyed_text(hit: Json) -> KeyedText:
    return KeyedText(hit["_id"], partial(_titled, hit["_source"].get("document", {})))


def _titled(document: Json) -> str:
    """The text of a document below its title, where the text does not have that."""
    title, body = (unpack(document.get(member, "")) for member in ("title", "body"))
    return body if document.get("title_in_body") else f"{title}\n{body}"


def counting(query: Json) -> Json:
    """A search that only counts."""
    return {"size": 0, "track_total_hits": True, "query": query}


def total(response: Json) -> int:
    """How many documents a search found."""
    count: int = response["hits"]["total"]["value"]
    return count
