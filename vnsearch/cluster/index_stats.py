"""Figures about an index on a cluster, and how common its words are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from vnsearch.cluster.client.connection import Connection
from vnsearch.cluster.client.fetching import counting, total
from vnsearch.cluster.client.json_queries import term
from vnsearch.cluster.querying.facets import BY_MONTH, read_months
from vnsearch.cluster.querying.finding import Finder
from vnsearch.cluster.querying.vocabulary import beginning_exactly
from vnsearch.cluster.session import Session
from vnsearch.cluster.storage.mapping import WORDS
from vnsearch.index.catalogue import shown_path
from vnsearch.records import IndexStats, TermCount
from vnsearch.search.showing.hits import staleness
from vnsearch.search.showing.term_counts import commonest_first, typed_beginning
from vnsearch.text.forms import exact_way


def count_terms(finder: Finder, prefix: str, limit: int) -> list[TermCount]:
    """The words with that prefix, which bear the marks it has, the commonest first."""
    wanted = typed_beginning(prefix)
    asked = finder.asked
    terms = asked.until_known(lambda: beginning_exactly(asked, wanted, whole=True))

    def by_documents() -> list[tuple[int, str]]:
        counts = [(asked.count(term(WORDS, exact_way(each))), each) for each in terms]
        return sorted(((-count, each) for count, each in counts if count))

    ranked = asked.until_known(by_documents)
    last = ranked[min(limit, len(ranked)) - 1][0] if ranked and limit else 0
    shown = [each for count, each in ranked if count <= last]

    def counted() -> list[TermCount]:
        forms = [(each, finder.occurrences.form(each)) for each in shown]
        return [TermCount(each, *form) for each, form in forms]

    return commonest_first(asked.until_known(counted))[:limit]


def cluster_stats(session: Session) -> IndexStats:
    """All figures; every file of this machine is looked at, none is read unless touched."""
    fetcher, state = session.fetcher, session.state
    sums = {field: {"sum": {"field": field}} for field in ("length", "text_size")}
    body = {**counting({"match_all": {}}), "aggs": {**sums, **BY_MONTH}}
    [response] = fetcher.search([body])
    [words] = fetcher.search([counting({"match_all": {}})], fetcher.names.words)
    here = state.files(session.machine)
    states = Counter(staleness(file.state, shown_path(path, "")) for path, file in here.items())
    aggregated = response["aggregations"]
    size, shards = _on_disk(session.connection, [*fetcher.names])
    return IndexStats(
        directory=session.directory,
        documents=total(response),
        files=len(state.paths()),
        syllables=int(aggregated["length"]["value"]),
        distinct_syllables=total(words),
        segments=shards,
        size=size,
        text_size=int(aggregated["text_size"]["value"]),
        built=state.last_run().time,
        changed=states["changed"],
        missing=states["missing"],
        months=read_months(response),
        readers="cluster",
        roots=tuple(
            root._replace(path=shown_path(root.path, ""))
            for _, of_path in groupby(state.roots(), key=lambda one: one[1].path)
            for _, root in list(of_path)[:1]
        ),
    )


def _on_disk(connection: Connection, indices: Sequence[str]) -> tuple[int, int]:
    """The bytes of some indices without their copies, and the segments that they are in."""
    answer = connection.call("GET", f"/{','.join(indices)}/_stats/store,segments")
    primaries = answer.body["_all"]["primaries"]
    return primaries["store"]["size_in_bytes"], primaries["segments"]["count"]
