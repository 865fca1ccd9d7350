"""Readers, writers, rebuilds and kills, all at once, for long: every answer is checked.

VNSEARCH_SOAK=600 in the environment goes on for ten minutes.
"""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path
from typing import Any

import vnsearch
from vnsearch import update_index
from vnsearch.index.verify import verify

from .library import left_over, write_documents
from .processes import Command, context, start
from .test_many import read_often

_SECONDS = float(os.environ.get("VNSEARCH_SOAK", "2"))
_READERS = 2
_DOCUMENTS = 4  # as `read_often` expects
_RUNS = (
    ("index", "-q", "docs", "--wait", "60"),
    ("index", "-q", "--rebuild", "docs", "--wait", "60"),
    ("index", "-q", "docs", "--jobs", "2", "--wait", "60"),
    ("index", "-q", "docs", "--check", "--wait", "60"),
)


class Writers:
    """Several `vnsearch index` at a time, of which some are killed; the counts of all."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.chance = random.Random(7)
        self.counts = dict.fromkeys(
            ("editions", "runs", "rebuilds", "killed", "interrupted"), 0
        )
        self._patience = 1.0

    def write(self, edition: int) -> None:
        """Bring the index to an edition of the documents, through what may come between."""
        write_documents(self.root, range(_DOCUMENTS), edition)
        running = [
            Command(self.root, *self.chance.choice(_RUNS))
            for _ in range(self.chance.randint(0, 2))
        ]
        for command in running:
            self._end(command)
        began = time.monotonic()
        run = _RUNS[edition % 2]
        ended = Command(self.root, *run).end()
        assert (ended.status, ended.output) == (0, ""), ended
        self._patience = time.monotonic() - began
        self.counts["runs"] += 1
        self.counts["rebuilds"] += edition % 2
        self.counts["editions"] += 1
        self.check(edition)

    def _end(self, command: Command) -> None:
        fate: signal.Signals | None = None
        if self.chance.random() < 0.6:
            command.process.join(self.chance.uniform(0, self._patience))
            fate = self.chance.choice((signal.SIGKILL, signal.SIGINT))
            if command.process.exitcode is None:
                os.kill(command.process.pid, fate)
        ended = command.end()
        if (
            fate == signal.SIGINT
        ):  # which may come before there is a vnsearch that it interrupts
            assert ended.status in (0, 130) or ended == (1, ""), ended
        else:
            assert ended.status in (0, -signal.SIGKILL if fate else 0), ended
        self.counts["runs"] += 1
        self.counts["killed"] += ended.status == -signal.SIGKILL
        self.counts["interrupted"] += ended.status > 0

    def check(self, edition: int) -> None:
        """The index is of that edition, whole, and nothing else is in its folder."""
        index = self.root / "index"
        assert verify(index) == []
        assert left_over(index) == set()
        with vnsearch.open_index(index) as opened:
            titles = [hit.title for hit in opened.search("bản", limit=100).hits]
        assert sorted(titles) == [
            f"Tin số {number}, bản {edition}." for number in range(_DOCUMENTS)
        ]


def test_all_at_once(tmp_path: Path) -> None:
    write_documents(tmp_path, range(_DOCUMENTS), edition=0)
    update_index(tmp_path / "index", [tmp_path / "docs"], jobs=1)
    done: Any = context.Event()
    counts: Any = context.SimpleQueue()
    readers = [start(read_often, tmp_path, done, counts) for _ in range(_READERS)]
    writers = Writers(tmp_path)
    until = time.monotonic() + _SECONDS
    edition = 1
    try:
        while edition < 3 or time.monotonic() < until:
            writers.write(edition)
            assert all(reader.is_alive() for reader in readers), "an answer was wrong"
            edition += 1
    finally:
        done.set()
        for reader in readers:
            reader.join()
    assert [reader.exitcode for reader in readers] == [0] * _READERS
    opened = sum(counts.get()[0] for _ in readers)
    print(f"\n{writers.counts}, the index opened and checked {opened} times")
