"""What a benchmark ran on and what it measured: processor, versions, commit; no names."""

from __future__ import annotations

import os
import platform
import sqlite3
import subprocess
from importlib import metadata
from pathlib import Path

import vnsearch

_PACKAGES = ("numpy", "whoosh", "click", "tantivy")


def describe() -> dict[str, str]:
    """Processor, cores, Python, packages, and the commit of this checkout."""
    found = {
        "processor": _processor(),
        "cores": str(len(os.sched_getaffinity(0))),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "vnsearch": vnsearch.__version__,
        "sqlite": sqlite3.sqlite_version,
    }
    for package in _PACKAGES:
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            found[package] = "absent"
    found["commit"] = _git("rev-parse", "--short=12", "HEAD")
    if _git("status", "--porcelain", "--", "vnsearch"):
        found["commit"] += " with changes"
    return found


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor()


def _git(*arguments: str) -> str:
    root = Path(__file__).parents[2]
    run = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True)
    return run.stdout.strip() if run.returncode == 0 else "unknown"
