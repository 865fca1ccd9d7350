"""Processes that a test may kill: forked from one that has imported vnsearch already."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Sequence
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any, NamedTuple

from vnsearch.cli.main import main

IMPORTED = (  # beforehand, by what the processes are forked from
    "pytest",
    "numpy.ma",
    *(f"unidecode.x0{page}" for page in ("00", "01", "1e")),
    *(f"encodings.{name}" for name in ("utf_32_le", "utf_8_sig")),
    *(f"vnsearch.cli.commands.{name}" for name in ("index", "search", "show", "stats")),
    *(f"vnsearch.cli.commands.{name}" for name in ("terms", "verify")),
    "vnsearch.documents.formats.text",
    *(f"vnsearch.index.{name}" for name in ("codec", "update", "verify")),
    *(f"vnsearch.{name}" for name in ("opening", "updating", "zstd")),
    "vnsearch.output.printer",
    *(f"vnsearch.output.pipe.{name}" for name in ("json_lines", "lines", "listings")),
    *(f"vnsearch.output.terminal.{name}" for name in ("pager", "progress", "results")),
    "vnsearch.search.searcher",
    *(f"vnsearch.search.showing.{name}" for name in ("file_places", "index_stats")),
    "vnsearch.search.showing.term_counts",
    __name__,
)
context = multiprocessing.get_context("forkserver")
context.set_forkserver_preload(list(IMPORTED))

_PATIENCE = 600  # seconds, far more than anything here takes
STEPS = ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.listdir")


class Ended(NamedTuple):
    """How a command line ended, and what it wrote to standard output and standard error."""

    status: int  # negative for a signal
    output: str


class Command:
    """A `vnsearch` at work in a process of its own."""

    def __init__(
        self, folder: Path, *arguments: str, first: Callable[[], object] = bool
    ) -> None:
        self._reader, writer = context.Pipe(duplex=False)
        self.process = start(_run, writer, folder, arguments, first)
        writer.close()

    def kill(self) -> None:
        """End it at once; what it has started is left to itself."""
        self.process.kill()

    def end(self) -> Ended:
        """Wait for it, and for every process that it has started: they share its output."""
        written = b""
        while True:
            assert wait([self._reader], _PATIENCE), "a process that it has started lives on"
            piece = os.read(self._reader.fileno(), 1 << 16)
            if not piece:
                break
            written += piece
        self._reader.close()
        self.process.join()
        status = self.process.exitcode
        self.process.close()
        return Ended(status, written.decode())


def start(target: Callable[..., object], *arguments: Any) -> Any:
    """A started process that calls `target`."""
    process = context.Process(target=target, args=arguments)
    process.start()
    return process


def at_step(number: int, folder: str, act: Callable[[], object]) -> None:
    """Call `act` just before this process takes step `number`, from 0, in a folder's files."""

    def count(step: int) -> None:
        if step == number:
            act()

    _before_steps(folder, count)


def at_change(number: int, folder: str, act: Callable[[], object]) -> None:
    """Call `act` just before the first step that finds a folder's files changed for the time
    `number`, where its first step is the time 0.
    """
    changes, held = -1, None

    def look(step: int) -> None:
        nonlocal changes, held
        now = _looks(folder)
        if now != held:
            changes, held = changes + 1, now
            if changes == number:
                act()

    folder = os.path.abspath(folder)
    _before_steps(folder, look)


def contents(folder: Path) -> dict[str, bytes | None]:
    """All that a folder holds by its path in it; None for the content of what is no file."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


def _looks(folder: str) -> list[tuple[object, ...]]:
    """What tells a change of any file of a folder, without reading it."""
    found: list[tuple[object, ...]] = []
    for path, folders, names in os.walk(folder):
        found += [(path, name) for name in folders]
        for name in names:
            status = os.stat(os.path.join(path, name))
            found.append((path, name, status.st_ino, status.st_size, status.st_mtime_ns))
    return found


def _before_steps(folder: str, act: Callable[[int], object]) -> None:
    """Call `act` with the number of each step before it; its own steps are none."""
    taken, acting = 0, False
    inside = os.path.abspath(folder)

    def count(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal taken, acting
        if acting or event not in STEPS:
            return
        if os.path.abspath(str(arguments[0])).startswith(inside):
            acting, taken = True, taken + 1
            try:
                act(taken - 1)
            finally:
                acting = False

    sys.addaudithook(count)


def _run(
    writer: Any, folder: Path, arguments: Sequence[str], first: Callable[[], object]
) -> None:
    for descriptor in (1, 2):
        os.dup2(writer.fileno(), descriptor)
    writer.close()
    sys.stdout = os.fdopen(1, "w", closefd=False)
    sys.stderr = os.fdopen(2, "w", closefd=False)
    os.chdir(folder)
    first()
    sys.exit(main(arguments))
