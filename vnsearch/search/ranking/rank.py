"""Puts accepted documents in order: by how many words they answer exactly, then by score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from vnsearch.index.segment.array_file import Array
from vnsearch.search.bm25 import LEADING, Statistics
from vnsearch.search.matching.match import Accepted
from vnsearch.search.matching.segment_view import SegmentView
from vnsearch.search.ranking.maxscore import Reached, score, score_best
from vnsearch.search.ranking.passage import best_passages
from vnsearch.search.ranking.score_parts import ScorePart

_COLUMNS = ("segments", "documents", "tiers", "scores", "passages", "starts", "titles")


@dataclass(frozen=True)
class Ranking:
    """Documents of all segments, best first; the columns run side by side."""

    segments: Array
    documents: Array
    tiers: Array  # words answered exactly, and of those as spelled
    scores: Array
    passages: Array  # what of the score is the best passage's
    starts: Array  # the token where that begins
    titles: Array  # what of it is the title's

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
            self.starts[places],
            self.titles[places],
        )


NOTHING = Ranking(*(np.zeros(0, np.int64) for _ in _COLUMNS))


def column(number: int, documents: Array, tiers: Array, scores: Array) -> Ranking:
    """Some documents of segment `number`, in no order."""
    size = len(documents)
    return Ranking(
        np.full(size, number),
        documents,
        tiers,
        scores,
        np.zeros(size, np.float32),
        np.zeros(size, np.int64),
        np.zeros(size, np.float32),
    )


def join(rankings: Sequence[Ranking]) -> Ranking:
    """Several rankings as one, in no order."""
    if len(rankings) == 1:
        return rankings[0]
    columns = [[getattr(ranking, name) for ranking in rankings] for name in _COLUMNS]
    return Ranking(*map(np.concatenate, columns))


def best(
    accepted: Sequence[Accepted],
    parts: Sequence[ScorePart],
    norms: Sequence[Array],
    count: int,
    views: Sequence[SegmentView],
) -> Ranking:
    """The `count` best documents, in no sure order where they are equal."""
    last, needed = _last_tier(accepted, count)
    found, reached = [], Reached(needed)
    for number, (documents, tiers) in enumerate(accepted):
        if tiers is not None:
            above = np.flatnonzero(tiers > last)
            scores = score(parts, number, documents[above], norms[number])
            found.append(column(number, documents[above], tiers[above], scores))
            documents = documents[tiers == last]
        documents, scores = score_best(parts, number, documents, norms[number], reached)
        found.append(column(number, documents, np.full(len(documents), last), scores))
    joined = _leading(join(found), count)
    # Which of equal documents are among the leading, or among these, must be sure.
    cuts = [range(cut - 1, cut + 1) for cut in {count, LEADING} if cut < len(joined)]
    return joined.take(_order(joined, views, cuts)[:count])


def _last_tier(accepted: Sequence[Accepted], count: int) -> tuple[int, int]:
    """The lowest tier that has some of the `count` best, and how many of them it has."""
    held = [found.tiers for found in accepted if found.tiers is not None]
    if not held:
        return 0, count
    tiers = np.concatenate(held)
    count = min(count, len(tiers))
    last = int(np.partition(tiers, -count)[-count])
    return last, count - int(np.count_nonzero(tiers > last))


def _leading(ranking: Ranking, count: int) -> Ranking:
    """The `count` best, and any that are equal to the last of them."""
    if len(ranking) <= count:
        return ranking
    last_tier = np.partition(ranking.tiers, -count)[-count]
    above = np.flatnonzero(ranking.tiers > last_tier)
    level = np.flatnonzero(ranking.tiers == last_tier)
    needed = count - len(above)
    if len(level) > needed:
        scores = ranking.scores[level]
        level = level[scores >= np.partition(scores, -needed)[-needed]]
    return ranking.take(np.concatenate((above, level)))


def _order(ranking: Ranking, views: Sequence[SegmentView], needed: Sequence[range]) -> Array:
    """The places of all documents, best first; equal ones, where they take some of the needed
    places, by path, line and part.
    """
    order: Array = np.lexsort((-ranking.scores, -ranking.tiers))
    tiers, scores = ranking.tiers[order], ranking.scores[order]
    equal = (tiers[1:] == tiers[:-1]) & (scores[1:] == scores[:-1])
    starts = np.flatnonzero(np.concatenate(([True], ~equal)))
    stops = np.append(starts[1:], len(order))
    tied = np.zeros(len(starts), bool)
    for part in needed:
        tied |= (stops - starts > 1) & (starts < part.stop) & (stops > part.start)
    for start, stop in zip(starts[tied].tolist(), stops[tied].tolist(), strict=True):
        places = order[start:stop]
        names = [_name(ranking, place, views) for place in places.tolist()]
        order[start:stop] = places[sorted(range(len(names)), key=names.__getitem__)]
    return order


def _name(ranking: Ranking, place: int, views: Sequence[SegmentView]) -> tuple[str, int, str]:
    columns = views[int(ranking.segments[place])].segment.columns
    document = int(ranking.documents[place])
    path = columns.paths[columns.number("file", document)]
    return path, columns.number("line", document), columns.strings("part")[document]


def add_passages(
    ranking: Ranking,
    views: Sequence[SegmentView],
    parts: Sequence[ScorePart],
    statistics: Statistics,
    page: range,
) -> Ranking:
    """The leading documents in order of their scores with best passage and title added, the
    others behind them; equal ones in order on the page.
    """
    leading = ranking.segments[:LEADING]
    passages, titles = np.zeros((2, len(ranking)), np.float32)
    starts = np.zeros(len(ranking), np.int64)
    for number, view in enumerate(views):
        chosen = np.flatnonzero(leading == number)
        if len(chosen):
            documents = ranking.documents[chosen]
            found = best_passages(view, parts, documents, statistics)
            passages[chosen], starts[chosen], titles[chosen] = found
    scores = ranking.scores + passages + titles
    ranking = replace(ranking, scores=scores, passages=passages, starts=starts, titles=titles)
    return ranking.take(_order(ranking, views, [page]))


def unscored(accepted: Sequence[Accepted]) -> Ranking:
    """All documents, in no order."""
    return join(
        [
            column(number, documents, np.zeros(len(documents)), np.zeros(len(documents)))
            for number, (documents, _) in enumerate(accepted)
        ]
    )


def add_scores(ranking: Ranking, parts: Sequence[ScorePart], norms: Sequence[Array]) -> Ranking:
    """The same documents in the same order, with their scores."""
    scores = np.zeros(len(ranking), np.float32)
    for number, norm in enumerate(norms):
        chosen = np.flatnonzero(ranking.segments == number)
        chosen = chosen[np.argsort(ranking.documents[chosen])]
        scores[chosen] = score(parts, number, ranking.documents[chosen], norm)
    return replace(ranking, scores=scores)


def sort_by(
    ranking: Ranking, views: Sequence[SegmentView], sort: Literal["date", "path"]
) -> Ranking:
    """All documents by path and line, or the newest first; those without a date come last."""
    columns = [view.segment.columns for view in views]
    place_of = {path: n for n, path in enumerate(sorted({p for c in columns for p in c.paths}))}
    paths, lines, dates = np.zeros((3, len(ranking)), np.int64)
    for number, column in enumerate(columns):
        chosen = np.flatnonzero(ranking.segments == number)
        documents = ranking.documents[chosen]
        places = np.array([place_of[path] for path in column.paths], np.int64)
        paths[chosen] = places[column.numbers("file")[documents]]
        lines[chosen] = column.numbers("line")[documents]
        dates[chosen] = column.numbers("date")[documents]
    keys = (ranking.documents, lines, paths) + ((-dates,) if sort == "date" else ())
    return ranking.take(np.lexsort(keys))
