"""How well the right documents are ranked, however much of the accents is typed.

    python tests/bench/relevance.py CORPUS QUESTIONS [--sample N] [--out RUN]
    python tests/bench/relevance.py CORPUS QUESTIONS [--sample N] --kept RUN

builds an index of the corpus in a temporary folder and asks every question in any-word mode
as typed, without any marks, without tones, and with half of the words bare. Questions are
prose, so no sign in them is an operator. The forms of both files are in `collection`; RUN is
a folder of `runs/`. In place of QUESTIONS, `titles` asks for each document by its own title,
and `names` by a name that its title holds; the index then has no titles.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from collection import (
    Passage,
    Question,
    by_titles,
    half_of,
    join_titles,
    read_passages,
    read_questions,
    sample,
    write_passages,
)
from kept_runs import keep, kept, table
from ranks import (
    DEPTH,
    Change,
    Difference,
    Measures,
    Outcome,
    changes,
    differences,
    measures,
    outcome,
)
from typists import ways_of_typing

import vnsearch

Outcomes = dict[str, dict[str, Outcome]]  # by way of typing, by question


def main() -> None:
    """Measure what the command line asks for."""
    options = _options()
    passages = list(read_passages(options.corpus))
    if options.questions.name in ("titles", "names"):
        passages, questions = by_titles(passages, names=options.questions.name == "names")
    else:
        questions = read_questions(options.questions)
    questions = half_of(questions, passages, options.half)
    if options.join_titles:
        passages, questions = join_titles(passages, questions)
    questions = sample(questions, options.sample, options.seed)
    outcomes = ask(passages, questions, options.seed)
    figures = {way: measures(list(found.values())) for way, found in outcomes.items()}
    ranks = {
        way: {id_: found.rank for id_, found in by_id.items()}
        for way, by_id in outcomes.items()
    }
    tables = {"Now": figures_table(figures)}
    if options.kept:
        before = kept(options.kept)
        report_changes(changes(_kept_ranks(before), ranks), questions)
        tables["Against the kept run"] = differences_table(
            differences(_kept_ranks(before), ranks, options.seed)
        )
        means = before["figures"].items()
        tables["Before"] = figures_table({way: Measures(**kept_) for way, kept_ in means})
    for title, text in tables.items():
        print(f"\n{title}\n{text}")
    if options.out:
        keep(options.out, tables, _run(options, len(passages), figures, ranks))


def ask(passages: Sequence[Passage], questions: Sequence[Question], seed: int) -> Outcomes:
    """What an index of the passages answers to the questions, typed in each way."""
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder, "corpus.jsonl")
        write_passages(passages, corpus)
        directory = Path(folder, "index")
        summary = vnsearch.update_index(directory, [corpus])
        if summary.problems or summary.total != len(passages):
            sys.exit(f"{summary.total} of {len(passages)} documents: {summary.problems[:1]}")
        with vnsearch.open_index(directory) as index:
            return {
                way: {question.id: _ask(index, question, typed) for question in questions}
                for way, typed in ways_of_typing(seed).items()
            }


def _ask(index: vnsearch.Index, question: Question, typed: Callable[[str], str]) -> Outcome:
    query = typed(question.query)
    started, cpu_started = time.perf_counter(), time.process_time()
    result = index.search(query, limit=DEPTH, any_words=True, literal=True, snippets=0)
    cpu_seconds, seconds = time.process_time() - cpu_started, time.perf_counter() - started
    return outcome([hit.id for hit in result.hits], question.relevant, seconds, cpu_seconds)


def figures_table(figures: Mapping[str, Measures]) -> str:
    """One row a way of typing; times are of one query."""
    header = [
        "typed",
        "queries",
        f"MRR@{DEPTH}",
        "P@1",
        f"recall@{DEPTH}",
        "ms",
        "CPU ms",
        "a second",
    ]
    rows = [
        [
            way,
            f"{means.queries}",
            f"{means.mrr:.4f}",
            f"{means.first:.3f}",
            f"{means.recall:.3f}",
            f"{means.milliseconds:.2f}",
            f"{means.cpu_milliseconds:.2f}",
            f"{1000 / means.milliseconds:.0f}",
        ]
        for way, means in figures.items()
    ]
    return table(header, rows)


def report_changes(found: Sequence[Change], questions: Sequence[Question]) -> None:
    """Print every query that ranks differently from a kept run, what got worst first."""
    texts = {question.id: question.query for question in questions}
    for change in found:
        places = f"{change.before or '-'} -> {change.after or '-'}"
        print(f"{change.way:<10} {places:<8} {change.id}  {texts[change.id]}")


def differences_table(found: Sequence[Difference]) -> str:
    """One row a way of typing: by how much it ranks better, and how likely that is chance."""
    header = ["typed", f"MRR@{DEPTH}", "worse", "better", "p"]
    rows = [
        [each.way, f"{each.mrr:+.4f}", f"{each.worse}", f"{each.better}", f"{each.chance:.3f}"]
        for each in found
    ]
    return table(header, rows)


def _kept_ranks(run: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """Ranks by way and id, from the rows of a run (a question's ranks in the order of ways)."""
    return {
        way: {id_: ranks[place] for id_, ranks in run["ranks"].items()}
        for place, way in enumerate(run["figures"])
    }


def _run(
    options: argparse.Namespace,
    documents: int,
    figures: Mapping[str, Measures],
    ranks: Mapping[str, Mapping[str, int]],
) -> dict[str, Any]:
    """What was asked, the figures, and every question's ranks in the order of the ways."""
    first = next(iter(ranks.values()))
    return {
        "corpus": options.corpus.name,
        "questions": options.questions.name,
        "documents": documents,
        "half": options.half,
        "join_titles": options.join_titles,
        "sample": options.sample,
        "seed": options.seed,
        "figures": {way: asdict(means) for way, means in figures.items()},
        "ranks": {id_: [by_id[id_] for by_id in ranks.values()] for id_ in first},
    }


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument(
        "--sample", type=int, default=0, metavar="N", help="ask only so many questions"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--half",
        choices=("all", "choose", "judge"),
        default="all",
        help="only questions about one half of the titles: choose on one, judge on the other",
    )
    parser.add_argument(
        "--join-titles",
        action="store_true",
        help="join the passages of a title into one document, and ask for that",
    )
    parser.add_argument("--kept", type=Path, metavar="RUN", help="a run to compare with")
    parser.add_argument("--out", type=Path, metavar="RUN", help="keep this run")
    return parser.parse_args()


if __name__ == "__main__":
    main()
