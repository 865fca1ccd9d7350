"""How long `vnsearch search` takes as a process of its own, beside bare imports."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

from command import Cost, instructions, run
from kept_runs import table

_SEARCH = "import sys; from vnsearch.__main__ import main; sys.exit(main())"
_IMPORTS = ("import click, numpy, whoosh.index", "import click, numpy", "pass")


def cold_commands(index: Path, query: str) -> dict[str, list[str]]:
    """Ours first, then what it is compared with, by the names that tables give them."""
    search = ["search", "--index", str(index), query]
    commands = {"vnsearch search": [sys.executable, "-c", _SEARCH, *search]}
    return commands | {code: [sys.executable, "-c", code] for code in _IMPORTS}


def count_instructions(commands: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Instructions of each command, which no other load on the machine changes."""
    return {name: instructions(command) for name, command in commands.items()}


def instructions_table(counts: Mapping[str, int]) -> str:
    """A row a command; the ratio says how many times as many our search has."""
    ours = next(iter(counts.values()))
    rows = [
        [name, f"{count / 1e6:.1f}", f"{ours / count:.2f}"] for name, count in counts.items()
    ]
    return table(["command", "million instructions", "ours/this"], rows)


def measure_cold_starts(
    commands: Mapping[str, Sequence[str]], rounds: int
) -> dict[str, list[Cost]]:
    """Run each command `rounds` times, in turn; the first turn only warms the caches."""
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            cost = run(command)
            if number:
                costs[name].append(cost)
    return costs


def cold_table(costs: Mapping[str, Sequence[Cost]]) -> str:
    """A row a command; the ratios say how many times as long our search takes."""
    header = ["command", "runs", "median ms", "CPU ms", "ours/this", "CPU ours/this"]
    ours = next(iter(costs.values()))
    rows = [
        [
            name,
            f"{len(found)}",
            f"{1000 * _seconds(found):.0f}",
            f"{1000 * _cpu_seconds(found):.0f}",
            f"{_seconds(ours) / _seconds(found):.2f}",
            f"{_cpu_seconds(ours) / _cpu_seconds(found):.2f}",
        ]
        for name, found in costs.items()
    ]
    return table(header, rows)


def _seconds(costs: Sequence[Cost]) -> float:
    return median(cost.seconds for cost in costs)


def _cpu_seconds(costs: Sequence[Cost]) -> float:
    return median(cost.cpu_seconds for cost in costs)
