"""What a cluster adds up over the ways of a token is what a folder takes it for."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest

from vnsearch.cluster.client.json_queries import Json
from vnsearch.cluster.client.questions import Asked, VocabularyTerm
from vnsearch.cluster.querying.clauses import Clauses
from vnsearch.cluster.querying.ranked import ClusterCounts, ranked
from vnsearch.cluster.querying.worth import repeats, worth
from vnsearch.cluster.storage.mapping import GRAIN
from vnsearch.index.making.build import RunBuilder
from vnsearch.index.making.memory_segment import memory_segment
from vnsearch.index.making.vocabulary import FewTerms
from vnsearch.index.segment.columns import FileState
from vnsearch.query.clauses import Fuzzy, Prefix, Word
from vnsearch.query.parse import parse_query
from vnsearch.records import Document
from vnsearch.search.bm25 import Statistics
from vnsearch.search.matching.segment_view import SegmentView
from vnsearch.text.forms import ways

from .test_candidates import NoCluster

TEXT = Document(
    "/tin/a.txt",
    "",
    "an ăn ân án ấn ẩn ản ẳn hôi hội hối hỏi hoi hồi hoa hoà hóa hoạ mỹ mĩ my mi lý lí ly đại"
    " đài dại dai bí bị bì tuổi tuôi muỗi mù c++ 2024 của cua cửa quốc quoc thần than thân",
)
ASKED = (
    *"an ẩn ân ăn hoi hội hôi hoà mỹ mĩ my mi lý dai đai đại dài bi bí tuổi tuôi".split(),
    *"mu mù c++ 2024 của quốc than thân thần khôngcó".split(),
    *"h* hộ* hô* t* đa* m* mù* 20* ân* hội~ an~ ân~ đại~ my~ 2024~ quốc~".split(),
)


class Vocabulary(NoCluster):
    """Has the terms of some texts that begin as asked; of what is near, all."""

    def vocabulary(self, queries: Sequence[Json]) -> list[list[VocabularyTerm]]:
        starts = [query.get("prefix", {}).get("fold", {"value": ""}) for query in queries]
        return [
            [each for each in self._terms if each.fold.startswith(start["value"])]
            for start in starts
        ]


@pytest.mark.parametrize("exact", [False, True])
@pytest.mark.parametrize("typed", ASKED)
def test_as_a_folder_weighs(typed: str, exact: bool) -> None:
    [clause] = parse_query(typed).clauses
    assert isinstance(clause, Word | Prefix | Fuzzy)
    if exact and isinstance(clause, Fuzzy):
        return  # which is refused
    segment = memory_segment(
        RunBuilder(FewTerms()), [(TEXT, FileState("/tin/a.txt", 1, 2, "ab"))], "words"
    )
    view = SegmentView(segment, alone=False, exact=exact)
    weights = {each.term: each.weight for each in view.variants(clause)}
    asked = Asked(Vocabulary([TEXT]))
    added = asked.until_known(lambda: worth(clause, exact, asked))
    times, spread = repeats(added, GRAIN) if added else ({}, 1.0)
    assert spread < 1.25 or isinstance(clause, Prefix | Fuzzy)
    lexicon = segment.lexicon
    for term in lexicon.terms.slice(0, len(lexicon.terms)):
        repeated = sum(times.get(way, 0) for way in ways(term))
        assert abs(repeated / GRAIN - weights.get(term, 0.0)) <= 0.5 / GRAIN, term
        assert weights.get(term, 0.0) <= repeated / GRAIN * min(spread, 1e9) + 1e-9, term


class Counted(Vocabulary):
    """Has every term in some of its documents."""

    def counts(self, queries: Sequence[Json]) -> list[int]:
        return [40] * len(queries)


@pytest.mark.parametrize(
    ("typed", "exact", "terms", "scale", "spread"),
    [
        ("h*", True, 125, 1.0, 1.0),
        ("h*", False, 400, 4.0, 1.0),
        ("hò*", True, 400, 4.0, 1.0),
        ("h*", True, 1001, 4.0, math.inf),
        ("hò*", False, 400, 4.0, 1.0),
        ("h* an", False, 400, 1.0, math.inf),
    ],
)
def test_many_ways_of_one_prefix_are_repeated_alike(
    typed: str, exact: bool, terms: int, scale: float, spread: float
) -> None:
    """A server takes no more than a thousand; where all count alike, how often matters not."""
    words = " ".join(f"hò{'u' * (n % 30)}{n}" for n in range(terms))
    asked = Asked(Counted([Document("/tin/a.txt", "", words + " an")]))
    clauses = Clauses(parse_query(typed), exact, (), asked)

    def work() -> tuple[float, float]:
        matching = clauses.matching(False, ())
        counts = ClusterCounts(clauses, asked)
        made = ranked(clauses, matching, counts, asked, Statistics(100, 300.0), False)
        return made.scale, made.spread

    assert asked.until_known(work) == (scale, spread)
