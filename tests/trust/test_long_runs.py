"""One process that searches for a long time: flat memory and descriptors, right answers.

VNSEARCH_TEST_SCALE=500 in the environment asks 100,000 queries and opens 10,000 times.
"""

from __future__ import annotations

import asyncio
import gc
import os
import resource
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import vnsearch
from vnsearch import update_index
from vnsearch.index.arrays import pages

from . import SCALE
from .library import QUERIES, Answers, answers, write_documents
from .processes import start

_QUERIES, _OPENINGS = 200 * SCALE, 20 * SCALE
_SLACK = 4 << 20  # bytes that an allocator may keep, whatever the number of queries
_THREADS = 8


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with documents, and an index of some segments."""
    root = tmp_path_factory.mktemp("long")
    for edition in (1, 2, 3):
        write_documents(root, range(4 * edition, 9 * edition), edition)
        update_index(root / "index", [root / "docs"], jobs=1)
    yield root


def resident() -> int:
    """The bytes of memory that this process has now."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


def descriptors() -> int:
    """How many files this process has open."""
    return len(os.listdir("/proc/self/fd"))


def search_long(index: Path, right: Answers) -> None:
    """Ask the same again and again, of one index and of one opened anew."""
    with vnsearch.open_index(index) as opened:
        for query in QUERIES:
            opened.search(query, limit=1000)
        memory, files = resident(), descriptors()
        for number in range(_QUERIES):
            place = number % len(QUERIES)
            found = opened.search(QUERIES[place], limit=1000).hits
            assert [(hit.id, hit.score) for hit in found] == [each[:2] for each in right[place]]
        assert resident() < memory + _SLACK
        assert descriptors() == files
    memory, files = resident(), descriptors()
    for number in range(_OPENINGS):
        place = number % len(QUERIES)
        with vnsearch.open_index(index) as opened:
            assert len(opened.search(QUERIES[place], limit=1000).hits) == len(right[place])
    assert resident() < memory + _SLACK
    assert descriptors() == files


def test_memory_and_descriptors_stay_flat(root: Path) -> None:
    process = start(search_long, root / "index", answers(root / "index"))
    process.join()
    assert process.exitcode == 0


def test_threads_of_an_event_loop(root: Path) -> None:
    """One index, searched by threads from the first query on, answers as it does alone."""
    right = answers(root / "index")

    async def ask(opened: vnsearch.Index, threads: ThreadPoolExecutor) -> None:
        loop = asyncio.get_running_loop()
        places = [number % len(QUERIES) for number in range(8 * len(QUERIES))]
        found = await asyncio.gather(
            *(
                loop.run_in_executor(threads, opened.search, QUERIES[place], 1000)
                for place in places
            )
        )
        for place, result in zip(places, found, strict=True):
            hits = [(hit.id, hit.score) for hit in result.hits]
            assert hits == [each[:2] for each in right[place]]

    with ThreadPoolExecutor(_THREADS) as threads:
        for _ in range(3):
            with vnsearch.open_index(root / "index") as opened:
                asyncio.run(ask(opened, threads))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a system without fork")
def test_a_forked_child_goes_on_searching(root: Path) -> None:
    """What the parent has read and what it has not: both answer right in both."""
    right = answers(root / "index")
    with vnsearch.open_index(root / "index") as opened:
        opened.search(QUERIES[0], limit=1000)
        child = os.fork()
        found = [
            [(hit.id, hit.score) for hit in opened.search(query, limit=1000).hits]
            for query in QUERIES
        ]
        is_right = found == [[each[:2] for each in of_query] for of_query in right]
        if not child:
            os._exit(0 if is_right else 1)
        assert os.waitpid(child, 0)[1] == 0
        assert is_right


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a system without fork")
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_a_child_is_forked_while_a_thread_reads(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It does not wait for a thread that its parent alone has."""
    right = [[each[:2] for each in of_query] for of_query in answers(root / "index")]
    reading, goes_on, read_at = threading.Event(), threading.Event(), pages._read_at

    def read_slowly(descriptor: int, view: memoryview, start: int) -> int:
        reading.set()
        assert goes_on.wait(60)
        return read_at(descriptor, view, start)

    with vnsearch.open_index(root / "index") as opened:
        monkeypatch.setattr(pages, "_read_at", read_slowly)
        thread = threading.Thread(target=opened.search, args=(QUERIES[0],))
        thread.start()
        assert reading.wait(60)
        monkeypatch.setattr(pages, "_read_at", read_at)
        child = os.fork()
        if not child:
            signal.alarm(60)
            found = [opened.search(query, limit=1000).hits for query in QUERIES]
            got = [[(hit.id, hit.score) for hit in hits] for hits in found]
            os._exit(0 if got == right else 1)
        goes_on.set()
        thread.join()
        assert os.waitpid(child, 0)[1] == 0
