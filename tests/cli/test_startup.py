"""A cold search in a pipe imports what it uses and no more."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

# Each of these costs milliseconds or is for something else than a search in a pipe.
STRANGERS = {
    "asyncio",
    "concurrent.futures",
    "dataclasses",
    "email",
    "http",
    "importlib.metadata",
    "logging",
    "multiprocessing",
    "pathspec",
    "rich",
    "shlex",
    "shutil",
    "socket",
    "subprocess",
    "tempfile",
    "tomllib",
    "urllib",
    "isal",
    "urllib3",
    "vnsearch.cluster",
    "whoosh",
}

# What stands in a module that compiled it as it was loaded; `frozen` and `patterns` do not.
COMPILED = """
import re, typing
compiled = [
    f"{module.__name__}.{name}"
    for module in list(sys.modules.values()) if module.__name__.startswith("vnsearch.")
    for name, value in vars(module).items()
    if value is typing.NamedTuple
    or any(isinstance(each, re.Pattern) for each in (value, getattr(value, "__self__", 0)))
]
"""


def _loaded(library: Path, environment: dict[str, str], told: str) -> set[str]:
    """The words that `told`, a program run behind a search in a pipe, writes to its errors."""
    program = (
        "import sys, click, numpy; theirs = set(sys.modules)\n"
        "from vnsearch.cli.main import main; status = main(['search', 'hoi nghi'])\n"
        f"{told}; sys.exit(status)"
    )
    # Without `site`, whose start-up files may import anything; an editable install is one.
    places = [environment["PYTHONPATH"], sysconfig.get_path("purelib")]
    ended = subprocess.run(
        [sys.executable, "-S", "-c", program],
        cwd=library,
        env={**environment, "PYTHONPATH": os.pathsep.join(places)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "tổng kết" in ended.stdout
    return set(ended.stderr.split())


def test_a_search_in_a_pipe_imports_no_strangers(
    library: Path, shell_environment: dict[str, str]
) -> None:
    told = "sys.stderr.write(' '.join(set(sys.modules) - theirs))"
    loaded = _loaded(library, shell_environment, told)
    assert "vnsearch.search.searcher" in loaded
    assert loaded & STRANGERS == set()


def test_what_a_search_in_a_pipe_loads_compiles_nothing(
    library: Path, shell_environment: dict[str, str]
) -> None:
    told = f"{COMPILED}\nsys.stderr.write(' '.join(compiled))"
    assert _loaded(library, shell_environment, told) == set()
