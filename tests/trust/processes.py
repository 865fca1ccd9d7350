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

context = multiprocessing.get_context("forkserver")
context.set_forkserver_preload(
    ["pytest", "vnsearch.index.update", "vnsearch.search.searcher", __name__]
)

_PATIENCE = 60  # seconds, far more than anything here takes
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
    left = number
    inside = os.path.abspath(folder)

    def count(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal left
        if event in STEPS and os.path.abspath(str(arguments[0])).startswith(inside):
            left -= 1
            if left == -1:
                act()

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
