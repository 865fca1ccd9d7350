"""Laws of searching, on generated documents and queries.

Whoosh's own searcher over the same index, with the same weighting, finds the same documents
with the same scores; and however an index came to be, it answers as one built at once.
"""

from __future__ import annotations

import os
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnsearch import open_index
from vnsearch.index.bridge.whoosh_import import index as whoosh_index
from vnsearch.index.bridge.whoosh_import import query as whoosh
from vnsearch.index.bridge.whoosh_import import scoring
from vnsearch.index.toc import open_segments
from vnsearch.query.parse import parse_query
from vnsearch.search.bm25 import K1, PAIR_WEIGHT, Statistics
from vnsearch.search.matches import Collection, MatchRules
from vnsearch.search.ranking.rank import add_scores, unscored
from vnsearch.text.terms import exact_term

from .generated import (
    BARE,
    SYLLABLES,
    apply_round,
    build,
    collections,
    histories,
    write_lines,
)

SCALE = int(os.environ.get("VNSEARCH_TEST_SCALE", "1"))

bare_queries = st.lists(st.sampled_from(BARE), min_size=1, max_size=5, unique=True)
QUERIES = (
    "hội nghị", "hoi nghi", "hôi", "kỹ thuật", "ky", '"hội nghị toàn"', "hoi -nghỉ",
    "tai OR tay",
    "duo*", "title:văn", "hoà", "toàn quốc đường", "nghị~", '-"hoi nghi" toan',
)  # fmt: skip


class SameWeighting(scoring.WeightingModel):  # type: ignore[misc]
    """Our formula, for Whoosh's searcher: its frequencies and lengths, our statistics."""

    def __init__(self, statistics: Statistics) -> None:
        self.statistics = statistics

    def scorer(self, searcher: Any, field: str, text: bytes, qf: float = 1) -> Any:
        live = sum(1 for _ in searcher.get_parent().reader().postings(field, text).all_ids())
        return SameScorer(searcher, qf * self.statistics.idf(live), self.statistics)


class SameScorer(scoring.BaseScorer):  # type: ignore[misc]
    """Scores one term for `SameWeighting`."""

    def __init__(self, searcher: Any, weight: float, statistics: Statistics) -> None:
        self.searcher, self.weight, self.statistics = searcher, weight, statistics

    def supports_block_quality(self) -> bool:
        return False

    def score(self, matcher: Any) -> float:
        length = self.searcher.doc_field_length(matcher.id(), "folded", 0)
        norm = float(self.statistics.norms(np.array([length]))[0])
        return float(self.weight * matcher.weight() * (K1 + 1) / (matcher.weight() + norm))


def whoosh_scores(
    folder: Path, asked: whoosh.Query, statistics: Statistics
) -> dict[str, float]:
    """The scores by id that Whoosh's own searcher gives."""
    opened = whoosh_index.open_dir(str(folder))
    with opened.searcher(weighting=SameWeighting(statistics)) as searcher:
        return {hit["id"]: hit.score for hit in searcher.search(asked, limit=None)}


def our_scores(
    folder: Path, query: str, any_words: bool
) -> tuple[dict[str, float], Statistics]:
    """The scores by id that the arrays give, best passages left out."""
    collection = Collection(open_segments(str(folder))[1])
    answer = collection.answer(parse_query(query), MatchRules(any_words, fallback=False))
    norms = [collection.statistics.norms(segment.lengths) for segment in collection.segments]
    ranking = add_scores(unscored(answer.accepted), answer.parts, norms)
    ids = [segment.columns.strings("id") for segment in collection.segments]
    found = zip(ranking.segments, ranking.documents, ranking.scores, strict=True)
    scores = {ids[int(place)][int(number)]: float(score) for place, number, score in found}
    return scores, collection.statistics


@settings(max_examples=20 * SCALE)
@given(collections, collections, bare_queries, st.booleans())
def test_whoosh_gives_the_same_documents_and_scores(
    first: list[str], second: list[str], words: list[str], any_words: bool
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, texts in enumerate((first, second, first)):  # the last replaces the first
            source = folder / f"{number % 2}.jsonl"
            write_lines(source, [f"{text} {number}" for text in texts])
            build(folder / "index", source)
        ours, statistics = our_scores(folder / "index", " ".join(words), any_words)
        terms = [whoosh.Term("folded", word) for word in words]
        pairs = [
            whoosh.Term("pairs", f"{left} {right}", boost=PAIR_WEIGHT)
            for left, right in pairwise(words)
        ]
        required = whoosh.Or(terms) if any_words else whoosh.And(terms)
        asked = whoosh.AndMaybe(required, whoosh.Or(pairs)) if pairs else required
        theirs = whoosh_scores(folder / "index", asked, statistics)
    assert ours == pytest.approx(theirs, rel=1e-5)  # ours are added up in single precision


@settings(max_examples=15 * SCALE)
@given(collections, st.lists(st.sampled_from(SYLLABLES), min_size=2, max_size=3))
def test_whoosh_finds_the_same_phrases(texts: list[str], words: list[str]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_lines(folder / "a.jsonl", texts)
        build(folder / "index", folder / "a.jsonl")
        collection = Collection(open_segments(str(folder / "index"))[1])
        terms = [exact_term(word) for word in words]
        opened = whoosh_index.open_dir(str(folder / "index"))
        with opened.searcher() as searcher:
            asked = whoosh.Phrase("exact", terms)
            theirs = {hit["id"] for hit in searcher.search(asked, limit=None)}
        answer = collection.answer(parse_query(f'"{" ".join(words)}"'), MatchRules())
        ours = {
            lists.segment.columns.strings("id")[int(document)]
            for lists, accepted in zip(answer.views, answer.accepted, strict=True)
            for document in accepted.documents
        }
    assert theirs <= ours  # the phrase with these very marks is among those that answer


@settings(max_examples=8 * SCALE)
@given(histories)
def test_an_index_with_a_history_answers_as_one_built_at_once(
    history: list[dict[int, str | None]],
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for changes in history:
            apply_round(folder / "texts", changes)
            build(folder / "grown", folder / "texts")
        build(folder / "anew", folder / "texts")
        with open_index(folder / "grown") as grown, open_index(folder / "anew") as anew:
            for query in QUERIES:
                for any_words in (False, True):
                    ours = grown.search(query, 50, any_words=any_words, explain=True)
                    others = anew.search(query, 50, any_words=any_words, explain=True)
                    assert (ours.hits, ours.total) == (others.hits, others.total), query
