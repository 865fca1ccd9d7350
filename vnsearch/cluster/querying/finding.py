"""From a parsed query to the documents that answer it: counted on the cluster, matched, scored
and put in order here, by the rules that a folder has.

The cluster brings the likely best candidates; of these a segment is made in memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from vnsearch.cached import cached_property
from vnsearch.cluster.client.fetching import ClusterFetcher, counting, total
from vnsearch.cluster.client.json_queries import Json
from vnsearch.cluster.client.questions import Asked
from vnsearch.cluster.querying.candidate_search import (
    TIES,
    VERSION,
    WINDOW,
    CandidateSearch,
    candidate_search,
)
from vnsearch.cluster.querying.candidates import Candidates, version
from vnsearch.cluster.querying.clauses import Clauses
from vnsearch.cluster.querying.facets import facet_search, read_facets, read_months
from vnsearch.cluster.querying.matched import Match, match_candidates
from vnsearch.cluster.querying.occurrences import ClusterCollocations, ClusterOccurrences
from vnsearch.cluster.querying.score_bounds import (
    ClusterStatistics,
    doubt,
    followed,
    in_parts,
)
from vnsearch.cluster.querying.wanted import Wanted
from vnsearch.cluster.storage.document import SHOWN, sent_document
from vnsearch.cluster.storage.mapping import LENGTH, WAYS
from vnsearch.errors import ClusterError
from vnsearch.index.making.build import RunBuilder
from vnsearch.index.making.memory_segment import MemorySegment, memory_segment
from vnsearch.index.making.vocabulary import FewTerms
from vnsearch.index.segment.columns import FileState
from vnsearch.query.clauses import Query
from vnsearch.records import Document, Facet
from vnsearch.search.bm25 import Statistics
from vnsearch.search.matches import Matches
from vnsearch.search.matching.match import is_about_text
from vnsearch.search.ranking.rank import Ranking
from vnsearch.search.ways.way import Way
from vnsearch.search.ways.ways import Ways
from vnsearch.text.synonyms import Synonyms, common_abbreviations

_MOST_TERMS_KEPT = 1 << 15
_TRIES = 5  # to find documents as they were ranked


@dataclass(frozen=True)
class FoundPage:
    """What a query found, its page, and of which machine each file of the page is."""

    matches: Matches
    page: Ranking
    machines: Mapping[FileState, str]
    months: tuple[tuple[str, int], ...] = ()
    facets: tuple[Facet, ...] = ()
    unsure: bool = False  # whether others may belong on the page


class _Changed(Exception):
    """A document is not as it was when it was ranked."""


class _Ranked(NamedTuple):
    """What a query found, its page, and the hits of the cluster of which that is."""

    clauses: Clauses
    candidates: Candidates | None
    matches: Matches
    page: Ranking
    hits: Sequence[Json]
    months: tuple[tuple[str, int], ...]
    unsure: bool


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
    def _statistics(self) -> ClusterStatistics:
        sums = {"tokens": {"sum": {"field": LENGTH}}, "ways": {"avg": {"field": WAYS}}}
        [response] = self.fetcher.search([{**counting({"match_all": {}}), "aggs": sums}])
        documents = total(response)
        tokens, ways = (response["aggregations"][name]["value"] for name in sums)
        mean = max(tokens / documents, 1.0) if documents else 1.0
        return ClusterStatistics(Statistics(documents, mean), int(tokens), max(ways or 0, 1.0))

    @property
    def statistics(self) -> Statistics:
        """What scores depend on."""
        return self._statistics.ours

    @property
    def occurrences(self) -> ClusterOccurrences:
        """What tells words from chance neighbours."""
        return ClusterOccurrences(self.asked, self._statistics.tokens)

    def clauses(self, query: Query, exact: bool) -> Clauses:
        """The clauses of a query with all that stands for its words."""
        return Clauses(query, exact, () if exact else self._ways(query), self.asked)

    def ways(self, query: Query) -> Sequence[Way]:
        """In which other ways the words of a query are written in the index."""
        return self.asked.until_known(lambda: self._ways(query))

    def _ways(self, query: Query) -> Sequence[Way]:
        collocations = ClusterCollocations(self.asked, self.occurrences)
        return Ways(collocations, self._synonyms).of(query)

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
            try:
                ranked = self._ranked(query, wanted)
                return self._found(ranked, self._sources(ranked.hits), wanted)
            except _Changed:
                pass
        raise ClusterError(f"{self._name} changes while it is searched: search once more")

    def _ranked(self, query: Query, wanted: Wanted) -> _Ranked:
        """The documents of the page, by what ranking looks at alone."""
        search = self._search(query, wanted)
        several = sum(map(is_about_text, query.clauses)) > 1
        wider = wanted._replace(any_words=True)
        bodies = [search.body]
        if wanted.fallback and several and not wanted.any_words:
            matching = search.clauses.matching(True, wanted.holding())
            bodies.append(counting(matching))
        response, *others = self.fetcher.search(bodies, without=search.spared)
        match: Match = "any" if wanted.any_words else "all"
        if others and not total(response) and total(others[0]):
            match = "any"
            search = self._search(query, wider)
            [response] = self.fetcher.search([search.body], without=search.spared)
        if wanted.limit and min(total(response), wanted.end) > WINDOW:
            raise ClusterError(
                f"a cluster gives the {WINDOW} first hits, and there are {total(response)}: "
                "ask for fewer with --limit, or narrow the search"
            )
        return self._rank(search, response, match, wanted)

    def _sources(self, hits: Sequence[Json]) -> list[Json]:
        """All that is shown of the documents that were found."""
        return [hit["_source"] for part in self._fetched(hits, SHOWN) for hit in part]

    def _fetched(
        self, hits: Sequence[Json], members: Sequence[str]
    ) -> Iterator[Sequence[Json]]:
        """The documents that were found with some members, few long ones at once; raises
        _Changed where one is not as it was.
        """
        for some in in_parts(hits):
            query = {"ids": {"values": [hit["_id"] for hit in some]}}
            body = {"size": len(some), "query": query, "sort": TIES, "_source": members}
            [response] = self.fetcher.search([{**body, **VERSION}])
            fetched = {version(hit): hit for hit in response["hits"]["hits"]}
            if not all(version(hit) in fetched for hit in some):
                raise _Changed
            yield [{**hit, **fetched[version(hit)]} for hit in some]

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
            matches = ranked.matches
            fallback = wanted.fallback and not matches.total
            as_found = wanted._replace(any_words=matches.match == "any", fallback=fallback)
            facets = self._facets(ranked.clauses, as_found)
        found = ranked.matches, ranked.page, machines, ranked.months, facets
        return FoundPage(*found, ranked.unsure)

    def _facets(self, clauses: Clauses, wanted: Wanted) -> tuple[Facet, ...]:
        """Each facet counted over all that was found, whichever of its own are chosen; where
        nothing is without these, over what is to be found instead.
        """
        ways = [(name, wanted.any_words) for name in wanted.facets]
        if wanted.fallback and not wanted.any_words:
            ways += [(name, True) for name in wanted.facets if name in wanted.where]
        responses = self.fetcher.search(
            [
                facet_search(name, clauses.matching(any_words, wanted.holding(name)))
                for name, any_words in ways
            ]
        )
        return read_facets((name for name, _ in ways), responses)

    def _search(self, query: Query, wanted: Wanted) -> CandidateSearch:
        """The search for the candidates, once all that it asks has been answered."""

        def work() -> CandidateSearch:
            clauses = self.clauses(query, wanted.exact)
            return candidate_search(clauses, wanted, self.asked, self._statistics)

        return self.asked.until_known(work)

    def _rank(
        self,
        search: CandidateSearch,
        response: Json,
        match: Match,
        wanted: Wanted,
        known: Candidates | None = None,
    ) -> _Ranked:
        """The best documents in order by the rules of a folder; some are `known` already. More
        is asked for where a document that was not looked at may be among them.
        """
        hits = response["hits"].get("hits", [])  # a list that is empty may be spared, too
        bounds, of_all = search.bounds, total(response)
        scored = bounds.read(hits) if bounds and hits else None
        numbers = np.arange(len(hits))
        if bounds and scored and (search.scores_first or of_all > len(hits)):
            numbers = bounds.leading(scored)
        places = known.places_among(hits) if known else numbers[:0]
        candidates = known if len(places) else None
        numbers = followed(places, numbers)[: bounds.most_looked_at if bounds else None]
        unsure = False
        while True:
            chosen = [hits[number] for number in numbers.tolist()]
            candidates = self._candidates(search, chosen, candidates)
            matched = match_candidates(candidates, search, of_all, match, self.statistics)
            if not (bounds and scored):
                break
            left = doubt(bounds, scored, matched.scores(numbers, len(hits)), of_all)
            enough = len(numbers) >= bounds.most_looked_at
            more = search.for_more() if left.behind and not enough else None
            if more:
                [response] = self.fetcher.search([more.body], without=more.spared)
                return self._rank(more, response, match, wanted, candidates)
            looked_at = followed(numbers, left.hits)
            if len(looked_at) == len(numbers) or len(looked_at) > bounds.most_looked_at:
                unsure = left.behind or len(looked_at) > len(numbers)
                break
            numbers = looked_at
        page = matched.page(wanted)
        of_page = page.documents.tolist()
        shown = [candidates.hits[number] for number in of_page] if candidates else []
        months = read_months(response) if wanted.months else ()
        return _Ranked(search.clauses, candidates, matched.matches, page, shown, months, unsure)

    def _candidates(
        self, search: CandidateSearch, hits: Sequence[Json], known: Candidates | None
    ) -> Candidates | None:
        """Some hits, of which the first are `known`, with what ranking looks at, which has come
        with them or is fetched.
        """
        others = hits[len(known.hits) :] if known else hits
        if not others:
            return known
        parts = (
            self._fetched(others, search.looked.source()) if search.scores_first else [others]
        )
        return Candidates(parts, search.looked, self._name, known)

    def segment(self, documents: Sequence[tuple[Document, FileState]]) -> MemorySegment:
        """Some documents, with their texts, as a segment in memory."""
        if len(self._builder.terms) > _MOST_TERMS_KEPT:
            self._builder = RunBuilder(FewTerms())
        return memory_segment(self._builder, documents, self._name)
