"""Where in some documents' texts the words of a query stand, and which passages to show.

The documents of a page are looked through together: what array operations cost is mostly that
they are called.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from vnsearch.frozen import NamedTuple
from vnsearch.index.arrays.array_file import Array, Documents, Mask
from vnsearch.index.arrays.character_table import JoinedTexts
from vnsearch.index.arrays.ranges import cuts, first_best
from vnsearch.index.segment.token_stream import is_looked_up
from vnsearch.kernel.library import Function
from vnsearch.query.clauses import Phrase, Query
from vnsearch.records import Snippet
from vnsearch.search.bm25 import FOLDED_WEIGHT, PASSAGE
from vnsearch.search.matching.segment_view import SegmentView, Term
from vnsearch.search.matching.token_places import CLASSES, TokenPlaces
from vnsearch.search.showing.passage_worth import Marked, Span
from vnsearch.search.showing.phrase_marks import within_phrases
from vnsearch.search.showing.snippet import Layout, snippets_of_texts
from vnsearch.search.variants.term_codes import TermCodes
from vnsearch.text.paragraphs import WRAPPED_KINDS

_mark_words = Function(
    "mark_words",
    "u2 u8 u4 i8 i8 u1 n i8 i8 i8 u1 f8 i8 n n u4 u1 i8 i8! i8! i8! i8! i8! i8! f8!",
)
_MOST_SPANS = 20_000  # of a word; a text that repeats it more often shows its like
_TOGETHER = 1 << 20  # characters of texts that are looked through together


class _Page(NamedTuple):
    """Some documents of a segment: their texts, and where the codes of these are."""

    documents: Documents
    skipped: Array  # codes of each document's stream before its text
    laid: JoinedTexts
    tokens: TokenPlaces
    starts: Array  # of each text in the stream
    lengths: Array  # codes of each text
    passages: Array  # the token of each text where its best passage begins, counted from there

    def owners(self, places: Array) -> tuple[Array, Array]:
        """The text of each code, given by its place among all, and its number in there."""
        ends = self.lengths.cumsum()
        owner = ends.searchsorted(places, "right")
        return owner, places - (ends - self.lengths)[owner]

    def is_near(self, owner: Array, tokens: Array) -> Mask:
        """Whether each token of a text is in the best passage there."""
        first = self.passages[owner]
        near: Mask = (first <= tokens) & (tokens < first + PASSAGE)
        return near


def find_spans(
    view: SegmentView, query: Query, terms: Mapping[Term, float], document: int, text: str
) -> list[tuple[int, int]]:
    """The characters [start, end) of a document's `text` that answer the terms.

    A term that something answers exactly is shown there only, and a phrase as a whole.
    """
    nowhere = np.full(1, -PASSAGE)
    marked = _mark(view, query, terms, _page(view, np.array([document]), [text], nowhere))
    return list(zip(marked.start.tolist(), marked.end.tolist(), strict=True))


def snippets_of(
    view: SegmentView,
    query: Query,
    terms: Mapping[Term, float],
    documents: Documents,
    passages: Array,
    limit: int,
) -> Iterator[tuple[Snippet, ...]]:
    """For each of some documents the passages that show best why it was found, `limit` of them
    at most, with their places in its text. A term is worth its weight, and twice in the best
    passage, which begins at a token of the document's stream.
    """
    segment = view.segment
    sizes = segment.columns.some("text_length", documents)
    for first, last in cuts(sizes, _TOGETHER):
        some = documents[first:last]
        texts = segment.bodies(some)
        page = _page(view, some, texts, passages[first:last])
        kinds = map(segment.columns.keywords("kind").__getitem__, some.tolist())
        layouts = [
            Layout(text, kind in WRAPPED_KINDS, kind == "pdf")
            for text, kind in zip(texts, kinds, strict=True)
        ]
        laid = None if any(layout.paged for layout in layouts) else page.laid
        yield from snippets_of_texts(layouts, _mark(view, query, terms, page), limit, laid=laid)


def _page(
    view: SegmentView, documents: Documents, texts: Sequence[str], passages: Array
) -> _Page:
    some = view.segment.columns.some
    body = some("body_token", documents)
    starts = some("stream_start", documents) + body
    lengths = np.maximum(some("stream_length", documents) - body, 0)
    laid = JoinedTexts(texts)
    return _Page(documents, body, laid, TokenPlaces(laid), starts, lengths, passages - body)


def _mark(view: SegmentView, query: Query, terms: Mapping[Term, float], page: _Page) -> Marked:
    """What answers the terms of a query in the texts of a page."""
    marked, numbers = _words(view, terms, page)
    if any(isinstance(each, Phrase) for each in query.operands()):
        codes = view.codes(tuple(terms))
        found = view.segment.stream.find(page.starts, page.lengths, codes.row_of)
        marked = within_phrases(marked, numbers, query, list(terms), codes, found)
    if not view.ways():
        return marked
    others = Marked.of(_ways(view, terms, page))
    return _merged(marked, others) if len(others.owner) else marked


def _words(view: SegmentView, terms: Mapping[Term, float], page: _Page) -> tuple[Marked, Array]:
    """The tokens that answer a term, of several terms the one that is worth most; and the
    number of each in its text.
    """
    codes = view.codes(tuple(terms))
    if is_looked_up(codes.row_of) and terms:
        marked = _words_compiled(view, codes, np.array(list(terms.values())), page)
        if marked is not None:
            return marked
    owner, tokens, rows = view.segment.stream.find(page.starts, page.lengths, codes.row_of)
    if not len(rows):
        return Marked.of([]), rows
    entries, counts = codes.entries(rows), codes.counts[rows]
    words = codes.terms[entries]
    weights = np.array(list(terms.values()))
    worth = _worth(owner.repeat(counts), words, codes.exact[entries], weights)
    chosen = first_best(worth, counts)
    shown = worth[chosen].nonzero()[0]
    owner, tokens, chosen = owner[shown], tokens[shown], chosen[shown]
    start, end = page.tokens.of(owner, tokens)
    weight = worth[chosen] * np.where(page.is_near(owner, tokens), 2, 1)
    return Marked(owner, start, end, words[chosen], weight), tokens


def _words_compiled(
    view: SegmentView, codes: TermCodes, weights: Array, page: _Page
) -> tuple[Marked, Array] | None:
    """The same by the compiled library; None where there are too many of them, and for texts
    that are read with care.
    """
    most = int(page.lengths.sum())
    numbers, owner, start, end, word = columns = np.empty((5, most), np.int64)
    worth = np.empty(most)
    count = _mark_words(
        *view.segment.stream.checked(page.starts, page.lengths),
        page.starts,
        page.lengths,
        codes.row_of.view(np.uint8),
        codes.row_of.itemsize,
        codes.starts,
        codes.counts,
        codes.terms,
        codes.exact.view(np.uint8),
        np.concatenate((FOLDED_WEIGHT * weights, weights)),
        page.passages,
        PASSAGE,
        _MOST_SPANS,
        page.laid.points,
        CLASSES.known,
        page.laid.bases,
        np.empty_like(weights, np.int64),
        *columns,
        worth,
    )
    if count < 0:
        return None
    marked = Marked(owner[:count], start[:count], end[:count], word[:count], worth[:count])
    return marked, numbers[:count]


def _worth(owner: Array, words: Array, exact: Mask, weights: Array) -> Array:
    """What each of the tokens that answer a word is worth; 0 for those that are not shown."""
    keys = owner * len(weights) + words  # a word in a text
    answered = np.zeros(int(keys[-1]) + len(weights), bool)
    answered[keys[exact]] = True
    worth = np.where(exact, weights[words], FOLDED_WEIGHT * weights[words])
    worth[answered[keys] & ~exact] = 0
    if len(words) > _MOST_SPANS:
        shown = np.bincount(keys[worth > 0])
        for key in np.flatnonzero(shown > _MOST_SPANS).tolist():
            worth[np.flatnonzero((keys == key) & (worth > 0))[_MOST_SPANS:]] = 0
    return worth


def _ways(view: SegmentView, terms: Mapping[Term, float], page: _Page) -> list[list[Span]]:
    """What is written in another way than typed, each from its first token to its last, and
    none within another; the spans of each text in order.
    """
    numbers = {term.term: (number, terms[term]) for number, term in enumerate(terms)}
    spans: list[list[Span]] = [[] for _ in page.laid.texts]
    stops = page.starts + page.lengths
    codes = np.zeros(0, np.intp)
    if any(way.reads_codes for way in view.ways()):
        codes = view.segment.stream.gather(page.starts, stops).astype(np.intp)
    for way in view.ways():
        words = [numbers[word.term] for word in way.way.words if word.term in numbers]
        occurrences = way.find(page.documents, codes, page.lengths, page.skipped)
        if not words or not len(occurrences.places):
            continue
        owner, first = page.owners(occurrences.places)
        shown = _shown(owner, occurrences.exact)
        owner, first = owner[shown], first[shown]
        last = first + len(way.way.parts) - 1
        starts, ends = page.tokens.of(owner, first)
        if len(way.way.parts) > 1:
            _, ends = page.tokens.of(owner, last)
        weights = sum(worth for _, worth in words) * np.where(page.is_near(owner, first), 2, 1)
        for text, *span in zip(
            *map(np.ndarray.tolist, (owner, starts, ends, weights)), strict=True
        ):
            spans[text].append(Span(span[0], span[1], words[0][0], span[2]))
    return [_widest(of_text) for of_text in spans]


def _widest(spans: list[Span]) -> list[Span]:
    """The spans of a text that lie within no wider one: of 100km/h not the number."""
    kept: list[Span] = []
    end = 0
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if span.end > end or (kept and span[:2] == kept[-1][:2]):
            kept.append(span)
            end = span.end
    return sorted(kept)


def _shown(owner: Array, exact: Mask) -> Array:
    """The places of a way that are shown in each text: where there are exact ones, these."""
    answered = np.zeros(int(owner[-1]) + 1, bool)
    answered[owner[exact]] = True
    shown = np.flatnonzero(exact | ~answered[owner])
    rank = np.arange(len(shown)) - owner[shown].searchsorted(owner[shown])
    chosen: Array = shown[rank < _MOST_SPANS]
    return chosen


def _merged(marked: Marked, others: Marked) -> Marked:
    """The spans of some texts that do not lie within any of others, and these, in order."""
    most = 1 + int(max(marked.end.max(initial=0), others.end.max()))
    starts, ends = (others.owner * most + column for column in (others.start, others.end))
    before = starts.searchsorted(marked.owner * most + marked.start, "right")
    reached = np.concatenate((np.zeros(1, ends.dtype), np.maximum.accumulate(ends)))[before]
    outside = (reached < marked.owner * most + marked.end).nonzero()[0]
    # Of two that begin together another way ends first, or the word would lie within it.
    merged = [
        np.concatenate((other, column[outside]))
        for column, other in zip(marked, others, strict=True)
    ]
    order = np.argsort(merged[0] * most + merged[1], kind="stable")
    return Marked(*(column[order] for column in merged))
