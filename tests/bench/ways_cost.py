"""What other ways of writing cost, and what they do to the ranking: with them and without.

    python tests/bench/ways_cost.py CORPUS QUESTIONS [--sample N] [--seed N]

asks an index of the corpus every question in any-word mode, in four ways of typing, three times
in turn: with all other ways, and with none. Prints MRR@10 of both, and the CPU time of the one
over the other, of which the median over the questions is little moved by what else is done.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from collection import Question, read_passages, read_questions, sample, write_passages
from typists import ways_of_typing

import vnsearch
from vnsearch.search.matches import Collection

_DEPTH = 10


class Pair(NamedTuple):
    """One question with other ways and without: 1 / rank, and CPU seconds."""

    reciprocal: tuple[float, float]
    seconds: tuple[float, float]


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--sample", type=int, default=300, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    questions = sample(read_questions(options.questions), options.sample, options.seed)
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder, "corpus.jsonl")
        write_passages(list(read_passages(options.corpus)), corpus)
        vnsearch.update_index(Path(folder, "index"), [corpus])
        with vnsearch.open_index(Path(folder, "index")) as index:
            for way, typed in ways_of_typing(options.seed).items():
                pairs = [_ask(index, each, typed(each.query)) for each in questions]
                print(f"{way:<10} {_line(pairs)}", flush=True)


def _line(pairs: list[Pair]) -> str:
    mean = [
        statistics.fmean(values) for values in zip(*(p.reciprocal for p in pairs), strict=True)
    ]
    ratio = statistics.median(p.seconds[0] / p.seconds[1] for p in pairs)
    worse = sum(p.reciprocal[0] < p.reciprocal[1] for p in pairs)
    better = sum(p.reciprocal[0] > p.reciprocal[1] for p in pairs)
    return (
        f"{len(pairs)} questions  MRR@{_DEPTH} {mean[0]:.4f} with, {mean[1]:.4f} without"
        f"  ({better} better, {worse} worse)  CPU {ratio:.3f}"
    )


def _ask(index: vnsearch.Index, question: Question, query: str) -> Pair:
    found: dict[bool, tuple[float, float]] = {}
    _once(index, question, query, True)  # warms what both read
    for ways in (True, False, False, True, True, False):  # as often, and as early, as not
        reciprocal, seconds = _once(index, question, query, ways)
        found[ways] = reciprocal, min(seconds, found.get(ways, (0.0, seconds))[1])
    return Pair((found[True][0], found[False][0]), (found[True][1], found[False][1]))


def _once(
    index: vnsearch.Index, question: Question, query: str, ways: bool
) -> tuple[float, float]:
    find = Collection.ways
    if not ways:
        Collection.ways = lambda self, query: ()  # type: ignore[method-assign]
    try:
        started = time.process_time()
        hits = index.search(query, _DEPTH, any_words=True, literal=True, snippets=1).hits
        seconds = time.process_time() - started
    finally:
        Collection.ways = find  # type: ignore[method-assign]
    ranks = [hit.rank for hit in hits if hit.id in question.relevant]
    return (1 / ranks[0] if ranks else 0.0), seconds


if __name__ == "__main__":
    main()
