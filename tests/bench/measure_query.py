"""What each engine takes to show the ten best, and how many documents it finds."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median
from unicodedata import normalize

from collection import Passage
from kept_runs import table
from peers import Lookup, Peer
from typists import strip_marks

Workloads = dict[str, list[Lookup]]

_word = re.compile(r"[^\W_]+")
_HEADLINE_WORDS = range(8, 13)


@dataclass(frozen=True, slots=True)
class Timing:
    """One engine's answers to one query, with the ten best shown: what the first took, the
    medians of those that followed, also without snippets, and how many documents were found.
    """

    first_cpu_seconds: float  # pages of the index met for the first time
    seconds: float
    cpu_seconds: float
    plain_cpu_seconds: float  # without snippets
    hits: int


Timings = dict[str, dict[str, list[Timing]]]  # by workload, by engine


def make_workloads(passages: Sequence[Passage], count: int, seed: int) -> Workloads:
    """Headlines of 8 to 12 words for any of them; runs of 4 words of them for all, of 3 as a
    phrase, of 1; and all of these without marks.
    """
    headlines = []
    for title in dict.fromkeys(passage.title for passage in passages):
        words = tuple(_word.findall(normalize("NFC", title).lower()))
        if len(words) in _HEADLINE_WORDS:
            headlines.append(words)
    chance = random.Random(seed)
    chosen = chance.sample(headlines, min(count, len(headlines)))
    starts = [chance.randrange(len(words) - 3) for words in chosen]
    runs = list(zip(chosen, starts, strict=True))
    made = {
        "any words": [Lookup("any", words) for words in chosen],
        "all of 4 words": [Lookup("all", words[at : at + 4]) for words, at in runs],
        "one word": [Lookup("all", words[at : at + 1]) for words, at in runs],
        "phrase of 3": [Lookup("phrase", words[at : at + 3]) for words, at in runs],
    }
    for name, lookups in list(made.items()):
        made[f"{name}, bare"] = [
            Lookup(lookup.kind, tuple(map(strip_marks, lookup.words))) for lookup in lookups
        ]
    return made


def measure_queries(
    peers: Sequence[Peer], workloads: Workloads, rounds: int, slow_count: int
) -> Timings:
    """Ask every engine every query `rounds` times, the engines taking turns, also in who comes
    first: what an engine leaves in the caches of the processor is a burden to the next one.

    A slow engine is asked the first `slow_count` queries, once.
    """
    for peer in peers:
        peer.open()
    found: Timings = {}
    for name, lookups in workloads.items():
        found[name] = {peer.name: [] for peer in peers}
        for number, lookup in enumerate(lookups):
            asked = [peer for peer in peers if not peer.slow or number < slow_count]
            for peer, timing in zip(asked, _ask(asked, lookup, rounds, number), strict=True):
                found[name][peer.name].append(timing)
    return found


def _ask(peers: Sequence[Peer], lookup: Lookup, rounds: int, turn: int) -> list[Timing]:
    def in_turn(number: int) -> list[int]:
        begin = (turn + number) % len(peers)
        return [*range(begin, len(peers)), *range(begin)]

    first = {place: _time(peers[place], lookup, snippets=True)[1] for place in in_turn(0)}
    shown: list[list[tuple[float, float]]] = [[] for _ in peers]
    plain: list[list[tuple[float, float]]] = [[] for _ in peers]
    for number in range(rounds):
        for place in in_turn(number):
            if not (peers[place].slow and number):
                shown[place].append(_time(peers[place], lookup, snippets=True))
                plain[place].append(_time(peers[place], lookup, snippets=False))
    return [
        Timing(
            first[place],
            median(wall for wall, _ in shown[place]),
            median(cpu for _, cpu in shown[place]),
            median(cpu for _, cpu in plain[place]),
            peer.count(lookup),
        )
        for place, peer in enumerate(peers)
    ]


def _time(peer: Peer, lookup: Lookup, snippets: bool) -> tuple[float, float]:
    started, cpu_started = time.perf_counter(), time.process_time()
    peer.find(lookup, snippets)
    cpu_seconds = time.process_time() - cpu_started
    return time.perf_counter() - started, cpu_seconds


def query_table(timings: Timings) -> str:
    """A row a workload and engine; "ours/this" says how many times as much CPU time ours takes
    for the same queries.
    """
    header = [
        "queries",
        "engine",
        "asked",
        "ms",
        "95% ms",
        "first CPU ms",
        "CPU ms",
        "ours/this",
        "CPU ms, no snippets",
        "ours/this",
        "hits",
        "ours",
    ]
    rows = []
    for workload, by_engine in timings.items():
        ours = next(iter(by_engine.values()))
        for engine, found in by_engine.items():
            if found:
                rows.append([workload, *_row(engine, found, ours[: len(found)])])
    return table(header, rows)


def _row(engine: str, found: Sequence[Timing], ours: Sequence[Timing]) -> list[str]:
    seconds = sorted(timing.seconds for timing in found)
    shown, our_shown = (median(each.cpu_seconds for each in these) for these in (found, ours))
    plain, our_plain = (
        median(each.plain_cpu_seconds for each in these) for these in (found, ours)
    )
    return [
        engine,
        f"{len(found)}",
        f"{1000 * median(seconds):.2f}",
        f"{1000 * seconds[int(0.95 * (len(seconds) - 1))]:.2f}",
        f"{1000 * median(timing.first_cpu_seconds for timing in found):.2f}",
        f"{1000 * shown:.2f}",
        f"{our_shown / shown:.2f}",
        f"{1000 * plain:.2f}",
        f"{our_plain / plain:.2f}",
        f"{fmean(timing.hits for timing in found):.0f}",
        f"{fmean(timing.hits for timing in ours):.0f}",
    ]


def raw_timings(timings: Timings) -> dict[str, dict[str, dict[str, list[float]]]]:
    """The timings in columns, in milliseconds, as they are kept."""
    return {
        workload: {
            engine: {
                "ms": [round(1000 * timing.seconds, 3) for timing in found],
                "first_cpu_ms": [round(1000 * each.first_cpu_seconds, 3) for each in found],
                "cpu_ms": [round(1000 * timing.cpu_seconds, 3) for timing in found],
                "plain_cpu_ms": [round(1000 * each.plain_cpu_seconds, 3) for each in found],
                "hits": [timing.hits for timing in found],
            }
            for engine, found in by_engine.items()
        }
        for workload, by_engine in timings.items()
    }
