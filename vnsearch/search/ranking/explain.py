"""Why a hit is where it is: how each word of the query was answered, and for how much."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from vnsearch.frozen import replace
from vnsearch.index.arrays.array_file import Codes, Scores
from vnsearch.index.arrays.character_table import JoinedTexts
from vnsearch.index.arrays.ranges import distinct
from vnsearch.index.segment.reader import Segment
from vnsearch.records import Explanation, How, WordAnswer
from vnsearch.search.bm25 import saturate
from vnsearch.search.matching.segment_view import SegmentView
from vnsearch.search.matching.token_places import TokenPlaces
from vnsearch.search.ranking.rank import Ranking
from vnsearch.search.ranking.score_parts import ScorePart
from vnsearch.search.variants.word_variants import Variant
from vnsearch.search.ways.way import WayInSegment


def explain(
    view: SegmentView, parts: Sequence[ScorePart], page: Ranking, row: int, norms: Scores
) -> Explanation:
    """The parts of the score of the document at a place of a page; the norms of its segment."""
    segment, document = int(page.segments[row]), int(page.documents[row])
    answers, pairs = [], 0.0
    stream = view.segment.codes(document)
    codes = distinct(stream)
    terms = set(view.segment.stream.term_of[codes[codes > 0]].tolist())
    for part in parts:
        worth = _worth(part, segment, document, norms)
        if len(part.terms) == 2:
            pairs += worth
            continue
        answering = [v for v in view.variants(part.terms[0]) if v.ordinal in terms]
        answer = _answer(part, answering, worth)
        answers.append(_in_another_way(view, answer, document, stream))
    syllables = sum(answer.score for answer in answers)
    added = {name: float(scores[row]) for name, scores in page.parts.items()}
    return Explanation(tuple(answers), {"syllables": syllables, "pairs": pairs, **added})


def _worth(part: ScorePart, segment: int, document: int, norms: Scores) -> float:
    frequency = part.lists[segment].among(np.array([document]))
    return part.weight * float(saturate(frequency, norms[document])[0])


def _answer(part: ScorePart, answering: Sequence[Variant], score: float) -> WordAnswer:
    word = str(part.terms[0])
    if not answering:
        return WordAnswer(word, "missing", (), score, part.correction < 0)
    grades = [(_how(variant), variant) for variant in answering]
    best = min((how for how, _ in grades), key=_ORDER.index)
    words = tuple(variant.term for how, variant in grades if how == best)
    return WordAnswer(word, best, words, score, part.correction < 0)


def _in_another_way(
    view: SegmentView, answer: WordAnswer, document: int, stream: Codes
) -> WordAnswer:
    """The same, or what is written in another way where that is the better answer."""
    if answer.how in ("exact", "marks", "i/y"):
        return answer
    for way in view.ways_for((answer.word,)):
        forms = _as_written(view.segment, way, document, stream)
        if forms:
            return replace(answer, how=way.way.how, found=forms)
    return answer


def _as_written(
    segment: Segment, way: WayInSegment, document: int, stream: Codes
) -> tuple[str, ...]:
    """The different forms in which a document has it, in small letters and with their signs."""
    first = way.find(np.array([document]), stream, np.array([len(stream)])).places
    last = first + len(way.way.parts) - 1
    body = segment.columns.number("body_token", document)
    texts = segment.columns.strings("title")[document], segment.body(document)
    owner = (first >= body).astype(np.intp)
    before = np.where(owner, body, 0)
    tokens = TokenPlaces(JoinedTexts(texts))
    starts, _ = tokens.of(owner, first - before)
    _, ends = tokens.of(owner, last - before)
    places = zip(owner.tolist(), starts.tolist(), ends.tolist(), strict=True)
    written = (texts[text][start:end] for text, start, end in places)
    return tuple(sorted({" ".join(form.lower().split()) for form in written}))


_ORDER: tuple[How, ...] = ("exact", "marks", "i/y", "folded")


def _how(variant: Variant) -> How:
    if not variant.exact:
        return "folded"
    if not variant.spelled:
        return "i/y"
    return "exact" if variant.same else "marks"
