"""Indexing in several processes: each takes chunks and writes segments of its own."""

from __future__ import annotations

import contextlib
import gc
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from vnsearch.child import Child, serve, tell
from vnsearch.documents.formats.pdf.ocr import share_cores
from vnsearch.documents.read import Chunk, ReadRules
from vnsearch.errors import VnsearchError
from vnsearch.index.arrays.free_memory import give_back, keep_less
from vnsearch.index.making.join_lists import ListTask, join_lists
from vnsearch.index.making.run import Entry, MergeSource, RunEntry, open_sources
from vnsearch.index.segment.columns import FileState
from vnsearch.index.updating.chunk_indexer import ChunkIndexer, ChunkReport
from vnsearch.records import PageRead

# Large arrays come and go: glibc is to give each back at once, and not to keep room for it. Of
# the room for others it keeps some, or each batch of texts would ask the system for its pages
# anew, one by one; where lists are joined, arrays that are given back at once are smaller.
_LARGE = _KEPT = 16 << 20  # bytes
_JOINING = 4 << 20, 16 << 20
_ENVIRONMENT = {
    "OPENBLAS_NUM_THREADS": "1",
    "MALLOC_MMAP_THRESHOLD_": str(_LARGE),
    "MALLOC_TRIM_THRESHOLD_": str(_KEPT),
}

_PAUSE = 0.2  # seconds
_GARBAGE = 5_000  # new objects that are searched for garbage: seven times as many as else

Work = tuple[Chunk, FileState, ReadRules]
Result = tuple[Work, ChunkReport]


class Worker:
    """A process that indexes and joins lists; what is called waits for the answer."""

    def __init__(self) -> None:
        self._child = Child(__name__, _ENVIRONMENT, quiet=False)

    def call(
        self, task: str, *arguments: Any, told: Callable[[PageRead], None] | None = None
    ) -> Any:
        """The answer of a method of `_Tasks`; raises what that raised."""
        try:
            return self._child.call(task, *arguments, told=told)
        except EOFError as error:
            raise VnsearchError(
                "a process that was indexing has been killed, perhaps for want of memory: "
                "run the command again with --jobs 1"
            ) from error

    def stop(self) -> None:
        """End the process at once."""
        self._child.stop()


class WorkerPool:
    """Several workers that index; `give` hands out work, `results` are the reports so far.

    `told` is called, from threads of this process, for every page that is read as a picture.
    Afterwards they join the lists of what they have written.
    """

    def __init__(self, directory: str, jobs: int, told: Callable[[PageRead], None]) -> None:
        self._work: queue.Queue[Work | None] = queue.Queue(maxsize=jobs)
        self._results: queue.SimpleQueue[Result] = queue.SimpleQueue()
        self._jobs = jobs
        self._told = told
        self._entries: list[RunEntry] = []
        self._failures: list[BaseException] = []
        self._workers = [Worker() for _ in range(jobs)]
        self._threads = [
            threading.Thread(target=self._serve, args=(worker, directory), daemon=True)
            for worker in self._workers
        ]
        from concurrent.futures import ThreadPoolExecutor  # which a worker does not need

        self._joining = ThreadPoolExecutor(jobs)
        for thread in self._threads:
            thread.start()

    def give(self, work: Work | None) -> None:
        """Hand out a chunk, or None for the end; waits while all workers are busy."""
        while not self._failures:
            try:
                self._work.put(work, timeout=_PAUSE)
                return
            except queue.Full:
                continue
        raise self._failures[0]

    def results(self) -> Iterator[Result]:
        """The reports that have come since the last call."""
        while not self._results.empty():
            yield self._results.get()

    def finish(self, waiting: Callable[[], None]) -> list[RunEntry]:
        """Wait for all work to be done, `waiting` now and then; the runs that were written."""
        for _ in self._threads:
            self.give(None)
        for thread in self._threads:
            while thread.is_alive():
                thread.join(_PAUSE)
                waiting()
        if self._failures:
            raise self._failures[0]
        return self._entries

    def share(self, tasks: Sequence[ListTask]) -> Iterator[str]:
        """Have lists joined side by side, after `finish`: the names of the files, in order."""
        idle = queue.SimpleQueue[Worker]()
        for worker in self._workers:
            idle.put(worker)

        def join(task: ListTask) -> str:
            worker = idle.get()
            try:
                return str(worker.call("join", task))
            finally:
                idle.put(worker)

        return self._joining.map(join, tasks)

    def stop(self) -> None:
        """End the workers at once."""
        self._joining.shutdown(wait=False, cancel_futures=True)
        for worker in self._workers:
            worker.stop()
        with contextlib.suppress(queue.Empty):
            while True:
                self._work.get_nowait()
        for _ in self._threads:  # one may still wait for work
            self._work.put(None)

    def _serve(self, worker: Worker, directory: str) -> None:
        try:
            worker.call("start", directory, self._jobs)
            while (work := self._work.get()) is not None:
                self._results.put((work, worker.call("take", *work, told=self._told)))
            self._entries += worker.call("finish")
        except BaseException as error:
            self._failures.append(error)


class _Tasks:
    """What a worker can be asked to do."""

    def __init__(self) -> None:
        self._indexer: ChunkIndexer | None = None
        # What the last task joined, which the next mostly does, too.
        self._opened: tuple[tuple[Entry, ...], Sequence[MergeSource]] | None = None

    def start(self, directory: str, jobs: int) -> None:
        share_cores(jobs)
        self._indexer = ChunkIndexer(directory)

    def take(self, chunk: Chunk, file: FileState, rules: ReadRules) -> ChunkReport:
        assert self._indexer
        return self._indexer.take(chunk, file, rules, tell)

    def finish(self) -> list[RunEntry]:
        assert self._indexer
        keep_less(*_JOINING)
        give_back()  # what is left to be read takes the most memory that reading does
        entries = self._indexer.finish()
        self._indexer = None  # what it knew is no longer needed, and is not small
        give_back()
        return entries

    def join(self, task: ListTask) -> str:
        if self._opened is None or self._opened[0] != task.entries:
            self._opened = task.entries, open_sources(task.directory, task.entries)
        return join_lists(task, self._opened[1])


def main() -> None:
    """A worker, which answers calls of the methods of `_Tasks`."""
    gc.freeze()  # what has been imported stays: it is not searched for garbage again and again
    gc.set_threshold(_GARBAGE)
    tasks = _Tasks()
    serve(
        lambda name, *arguments: getattr(tasks, name)(*arguments),
        (OSError, MemoryError, VnsearchError),
        ends_at_once=True,
    )
