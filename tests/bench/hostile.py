"""What files that were made to do harm cost: time and peak memory of indexing each of them.

    python tests/bench/hostile.py [--only PART] [--jobs N] [--rows FILE] [--out RUN]

Each file is indexed beside two others, which must be found afterwards; it must itself be found
or named. Memory is what all processes of the command have written to, sampled; what was read
from files is not counted. A file of very many documents, each of which is found, may take some
more for each: "by document". Rows that stand in FILE are not measured again; those that are go
there one by one, since all of them take an hour. RUN is a folder of `runs/`.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from hostile_files import HOSTILE, IGNORED, MANY_DOCUMENTS, make
from kept_runs import keep, table

MEMORY, SECONDS = 400_000_000, 10.0  # beside the size on disk; of processor time
DOCUMENT_MEMORY, DOCUMENT_SECONDS = 50, 0.0002  # more for each of very many documents
_SAMPLED = 0.005  # seconds


class Cost(NamedTuple):
    """What indexing one file took, and what was said of it."""

    seconds: float
    memory: int
    status: int
    said: str
    found: bool


def index(folder: Path, name: str, jobs: int) -> Cost:
    """What indexing the folder costs."""
    command = [sys.executable, "-m", "vnsearch", "--index", str(folder.parent / "index")]
    started = os.times()
    process = subprocess.Popen(
        [*command, "index", str(folder), "--jobs", str(jobs), "-v"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    peak = [0]
    watch = threading.Thread(target=_watch, args=(process, peak))
    watch.start()
    said, _ = process.communicate()
    watch.join()
    ended = os.times()
    seconds = sum(ended[2:4]) - sum(started[2:4])
    asked = subprocess.run(
        [*command, "search", "-l", "tin số"], capture_output=True, text=True, check=False
    ).stdout
    named = [line.partition(name)[2] for line in said.splitlines() if name in line]
    found = all(f"tin-{number}.txt" in asked for number in (1, 2))
    return Cost(seconds, peak[0], process.returncode, " ".join(named).strip()[:100], found)


def _watch(process: subprocess.Popen[str], peak: list[int]) -> None:
    while process.poll() is None:
        peak[0] = max(peak[0], sum(map(_written, _tree(process.pid))))
        time.sleep(_SAMPLED)


def _tree(pid: int) -> Iterator[int]:
    yield pid
    try:
        for task in os.listdir(f"/proc/{pid}/task"):
            children = Path(f"/proc/{pid}/task/{task}/children").read_text().split()
            for child in children:
                yield from _tree(int(child))
    except OSError:
        return  # it has ended


def _written(pid: int) -> int:
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("RssAnon:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


def _measured(rows: Path | None) -> dict[str, dict[str, Any]]:
    """The figures of earlier rows by their names."""
    lines = rows.read_text(encoding="utf-8").splitlines() if rows and rows.exists() else []
    return {row.pop("name"): row for row in map(json.loads, lines)}


def _measure(name: str, jobs: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="hostile-") as made:
        folder = Path(made, "docs")
        folder.mkdir()
        path = make(folder, name)
        size = path.stat().st_size
        return index(folder, path.name, jobs)._asdict() | {"size": size}


def _row(name: str, size: int, **cost: Any) -> list[str]:
    one = Cost(**cost)
    documents = MANY_DOCUMENTS.get(name, 0)
    is_small = one.memory - size <= MEMORY + documents * DOCUMENT_MEMORY
    is_soon = one.seconds <= SECONDS + documents * DOCUMENT_SECONDS
    kept = "by document" if documents else "yes"
    return [name, f"{size / 1e6:.2f}", f"{one.seconds:.1f}", f"{one.memory / 1e6:.0f}",
            str(one.status), kept if is_small and is_soon and one.found else "NO",
            one.said]  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--rows", type=Path)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    raw = _measured(options.rows)
    rows = []
    for name in [*HOSTILE, *IGNORED]:
        if options.only not in name:
            continue
        if name not in raw:
            raw[name] = _measure(name, options.jobs)
            if options.rows:
                with options.rows.open("a", encoding="utf-8") as file:
                    file.write(json.dumps({"name": name} | raw[name]) + "\n")
        rows.append(_row(name, **raw[name]))
        print(" | ".join(rows[-1]), flush=True)
    header = ["file", "MB", "CPU s", "peak MB", "status", "kept", "said"]
    tables = {"Hostile files": table(header, rows)}
    print(tables["Hostile files"])
    if options.out:
        keep(options.out, tables, raw)


if __name__ == "__main__":
    main()
