"""Figures about an index: what it holds, what is commonest in it, what is out of date."""

from __future__ import annotations

import contextlib
import os
from collections import Counter
from collections.abc import Sequence
from typing import Literal

import numpy as np

from vnsearch.index.arrays.array_file import Array
from vnsearch.index.catalogue import read_catalogue, shown_path
from vnsearch.index.segment.reader import Segment
from vnsearch.index.toc import size_and_age
from vnsearch.records import IndexStats, Root
from vnsearch.search.narrowing.filter import month_counts
from vnsearch.search.showing.hits import staleness

_PAIRS = 10
_SAMPLE = 200  # documents that show how a pair is written


def index_stats(
    directory: str, roots: Sequence[Root], segments: Sequence[Segment]
) -> IndexStats:
    """All figures of an index; every file is looked at, none is read unless touched."""
    files = read_catalogue(segments)
    states = Counter(
        staleness(file.state, shown_path(file.state.path, directory)) for file in files.values()
    )
    size, built = size_and_age(directory)
    terms = {term for segment in segments for term in segment.lexicon.terms}
    return IndexStats(
        directory=directory,
        documents=sum(segment.live_documents for segment in segments),
        files=len(files),
        syllables=sum(segment.live_tokens for segment in segments),
        distinct_syllables=len(terms),
        segments=len(segments),
        size=size,
        text_size=sum(_text_size(segment) for segment in segments),
        built=built,
        changed=states["changed"],
        missing=states["missing"],
        months=month_counts(_dates(segments)),
        pairs=common_pairs(segments),
        readers=_readers(directory),
        roots=tuple(root._replace(path=shown_path(root.path, directory)) for root in roots),
    )


def _readers(directory: str) -> Literal["owner", "group", "everybody"]:
    shared = 0
    with os.scandir(directory) as listing:
        for entry in listing:
            with contextlib.suppress(FileNotFoundError):  # a writer's, done with by now
                shared |= entry.stat(follow_symlinks=False).st_mode
    # What is called as all indexes have it need not be listed: who may pass through reads it.
    shared &= (os.stat(directory).st_mode & 0o111) << 2
    return "everybody" if shared & 0o004 else "group" if shared & 0o040 else "owner"


def _text_size(segment: Segment) -> int:
    return int(segment.columns.numbers("text_size")[segment.live].sum(dtype=np.int64))


def _dates(segments: Sequence[Segment]) -> Array:
    dates = [segment.columns.numbers("date")[segment.live] for segment in segments]
    return np.concatenate([np.zeros(0, np.int64), *(part.astype(np.int64) for part in dates)])


def common_pairs(segments: Sequence[Segment]) -> tuple[tuple[str, int], ...]:
    """The pairs of syllables in the most documents, as they are mostly written."""
    totals: Counter[tuple[str, str]] = Counter()
    for segment in segments:
        counts = segment.pairs.counts()
        keys = segment.pair_lexicon.keys(len(segment.lexicon.folds))
        for ordinal in np.argsort(-counts, kind="stable")[: 4 * _PAIRS].tolist():
            first, second = divmod(int(keys[ordinal]), len(segment.lexicon.folds))
            pair = segment.lexicon.folds[first], segment.lexicon.folds[second]
            totals[pair] += int(segment.live[segment.pairs.read(ordinal).documents].sum())
    chosen = totals.most_common(_PAIRS)
    return tuple((_written(segments, *pair), count) for pair, count in chosen if count)


def _written(segments: Sequence[Segment], first: str, second: str) -> str:
    """A pair of folded terms with the marks that it mostly bears."""
    seen: Counter[tuple[str, str]] = Counter()
    for segment in segments:
        folds = segment.lexicon.folds
        left, right = folds.find(first), folds.find(second)
        ordinal = segment.pair_lexicon.find(left, right) if min(left, right) >= 0 else -1
        if ordinal < 0:
            continue
        fold_of = segment.lexicon.fold_of()
        for document in segment.pairs.read(ordinal).documents[:_SAMPLE].tolist():
            codes = segment.codes(document)
            terms = segment.stream.term_of[codes[codes > 0]]
            near = (fold_of[terms[:-1]] == left) & (fold_of[terms[1:]] == right)
            for place in np.flatnonzero(near).tolist():
                names = segment.lexicon.terms
                seen[names[int(terms[place])], names[int(terms[place + 1])]] += 1
    return " ".join(seen.most_common(1)[0][0]) if seen else f"{first} {second}"
