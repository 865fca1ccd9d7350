"""What it takes each engine to index a corpus, and what that leaves on disk."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from command import Cost, run
from kept_runs import table
from peers import Peer


@dataclass(frozen=True, slots=True)
class Corpus:
    """A file of documents."""

    path: Path
    documents: int
    size: int  # bytes of text


@dataclass(frozen=True, slots=True)
class Build:
    """What one engine's builds took."""

    documents: int
    text_size: int
    costs: Sequence[Cost]
    index_size: int
    peak_memory: int  # 0 for an engine that is so slow that it was built once only

    @property
    def cpu_seconds_a_megabyte(self) -> float:
        """CPU time, the median over the builds, by the text they read."""
        return median(cost.cpu_seconds for cost in self.costs) / (self.text_size / 1e6)


def build(peer: Peer, corpus: Corpus, jobs: int, watch_memory: bool = False) -> Cost:
    """Build an engine's index anew, in a process of its own."""
    shutil.rmtree(peer.directory, ignore_errors=True)
    script = str(Path(__file__).with_name("peers.py"))
    arguments = [peer.name, str(corpus.path), str(peer.directory), str(jobs)]
    return run([sys.executable, script, *arguments], watch_memory)


def measure_builds(
    peers: Sequence[Peer], corpus_of: Mapping[str, Corpus], jobs: int, rounds: int
) -> dict[str, Build]:
    """Build all indexes in turn, `rounds` times; once more to watch the memory."""
    costs: dict[str, list[Cost]] = {peer.name: [] for peer in peers}
    for number in range(rounds):
        for peer in peers:
            if not (peer.slow and number):
                costs[peer.name].append(build(peer, corpus_of[peer.name], jobs))
    found = {}
    for peer in peers:
        corpus = corpus_of[peer.name]
        peak = 0 if peer.slow else build(peer, corpus, jobs, watch_memory=True).peak_memory
        found[peer.name] = Build(
            corpus.documents, corpus.size, costs[peer.name], peer.size(), peak
        )
    return found


def build_table(builds: Mapping[str, Build]) -> str:
    """A row an engine; "ours/this" compares the CPU time that a megabyte takes."""
    header = [
        "engine",
        "documents",
        "s",
        "CPU s",
        "MB a CPU s",
        "ours/this",
        "index/text",
        "dirty MB",
    ]
    ours = next(iter(builds.values())).cpu_seconds_a_megabyte
    rows = [
        [
            name,
            f"{built.documents}",
            f"{median(cost.seconds for cost in built.costs):.2f}",
            f"{median(cost.cpu_seconds for cost in built.costs):.2f}",
            f"{1 / built.cpu_seconds_a_megabyte:.2f}",
            f"{ours / built.cpu_seconds_a_megabyte:.2f}",
            f"{built.index_size / built.text_size:.2f}",
            f"{built.peak_memory / 1e6:.0f}" if built.peak_memory else "",
        ]
        for name, built in builds.items()
    ]
    return table(header, rows)
