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


def test_a_search_in_a_pipe_imports_no_strangers(
    library: Path, shell_environment: dict[str, str]
) -> None:
    program = (
        "import sys, click, numpy; theirs = set(sys.modules);"
        "from vnsearch.cli.main import main; status = main(['search', 'hoi nghi']);"
        "sys.stderr.write(' '.join(set(sys.modules) - theirs)); sys.exit(status)"
    )
    # Without `site`, whose start-up files may import anything; an editable install is one.
    places = [shell_environment["PYTHONPATH"], sysconfig.get_path("purelib")]
    ended = subprocess.run(
        [sys.executable, "-S", "-c", program],
        cwd=library,
        env={**shell_environment, "PYTHONPATH": os.pathsep.join(places)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "tổng kết" in ended.stdout
    loaded = set(ended.stderr.split())
    assert "vnsearch.search.searcher" in loaded
    assert loaded & STRANGERS == set()
