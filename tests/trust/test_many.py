"""Many at once: readers during commits see one commit or the next; writers take turns."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import vnsearch
from vnsearch import update_index
from vnsearch.errors import IndexLockedError
from vnsearch.index.commit import IndexWriter
from vnsearch.index.verify import verify

from . import SCALE
from .library import answers, write_documents
from .processes import Command, at_step, context, start

_READERS = 3
_COMMITS = 40 * SCALE
_DOCUMENTS = 4
_PATIENCE = 600  # seconds, far more than anything here takes


def commit_often(root: Path) -> None:
    """Editions of all documents, one after the other, each in a commit."""
    for edition in range(_COMMITS):
        write_documents(root, range(_DOCUMENTS), edition)
        update_index(root / "index", [root / "docs"], jobs=1)


def read_often(root: Path, done: Any, counts: Any, begun: Any = None) -> None:
    """Open and search until `done`, and once more; every answer must be of one edition, and
    never go back.
    """
    opened = latest = 0
    is_last = False
    while not is_last:
        is_last = done.is_set()
        with vnsearch.open_index(root / "index") as index:
            hits = index.search("bản", limit=100).hits
            assert index.stats().documents == _DOCUMENTS
        editions = {int(re.findall("bản ([0-9]+)", hit.title)[0]) for hit in hits}
        assert len(hits) == _DOCUMENTS and len(editions) == 1, hits
        assert latest <= min(editions)
        latest = min(editions)
        assert not [problem for problem in verify(root / "index") if problem.failed]
        opened += 1
        if begun is not None and opened == 1:
            begun.release()
    counts.put((opened, latest))


def test_readers_during_commits(tmp_path: Path) -> None:
    write_documents(tmp_path, range(_DOCUMENTS), edition=0)
    update_index(tmp_path / "index", [tmp_path / "docs"])
    done, counts, begun = context.Event(), context.SimpleQueue(), context.Semaphore(0)
    readers = [start(read_often, tmp_path, done, counts, begun) for _ in range(_READERS)]
    for _ in readers:
        assert begun.acquire(timeout=_PATIENCE), "a reader has ended"
    writer = start(commit_often, tmp_path)
    writer.join()
    done.set()
    for reader in readers:
        reader.join()
    assert [process.exitcode for process in (writer, *readers)] == [0] * (_READERS + 1)
    for _ in readers:
        _, latest = counts.get()
        assert latest == _COMMITS - 1


def hold(index: str, told: Any) -> None:
    """Hold the lock of an index until told to let go."""
    writer = IndexWriter(index)
    told.send("held")
    told.recv()
    writer.abandon()


class Holder:
    """A process that holds the lock of an index in a folder with documents."""

    def __init__(self, root: Path) -> None:
        self.root = root
        write_documents(root, range(3), edition=1)
        update_index(root / "index", [root / "docs"])
        write_documents(root, range(3), edition=2)
        self._tell, told = context.Pipe()
        self.process = start(hold, str(root / "index"), told)
        assert self._tell.recv() == "held"

    def release(self) -> None:
        """Let the process end, unless it has."""
        if self.process.exitcode is None:
            self._tell.send("let go")
            self.process.join()


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[Holder]:
    holder = Holder(tmp_path)
    yield holder
    holder.release()


@pytest.mark.parametrize("wait", [(), ("--wait", "0.1")])
def test_a_second_writer_is_told_who_writes(holder: Holder, wait: tuple[str, ...]) -> None:
    before = answers(holder.root / "index")
    ended = Command(holder.root, "index", "docs", *wait).end()
    assert ended.status == 2
    message = (
        rf"vnsearch: process {holder.process.pid} has been writing the index index since "
        r"\d\d:\d\d:\d\d on \d{4}-\d\d-\d\d: wait for it, or let --wait SECONDS do so\n"
    )
    assert re.fullmatch(message, ended.output)
    assert answers(holder.root / "index") == before


def test_a_second_writer_waits(holder: Holder) -> None:
    waiting = Command(holder.root, "index", "docs", "--wait", "60")
    waiting.process.join(0.3)
    assert waiting.process.exitcode is None
    holder.release()
    ended = waiting.end()
    assert ended.status == 0 and ended.output.startswith("0 added, 3 updated")


def interrupt() -> None:
    signal.raise_signal(signal.SIGINT)


def test_waiting_can_be_interrupted(holder: Holder) -> None:
    third_try = partial(at_step, 2, "index/MAIN_WRITELOCK", interrupt)
    ended = Command(holder.root, "index", "docs", "--wait", "60", first=third_try).end()
    assert ended.status == 130
    assert ended.output == "vnsearch: interrupted; the index is as it was last saved\n"


def test_the_lock_of_a_dead_process_is_taken_over(holder: Holder) -> None:
    holder.process.kill()
    holder.process.join()
    ended = Command(holder.root, "index", "docs").end()
    assert ended.status == 0 and ended.output.startswith("0 added, 3 updated")


def test_a_process_waits_for_itself_too(tmp_path: Path) -> None:
    write_documents(tmp_path, range(3), edition=1)
    update_index(tmp_path / "index", [tmp_path / "docs"])
    writer = IndexWriter(str(tmp_path / "index"))
    with pytest.raises(IndexLockedError, match=f"process {os.getpid()} has been writing"):
        update_index(tmp_path / "index", [tmp_path / "docs"])
    writer.abandon()
    update_index(tmp_path / "index", [tmp_path / "docs"])


@pytest.mark.parametrize("signature", ["", "7", "x y", f"7 {1 << 70}", f"{1 << 500} 0"])
def test_a_lock_that_is_held_and_holds_no_signature(tmp_path: Path, signature: str) -> None:
    writer = IndexWriter(str(tmp_path))
    (tmp_path / "MAIN_WRITELOCK").write_text(signature, encoding="ascii")
    with pytest.raises(IndexLockedError, match=r"^another process is writing the index"):
        IndexWriter(str(tmp_path))
    writer.abandon()


def test_searches_and_figures_need_no_lock(holder: Holder) -> None:
    for arguments in (("search", "hội"), ("stats",), ("verify",), ("terms", "h")):
        assert Command(holder.root, *arguments).end().status == 0
