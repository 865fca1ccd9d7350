"""A segment in memory answers as one on the disk does, of the same documents."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import numpy as np
from hypothesis import given, settings

from vnsearch.index.catalogue import read_catalogue
from vnsearch.index.making.build import RunBuilder
from vnsearch.index.making.memory_segment import MemorySegment, memory_segment
from vnsearch.index.making.vocabulary import FewTerms
from vnsearch.index.segment.reader import Segment
from vnsearch.index.toc import open_segments
from vnsearch.query.parse import parse_query
from vnsearch.search.matches import Collection, MatchRules
from vnsearch.search.showing.hits import Viewpoint, make_hits, stored_document

from .generated import build, collections

QUERIES = ("hội nghị", "hoi", "ky thuật", '"hội nghị" -đường', "title:hoi OR toàn", "hoi* ly~")


def in_memory(segment: Segment) -> MemorySegment:
    documents = [
        (
            stored_document(segment, document, ""),
            segment.columns.file(segment.columns.number("file", document)),
        )
        for document in range(segment.documents)
    ]
    return memory_segment(RunBuilder(FewTerms()), documents, "memory")


def hits(segment: Segment, query: str) -> list[object]:
    collection = Collection([segment])
    matches = collection.answer(parse_query(query), MatchRules())
    page = collection.page(matches, 0, 20, "score")
    reasons = [collection.explain(matches, page, n) for n in range(len(page))]
    return [
        *make_hits(Viewpoint(""), matches, page, 1, 2),
        *reasons,
        matches.total,
        matches.match,
    ]


@settings(max_examples=20)
@given(texts=collections)
def test_it_answers_as_a_file_does(texts: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "tin.jsonl")
        rows = [
            json.dumps({"id": str(n), "title": text[:9], "text": f"văn bản {text}"})
            for n, text in enumerate(texts)
        ]
        source.write_text("\n".join(rows), encoding="utf-8")
        build(Path(folder, "index"), source)
        [segment] = open_segments(str(Path(folder, "index")))[1]
        other = in_memory(segment)
        for query in QUERIES:
            assert hits(other, query) == hits(segment, query)
        assert list(other.lexicon.terms) == list(segment.lexicon.terms)
        assert np.array_equal(other.pairs.counts(), segment.pairs.counts())
        assert list(read_catalogue([other])) == list(read_catalogue([segment]))


def test_one_builder_serves_one_segment_after_another(tmp_path: Path) -> None:
    source = tmp_path / "tin.jsonl"
    source.write_text('{"id": "1", "text": "hội nghị ở Huế"}\n', encoding="utf-8")
    build(tmp_path / "index", source)
    [segment] = open_segments(str(tmp_path / "index"))[1]
    document = stored_document(segment, 0, ""), segment.columns.file(0)
    builder = RunBuilder(FewTerms())
    first = memory_segment(builder, [document], "memory")
    second = memory_segment(builder, [document, document], "memory")
    assert [first.documents, second.documents] == [1, 2]
    assert (
        list(first.lexicon.terms) == list(second.lexicon.terms) == ["hội", "huế", "nghị", "ở"]
    )
