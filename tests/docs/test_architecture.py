"""The page on the architecture names every folder, and every array of a segment."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

from vnsearch import update_index
from vnsearch.index.toc import open_segments

from .pages import ARCHITECTURE, ROOT, read


def test_it_names_every_array(tmp_path: Path) -> None:
    update_index(tmp_path / "index", [ROOT / "seeds"])
    table = read(ARCHITECTURE).split("## A segment's file")[1]
    documented = [
        name
        for pattern in re.findall(r"^\| `([a-z_.,{}]+)`", table, re.MULTILINE)
        for name in alternatives(pattern)
    ]
    segment = open_segments(str(tmp_path / "index"))[1][0]
    assert sorted(documented) == sorted(segment.file.names())


def alternatives(pattern: str) -> list[str]:
    """What a shell would make of the braces: 'a.{b,c}' -> ['a.b', 'a.c']."""
    parts = [part.split(",") for part in re.split(r"[{}]", pattern)]
    return ["".join(chosen) for chosen in product(*parts)]


def test_it_names_every_folder() -> None:
    text = read(ARCHITECTURE)
    folders = {path.parent.name for path in (ROOT / "vnsearch").glob("*/__init__.py")}
    assert folders == set(re.findall(r"^\*\*`(\w+)/`\*\*: ", text, re.MULTILINE))
