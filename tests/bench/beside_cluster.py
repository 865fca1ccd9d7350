"""An index on a cluster beside a folder of the same documents: what each costs this machine,
and whether they answer alike.

    python tests/bench/beside_cluster.py build CORPUS INDEX [--repeat N] [--join N] [--shards N]
    python tests/bench/beside_cluster.py compare CORPUS FOLDER ADDRESS [--asked N]
        [--built FILE] [--out RUN]

`build` makes an index, in a folder or at an address, and prints what that took as a line of
JSON; such lines in a FILE become a table of a run. `--repeat` makes more documents of those of
the corpus, as `speed.py` does, `--join` long ones of so many each. `compare` asks both N
questions of each kind of `tests/cluster/differences.py`, in turn, three times. Times are those
of the processor in this process, but for `waited`; what the cluster does is not in them.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from itertools import islice
from pathlib import Path
from statistics import fmean
from typing import Any, NamedTuple

from cluster_cost import SearchParts, counting_sent
from collection import Passage, read_passages, write_passages
from kept_runs import keep, table
from speed import repeated

from vnsearch import open_index, update_index

sys.path.append(str(Path(__file__).parents[1]))
from cluster.differences import ROUGH, differences, questions

_ROUNDS = 3


def main() -> None:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    build = commands.add_parser("build")
    compare = commands.add_parser("compare")
    for command in (build, compare):
        command.add_argument("corpus", type=Path)
        command.add_argument("--seed", type=int, default=1)
    build.add_argument("index")
    build.add_argument("--repeat", type=int, default=1)
    build.add_argument("--join", type=int, default=1)
    build.add_argument("--first", type=int, default=None, help="documents of the corpus")
    build.add_argument("--shards", type=int, default=1)
    compare.add_argument("folder", type=Path)
    compare.add_argument("address")
    compare.add_argument("--asked", type=int, default=10)
    compare.add_argument("--built", type=Path)
    compare.add_argument("--out", type=Path)
    options = parser.parse_args()
    print(json.dumps(_build(options))) if options.command == "build" else _compare(options)


def _build(options: argparse.Namespace) -> dict[str, Any]:
    passages = list(islice(read_passages(options.corpus), options.first))
    documents = repeated(_joined(passages, options.join), options.repeat, options.seed)
    on_cluster = "://" in options.index
    given = {"shards": options.shards, "replicas": 0} if on_cluster else {"jobs": 1}
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "corpus.jsonl")
        text_size = write_passages(documents, source)
        del passages, documents
        began, cpu = time.perf_counter(), _cpu_seconds()
        with counting_sent() as sent:
            summary = update_index(options.index, [source], rebuild=True, **given)
        cpu, wall = _cpu_seconds() - cpu, time.perf_counter() - began
    with open_index(options.index) as index:
        size = index.stats().size
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return {
        "index": f"{options.shards} shard(s)" if on_cluster else "folder",
        "documents": summary.total,
        "text": text_size,
        "cpu": round(cpu, 2),
        "seconds": round(wall, 1),
        "sent": sent[0],
        "size": size,
        "memory": memory,
    }


def _joined(passages: Sequence[Passage], count: int) -> list[Passage]:
    """A document for each so many passages, with the id and the title of the first."""
    parts = (passages[start : start + count] for start in range(0, len(passages), count))
    return [
        Passage(some[0].id, some[0].title, "\n".join(each.text for each in some))
        for some in parts
    ]


def _cpu_seconds() -> float:
    used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


class _Asked(NamedTuple):
    """What a question took in a folder and on a cluster: seconds, of the first time and of the
    shortest later one.
    """

    kind: str
    folder: tuple[float, float]
    cluster: tuple[float, float]


def _compare(options: argparse.Namespace) -> None:
    texts = [passage.text for passage in read_passages(options.corpus)]
    asked = list(questions(texts, options.asked, options.seed))
    parts = SearchParts()
    with open_index(options.folder) as folder, open_index(options.address) as cluster:
        seconds: dict[int, tuple[list[float], list[float]]] = defaultdict(lambda: ([], []))
        for turn in range(_ROUNDS):
            for number, (_, query, given) in enumerate(asked):
                for index, took in zip((folder, cluster), seconds[number], strict=True):
                    watch = parts.watching() if turn and index is cluster else nullcontext()
                    with watch:
                        began = time.process_time()
                        index.search(query, **given)
                        took.append(time.process_time() - began)
        found = [(each[0], differences(folder, cluster, each)) for each in asked]
    times = [
        _Asked(kind, (one[0], min(one[1:])), (other[0], min(other[1:])))
        for (kind, _, _), (one, other) in zip(asked, seconds.values(), strict=True)
    ]
    tables = {
        "Searching: CPU ms of this process": _time_table(times),
        "What a search on a cluster is made of": parts.table(),
        "Answers": _answer_table(found),
    }
    built = options.built.read_text().splitlines() if options.built else []
    builds = [json.loads(line) for line in built if line.startswith("{")]
    if builds:
        tables = {"Building": _build_table(builds), **tables}
    for title, text in tables.items():
        print(f"\n{title}\n{text}")
    for _, faults in found:
        print("\n".join(fault[:600] for fault in faults), end="\n" if faults else "")
    if options.out:
        raw = {
            "builds": builds,
            "times": [each._asdict() for each in times],
            "parts": parts.raw(),
            "differences": [[kind, len(faults)] for kind, faults in found],
        }
        keep(options.out, tables, raw)


def _time_table(times: Sequence[_Asked]) -> str:
    by_kind: dict[str, list[_Asked]] = defaultdict(list)
    for each in times:
        by_kind[each.kind].append(each)
        by_kind["all"].append(each)
    rows = []
    for kind in [*(kind for kind in by_kind if kind != "all"), "all"]:
        row = [kind]
        for turn in range(2):
            one = fmean(each.folder[turn] for each in by_kind[kind])
            other = fmean(each.cluster[turn] for each in by_kind[kind])
            row += [f"{1000 * one:.1f}", f"{1000 * other:.1f}", f"{other / one:.2f}"]
        rows.append(row)
    first = ["folder, first", "cluster, first", "ratio"]
    return table(["question", *first, "folder", "cluster", "ratio"], rows)


def _answer_table(found: Sequence[tuple[str, Sequence[str]]]) -> str:
    by_kind: dict[str, list[Sequence[str]]] = defaultdict(list)
    for kind, faults in found:
        by_kind[kind].append(faults)
        by_kind["all"].append(faults)
    rows = []
    for kind in [*(kind for kind in by_kind if kind != "all"), "all"]:
        asked = by_kind[kind]
        totals = sum(not any(": total" in fault for fault in faults) for faults in asked)
        rough = " (9 of 10 ids)" if kind in ROUGH else ""
        same = f"{sum(not faults for faults in asked)}{rough}"
        rows.append([kind, str(len(asked)), str(totals), same])
    return table(["question", "asked", "same total and match", "same page and scores"], rows)


def _build_table(builds: Sequence[Mapping[str, Any]]) -> str:
    rows = [
        [
            each["index"],
            str(each["documents"]),
            f"{each['cpu']:.1f}",
            f"{each['text'] / 1e6 / each['cpu']:.2f}",
            f"{each['seconds']:.0f}",
            f"{each['sent'] / each['text']:.2f}",
            f"{each['size'] / each['text']:.2f}",
            f"{each['memory'] / 1e6:.0f}",
        ]
        for each in builds
    ]
    header = ["index", "documents", "CPU s", "MB a CPU s", "s", "sent/text", "index/text", "MB"]
    return table(header, rows)


if __name__ == "__main__":
    main()
