"""Building, searching and starting, beside stock Whoosh, SQLite FTS5 and tantivy-py.

    python tests/bench/speed.py CORPUS [--repeat 7] [--only build,query,cold] [--out RUN]

CORPUS is JSON Lines (`collection` tells its form) with headlines as titles; the peers come
with `pip install 'vnsearch[bench]'`. All engines take turns at the same work on the same
documents; read the ratios ("ours/this"), and the hits beside them: an engine that finds less
has less to do. `--repeat 50` makes a million documents of 20,000. Indexes are built in a
temporary folder, or in `--indexes FOLDER`, to be found there again. `instructions` needs
valgrind.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Mapping, Sequence
from compileall import compile_dir
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from collection import Passage, read_passages, write_passages
from kept_runs import keep
from measure_build import Corpus, build, build_table, measure_builds
from measure_cold import (
    cold_commands,
    cold_table,
    count_instructions,
    instructions_table,
    measure_cold_starts,
)
from measure_ours import measure_ours, ours_table
from measure_query import make_workloads, measure_queries, query_table, raw_timings
from peers import PEERS, Peer, installed

import vnsearch

_SECTIONS = ("build", "query", "ours", "cold", "instructions")


def main() -> None:
    """Measure what the command line asks for."""
    options = _options()
    compile_dir(Path(vnsearch.__file__).parent, quiet=1)  # as installing a package does
    with tempfile.TemporaryDirectory() as folder:
        tables, raw = measure(options, Path(folder))
    for title, text in tables.items():
        print(f"\n{title}\n{text}")
    if options.out:
        keep(options.out, tables, raw)


def measure(options: argparse.Namespace, folder: Path) -> tuple[dict[str, str], dict[str, Any]]:
    """The tables of the sections, and the raw figures."""
    passages = list(read_passages(options.corpus))
    everything = repeated(passages, options.repeat, options.seed)
    whole = _written(everything, folder / "corpus.jsonl")
    few = _written(everything[: options.slow_documents or None], folder / "few.jsonl")
    peers = [
        peer for peer in installed(options.indexes or folder) if peer.name in options.engines
    ]
    corpus_of = {peer.name: few if peer.slow else whole for peer in peers}
    tables: dict[str, str] = {}
    raw: dict[str, Any] = {"documents": whole.documents, "text_size": whole.size}
    if "build" in options.only:
        builds = measure_builds(peers, corpus_of, options.jobs, options.rounds)
        tables["Building"] = build_table(builds)
        raw["build"] = {name: asdict(found) for name, found in builds.items()}
    _build_missing(peers, corpus_of, options.jobs)
    workloads = make_workloads(passages, options.queries, options.seed)
    if "query" in options.only:
        timings = measure_queries(peers, workloads, options.rounds, options.slow_queries)
        tables["Searching in a running process"] = query_table(timings)
        raw["query"] = raw_timings(timings)
    if "ours" in options.only:
        ours = measure_ours(peers[0].directory, workloads, options.rounds)
        tables["What the peers are not asked"] = ours_table(ours)
        raw["ours"] = ours
    commands = cold_commands(peers[0].directory, "hội nghị")
    if "cold" in options.only:
        costs = measure_cold_starts(commands, 4 * options.rounds)
        tables["Searching in a process of its own"] = cold_table(costs)
        raw["cold"] = {name: list(map(asdict, found)) for name, found in costs.items()}
    if "instructions" in options.only:
        counts = count_instructions(commands)
        tables["Instructions of a process of its own"] = instructions_table(counts)
        raw["instructions"] = counts
    return tables, raw


def repeated(passages: Sequence[Passage], times: int, seed: int) -> list[Passage]:
    """The passages so many times over: as they are, then with other ids, and with the second
    half of each text from another one, so that no two documents are the same.
    """
    chance, found = random.Random(seed), list(passages)
    for number in range(1, times):
        others = chance.sample(passages, len(passages))
        found += [
            replace(each, id=f"{each.id}~{number}", text=_crossed(each.text, other.text))
            for each, other in zip(passages, others, strict=True)
        ]
    return found


def _crossed(text: str, other: str) -> str:
    """The first half of one text and the second half of another, each cut at a word."""
    return f"{text[: len(text) // 2].rpartition(' ')[0]} {other[len(other) // 2 :]}"


def _written(passages: Sequence[Passage], path: Path) -> Corpus:
    return Corpus(path, len(passages), write_passages(passages, path))


def _build_missing(peers: Sequence[Peer], corpus_of: Mapping[str, Corpus], jobs: int) -> None:
    for peer in peers:
        if not peer.directory.exists():
            build(peer, corpus_of[peer.name], jobs)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--repeat", type=int, default=1, metavar="N")
    parser.add_argument(
        "--only",
        type=_sections,
        default=_SECTIONS[:-1],
        metavar="SECTIONS",
        help=f"of {','.join(_SECTIONS)}",
    )
    parser.add_argument(
        "--engines",
        type=lambda names: names.split(","),
        default=[peer.name for peer in PEERS],
        metavar="NAMES",
        help="vnsearch first, and which of the others",
    )
    parser.add_argument("--rounds", type=int, default=3, help="repetitions of everything")
    parser.add_argument("--queries", type=int, default=60, help="headlines to make queries of")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2, help="processes or threads that build")
    parser.add_argument(
        "--slow-documents", type=int, default=0, metavar="N", help="Whoosh has only the first N"
    )
    parser.add_argument(
        "--slow-queries", type=int, default=10, metavar="N", help="and is asked N queries, once"
    )
    parser.add_argument("--indexes", type=Path, metavar="FOLDER", help="where indexes stay")
    parser.add_argument("--out", type=Path, metavar="RUN", help="keep this run")
    return parser.parse_args()


def _sections(text: str) -> tuple[str, ...]:
    chosen = tuple(text.split(","))
    if not set(chosen) <= set(_SECTIONS):
        raise argparse.ArgumentTypeError(f"choose from {', '.join(_SECTIONS)}")
    return chosen


if __name__ == "__main__":
    main()
