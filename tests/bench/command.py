"""A command run to its end: its time, its processor time, the memory it held, instructions."""

from __future__ import annotations

import glob
import os
import re
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_PAUSE = 0.05  # seconds between two looks at the memory


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took, all of its processes together."""

    seconds: float
    cpu_seconds: float
    peak_memory: int  # bytes of dirty pages, a shared one divided among its holders; 0 if not
    # watched. What is mapped from files and clean costs nobody memory.


def run(command: Sequence[str], watch_memory: bool = False) -> Cost:
    """Run a command to its end; raises CalledProcessError if it fails."""
    started, peak = time.perf_counter(), 0
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    while True:
        # wait4 alone tells the processor time of this child and of the children it waited for.
        ended, status, usage = os.wait4(process.pid, os.WNOHANG if watch_memory else 0)
        if ended:
            break
        peak = max(peak, sum(map(_memory, _family(process.pid))))
        time.sleep(_PAUSE)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, list(command))
    return Cost(seconds, usage.ru_utime + usage.ru_stime, peak)


def _family(process: int) -> list[int]:
    """A process and all its descendants that are alive."""
    found, pending = [], [process]
    while pending:
        process = pending.pop()
        found.append(process)
        for path in glob.glob(f"/proc/{process}/task/*/children"):
            pending += map(int, _read(path).split())
    return found


def _memory(process: int) -> int:
    for line in _read(f"/proc/{process}/smaps_rollup").splitlines():
        if line.startswith("Pss_Dirty:"):
            return int(line.split()[1]) * 1024
    return 0


def _read(path: str) -> str:
    """A file of /proc; "" if its process has ended."""
    try:
        return Path(path).read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):
        return ""


def instructions(command: Sequence[str]) -> int:
    """Machine instructions of a command and its libraries, counted by valgrind's callgrind."""
    counter = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"]
    ended = subprocess.run([*counter, *command], capture_output=True, text=True, check=True)
    return int(re.findall(r"Collected : (\d+)", ended.stderr)[-1])
