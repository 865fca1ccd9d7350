"""Indexing in several processes: each takes chunks and writes segments of its own.

A worker is this module run by the same Python. It is not a multiprocessing child, which
would import the program that called us once more, whatever that program does.
"""

from __future__ import annotations

import os
import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import IO, Any

from vnsearch.documents.read import Chunk, ReadRules
from vnsearch.errors import VnsearchError
from vnsearch.index.chunks import ChunkIndexer, ChunkReport
from vnsearch.index.columns import FileState
from vnsearch.index.segment import SegmentEntry

Work = tuple[Chunk, FileState]
Result = tuple[Work, ChunkReport]


class WorkerPool:
    """Several workers; `give` hands out work, and `results` are the reports so far."""

    def __init__(self, directory: str, rules: ReadRules, jobs: int) -> None:
        self._work: queue.Queue[Work | None] = queue.Queue(maxsize=jobs)
        self._results: queue.SimpleQueue[Result] = queue.SimpleQueue()
        self._failures: list[BaseException] = []
        self._workers = [_Worker(directory, rules) for _ in range(jobs)]
        self._threads = [
            threading.Thread(target=self._serve, args=(worker,), daemon=True)
            for worker in self._workers
        ]
        for thread in self._threads:
            thread.start()

    def give(self, work: Work) -> None:
        """Hand out a chunk; waits while all workers are busy."""
        while not self._failures:
            try:
                self._work.put(work, timeout=0.2)
                return
            except queue.Full:
                continue
        self._raise()

    def results(self) -> Iterator[Result]:
        """The reports that have come since the last call."""
        while not self._results.empty():
            yield self._results.get()

    def finish(self) -> list[SegmentEntry]:
        """Wait for all work to be done; the segments that were written."""
        for _ in self._threads:
            self._work.put(None)
        for thread in self._threads:
            thread.join()
        if self._failures:
            self._raise()
        return [entry for worker in self._workers for entry in worker.entries]

    def stop(self) -> None:
        """End the workers at once."""
        for worker in self._workers:
            worker.stop()

    def _serve(self, worker: _Worker) -> None:
        try:
            while (work := self._work.get()) is not None:
                self._results.put((work, worker.take(work)))
            worker.finish()
        except BaseException as error:
            self._failures.append(error)
            while self._work.get() is not None:
                pass

    def _raise(self) -> None:
        self.stop()
        raise self._failures[0]


class _Worker:
    """One process, and the pipe to it."""

    def __init__(self, directory: str, rules: ReadRules) -> None:
        self.entries: list[SegmentEntry] = []
        environment = dict(os.environ, PYTHONPATH=os.pathsep.join(filter(None, sys.path)))
        self._process = subprocess.Popen(
            [sys.executable, "-c", "from vnsearch.index.workers import main; main()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
        )
        self._send((directory, rules))

    def take(self, work: Work) -> ChunkReport:
        self._send(work)
        report: ChunkReport = self._receive()
        return report

    def finish(self) -> None:
        self._send(None)
        self.entries = self._receive()
        self.stop()

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                stream.close()

    def _send(self, message: Any) -> None:
        assert self._process.stdin
        pickle.dump(message, self._process.stdin, -1)
        self._process.stdin.flush()

    def _receive(self) -> Any:
        assert self._process.stdout
        try:
            kind, answer = pickle.load(self._process.stdout)
        except EOFError as error:
            raise VnsearchError(
                "a process that was indexing has been killed, perhaps for want of memory: "
                "run the command again with --jobs 1"
            ) from error
        if kind == "error":
            raise answer
        return answer


def main() -> None:
    """A worker: takes chunks from standard input, answers on standard output."""
    _serve(sys.stdin.buffer, os.fdopen(os.dup(1), "wb"))


def _serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    os.dup2(2, 1)  # a stray print of a library must not break into the answers
    indexer = ChunkIndexer(*pickle.load(requests))
    while (work := pickle.load(requests)) is not None:
        try:
            answer: tuple[str, Any] = "report", indexer.take(*work)
        except (OSError, MemoryError, VnsearchError) as error:
            answer = "error", error
        pickle.dump(answer, answers, -1)
        answers.flush()
    pickle.dump(("entries", indexer.finish()), answers, -1)
    answers.flush()
