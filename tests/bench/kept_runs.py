"""A run as it is kept: a folder with README.md (how, on what, what came out) and raw.json."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from machine import describe


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table whose columns also line up as plain text."""
    widths = [max(map(len, column)) for column in zip(header, *rows, strict=True)]
    lines = [header, ["-" * width for width in widths], *rows]
    return "\n".join("| " + " | ".join(map(str.ljust, line, widths)) + " |" for line in lines)


def keep(folder: Path, tables: Mapping[str, str], raw: Mapping[str, Any]) -> None:
    """Write a run's folder: the tables by their titles, and the raw figures."""
    folder.mkdir(parents=True, exist_ok=True)
    circumstances = describe()
    lines = [f"# {folder.name}", "", "    " + _command(), ""]
    lines += [f"- {name}: {value}" for name, value in circumstances.items()]
    for title, text in tables.items():
        lines += ["", f"## {title}", "", text]
    (folder / "README.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    text = json.dumps({"machine": circumstances, **raw}, separators=(",", ":"))
    (folder / "raw.json").write_text(text + "\n", encoding="utf-8")


def kept(folder: Path) -> dict[str, Any]:
    """The raw figures of a run."""
    found: dict[str, Any] = json.loads((folder / "raw.json").read_text(encoding="utf-8"))
    return found


def _command() -> str:
    """The command line of this run, files by their names alone."""
    script, *arguments = sys.argv
    names = [Path(text).name if "/" in text else text for text in arguments]
    return shlex.join(["python", f"tests/bench/{Path(script).name}", *names])
