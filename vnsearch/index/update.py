"""Brings an index up to date with its documents, in one atomic step.

Changed and new files are read into segments of their own, what they replace is marked as
deleted, small segments are merged, and one commit makes all of it the index.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from vnsearch.documents.files import unreadable
from vnsearch.documents.read import FileNote, ReadRules, chunks
from vnsearch.documents.walk import FileEntry, WalkRules, walk
from vnsearch.errors import IndexNotFoundError
from vnsearch.index.catalogue import (
    IndexedFile,
    file_digest,
    file_key,
    read_catalogue,
    stored_path,
)
from vnsearch.index.chunks import ChunkIndexer, ChunkReport, report_chunk
from vnsearch.index.columns import FileState
from vnsearch.index.commit import IndexWriter
from vnsearch.index.merge import delete_documents, merge_segments
from vnsearch.index.segment import Segment, SegmentEntry
from vnsearch.index.toc import open_segments
from vnsearch.index.workers import Work, WorkerPool
from vnsearch.records import Problem, UpdateSummary

_WORTH_WORKERS = 8_000_000  # bytes to read; below, starting processes costs more than it saves
_YOUNG = 2_000_000_000  # ns: a file as young as this may change again within its time stamp


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an update is; `done` and `total` are bytes of files."""

    done: int
    total: int
    documents: int


@dataclass(frozen=True, slots=True)
class UpdateRules:
    """How an update goes about its work."""

    rebuild: bool = False
    dry_run: bool = False
    jobs: int = 0  # processes; 0 for one a core
    encoding: str = ""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    hidden: bool = False
    follow_links: bool = False
    wait: float = 0.0  # seconds for another writer to finish


@dataclass(slots=True)
class _Plan:
    """What an update has to do, found by looking at names, sizes and times only."""

    read: list[tuple[FileEntry, str]] = field(default_factory=list)  # with the stored path
    removed: list[IndexedFile] = field(default_factory=list)
    unchanged: int = 0  # documents
    problems: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class _Tally:
    """What reading the files of a plan has brought."""

    keys: dict[str, list[tuple[str, str]]] = field(default_factory=dict)  # by file key
    failed: set[str] = field(default_factory=set)
    same: set[str] = field(default_factory=set)  # touched, but not changed
    problems: list[Problem] = field(default_factory=list)
    size: int = 0
    documents: int = 0

    def add(self, path: str, report: ChunkReport) -> None:
        key = file_key(path)
        self.keys.setdefault(key, []).extend(report.keys)
        self.problems += report.problems
        if any(problem.failed for problem in report.problems):
            self.failed.add(key)
        self.size += report.size
        self.documents += len(report.keys)


def update_index(
    index_dir: str | os.PathLike[str] = "index",
    paths: Sequence[str | os.PathLike[str]] = ("seeds",),
    progress: Callable[[Progress], None] | None = None,
    note: Callable[[FileNote], None] | None = None,
    **rules: object,
) -> UpdateSummary:
    """Make the index, or bring it up to date with the files at and below `paths`.

    Takes the fields of `UpdateRules` by name. Files that cannot be read are in the summary's
    problems; raises VnsearchError only for what stops the whole.
    """
    started = time.monotonic()
    directory = os.fspath(index_dir)
    names = [os.fspath(path) for path in paths]
    chosen = UpdateRules(**rules)  # type: ignore[arg-type]
    reporter = _Reporter(progress, note)
    if chosen.dry_run:
        summary = _rehearse(directory, names, chosen, reporter)
    else:
        summary = _update(directory, names, chosen, reporter)
    return replace(summary, seconds=time.monotonic() - started)


class _Reporter:
    """Passes on how far the work is."""

    def __init__(
        self,
        progress: Callable[[Progress], None] | None,
        note: Callable[[FileNote], None] | None,
    ) -> None:
        self._progress = progress
        self._note = note
        self.done = self.total = 0

    def advance(self, done: int, tally: _Tally) -> None:
        self.done += done
        if self._progress:
            self._progress(Progress(self.done, self.total, tally.documents))

    def encodings(self, report: ChunkReport) -> None:
        if self._note:
            for found in report.encodings:
                self._note(found)


def _update(
    directory: str, paths: list[str], rules: UpdateRules, reporter: _Reporter
) -> UpdateSummary:
    read_rules = ReadRules(rules.encoding)
    os.makedirs(directory, exist_ok=True)
    writer = IndexWriter(directory, anew=rules.rebuild, wait=rules.wait)
    try:
        entries = [segment.entry() for segment in writer.segments]
        segments = [Segment(directory, entry) for entry in entries]
        catalogue = read_catalogue(segments)
        plan = _make_plan(directory, paths, rules, catalogue)
        tally = _Tally()
        reader = _Reading(directory, read_rules, catalogue, tally, reporter)
        written = reader.run(plan, rules.jobs)
        summary, gone = _sum_up(plan, tally, catalogue)
        if written or gone or writer.generation == 0 or rules.rebuild:
            entries = delete_documents(entries, gone) + written
            entries = merge_segments(directory, entries, rules.jobs or _cores())
            writer.commit_segments(entries)
        else:
            writer.abandon()
    except BaseException:
        if not writer.is_closed:
            writer.abandon()
        raise
    return summary


def _rehearse(
    directory: str, paths: list[str], rules: UpdateRules, reporter: _Reporter
) -> UpdateSummary:
    """The summary that an update would have; nothing is written."""
    segments: list[Segment] = []
    if not rules.rebuild:
        with contextlib.suppress(IndexNotFoundError):
            _, segments = open_segments(directory)
    catalogue = read_catalogue(segments)
    plan = _make_plan(directory, paths, rules, catalogue)
    tally = _Tally()
    for entry, stored in plan.read:
        for chunk in chunks(entry, ReadRules(rules.encoding)):
            report = report_chunk(chunk, ReadRules(rules.encoding), lambda found: None)
            reporter.encodings(report)
            tally.add(stored, report)
    return _sum_up(plan, tally, catalogue)[0]


def _make_plan(
    directory: str, paths: list[str], rules: UpdateRules, catalogue: dict[str, IndexedFile]
) -> _Plan:
    plan = _Plan()
    seen: set[str] = set()
    out_of_reach: list[str] = []
    inside = stored_path(directory, directory)
    walk_rules = WalkRules(rules.include, rules.exclude, rules.hidden, rules.follow_links)
    for found in walk(paths, walk_rules):
        stored = stored_path(found.path, directory)
        if isinstance(found, Problem):
            plan.problems.append(found)
            out_of_reach.append(stored)
        elif not _is_below(stored, inside):  # the index does not index itself
            seen.add(file_key(stored))
            indexed = catalogue.get(file_key(stored))
            state = indexed.state if indexed else None
            if (
                indexed
                and state
                and (state.size, state.mtime_ns) == (found.size, found.mtime_ns)
            ):
                plan.unchanged += indexed.documents
            else:
                plan.read.append((found, stored))
    roots = [stored_path(path, directory) for path in paths]
    for key, indexed in catalogue.items():
        path = indexed.state.path
        if (
            key not in seen
            and any(_is_below(path, root) for root in roots)
            and not any(_is_below(path, problem) for problem in out_of_reach)
        ):
            plan.removed.append(indexed)
    return plan


def _is_below(path: str, folder: str) -> bool:
    if folder == ".":
        return not path.startswith("../")
    return path == folder or path.startswith(folder + "/")


class _Reading:
    """Reads the files of a plan into segments, here or in workers."""

    def __init__(
        self,
        directory: str,
        rules: ReadRules,
        catalogue: dict[str, IndexedFile],
        tally: _Tally,
        reporter: _Reporter,
    ) -> None:
        self._directory = directory
        self._rules = rules
        self._catalogue = catalogue
        self._tally = tally
        self._reporter = reporter

    def run(self, plan: _Plan, jobs: int) -> list[SegmentEntry]:
        """The segments that were written."""
        total = self._reporter.total = sum(entry.size for entry, _ in plan.read)
        jobs = jobs or (_cores() if total >= _WORTH_WORKERS else 1)
        if jobs == 1:
            indexer = ChunkIndexer(self._directory, self._rules)
            for work in self._work(plan):
                self._note(work, indexer.take(*work))
            return indexer.finish()
        pool = WorkerPool(self._directory, self._rules, jobs)
        try:
            for work in self._work(plan):
                pool.give(work)
                for done in pool.results():
                    self._note(*done)
            entries = pool.finish()
        finally:
            pool.stop()
        for done in pool.results():
            self._note(*done)
        return entries

    def _work(self, plan: _Plan) -> Iterator[Work]:
        for entry, stored in plan.read:
            try:
                digest = file_digest(entry.path)
            except OSError as error:
                problem = Problem(entry.path, unreadable(entry.path, error), failed=True)
                self._tally.add(stored, ChunkReport(problems=[problem]))
                continue
            known = self._catalogue.get(file_key(stored))
            if known and known.state.digest == digest:
                self._tally.same.add(file_key(stored))
                self._reporter.advance(entry.size, self._tally)
                continue
            young = time.time_ns() - entry.mtime_ns < _YOUNG
            state = FileState(stored, entry.size, 0 if young else entry.mtime_ns, digest)
            for chunk in chunks(entry, self._rules):
                yield chunk, state

    def _note(self, work: Work, report: ChunkReport) -> None:
        chunk, file = work
        self._tally.add(file.path, report)
        self._reporter.encodings(report)
        size = file.size if chunk.payload is None else min(len(chunk.payload), file.size)
        self._reporter.advance(size, self._tally)


def _sum_up(
    plan: _Plan, tally: _Tally, catalogue: dict[str, IndexedFile]
) -> tuple[UpdateSummary, list[IndexedFile]]:
    """The summary, and the files whose documents in the index have been replaced or are gone."""
    added = updated = removed = 0
    unchanged = plan.unchanged + sum(catalogue[key].documents for key in tally.same)
    gone = list(plan.removed)
    for key, keys in tally.keys.items():
        indexed = catalogue.get(key)
        if indexed and not keys and key in tally.failed:
            unchanged += indexed.documents  # what cannot be read now is kept as it was
            continue
        before = indexed.documents if indexed else 0
        # Documents are told apart by their place in the file; those in both are updates.
        updated += min(before, len(keys))
        added += max(0, len(keys) - before)
        removed += max(0, before - len(keys))
        if indexed:
            gone.append(indexed)
    removed += sum(indexed.documents for indexed in plan.removed)
    held = sum(indexed.documents for indexed in catalogue.values())
    total = held + added - removed
    problems = tuple(plan.problems + tally.problems)
    summary = UpdateSummary(
        added, updated, removed, unchanged, total, tally.size, 0.0, problems
    )
    return summary, gone


def _cores() -> int:
    return (
        len(os.sched_getaffinity(0))
        if hasattr(os, "sched_getaffinity")
        else os.cpu_count() or 1
    )
