"""A command line in a terminal of its own, by a fork of what has imported vnsearch already.

That costs a third of what a Python from its start does.
"""

from __future__ import annotations

import fcntl
import os
import pty
import shlex
import struct
import sys
import termios
from collections.abc import Mapping
from multiprocessing.connection import wait
from pathlib import Path

from trust.processes import start

from vnsearch.cli.main import main

_SHELL_SIGNS = frozenset("|$<>;&")  # what only a shell reads


def needs_no_shell(line: str) -> bool:
    """Whether a line is one command of ours, of which a shell would make no other."""
    return line.startswith("vnsearch") and _SHELL_SIGNS.isdisjoint(line)


def open_terminal(columns: int, rows: int) -> tuple[int, int]:
    """Our end and that of the programs of a terminal of that size."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    return ours, theirs


def run_forked(
    line: str, folder: Path, environment: Mapping[str, str], columns: int = 80, rows: int = 50
) -> tuple[int, str]:
    """The status of a line that needs no shell, and all that its terminal got."""
    ours, theirs = open_terminal(columns, rows)
    arguments = shlex.split(line)[1:]
    fork = start(_on_terminal, os.ttyname(theirs), folder, dict(environment), arguments)
    shown = b""
    while ours in wait([ours, fork.sentinel]):
        shown += os.read(ours, 65536)
    fork.join()
    os.close(ours)
    os.close(theirs)
    return fork.exitcode, shown.decode().replace("\r\n", "\n")


def _on_terminal(
    name: str, folder: Path, environment: dict[str, str], arguments: list[str]
) -> None:
    """Run the command line in a terminal of that name, as the process that this one is."""
    for descriptor in range(3):
        os.dup2(os.open(name, os.O_RDWR), descriptor)
    sys.stdin, sys.stdout = open(0, closefd=False), open(1, "w", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", buffering=1, closefd=False)  # noqa: SIM115
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    sys.exit(main(arguments))
