"""Candidates, known by where a query's words stand, are ranked as whole documents are."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnsearch.cluster.client.json_queries import Json
from vnsearch.cluster.client.questions import Asked, VocabularyTerm
from vnsearch.cluster.querying.candidates import Candidates, looked_at
from vnsearch.cluster.querying.clauses import Clauses
from vnsearch.cluster.storage.document import SHOWN, sent_document
from vnsearch.cluster.storage.source_maker import Given, SourceMaker
from vnsearch.index.making.build import RunBuilder
from vnsearch.index.making.document_size import text_size
from vnsearch.index.making.memory_segment import memory_segment
from vnsearch.index.making.vocabulary import FewTerms
from vnsearch.index.segment.columns import FileState
from vnsearch.index.segment.reader import Segment
from vnsearch.query.clauses import Query
from vnsearch.query.parse import parse_query
from vnsearch.records import Document
from vnsearch.search.matches import Collection, Matches, MatchRules
from vnsearch.search.ranking.rank import Ranking
from vnsearch.search.reading.accents import read_query
from vnsearch.search.showing.hits import Viewpoint, make_hits
from vnsearch.search.ways.sampling import KeyedText, Sample
from vnsearch.search.ways.way import Way
from vnsearch.text.terms import exact_term, folded_term
from vnsearch.text.tokenize import tokenize

QUERIES = (
    "hoi nghi",
    "hội nghị toàn quốc",
    '"hội nghị" -đường',
    "hoi* ky~",
    "-tay* hội",
    "title:hội OR toàn",
    'title:"hội nghị" duong',
    "author:hoa mỹ",
    "tag:quốc* hội",
    "path:tin lý",
    "kind:text hoi",
    "-kind:pdf hoi",
    "date:2024-05..2024-08 OR hội",
    "hanoi toàn",
    "ubnd",
    "2/9 hội",
    "1500000 đường",
    "vietnamobile hội",
    "c++ OR kỹ thuật",
    "hội nghị là gì",
)
SYLLABLES = (
    "hội hỏi hơi hôi hoi nghị nghi toàn toán quốc đường đương dương duong kỹ kĩ thuật mỹ mĩ lý"
    " lí tay hoà hòa hóa"
).split()
PARTS = (
    *SYLLABLES,
    "Hà Nội",
    "ủy ban nhân dân",
    "2-9",
    "1.500.000",
    "Vietnamobile",
    "C++",
    "北京",
)
sentences = st.lists(st.sampled_from(PARTS), max_size=30).map(" ".join)
documents = st.builds(
    Document,
    path=st.sampled_from(("/tin/a.txt", "/tin/b.txt", "/an/a.txt")),
    title=sentences,
    body=sentences,
    part=st.sampled_from(("", "1", "2")),
    title_in_body=st.booleans(),
    line=st.integers(0, 3),
    date=st.sampled_from(("", "2024", "2024-06", "2024-12-16")),
    author=st.sampled_from(("", "Nguyễn Thị Hoà")),
    tags=st.lists(sentences, max_size=2).map(tuple),
    kind=st.sampled_from(("text", "pdf")),
)


class NoCluster:
    """Has the terms of some texts, and counts nothing."""

    def __init__(self, held: Sequence[Document]) -> None:
        texts = [text for one in held for text in (one.title, one.body, *one.tags)]
        terms = {exact_term(token.text) for text in texts for token in tokenize(text)}
        self._terms = [VocabularyTerm(term, folded_term(term)) for term in sorted(terms)]

    def counts(self, queries: Sequence[Json]) -> list[int]:
        return [0] * len(queries)

    def vocabulary(self, queries: Sequence[Json]) -> list[list[VocabularyTerm]]:
        return [self._terms] * len(queries)

    def texts(self, asked: Sequence[tuple[Json, Sample]]) -> list[list[KeyedText]]:
        return [[]] * len(asked)


def hits_of(held: Sequence[tuple[Document, FileState]]) -> Iterator[Json]:
    """The documents as a cluster finds them, in its order."""
    lines, _ = SourceMaker("máy", 1).make(
        [Given(*both, n, text_size(both[0])) for n, both in enumerate(held)]
    )
    for line in lines:
        source = json.loads(line.data.decode())
        place = [source["path"], source["line"], source["part"]]
        yield {"_id": line.key, "_source": source, "sort": [1.0, *place]}


def filtered(source: dict[str, Any], wanted: Sequence[str]) -> dict[str, Any]:
    """What a cluster gives of a source, which is no object that would be empty."""
    kept: dict[str, Any] = {}
    for path in wanted:
        outer, _, inner = path.partition(".")
        if not inner:
            kept[outer] = source[outer]
        elif inner in source[outer]:
            kept.setdefault(outer, {})[inner] = source[outer][inner]
    return kept


def answer(segment: Segment, query: Query, ways: Sequence[Way], any_words: bool) -> Matches:
    collection = Collection([segment])
    collection.__dict__["ways"] = lambda _: ways
    return collection.answer(query, MatchRules(any_words=any_words, fallback=False))


def ranked(matches: Matches) -> tuple[Ranking, list[object]]:
    page = matches.collection.page(matches, 0, 20, "score")
    parts = {name: np.round(values, 4).tolist() for name, values in page.parts.items()}
    told = [page.documents.tolist(), page.tiers.tolist(), np.round(page.scores, 4).tolist()]
    return page, [*told, page.passages.tolist(), parts]


def _with_ids(way: Way, hits: Sequence[Json]) -> Way:
    """The same with the documents that it bars as a cluster names them, too."""
    numbers = (key[1] for key in way.barred if not isinstance(key, str))
    return way._replace(barred=way.barred | {hits[number]["_id"] for number in numbers})


def check(held: Sequence[Document], text: str, any_words: bool) -> None:
    files = [FileState(document.path, 1, 2, "ab") for document in held]
    both = sorted(
        zip(held, files, strict=True), key=lambda one: (one[0].path, one[0].line, one[0].part)
    )
    whole = memory_segment(RunBuilder(FewTerms()), both, "whole")
    query = parse_query(text)
    hits = list(hits_of(both))
    ways = [_with_ids(way, hits) for way in Collection([whole]).ways(query)]
    asked = Asked(NoCluster(held))
    clauses = Clauses(query, exact=False, ways=ways, asked=asked)
    looked = asked.until_known(lambda: looked_at(clauses, asked))
    thin = [{**hit, "_source": filtered(hit["_source"], looked.source())} for hit in hits]
    candidates = Candidates([thin[:1], thin[1:3]], looked, "thin")
    if thin[3:]:
        candidates = Candidates([thin[3:]], looked, "thin", candidates)
    expected, found = (answer(one, query, ways, any_words) for one in (whole, candidates))
    page, told = ranked(found)
    same, expected_told = ranked(expected)
    assert told == expected_told
    assert read_query(found.views, query) == read_query(expected.views, query)
    shown = {
        number: sent_document(filtered(hits[number]["_source"], SHOWN))
        for number in page.documents.tolist()
    }
    candidates.show(shown)
    seen_from = Viewpoint("", lambda _: False)
    assert [*make_hits(seen_from, found, page, 1, 2)] == [
        *make_hits(seen_from, expected, same, 1, 2)
    ]
    for place in range(len(page)):
        reasons = (each.collection.explain(each, page, place) for each in (found, expected))
        one, other = reasons
        assert one.answers == other.answers


@settings(max_examples=60)
@given(st.lists(documents, min_size=1, max_size=8), st.sampled_from(QUERIES), st.booleans())
def test_any_documents(held: list[Document], query: str, any_words: bool) -> None:
    check(held, query, any_words)


@pytest.mark.parametrize("query", QUERIES)
def test_queries_of_all_kinds(query: str) -> None:
    text = " ".join((*PARTS, *SYLLABLES)) * 20
    held = [
        Document("/tin/a.txt", "Hội nghị toàn quốc", text, date="2024-06", kind="text"),
        Document(
            "/tin/b.txt", "", "Hội nghị ở Hà Nội ngày 2-9", author="Hoà", line=2, kind="pdf"
        ),
        Document("/tin/c.txt", "Chỉ có tiêu đề của 1.500.000 đồng", "", kind="text"),
        Document("/tin/d.txt", "Hội nghị", "Hội nghị khai mạc", title_in_body=True, kind="pdf"),
        Document(
            "/an/a.txt", "Vietnamobile", "Đường phố, C++ và 北京", tags=("toàn quốc", "hội")
        ),
        Document("/an/b.txt", "", ""),
    ]
    for any_words in (False, True):
        check(held, query, any_words)
