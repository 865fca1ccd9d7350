"""The floors: imports point down, never up or sideways, and every package stays in its home.

The imports are read from the source, those inside functions and for type checking included,
so nothing has to be importable, and an import that is seldom run counts as well.
"""

from __future__ import annotations

import sys

import pytest
from import_graph import MODULES, ROOT, circles, import_graph, imported, room_graph

# What the lower floors know, the upper may use. Packages of one floor do not know each other.
FLOORS = {
    "frozen": -1,  # these stand in for parts of the standard library
    "cached": -1,
    "patterns": -1,
    "kernel": -1,  # knows arrays by their addresses alone
    "text": 0,
    "records": 0,
    "errors": 0,
    "dates": 0,
    "files": 0,
    "document_fields": 0,
    "zstd": 0,
    "child": 0,
    "arguments": 1,
    "state": 1,
    "documents": 1,
    "query": 1,
    "index": 2,
    "search": 3,
    "output": 3,
    "cluster": 4,
    "opening": 5,  # of an index by its name, be it a folder or on a cluster
    "updating": 5,
    "__init__": 6,  # the public names, over which the command line is a thin layer
    "screen": 7,
    "cli": 8,
    "__main__": 9,
}

# Rooms that only some may enter: what begins so, and who may import it besides itself.
WALLS = {
    "vnsearch.index.bridge": ("vnsearch/index/commit.py", "vnsearch/index/codec.py"),
    "vnsearch.index.making": ("vnsearch/index/", "vnsearch/cluster/"),
    "vnsearch.index.updating": ("vnsearch/index/", "vnsearch/cluster/"),
    "vnsearch.cluster.updating": ("vnsearch/cluster/update.py",),
}
# All that searching may know of an index: what reads a segment.
OPEN_TO_SEARCH = (
    "vnsearch.index.segment",
    "vnsearch.index.arrays",
    "vnsearch.index.toc",
    "vnsearch.index.catalogue",
    "vnsearch.index.verifying.blame",
)

HOMES = {
    "unidecode": ("vnsearch/text/",),
    "whoosh": ("vnsearch/index/",),
    "numpy": ("vnsearch/index/", "vnsearch/search/", "vnsearch/cluster/"),
    "isal": ("vnsearch/cluster/",),
    "urllib3": ("vnsearch/cluster/",),
    "rich": ("vnsearch/output/terminal/", "vnsearch/screen/"),
    "watchfiles": ("vnsearch/index/watch.py",),
    "textual": ("vnsearch/screen/",),
    "click": ("vnsearch/cli/",),
    "backports": ("vnsearch/zstd.py",),  # compression.zstd for Python 3.10 to 3.13
    "tomli": ("vnsearch/cli/config.py", "vnsearch/documents/"),  # tomllib for Python 3.10
}
STANDARD_LIBRARY = sys.stdlib_module_names | {"tomllib", "compression"}
FORMATS = ("vnsearch/documents/",)  # whatever reads a document format or an ignore file


def floor(name: str) -> tuple[str, int]:
    """The part of vnsearch that a full name belongs to, and the floor it is on."""
    _, part, *_ = [*name.split("."), "__init__"]
    return (part, FLOORS[part]) if part in FLOORS else ("__init__", FLOORS["__init__"])


def fault(module: str, name: str) -> str:
    """What is wrong with this import in this module and what to do instead; '' if nothing."""
    package = name.split(".")[0]
    if package == "vnsearch":
        part, height = floor(module.removesuffix(".py").replace("/", "."))
        other, other_height = floor(name)
        if part == other or height > other_height:
            return behind_a_wall(module, name)
        direction = "up" if other_height > height else "sideways"
        return (
            f"imports {direction}, {name} (floor {other_height}) from floor {height}: move "
            "what is shared to a lower floor, or let the caller pass it in"
        )
    if package in STANDARD_LIBRARY:
        return ""
    homes = HOMES.get(package, FORMATS)
    if module.startswith(homes):
        return ""
    return (
        f"imports {package}, whose home is {' and '.join(homes)}: move this code there, or "
        f"pass plain values across the border"
    )


def behind_a_wall(module: str, name: str) -> str:
    """What is wrong with an import of a room that is not open to this module; '' if nothing."""
    of_index = module.startswith("vnsearch/search/") and name.startswith("vnsearch.index.")
    if of_index and not name.startswith(OPEN_TO_SEARCH):
        return f"imports {name}: search knows of an index only {', '.join(OPEN_TO_SEARCH)}"
    for room, open_to in WALLS.items():
        inside = module.startswith(room.replace(".", "/") + "/")
        if name.startswith(room) and not inside and not module.startswith(open_to):
            return f"imports {name}, which is open to {' and '.join(open_to)} alone"
    return ""


def test_nothing_imports_itself_however_far_round() -> None:
    graph = import_graph()
    found = circles(graph) + circles(room_graph(graph))
    assert not found, "open these circles: " + "; ".join(map(" ".join, found))


def test_circles_are_seen() -> None:
    graph = {"a": frozenset("b"), "b": frozenset("c"), "c": frozenset("a"), "d": frozenset("a")}
    assert circles(graph) == [["a", "b", "c"]]
    assert not circles({"a": frozenset("b"), "b": frozenset("c"), "c": frozenset()})
    lines = "from importlib import import_module\ndef f(n):\n    import_module(f'a.{n}').x()\n"
    assert [name for _, name in imported(lines, "a/b.py")][1:] == ["a.*.x"]


@pytest.mark.parametrize("module", MODULES)
def test_imports_keep_to_the_floors(module: str) -> None:
    source = (ROOT / module).read_text(encoding="utf-8")
    faults = [
        f"{module}:{line} {wrong}"
        for line, name in imported(source, module)
        if (wrong := fault(module, name))
    ]
    assert not faults, "\n".join(faults)


def test_every_part_has_a_floor() -> None:
    parts = {module.split("/")[1].removesuffix(".py") for module in MODULES}
    strangers = parts - set(FLOORS)
    assert not strangers, f"give {', '.join(sorted(strangers))} a floor in FLOORS"


@pytest.mark.parametrize(
    ("module", "source", "wrong"),
    [
        ("vnsearch/search/rank.py", "from vnsearch.index.segment.layout import X", ""),
        ("vnsearch/search/rank.py", "import vnsearch.text.terms", ""),
        ("vnsearch/search/rank.py", "from vnsearch.search import match", ""),
        ("vnsearch/search/rank.py", "from . import match", ""),
        ("vnsearch/search/rank.py", "from ..text import terms", ""),
        ("vnsearch/search/rank.py", "from vnsearch.records import Hit", ""),
        ("vnsearch/search/rank.py", "from vnsearch.index.toc import open_segments", ""),
        ("vnsearch/search/rank.py", "from vnsearch.index.commit import X", "search knows"),
        (
            "vnsearch/search/rank.py",
            "from vnsearch.index.making.merge import X",
            "search knows",
        ),
        ("vnsearch/index/commit.py", "from vnsearch.index.bridge.whoosh_codec import X", ""),
        ("vnsearch/index/bridge/a.py", "from vnsearch.index.bridge.whoosh_codec import X", ""),
        (
            "vnsearch/index/update.py",
            "from vnsearch.index.bridge.whoosh_codec import X",
            "alone",
        ),
        (
            "vnsearch/cli/commands/index.py",
            "from vnsearch.index.making.build import X",
            "alone",
        ),
        (
            "vnsearch/cluster/searcher.py",
            "from vnsearch.cluster.updating.job import Job",
            "alone",
        ),
        ("vnsearch/__init__.py", "from vnsearch.search.searcher import open_index", ""),
        ("vnsearch/__main__.py", "from vnsearch.cli.main import main", ""),
        ("vnsearch/text/terms.py", "import vnsearch.index.bridge.whoosh_schema", "up"),
        ("vnsearch/text/terms.py", "from vnsearch import documents", "up"),
        ("vnsearch/text/terms.py", "from ..cli import main", "up"),
        ("vnsearch/text/terms.py", "def f():\n    from vnsearch.cli import main", "up"),
        (
            "vnsearch/text/terms.py",
            "if TYPE_CHECKING:\n    from vnsearch.search import q",
            "up",
        ),
        (
            "vnsearch/text/terms.py",
            "importlib.import_module('vnsearch.search.ranking.rank')",
            "up",
        ),
        ("vnsearch/cli/main.py", "from vnsearch import __version__", ""),
        ("vnsearch/cli/main.py", "import vnsearch", ""),
        ("vnsearch/search/rank.py", "import vnsearch", "up"),
        ("vnsearch/search/rank.py", "from vnsearch import open_index", "up"),
        ("vnsearch/__init__.py", "from vnsearch.cli.main import main", "up"),
        ("vnsearch/text/terms.py", "from vnsearch.records import Hit", "sideways"),
        ("vnsearch/errors.py", "from vnsearch.records import Hit", "sideways"),
        ("vnsearch/output/pipe/lines.py", "from vnsearch.search import match", "sideways"),
        ("vnsearch/text/terms.py", "from unidecode import unidecode", ""),
        ("vnsearch/index/schema.py", "from whoosh import fields", ""),
        ("vnsearch/search/rank.py", "import numpy as np", ""),
        ("vnsearch/output/terminal/results.py", "from rich.console import Console", ""),
        ("vnsearch/cli/main.py", "import click, sys", ""),
        ("vnsearch/documents/walking/ignore.py", "import pathspec", ""),
        ("vnsearch/records.py", "from dataclasses import dataclass", ""),
        ("vnsearch/search/rank.py", "from whoosh.query import Term", "home is vnsearch/index/"),
        ("vnsearch/text/terms.py", "import numpy", "vnsearch/index/ and vnsearch/search/"),
        ("vnsearch/cli/main.py", "import rich", "home is vnsearch/output/terminal/"),
        ("vnsearch/output/pipe/lines.py", "import click", "home is vnsearch/cli/"),
        ("vnsearch/index/schema.py", "import unidecode", "home is vnsearch/text/"),
        ("vnsearch/index/schema.py", "import pathspec", "home is vnsearch/documents/"),
    ],
)
def test_faults_are_seen(module: str, source: str, wrong: str) -> None:
    [found] = {fault(module, name) for _, name in imported(source, module) if name != "sys"}
    assert wrong in found and bool(wrong) == bool(found)
