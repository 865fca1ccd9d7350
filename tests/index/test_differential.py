"""Our index and one of Whoosh's own, of the same documents: Whoosh must find no difference.

Known faults of Whoosh 2.7.4 that are stepped round here:
- It keeps lengths in a byte, exact up to ten terms (util/numeric.py:309): where BM25F is
  compared, documents are as short as that; longer ones are scored with their true lengths.
- `AndNotMatcher` lets documents through (matching/binary.py:579), so exclusion is checked
  against sets of documents.
- A prefix has a constant score only where several terms of a segment begin so
  (query/terms.py:227): where the cuts differ, prefixes are scored.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnsearch.index.bridge.whoosh_codec import ArrayCodec
from vnsearch.index.bridge.whoosh_import import index, query, scoring
from vnsearch.index.segment.postings.posting_file import PostingFile
from vnsearch.index.segment.reader import Segment

from .indexing import make_index, open_segment, terms_of
from .stock import (
    Cut,
    any_queries,
    cuts,
    exact_words,
    folded_stream,
    folded_words,
    pairs_of,
    queries,
    short,
    stock_index,
    stream_of,
)

Found = dict[int, float]  # documents with their scores

SCALE = int(os.environ.get("VNSEARCH_TEST_SCALE", "1"))
quietly = settings(max_examples=15 * SCALE)


@contextmanager
def both(cut: Cut) -> Iterator[tuple[index.FileIndex, index.FileIndex]]:
    """Our index and Whoosh's own of the same documents."""
    with tempfile.TemporaryDirectory() as folder:
        yield make_index(folder, *cut), stock_index(cut)


def delete(which: index.FileIndex, documents: Sequence[int], **options: Any) -> None:
    """Mark documents as deleted."""
    writer = which.writer(**options)
    for document in documents:
        writer.delete_document(document)
    writer.commit(merge=False)


def answers(
    which: index.FileIndex, asked: query.Query, weighting: Any = scoring.BM25F
) -> Found:
    """What Whoosh's searcher finds in an index."""
    with which.searcher(weighting=weighting) as searcher:
        return {hit.docnum: hit.score for hit in searcher.search(asked, limit=None)}


def all_postings(which: index.FileIndex) -> list[tuple[Any, ...]]:
    """Every posting of an index as Whoosh writes it: field, term, document, weight, value."""
    with which.reader() as reader:
        return [
            (field, term, document, weight, value or b"")
            for leaf, base in reader.leaf_readers()
            for field, term, number, weight, value in leaf.iter_postings()
            for document in [base + number]
        ]


@quietly
@given(cuts(40), st.data())
def test_the_same_postings_before_and_after_deletions(cut: Cut, data: st.DataObject) -> None:
    """Terms in order, documents, frequencies and positions, in every field."""
    with both(cut) as (ours, stock):
        assert all_postings(ours) == all_postings(stock)
        numbers = st.integers(0, stock.doc_count_all() - 1)
        gone = data.draw(st.lists(numbers, min_size=1, max_size=3, unique=True))
        delete(ours, gone, codec=ArrayCodec())
        delete(stock, gone)
        assert ours.doc_count() == stock.doc_count()
        assert all_postings(ours) == all_postings(stock)


def told_of_hits(which: index.FileIndex, word: str) -> list[Any]:
    """What Whoosh makes of the stored terms of all documents that have a word."""
    with which.searcher() as searcher:
        hits = sorted(searcher.search(query.Term("exact", word), limit=None), key=docnum)
        return [
            (
                hit.highlights("exact"),
                sorted(searcher.key_terms([hit.docnum], "exact", numterms=5)),
                sorted(map(docnum, hit.more_like_this("exact", top=3, numterms=3))),
            )
            for hit in hits
        ]


def docnum(hit: Any) -> int:
    """The number of a hit's document."""
    return int(hit.docnum)


@quietly
@given(cuts(10).map(short), exact_words)
def test_highlights_key_terms_and_more_like_this(cut: Cut, word: str) -> None:
    with both(cut) as (ours, stock):
        assert told_of_hits(ours, word) == told_of_hits(stock, word)


def lists_of(terms: Sequence[str], postings: PostingFile) -> dict[bytes, list[tuple[int, int]]]:
    """The posting list of each term, decoded all at once and one by one alike."""
    together = postings.read_range(0, len(postings))
    lists = {}
    for number, (term, start, end) in enumerate(
        zip(terms, [0, *together.ends.tolist()], together.ends.tolist(), strict=False)
    ):
        alone = postings.read(number)
        assert alone.documents.tolist() == together.documents[start:end].tolist()
        assert alone.frequencies.tolist() == together.frequencies[start:end].tolist()
        found = zip(alone.documents.tolist(), alone.frequencies.tolist(), strict=True)
        lists[term.encode()] = list(found)
        assert postings.count(number) == len(lists[term.encode()])
    assert len(terms) == len(postings)
    return lists


def pair_terms(segment: Segment) -> list[str]:
    """The pairs of a segment in the order of their numbers, each found again."""
    folds = list(segment.lexicon.folds)
    terms = []
    for number, key in enumerate(segment.pair_lexicon.keys(len(folds)).tolist()):
        first, second = divmod(key, len(folds))
        assert segment.pair_lexicon.find(first, second) == number
        terms.append(f"{folds[first]} {folds[second]}")
    return terms


@quietly
@given(cuts(60))
def test_our_arrays_are_whooshs_postings(cut: Cut) -> None:
    """The lists as our own searcher reads them, without Whoosh between."""
    documents = list(chain(*cut))
    with tempfile.TemporaryDirectory() as folder, stock_index([documents]).reader() as stock:
        segment = open_segment(folder, documents)
        folds = segment.lexicon.folds
        arrays = {
            "exact": lists_of(list(segment.lexicon.terms), segment.exact),
            "folded": lists_of(list(folds), segment.folded),
            "pairs": lists_of(pair_terms(segment), segment.pairs),
        }
        expected: dict[str, dict[bytes, list[tuple[int, int]]]] = {name: {} for name in arrays}
        for field, term, document, weight, _ in stock.iter_postings():
            if field in arrays:
                expected[field].setdefault(term, []).append((document, int(weight)))
        assert arrays == expected


@quietly
@given(cuts(16).map(short), st.lists(any_queries, min_size=3, max_size=8), st.data())
def test_the_same_answers_by_bm25f(cut: Cut, asked: list[Any], data: st.DataObject) -> None:
    with both(cut) as (ours, stock):
        for one in asked:
            assert answers(ours, one) == answers(stock, one)
        numbers = st.integers(0, stock.doc_count_all() - 1)
        gone = data.draw(st.lists(numbers, min_size=1, max_size=3, unique=True))
        delete(ours, gone, codec=ArrayCodec())
        delete(stock, gone)
        for one in asked:
            found = answers(ours, one)
            assert found == answers(stock, one)
            assert not found.keys() & set(gone)


class TrueLengths(scoring.WeightingModel):  # type: ignore[misc]
    """A weighting with idf and lengths, which are asked of `length_of`(searcher, document)."""

    def __init__(self, length_of: Callable[[Any, int, str], int]) -> None:
        self._length_of = length_of

    def scorer(self, searcher: Any, field: str, term: bytes, qf: float = 1) -> Any:
        """The scorer of a term."""
        scorer = scoring.BaseScorer()
        idf = searcher.get_parent().idf(field, term)
        length_of = self._length_of
        scorer.score = lambda matcher: (
            idf * matcher.weight() / (1 + length_of(searcher, matcher.id(), field))
        )
        return scorer


@quietly
@given(cuts(90), st.lists(any_queries, min_size=3, max_size=6))
def test_the_same_answers_by_true_lengths(cut: Cut, asked: list[Any]) -> None:
    """Documents of any length, whose lengths we keep and Whoosh is told."""
    lengths = {
        document.path: {
            "exact": len(stream_of(document)) - (not document.title_in_body),
            "folded": len(stream_of(document)) - (not document.title_in_body),
            "pairs": len(pairs_of(document)),
            "title": len(terms_of(document.title)),
        }
        for document in chain(*cut)
    }

    def told(searcher: Any, document: int, field: str) -> int:
        parent = searcher.get_parent()
        base = parent._offset_for_subsearcher(searcher) if parent is not searcher else 0
        return lengths[f"{base + document}.txt"][field]

    def kept(searcher: Any, document: int, field: str) -> int:
        return int(searcher.doc_field_length(document, field))

    with both(cut) as (ours, stock):
        for one in asked:
            found = answers(ours, one, TrueLengths(kept))
            assert found == answers(stock, one, TrueLengths(told))


@quietly
@given(cuts(30), any_queries, any_queries)
def test_exclusion_takes_away_a_set(cut: Cut, wanted: Any, unwanted: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        ours = make_index(folder, *cut)
        expected = answers(ours, wanted).keys() - answers(ours, unwanted).keys()
        found = answers(ours, query.And([wanted, query.Not(unwanted)]))
        assert found.keys() == expected
        everything = range(ours.doc_count_all())
        assert answers(ours, query.Every()).keys() == set(everything)
        without = answers(ours, query.Not(unwanted)).keys()
        assert without == set(everything) - answers(ours, unwanted).keys()


@quietly
@given(cuts(30), st.sampled_from(["exact", "folded"]), st.data())
def test_a_phrase_stands_side_by_side(cut: Cut, field: str, data: st.DataObject) -> None:
    """Against the tokens themselves: Whoosh could read wrong positions alike in both."""
    words = data.draw(
        st.lists(exact_words if field == "exact" else folded_words, min_size=2, max_size=3)
    )
    stream = stream_of if field == "exact" else folded_stream
    streams = [stream(document) for document in chain(*cut)]
    expected = {
        number
        for number, terms in enumerate(streams)
        for place in range(len(terms))
        if terms[place : place + len(words)] == words
    }
    with tempfile.TemporaryDirectory() as folder:
        assert answers(make_index(folder, *cut), query.Phrase(field, words)).keys() == expected


@quietly
@given(cuts(30), st.lists(queries(st.just(False)), min_size=2, max_size=5))
def test_how_an_index_is_cut_does_not_matter(cut: Cut, asked: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as other:
        whole, parts = make_index(folder, list(chain(*cut))), make_index(other, *cut)
        for one in asked:
            # Whoosh adds up the scores of a document's terms in the order of their numbers
            # of documents in the segment, so the last digit may differ.
            assert answers(parts, one) == pytest.approx(answers(whole, one), rel=1e-12)
