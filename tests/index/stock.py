"""An index of Whoosh's own, of the documents of ours, and generated documents and queries."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from vnsearch.index.bridge.whoosh_import import analysis, fields, filestore, index, query
from vnsearch.records import Document
from vnsearch.text.terms import folded_term

from .indexing import WORDS, numbered, sentences, terms_of

Cut = list[list[Document]]  # the documents of each segment

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


def stream_of(document: Document) -> list[str]:
    """The exact terms of a document in order: its own title, a gap, its text."""
    own = [] if document.title_in_body else [*terms_of(document.title), GAP]
    return own + terms_of(document.body)


def stored_exact(document: Document) -> str:
    """The exact terms of a document, its own title a line of its own."""
    lines = " ".join(stream_of(document)).split(GAP)
    return "\n".join(filter(None, map(str.strip, lines)))


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
        exact=fields.TEXT(analyzer=over_gaps, stored=True),
        folded=fields.TEXT(analyzer=over_gaps),
        pairs=fields.KEYWORD(commas=True, scorable=True),
        title=words,
        path=words,
        id=fields.ID,
        kind=fields.ID,
    )
    stock = filestore.RamStorage().create_index(schema)
    for documents in cut:
        writer = stock.writer()
        for document in documents:
            writer.add_document(
                exact=" ".join(stream_of(document)),
                _stored_exact=stored_exact(document),
                folded=" ".join(folded_stream(document)),
                pairs=",".join(pairs_of(document)),
                title=" ".join(terms_of(document.title)),
                path=" ".join(terms_of(document.path)),
                id=document.path,
                kind=document.kind,
            )
        writer.commit(merge=False)
    return stock
