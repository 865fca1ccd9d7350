"""From a parsed query to the documents that answer it: counted on the cluster, matched, scored
and put in order here, by the rules that a folder has.

The cluster brings the likely best candidates; of these a segment is made in memory.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from vnsearch.cluster.client.fetching import ClusterFetcher, counting, total
from vnsearch.cluster.client.json_queries import Json
from vnsearch.cluster.client.questions import Asked
from vnsearch.cluster.querying.candidates import Candidates, Looked, looked_at
from vnsearch.cluster.querying.clauses import Clauses
from vnsearch.cluster.querying.facets import (
    BY_MONTH,
    facet_search,
    having,
    read_facet,
    read_months,
)
from vnsearch.cluster.querying.occurrences import ClusterOccurrences
from vnsearch.cluster.querying.ranked import ClusterCounts, ranked
from vnsearch.cluster.storage.document import SHOWN, sent_document
from vnsearch.errors import ClusterError
from vnsearch.index.making.build import RunBuilder
from vnsearch.index.making.memory_segment import MemorySegment, memory_segment
from vnsearch.index.making.vocabulary import FewTerms
from vnsearch.index.segment.columns import FileState
from vnsearch.query.clauses import Fuzzy, Not, Prefix, Query
from vnsearch.records import Document, Facet
from vnsearch.search.asked import ANYWHERE, Where
from vnsearch.search.bm25 import LEADING, Statistics
from vnsearch.search.matches import Collection, Matches, Sort
from vnsearch.search.matching.match import accept_all, accept_any, is_about_text
from vnsearch.search.matching.segment_view import SegmentView
from vnsearch.search.ranking.rank import NOTHING, Ranking
from vnsearch.search.ways.collocations import Collocations
from vnsearch.search.ways.way import Way
from vnsearch.search.ways.ways import find_ways
from vnsearch.text.synonyms import Synonyms, common_abbreviations

CANDIDATES = 200
_CANDIDATES_OF_MANY = 500  # where the cluster's order is only roughly ours
_COMMON = 0.2  # of all documents: words of which all are commoner tell little apart
_MOST_TERMS_KEPT = 1 << 15
_WINDOW = 10_000  # hits that a server gives at once
_TRIES = 5  # to find documents as they were ranked
_MOST_WORDS = 400  # of a query: a server takes no more than 1024 clauses

_Match = Literal["all", "any"]
_VERSION = {"seq_no_primary_term": True}
_TIES: list[Json] = [{"path": "asc"}, {"line": "asc"}, {"part": "asc"}]
_ORDERS: dict[Sort, list[Json | str]] = {
    "score": ["_score", *_TIES],
    "date": [{"date": "desc"}, *_TIES],
    "path": [*_TIES],
}


class Wanted(NamedTuple):
    """What is asked of an index besides the query itself."""

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

    def holding(self, without: str = "") -> tuple[Json, ...]:
        """What must hold besides the query; `without` what is chosen of one facet."""
        chosen = {name: kept for name, kept in self.where.items() if name != without}
        return (*self.narrowed, *having(chosen))


@dataclass(frozen=True)
class FoundPage:
    """What a query found, its page, and of which machine each file of the page is."""

    matches: Matches
    page: Ranking
    machines: Mapping[FileState, str]
    months: tuple[tuple[str, int], ...] = ()
    facets: tuple[Facet, ...] = ()


class _Search(NamedTuple):
    """A search for candidates, and what it was made of."""

    clauses: Clauses
    looked: Looked
    body: Json


class _Ranked(NamedTuple):
    """What a query found, its page, and the hits of the cluster of which that is."""

    clauses: Clauses
    candidates: Candidates | None
    matches: Matches
    page: Ranking
    hits: Sequence[Json]
    months: tuple[tuple[str, int], ...]


class Finder:
    """Answers queries from one generation of an index; remembers what it asked."""

    def __init__(
        self, fetcher: ClusterFetcher, name: str, synonyms: Synonyms | None = None
    ) -> None:
        own = (synonyms,) if synonyms else ()
        self._synonyms = (*own, common_abbreviations())
        self.fetcher = fetcher
        self.asked = Asked(fetcher)
        self._name = name
        self._builder = RunBuilder(FewTerms())

    @cached_property
    def _totals(self) -> tuple[int, int]:
        """How many documents there are, and how many tokens."""
        body = {**counting({"match_all": {}}), "aggs": {"tokens": {"sum": {"field": "length"}}}}
        [response] = self.fetcher.search([body])
        return total(response), int(response["aggregations"]["tokens"]["value"])

    @property
    def statistics(self) -> Statistics:
        """What scores depend on."""
        documents, tokens = self._totals
        return Statistics(documents, max(tokens / documents, 1.0) if documents else 1.0)

    @property
    def occurrences(self) -> ClusterOccurrences:
        """What tells words from chance neighbours."""
        return ClusterOccurrences(self.asked, self._totals[1])

    def clauses(self, query: Query, exact: bool) -> Clauses:
        """The clauses of a query with all that stands for its words."""
        return Clauses(query, exact, () if exact else self._ways(query), self.asked)

    def ways(self, query: Query) -> Sequence[Way]:
        """In which other ways the words of a query are written in the index."""
        return self.asked.until_known(lambda: self._ways(query))

    def _ways(self, query: Query) -> Sequence[Way]:
        return find_ways(query, Collocations(self.occurrences), self._synonyms)

    def count(self, query: Query, wanted: Wanted) -> int:
        """How many documents answer, without falling back."""

        def matching() -> Json:
            clauses = self.clauses(query, wanted.exact)
            return clauses.matching(wanted.any_words, wanted.holding())

        return self.fetcher.counts([self.asked.until_known(matching)])[0]

    def find(self, query: Query, wanted: Wanted) -> FoundPage:
        """One page of the documents that answer; raises ClusterError where they change as fast
        as they are looked at.
        """
        for _ in range(_TRIES):
            ranked = self._ranked(query, wanted)
            sources = self._shown(ranked.hits)
            if sources is not None:
                return self._found(ranked, sources, wanted)
        raise ClusterError(f"{self._name} changes while it is searched: search once more")

    def _ranked(self, query: Query, wanted: Wanted) -> _Ranked:
        """The documents of the page, by what ranking looks at alone."""
        search = self.asked.until_known(lambda: self._search(query, wanted))
        several = sum(map(is_about_text, query.clauses)) > 1
        wider = wanted._replace(any_words=True)
        bodies = [search.body]
        if wanted.fallback and several and not wanted.any_words:
            matching = search.clauses.matching(True, wanted.holding())
            bodies.append(counting(matching))
        response, *others = self.fetcher.search(bodies)
        match: _Match = "any" if wanted.any_words else "all"
        if others and not total(response) and total(others[0]):
            match = "any"
            search = self.asked.until_known(lambda: self._search(query, wider))
            [response] = self.fetcher.search([search.body])
        if wanted.limit and min(total(response), wanted.offset + wanted.limit) > _WINDOW:
            raise ClusterError(
                f"a cluster gives the {_WINDOW} first hits, and there are {total(response)}: "
                "ask for fewer with --limit, or narrow the search"
            )
        return self._rank(search, response, match, wanted)

    def _shown(self, ranked: Sequence[Json]) -> list[Json] | None:
        """The documents that were ranked with all that is shown of them; None where one is not
        what it was.
        """
        if not ranked:
            return []
        query = {"ids": {"values": [hit["_id"] for hit in ranked]}}
        body = {"size": len(ranked), "query": query, "_source": SHOWN, **_VERSION}
        [response] = self.fetcher.search([body])
        sources = {_version(hit): hit["_source"] for hit in response["hits"]["hits"]}
        versions = list(map(_version, ranked))
        if not sources.keys() >= set(versions):
            return None
        return [sources[version] for version in versions]

    def _found(self, ranked: _Ranked, sources: Sequence[Json], wanted: Wanted) -> FoundPage:
        """The page with all that is shown of it."""
        documents = list(map(sent_document, sources))
        if ranked.candidates:
            numbers = ranked.page.documents.tolist()
            ranked.candidates.show(dict(zip(numbers, documents, strict=True)))
        machines = {
            state: source["machine"]
            for (_, state), source in zip(documents, sources, strict=True)
        }
        facets: tuple[Facet, ...] = ()
        if wanted.facets:
            counting_all = wanted._replace(any_words=ranked.matches.match == "any")
            facets = self._facets(ranked.clauses, counting_all)
        return FoundPage(ranked.matches, ranked.page, machines, ranked.months, facets)

    def _facets(self, clauses: Clauses, wanted: Wanted) -> tuple[Facet, ...]:
        """Each facet counted over all that was found, whichever of its own are chosen."""
        responses = self.fetcher.search(
            [
                facet_search(name, clauses.matching(wanted.any_words, wanted.holding(name)))
                for name in wanted.facets
            ]
        )
        return tuple(map(read_facet, wanted.facets, responses))

    def _search(self, query: Query, wanted: Wanted) -> _Search:
        """The search for the candidates."""
        if len(query.words()) > _MOST_WORDS:
            raise ClusterError(
                f"a query of {len(query.words())} words is more than a cluster takes: ask for "
                f"{_MOST_WORDS} at most"
            )
        clauses = self.clauses(query, wanted.exact)
        matching = clauses.matching(wanted.any_words, wanted.holding())
        if not wanted.limit:
            body = counting(matching)
        elif wanted.sort == "score":
            scored = ranked(clauses, matching, self.asked, self.statistics, wanted.any_words)
            body = {**counting(scored), "size": self._size(clauses, wanted)}
            body |= {"sort": _ORDERS["score"], "track_scores": True}
        else:
            size = min(wanted.offset + wanted.limit, _WINDOW)
            body = {**counting(matching), "size": size, "sort": _ORDERS[wanted.sort]}
        looked = looked_at(clauses, self.asked)
        if wanted.limit:
            body |= {"_source": looked.source(), **_VERSION}
        if wanted.months:
            body["aggs"] = BY_MONTH
        return _Search(clauses, looked, body)

    def _size(self, clauses: Clauses, wanted: Wanted) -> int:
        """How many candidates are fetched."""
        terms = [clause for clause in clauses.query.clauses if not isinstance(clause, Not)]
        rough = bool(clauses.ways)
        rough = rough or any(isinstance(clause, Prefix | Fuzzy) for clause in terms)
        counts = ClusterCounts(clauses, self.asked)
        words = clauses.query.words()
        common = _COMMON * self.statistics.documents
        rough = rough or all(counts.word(word) > common for word in words)
        least = _CANDIDATES_OF_MANY if rough else CANDIDATES
        return min(max(least, wanted.offset + wanted.limit + LEADING), _WINDOW)

    def _rank(self, search: _Search, response: Json, match: _Match, wanted: Wanted) -> _Ranked:
        """The candidates matched and put in order by the rules of a folder."""
        clauses, hits = search.clauses, response["hits"]["hits"]
        candidates = Candidates(hits, search.looked, self._name) if hits else None
        segments = [candidates] if candidates else []
        query = clauses.query
        collection = Collection(segments, self.statistics)
        alone = query.is_one_word
        views = [SegmentView(one, alone, wanted.exact, clauses.ways) for one in segments]
        accept = accept_any if match == "any" else accept_all
        accepted = [accept(view, query) for view in views]
        counts = ClusterCounts(clauses, self.asked)
        lost = len(hits) - sum(len(one.documents) for one in accepted)
        of_all = total(response) - lost
        matches = Matches(query, views, accepted, match, collection, counts, of_all)
        page = NOTHING
        if segments:
            page = collection.page(matches, wanted.offset, wanted.limit, wanted.sort)
        months = read_months(response) if wanted.months else ()
        shown = [hits[number] for number in page.documents.tolist()]
        return _Ranked(clauses, candidates, matches, page, shown, months)

    def segment(self, documents: Sequence[tuple[Document, FileState]]) -> MemorySegment:
        """Some documents, with their texts, as a segment in memory."""
        if len(self._builder.terms) > _MOST_TERMS_KEPT:
            self._builder = RunBuilder(FewTerms())
        return memory_segment(self._builder, documents, self._name)


def _version(hit: Json) -> tuple[str, int, int]:
    """What tells a document from what it was before, and will be."""
    return hit["_id"], hit["_seq_no"], hit["_primary_term"]
