"""Reads the files of a plan into runs, in this process or in workers."""

from __future__ import annotations

import queue
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from vnsearch.child import cores
from vnsearch.documents.faults import Place, unreadable
from vnsearch.documents.read import ReadRules, chunks, end_readers, passed_over
from vnsearch.index.catalogue import IndexedFile, file_digest
from vnsearch.index.making.join_lists import ListTask
from vnsearch.index.making.merge import here
from vnsearch.index.making.run import RunEntry
from vnsearch.index.segment.columns import FileState
from vnsearch.index.update_rules import Reports
from vnsearch.index.updating.chunk_indexer import ChunkIndexer, ChunkReport
from vnsearch.index.updating.plan import Plan
from vnsearch.index.updating.workers import Work, WorkerPool
from vnsearch.records import PageRead, Problem, Progress

_WORTH_WORKERS = 8_000_000  # bytes to read; below, starting processes costs more than it saves
_LARGE = 1 << 20  # bytes; to read all of it for its digest takes longer than a look at its head
_MOST_JOBS = 8  # a core; more would wait for one another, and memory would not suffice for all


@dataclass(slots=True)
class Tally:
    """What reading the files of a plan has brought, by their stored paths."""

    documents: dict[str, int] = field(default_factory=dict)
    failed: set[str] = field(default_factory=set)
    same: dict[str, FileState] = field(default_factory=dict)  # touched, but not changed
    problems: list[Problem] = field(default_factory=list)
    size: int = 0  # bytes of text

    def add(self, path: str, report: ChunkReport) -> None:
        """Count what one chunk of a file held."""
        self.documents[path] = self.documents.get(path, 0) + report.documents
        self.problems += report.problems
        if any(problem.failed for problem in report.problems):
            self.failed.add(path)
        self.size += report.size


class Ingest:
    """One run over the files of a plan; `tally` says what it has brought."""

    def __init__(
        self,
        directory: str,
        catalogue: Mapping[str, IndexedFile],
        reports: Reports,
    ) -> None:
        self.tally = Tally()
        self._directory = directory
        self._catalogue = catalogue
        self._reports = reports
        self._done = self._total = 0
        self._pool: WorkerPool | None = None
        self._pages: queue.SimpleQueue[PageRead] = queue.SimpleQueue()
        self._page: PageRead | None = None

    def run(self, plan: Plan, jobs: int) -> list[RunEntry]:
        """Read all files; the runs that were written. `jobs` 0 is a process a core; the most
        are 8 a core.
        """
        total = sum(file.entry.size for file in plan.read)
        jobs = jobs or (cores() if total >= _WORTH_WORKERS else 1)
        jobs = min(jobs, _MOST_JOBS * cores())
        if jobs == 1:
            indexer = ChunkIndexer(self._directory)
            for work in self.work(plan):
                self.count(work, indexer.take(*work, self._page_read))
            return indexer.finish()
        self._pool = pool = WorkerPool(self._directory, jobs, self._pages.put)
        for work in self.work(plan):
            pool.give(work)
            self._take_results(pool)
        entries = pool.finish(lambda: self._take_results(pool))
        self._take_results(pool)
        return entries

    def _take_results(self, pool: WorkerPool) -> None:
        while not self._pages.empty():
            self._page_read(self._pages.get())
        for done in pool.results():
            self.count(*done)

    def share(self, tasks: Sequence[ListTask]) -> Iterable[str]:
        """Join lists in the processes that have read the files, or in this one."""
        return self._pool.share(tasks) if self._pool else here(tasks)

    def close(self) -> None:
        """End the processes that were started."""
        end_readers()
        if self._pool:
            self._pool.stop()

    def work(self, plan: Plan) -> Iterator[Work]:
        """The chunks of all files that have indeed changed."""
        self._total = sum(file.entry.size for file in plan.read)
        for entry, stored, rules in plan.read:
            known = self._catalogue.get(stored)
            look = entry.size > _LARGE and not known
            if look and (problem := passed_over(entry.path, rules)):
                self.tally.add(stored, ChunkReport(problems=[problem]))
                self._advance(entry.size)
                continue
            read = time.time_ns()
            try:
                digest = file_digest(entry.path)
            except OSError as error:
                problem = unreadable(Place(entry.path), error)
                self.tally.add(stored, ChunkReport(problems=[problem]))
                continue
            state = FileState(
                path=stored,
                size=entry.size,
                mtime_ns=entry.mtime_ns,
                digest=digest,
                read_ns=read,
                ctime_ns=entry.ctime_ns,
                inode=entry.inode,
                asked=rules.asked,
            )
            if known and _is_same(known.state, state, rules):
                self.tally.same[stored] = state
                self._advance(entry.size)
                continue
            for chunk in chunks(entry, rules):
                yield chunk, state, rules

    def count(self, work: Work, report: ChunkReport) -> None:
        """Take note of what a chunk has brought."""
        chunk, file, _ = work
        self.tally.add(file.path, report)
        for note in report.notes if self._reports.note else ():
            assert self._reports.note
            self._reports.note(note)
        self._advance(file.size if chunk.payload is None else len(chunk.payload))

    def _advance(self, size: int) -> None:
        # What was compressed comes out larger than the file is: the bar waits at its end.
        self._done = min(self._done + size, self._total)
        if self._reports.progress:
            documents = sum(self.tally.documents.values())
            progress = Progress(self._done, self._total, documents, self._page)
            self._reports.progress(progress)

    def _page_read(self, page: PageRead) -> None:
        self._page = page if page.number < page.total else None
        self._advance(0)


def _is_same(known: FileState, now: FileState, rules: ReadRules) -> bool:
    """Whether what was read of a file is what would be read of it now."""
    dated = rules.dates == "mtime"
    return (known.digest, known.asked) == (now.digest, now.asked) and not (
        dated and known.mtime_ns != now.mtime_ns
    )
