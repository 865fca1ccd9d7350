"""A pager for what is longer than the screen."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import subprocess
from collections.abc import Mapping
from shutil import which

from rich.cells import cell_len

from vnsearch.output.forms import Stream

_DEFAULT = "less -FRX"
_ESCAPE = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\")
_LINK = re.compile(rb"\x1b\]8;[^\x1b]*\x1b\\")


def page(
    data: bytes, size: os.terminal_size, environ: Mapping[str, str], stream: Stream
) -> None:
    """Show the bytes in `PAGER`, or write them to the stream where they fit the screen.

    Links are left out in a pager: many print them. Without a pager the stream gets all.
    """
    command = _command(environ.get("PAGER", _DEFAULT))
    if not command or command == ["cat"] or not which(command[0]) or _fits(data, size):
        stream.write(data)
        return
    # What git does: colour through a plain `less`, and letters whatever the locale.
    settings = {"LESS": "FRX", "LESSCHARSET": "utf-8", **environ}
    try:
        pager = subprocess.Popen(command, stdin=subprocess.PIPE, env=settings)
    except OSError:  # no program after all
        stream.write(data)
        return
    with contextlib.suppress(BrokenPipeError, KeyboardInterrupt):
        pager.communicate(_LINK.sub(b"", data))
    while pager.poll() is None:
        with contextlib.suppress(KeyboardInterrupt):  # Ctrl-C belongs to the pager now
            pager.wait()


def _command(pager: str) -> list[str]:
    """The words of a command line; none of one that cannot be read (`PAGER="'"`)."""
    try:
        return shlex.split(pager)
    except ValueError:
        return []


def _fits(data: bytes, size: os.terminal_size) -> bool:
    rows = 0
    for line in io.StringIO(data.decode("utf-8", "replace")):
        rows += max(-(-cell_len(_ESCAPE.sub("", line.rstrip("\n"))) // size.columns), 1)
        if rows >= size.lines:  # one row stays for the prompt
            return False
    return True
