"""Records of what was found on a cluster: hits, and what is told beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

from vnsearch.cluster.client.fetching import Missed
from vnsearch.cluster.client.json_queries import any_term
from vnsearch.cluster.querying.clauses import pair_names
from vnsearch.cluster.querying.finding import Finder, FoundPage
from vnsearch.cluster.storage.mapping import PAIRS
from vnsearch.index.making.memory_segment import MemorySegment
from vnsearch.index.segment.columns import FileState
from vnsearch.records import Hit, Places, Remark, SearchResult
from vnsearch.search.like import Pair
from vnsearch.search.ranking.rank import Ranking
from vnsearch.search.showing.hits import Viewpoint, make_hits


def hits_of(
    found: FoundPage, machine: str, offset: int, snippets: int, places: Places
) -> list[Hit]:
    """The hits of a page; the files of this `machine` alone are looked at."""

    def is_here(state: FileState) -> bool:
        return found.machines.get(state) == machine

    seen_from = Viewpoint("", is_here)
    return list(make_hits(seen_from, found.matches, found.page, offset + 1, snippets, places))


def explained(hits: Iterable[Hit], found: FoundPage) -> Iterator[Hit]:
    """The hits of a page, each with what its score is made of."""
    collection = found.matches.collection
    for row, hit in enumerate(hits):
        yield replace(hit, explanation=collection.explain(found.matches, found.page, row))


def with_doubts(result: SearchResult, missed: Missed, unsure: bool) -> SearchResult:
    """A result with a remark where shards are missing in it, or hits may be."""
    doubts = []
    if missed.failed:
        doubts.append(Remark("shards", f"{missed.failed} of {missed.total}"))
    if unsure:
        doubts.append(Remark("order", ""))
    return replace(result, remarks=(*doubts, *result.remarks)) if doubts else result


def count_pairs(finder: Finder, pairs: Iterable[Pair]) -> list[int]:
    """How many documents have each of some pairs of words."""
    queries = [any_term(PAIRS, pair_names(*pair)) for pair in pairs]
    return finder.fetcher.counts(queries) if queries else []


def others_than(document: MemorySegment, found: FoundPage) -> Ranking:
    """The page that was found without a document itself."""
    if not len(found.page):
        return found.page
    own = document.columns.document_id(0)
    ids = map(found.matches.views[0].segment.columns.document_id, found.page.documents.tolist())
    return found.page.take(np.flatnonzero([each != own for each in ids]))
