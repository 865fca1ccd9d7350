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

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain, pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vnsearch.index.codec import ArrayCodec
from vnsearch.index.postings import PostingFile
from vnsearch.index.segment import Segment
from vnsearch.index.whoosh_import import analysis, fields, filestore, index, query, scoring
from vnsearch.records import Document
from vnsearch.text.terms import folded_term

from .indexing import WORDS, make_index, numbered, open_segment, sentences, terms_of

Cut = list[list[Document]]  # the documents of each segment
Found = dict[int, float]  # documents with their scores

GAP = "|"  # stands between a title and its text in what Whoosh's own index is given


def cuts(words: int) -> st.SearchStrategy[Cut]:
    """Documents of at most so many words in title and text, cut into a few segments."""
    texts = st.tuples(sentences(words // 3), sentences(words - words // 3), st.booleans())

    def cut(found: tuple[list[tuple[str, str, bool]], int]) -> Cut:
        documents = list(numbered(found[0]))
        size = -(-len(documents) // found[1])
        return [documents[at : at + size] for at in range(0, len(documents), size)]

    return st.tuples(st.lists(texts, min_size=1, max_size=8), st.integers(1, 3)).map(cut)


def short(cut: Cut) -> Cut:
    """The same documents with at most ten terms, whose number fits Whoosh's byte."""

    def shortened(text: str, terms: int) -> str:
        return " ".join(terms_of(text)[:terms])

    return [
        [
            replace(one, title=shortened(one.title, 3), body=shortened(one.body, 7))
            for one in documents
        ]
        for documents in cut
    ]


exact_words = st.sampled_from(
    sorted({term for word in WORDS for term in terms_of(word)} | {"sao"})
)
folded_words = exact_words.map(folded_term)
pairs = st.tuples(folded_words, folded_words).map(" ".join)


def two_or_three(some: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    """Lists of two or three."""
    return st.lists(some, min_size=2, max_size=3)


def queries(constant_prefixes: st.SearchStrategy[bool]) -> st.SearchStrategy[Any]:
    """Queries of every kind over these words, nested; prefixes with and without scores."""
    prefixes = st.tuples(st.just("exact"), exact_words.map(lambda word: word[:2]))
    pair_prefixes = st.tuples(st.just("pairs"), folded_words.map(lambda word: word + " "))
    leaves = st.one_of(
        st.builds(query.Term, st.sampled_from(["exact", "title"]), exact_words),
        st.builds(query.Term, st.just("folded"), folded_words),
        st.builds(query.Term, st.just("pairs"), pairs),
        st.builds(query.Phrase, st.just("exact"), two_or_three(exact_words)),
        st.builds(query.Phrase, st.just("folded"), two_or_three(folded_words)),
        st.builds(
            lambda prefix, constant: query.Prefix(*prefix, constantscore=constant),
            prefixes | pair_prefixes,
            constant_prefixes,
        ),
    )
    return st.recursive(
        leaves,
        lambda some: st.one_of(
            st.builds(query.And, two_or_three(some)),
            st.builds(query.Or, two_or_three(some)),
        ),
        max_leaves=5,
    )


any_queries = queries(st.booleans())
quietly = settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])


def stream_of(document: Document) -> list[str]:
    """The exact terms of a document in order: its own title, a gap, its text."""
    own = [] if document.title_in_body else [*terms_of(document.title), GAP]
    return own + terms_of(document.body)


def folded_stream(document: Document) -> list[str]:
    """The same, folded."""
    return [term if term == GAP else folded_term(term) for term in stream_of(document)]


def pairs_of(document: Document) -> list[str]:
    """The pairs of neighbouring folded terms of a document."""
    neighbours = pairwise(folded_stream(document))
    return [" ".join(pair) for pair in neighbours if GAP not in pair]


def stock_index(cut: Cut) -> index.FileIndex:
    """The documents in an index of Whoosh's own, in as many segments."""
    spaces = analysis.SpaceSeparatedTokenizer()
    over_gaps = spaces | analysis.StopFilter(stoplist=[GAP], minsize=1, renumber=False)
    words = fields.TEXT(analyzer=spaces, phrase=False)
    schema = fields.Schema(
        exact=fields.TEXT(analyzer=over_gaps),
        folded=fields.TEXT(analyzer=over_gaps),
        pairs=fields.KEYWORD(commas=True, scorable=True),
        title=words,
        path=words,
        id=fields.ID,
    )
    stock = filestore.RamStorage().create_index(schema)
    for documents in cut:
        writer = stock.writer()
        for document in documents:
            writer.add_document(
                exact=" ".join(stream_of(document)),
                folded=" ".join(folded_stream(document)),
                pairs=",".join(pairs_of(document)),
                title=" ".join(terms_of(document.title)),
                path=" ".join(terms_of(document.path)),
                id=document.path,
            )
        writer.commit(merge=False)
    return stock


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


def lists_of(terms: Sequence[str], postings: PostingFile) -> dict[bytes, list[tuple[int, int]]]:
    """The posting list of each term, decoded all at once and one by one alike."""
    together = postings.read_range(0, len(postings))
    lists = {}
    for number, (term, start, end) in enumerate(
        zip(terms, [0, *together.ends.tolist()], together.ends.tolist(), strict=False)
    ):
        documents, frequencies = postings.read(number)
        assert documents.tolist() == together.documents[start:end].tolist()
        assert frequencies.tolist() == together.frequencies[start:end].tolist()
        found = zip(documents.tolist(), frequencies.tolist(), strict=True)
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
