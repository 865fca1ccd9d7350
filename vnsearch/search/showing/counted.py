"""What is counted over all that was found: months of documents, and the values of facets."""

from __future__ import annotations

import numpy as np

from vnsearch.frozen import replace
from vnsearch.index.arrays.array_file import Array
from vnsearch.records import Facet
from vnsearch.search.matches import Matches, MatchRules
from vnsearch.search.narrowing.filter import month_counts


def months_found(matches: Matches) -> tuple[tuple[str, int], ...]:
    """(YYYY-MM, documents), in order; documents without a month are out."""
    dates: list[Array] = [np.zeros(0, np.int64)]
    for view, accepted in zip(matches.views, matches.accepted, strict=True):
        dates.append(view.segment.columns.numbers("date")[accepted.documents].astype(np.int64))
    return month_counts(np.concatenate(dates))


def facet_found(facet: str, matches: Matches, rules: MatchRules, directory: str) -> Facet:
    """The values of a facet, whichever of its own are chosen, of documents that answer as
    those found do; paths count from the current folder.
    """
    collection, narrowed = matches.collection, rules.narrowed
    if narrowed and facet in narrowed.where:
        others = {other: kept for other, kept in narrowed.where.items() if other != facet}
        any_words = matches.match == "any"
        wider = replace(rules, any_words=any_words, narrowed=replace(narrowed, where=others))
        matches = collection.answer(matches.query, wider)
    documents = (
        (view.segment, accepted.documents)
        for view, accepted in zip(matches.views, matches.accepted, strict=True)
    )
    return collection.facets.count(facet, documents, directory)
