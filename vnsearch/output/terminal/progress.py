"""A progress bar on standard error: how much is read, how fast, how long it will take."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from typing import TextIO

from rich import progress as rich_progress
from rich.console import Console
from rich.theme import Theme

from vnsearch.records import Progress

_PAUSE = 0.1  # seconds between two drawings
_FIGURES = 58  # columns that the figures take, with some for the "^C" of an interruption
_BAR = 40
_THEME = Theme(
    {
        "bar.back": "dim",
        "bar.complete": "cyan",
        "bar.finished": "cyan",
        "bar.pulse": "cyan",
        "progress.download": "none",
        "progress.data.speed": "none",
        "progress.remaining": "none",
    }
)


@contextlib.contextmanager
def progress_bar(stream: TextIO, color: bool) -> Iterator[Callable[[Progress], None]]:
    """A function that draws how far an update is; the bar goes when the block ends.

    It draws only when called: a thread of its own would forbid starting processes by fork.
    """
    console = Console(
        file=stream,
        force_terminal=True,
        color_system="standard" if color else None,
        legacy_windows=False,
        theme=_THEME,
    )
    bar = rich_progress.Progress(
        rich_progress.TextColumn("{task.fields[says]}", markup=False),
        rich_progress.BarColumn(max(min(console.width - _FIGURES, _BAR), 1)),
        rich_progress.DownloadColumn(),
        rich_progress.TransferSpeedColumn(),
        rich_progress.TimeRemainingColumn(),
        console=console,
        auto_refresh=False,
        transient=True,
    )
    task = bar.add_task("", total=None, says="")
    drawn = 0.0

    def draw(progress: Progress) -> None:
        nonlocal drawn
        now = time.monotonic()
        bar.update(task, total=progress.total, completed=progress.done, says=_says(progress))
        if now - drawn >= _PAUSE:
            drawn = now
            bar.start()  # not sooner: only now it is known how much there is to do
            bar.refresh()

    try:
        yield draw
    finally:
        bar.stop()


def _says(progress: Progress) -> str:
    """How many documents there are, and which page of a scan was read last."""
    page = progress.page
    documents = f"{progress.documents:,} documents"
    return f"{documents}, page {page.number:,} of {page.total:,} read" if page else documents
