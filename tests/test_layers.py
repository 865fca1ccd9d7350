"""The floors: imports point down, never up or sideways, and every package stays in its home.

The imports are read from the source, those inside functions and for type checking included,
so nothing has to be importable, and an import that is seldom run counts as well.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted(
    path.relative_to(ROOT).as_posix() for path in (ROOT / "vnsearch").rglob("*.py")
)
NAMES = {
    module.removesuffix(".py").removesuffix("/__init__").replace("/", "."): module
    for module in MODULES
}

# What the lower floors know, the upper may use. Packages of one floor do not know each other.
FLOORS = {
    "text": 0,
    "records": 0,
    "errors": 0,
    "dates": 0,
    "files": 0,
    "document_fields": 0,
    "documents": 1,
    "query": 1,
    "index": 2,
    "search": 3,
    "output": 3,
    "__init__": 4,  # the public names, over which the command line is a thin layer
    "cli": 5,
    "__main__": 6,
}

HOMES = {
    "unidecode": ("vnsearch/text/",),
    "whoosh": ("vnsearch/index/",),
    "numpy": ("vnsearch/index/", "vnsearch/search/"),
    "rich": ("vnsearch/output/", "vnsearch/cli/progress.py"),
    "click": ("vnsearch/cli/",),
    "tomli": ("vnsearch/cli/config.py", "vnsearch/documents/"),  # tomllib for Python 3.10
}
STANDARD_LIBRARY = sys.stdlib_module_names | {"tomllib"}
FORMATS = ("vnsearch/documents/",)  # whatever reads a document format or an ignore file


def imported(source: str, module: str) -> Iterator[tuple[int, str]]:
    """The line and the full name of everything that a module imports."""
    package = module.split("/")[:-1]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            origin = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                yield node.lineno, f"{origin}.{alias.name}"
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            for name in named(node.args[0]):
                yield node.lineno, name


def named(argument: ast.expr) -> Iterator[str]:
    """The modules that an argument of import_module may name: of f"a.b.{c}", all of a.b."""
    if isinstance(argument, ast.Constant):
        yield str(argument.value)
    elif isinstance(argument, ast.JoinedStr) and isinstance(argument.values[0], ast.Constant):
        package = str(argument.values[0].value)
        yield from (name for name in NAMES if name.startswith(package))


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
            return ""
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


@pytest.mark.parametrize("module", MODULES)
def test_imports_keep_to_the_floors(module: str) -> None:
    source = (ROOT / module).read_text(encoding="utf-8")
    faults = [
        f"{module}:{line} {wrong}"
        for line, name in imported(source, module)
        if (wrong := fault(module, name))
    ]
    assert not faults, "\n".join(faults)


def targets(name: str) -> set[str]:
    """The modules of ours that one module imports."""
    found = set()
    for _, imported_name in imported((ROOT / NAMES[name]).read_text("utf-8"), NAMES[name]):
        while imported_name and imported_name not in NAMES:
            imported_name = imported_name.rpartition(".")[0]
        found.add(imported_name)
    return found - {"", name}


@pytest.mark.parametrize("part", ["documents", "query", "search", "text"])
def test_no_part_imports_in_a_circle(part: str) -> None:
    package = f"vnsearch.{part}"
    graph = {name: targets(name) for name in NAMES if name.startswith(package)}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(reversed(error.args[1])) + ": hand in what is called back")


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
        ("vnsearch/output/lines.py", "from vnsearch.search import match", "sideways"),
        ("vnsearch/text/terms.py", "from unidecode import unidecode", ""),
        ("vnsearch/index/schema.py", "from whoosh import fields", ""),
        ("vnsearch/search/rank.py", "import numpy as np", ""),
        ("vnsearch/output/terminal.py", "from rich.console import Console", ""),
        ("vnsearch/cli/main.py", "import click, sys", ""),
        ("vnsearch/documents/ignore.py", "import pathspec", ""),
        ("vnsearch/records.py", "from dataclasses import dataclass", ""),
        ("vnsearch/search/rank.py", "from whoosh.query import Term", "home is vnsearch/index/"),
        ("vnsearch/text/terms.py", "import numpy", "vnsearch/index/ and vnsearch/search/"),
        ("vnsearch/cli/main.py", "import rich", "home is vnsearch/output/"),
        ("vnsearch/output/lines.py", "import click", "home is vnsearch/cli/"),
        ("vnsearch/index/schema.py", "import unidecode", "home is vnsearch/text/"),
        ("vnsearch/index/schema.py", "import pathspec", "home is vnsearch/documents/"),
    ],
)
def test_faults_are_seen(module: str, source: str, wrong: str) -> None:
    [found] = {fault(module, name) for _, name in imported(source, module) if name != "sys"}
    assert wrong in found and bool(wrong) == bool(found)
