"""Puts accepted documents in order: by how many words they answer exactly, then by score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np

from vnsearch.frozen import dataclass, field, replace
from vnsearch.index.arrays.array_file import Array, Documents, Scores
from vnsearch.index.arrays.ranges import kept
from vnsearch.search.bm25 import LEADING, Statistics
from vnsearch.search.matching.match import Accepted
from vnsearch.search.matching.segment_view import SegmentView
from vnsearch.search.ranking.maxscore import Reached, score, score_best
from vnsearch.search.ranking.order import DocumentOrder, Key, first_in_order, first_of
from vnsearch.search.ranking.passage import best_passages
from vnsearch.search.ranking.score_parts import ScorePart, word_weights


@dataclass(frozen=True)
class Ranking:
    """Documents of all segments, best first; the columns run side by side."""

    segments: Array
    documents: Documents
    tiers: Array  # words answered exactly, and of those as typed
    scores: Scores
    passages: Array  # the token where the best passage begins
    parts: Mapping[str, Scores] = field(default_factory=dict)  # what of the score is of what

    def __len__(self) -> int:
        return len(self.documents)

    def take(self, places: Array | slice) -> Ranking:
        """The documents at some places, in that order."""
        return Ranking(
            self.segments[places],
            self.documents[places],
            self.tiers[places],
            self.scores[places],
            self.passages[places],
            {name: values[places] for name, values in self.parts.items()},
        )


def of_segment(segment: int, documents: Documents, tiers: Array, scores: Scores) -> Ranking:
    """Some documents of one `segment`, in no order; nothing is known of their passages."""
    size = len(documents)
    segments, passages = np.full(size, segment), np.zeros(size, np.int64)
    return Ranking(segments, documents, tiers, scores, passages)


_none = np.zeros(0, np.intp)
NOTHING = of_segment(0, _none, _none, np.zeros(0, np.float32))


def join(rankings: Sequence[Ranking]) -> Ranking:
    """Several rankings of which no parts are known as one, in no order."""
    if len(rankings) == 1:
        return rankings[0]
    return Ranking(
        np.concatenate([ranking.segments for ranking in rankings]),
        np.concatenate([ranking.documents for ranking in rankings]),
        np.concatenate([ranking.tiers for ranking in rankings]),
        np.concatenate([ranking.scores for ranking in rankings]),
        np.concatenate([ranking.passages for ranking in rankings]),
    )


def best(
    accepted: Sequence[Accepted],
    parts: Sequence[ScorePart],
    norms: Sequence[Scores],
    count: int,
    views: Sequence[SegmentView],
    order: DocumentOrder,
) -> Ranking:
    """The `count` best documents; in order, but for the `LEADING` where that are all."""
    last, needed = _last_tier(accepted, count)
    rankings, reached = [], Reached(needed)
    for segment, (documents, tiers) in enumerate(accepted):
        if tiers is not None:
            above = (tiers > last).nonzero()[0] if needed < count else ()
            if len(above):
                scores = score(parts, segment, documents[above], norms[segment])
                higher = tiers[above].astype(np.int64)
                rankings.append(of_segment(segment, documents[above], higher, scores))
            of_last = tiers == last
            if not of_last.all():  # all are of one tier where no word was typed with marks
                documents = kept(documents, of_last)
        documents, scores = score_best(parts, segment, documents, norms[segment], reached)
        rankings.append(of_segment(segment, documents, np.full(len(documents), last), scores))
    joined = join(rankings)
    if len(joined) <= count <= LEADING:  # `add_passages` puts them in order
        return joined
    keys = _keys(joined, _typed(joined, views, parts), order)
    if count <= LEADING:  # which `add_passages` puts in order
        return joined.take(first_of(len(joined), count, keys))
    return joined.take(first_in_order(len(joined), count, keys))


def _last_tier(accepted: Sequence[Accepted], count: int) -> tuple[int, int]:
    """The lowest tier that has some of the `count` best, and how many of them it has."""
    held = [each.tiers for each in accepted if each.tiers is not None]
    if not held:
        return 0, count
    highest = max((int(tiers.max()) for tiers in held if len(tiers)), default=0)
    if sum(np.count_nonzero(tiers == highest) for tiers in held) >= count:
        return highest, count
    tiers = np.concatenate(held)
    count = min(count, len(tiers))
    last = int(np.partition(tiers, -count)[-count])
    return last, count - int(np.count_nonzero(tiers > last))


def _keys(ranking: Ranking, typed: Key, order: DocumentOrder) -> list[Key]:
    """The order by tier and score; of equal ones those with more words in the form typed come
    first, then it goes by path, line and part.
    """
    return [
        lambda places: -ranking.tiers[places],
        lambda places: -ranking.scores[places],
        typed,
        *order.keys(ranking.segments, ranking.documents),
    ]


def _typed(ranking: Ranking, views: Sequence[SegmentView], parts: Sequence[ScorePart]) -> Key:
    """The key that puts documents with more words in the form typed first."""

    def fewer(places: Array) -> Array:
        terms = tuple(word_weights(parts))
        counts = np.zeros(len(places), np.int64)
        for segment, view in enumerate(views):
            chosen = (ranking.segments[places] == segment).nonzero()[0]
            chosen = chosen[np.argsort(ranking.documents[places[chosen]])]
            counts[chosen] = view.typed(terms, ranking.documents[places[chosen]])
        return -counts

    return fewer


def add_passages(
    ranking: Ranking,
    views: Sequence[SegmentView],
    parts: Sequence[ScorePart],
    statistics: Statistics,
    order: DocumentOrder,
) -> Ranking:
    """The leading documents in order of their scores with those of best passage and title
    added, the others behind them.
    """
    leading = ranking if len(ranking) <= LEADING else ranking.take(slice(LEADING))
    added: dict[str, Scores] = {}
    starts = np.zeros(len(leading), np.int64)
    for segment, view in enumerate(views):
        chosen = (leading.segments == segment).nonzero()[0]
        if len(chosen):
            documents = leading.documents[chosen]
            passages = best_passages(view, parts, documents, statistics)
            starts[chosen] = passages.starts
            for name, scores in passages.parts.items():
                added.setdefault(name, np.zeros(len(leading), np.float32))[chosen] = scores
            length = added.setdefault("length", np.zeros(len(leading), np.float32))
            length[chosen] = (passages.whole - 1) * leading.scores[chosen]
    total = leading.scores
    for scores in added.values():
        total = total + scores
    leading = replace(leading, scores=total, passages=starts, parts=added)
    keys = _keys(leading, _typed(leading, views, parts), order)
    leading = leading.take(first_in_order(len(leading), len(leading), keys))
    if len(ranking) == len(leading):
        return leading
    others = ranking.take(slice(LEADING, None))
    nothing = np.zeros(len(others), np.float32)
    padded = {n: np.concatenate((scores, nothing)) for n, scores in leading.parts.items()}
    return replace(join((leading, others)), parts=padded)


def unscored(accepted: Sequence[Accepted]) -> Ranking:
    """All documents, in no order."""
    rankings = []
    for segment, (documents, _) in enumerate(accepted):
        size = len(documents)
        nothing = np.zeros(size, np.int64), np.zeros(size, np.float32)
        rankings.append(of_segment(segment, documents, *nothing))
    return join(rankings)


def add_scores(
    ranking: Ranking, parts: Sequence[ScorePart], norms: Sequence[Scores]
) -> Ranking:
    """The same documents in the same order, with their scores."""
    scores = np.zeros(len(ranking), np.float32)
    for segment, norm in enumerate(norms):
        chosen = np.flatnonzero(ranking.segments == segment)
        chosen = chosen[np.argsort(ranking.documents[chosen])]
        scores[chosen] = score(parts, segment, ranking.documents[chosen], norm)
    return replace(ranking, scores=scores)


def first_by(
    ranking: Ranking, sort: Literal["date", "path"], count: int, order: DocumentOrder
) -> Ranking:
    """The first `count` documents by path, line and part, or the newest before all of these;
    those without a date come last.
    """
    keys = order.keys(ranking.segments, ranking.documents)
    if sort == "date":
        keys = [order.newest(ranking.segments, ranking.documents), *keys]
    return ranking.take(first_in_order(len(ranking), count, keys))
