"""Brings an index up to date with its documents, in one atomic step.

Changed and new files are read into segments of their own, what they replace is marked as
deleted, small segments are merged, and one commit makes all of it the index.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from vnsearch.documents.read import FileNote, ReadRules
from vnsearch.documents.walk import WalkRules
from vnsearch.errors import (
    IndexDamagedError,
    IndexNotFoundError,
    OutdatedIndexError,
    VnsearchError,
)
from vnsearch.index.catalogue import IndexedFile, read_catalogue, shown_path, stored_path
from vnsearch.index.commit import IndexWriter
from vnsearch.index.making.build import text_size
from vnsearch.index.making.merge import Share, merge
from vnsearch.index.making.run import Entry
from vnsearch.index.place import refuse_other_files
from vnsearch.index.roots import Root
from vnsearch.index.segment.reader import Segment, SegmentEntry
from vnsearch.index.toc import open_segments, recover_roots
from vnsearch.index.updating.chunk_indexer import report_chunk
from vnsearch.index.updating.ingest import Ingest, Progress, Reports, Tally
from vnsearch.index.updating.plan import Plan, make_plan
from vnsearch.index.updating.tiers import as_it_is, choose_merges, delete_documents
from vnsearch.records import UpdateSummary

__all__ = ["Progress", "UpdateRules", "update_index"]

_DEFAULT = "seeds"


@dataclass(frozen=True, slots=True)
class UpdateRules:
    """How an update goes about its work."""

    rebuild: bool = False
    dry_run: bool = False
    jobs: int = 0  # processes; 0 for one a core
    encoding: str = ""
    ocr: bool = False
    dates: Literal["", "mtime", "name"] = ""  # whence the date of a document that names none
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    hidden: bool = False
    follow_links: bool = False
    wait: float = 0.0  # seconds for another writer to finish


def update_index(
    index_dir: str | os.PathLike[str] = "index",
    paths: Sequence[str | os.PathLike[str]] = (),
    progress: Callable[[Progress], None] | None = None,
    note: Callable[[FileNote], None] | None = None,
    **rules: Any,
) -> UpdateSummary:
    """Make the index, or bring it up to date with the files at and below `paths`.

    Without paths they are those that it was made from, or `seeds` for a new one. Takes the
    fields of `UpdateRules` by name. Files that cannot be read are in the summary's problems;
    raises VnsearchError only for what stops the whole.
    """
    started = time.monotonic()
    chosen = UpdateRules(**rules)
    directory = os.fspath(index_dir)
    names = [os.fspath(path) for path in paths]
    run = _rehearse if chosen.dry_run else _update
    try:
        summary = run(directory, names, chosen, Reports(progress, note))
    except OSError as error:  # a full disk does not say where it is full
        place = error.filename2 or error.filename
        reason = f"{error.strerror or error}{f': {place}' if place else ''}"
        raise VnsearchError(
            f"the index {index_dir} cannot be updated ({reason}): it is as it was last saved; "
            "make room or mend the folder, and run the command again"
        ) from error
    return replace(summary, seconds=time.monotonic() - started)


def _update(
    directory: str, paths: list[str], rules: UpdateRules, reports: Reports
) -> UpdateSummary:
    read_rules = ReadRules(rules.encoding, rules.ocr, rules.dates)
    refuse_other_files(directory)
    os.makedirs(directory, exist_ok=True)
    writer = IndexWriter(directory, anew=rules.rebuild, wait=rules.wait)
    try:
        before = _known_roots(directory, needed=not (paths and rules.rebuild))
        paths = paths or _shown_roots(before, directory)
        entries = [segment.entry() for segment in writer.segments]
        catalogue = read_catalogue([Segment(directory, entry) for entry in entries])
        plan = make_plan(directory, paths, _walk_rules(rules), catalogue)
        with contextlib.closing(Ingest(directory, read_rules, catalogue, reports)) as ingest:
            written = ingest.run(plan, rules.jobs)
            summary, gone = _sum_up(plan, ingest.tally, catalogue)
            lost = any(problem.failed for problem in summary.problems)
            new = writer.generation == 0 and not lost  # a slip of the keyboard makes no index
            if written or gone or rules.rebuild or new:
                groups = choose_merges(delete_documents(entries, gone), written)
                roots = _roots_of(paths, directory, () if rules.rebuild else before)
                merged = list(_merge(directory, groups, ingest.share))
                writer.commit_index(merged, roots)
            else:
                writer.abandon()
    except BaseException:
        if not writer.is_closed:
            writer.abandon()
        raise
    return summary


def _known_roots(directory: str, needed: bool) -> tuple[Root, ...]:
    """The roots of the index so far; none for a new one, or where they are not `needed`."""
    try:
        return recover_roots(directory)
    except IndexNotFoundError:
        return ()
    except (IndexDamagedError, OutdatedIndexError):
        if needed:
            raise
        return ()


def _shown_roots(roots: Sequence[Root], directory: str) -> list[str]:
    """The roots as they open from here; `seeds` for an index that has none."""
    return [shown_path(root.path, directory) for root in roots] or [_DEFAULT]


def _roots_of(paths: list[str], directory: str, before: tuple[Root, ...]) -> list[Root]:
    """The roots with those paths that there are: what was mistyped is not remembered."""
    named = (stored_path(path, directory) for path in paths if os.path.lexists(path))
    roots = {root.path: root for root in before}
    return list({**{path: Root(path) for path in named}, **roots}.values())


def _merge(directory: str, groups: list[list[Entry]], share: Share) -> Iterator[SegmentEntry]:
    """The segments that each of the groups becomes, the largest first."""
    for group in groups:
        yield as_it_is(group) or merge(directory, group, share)


def _rehearse(
    directory: str, paths: list[str], rules: UpdateRules, reports: Reports
) -> UpdateSummary:
    """The summary that an update would have; nothing is written."""
    segments: list[Segment] = []
    if not rules.rebuild:
        with contextlib.suppress(IndexNotFoundError):
            _, segments = open_segments(directory)
    catalogue = read_catalogue(segments)
    paths = paths or _shown_roots(_known_roots(directory, needed=True), directory)
    plan = make_plan(directory, paths, _walk_rules(rules), catalogue)
    read_rules = ReadRules(rules.encoding, rules.ocr, rules.dates)
    ingest = Ingest(directory, read_rules, catalogue, reports)
    for work in ingest.work(plan):
        ingest.count(work, report_chunk(work[0], read_rules, text_size))
    return _sum_up(plan, ingest.tally, catalogue)[0]


def _walk_rules(rules: UpdateRules) -> WalkRules:
    return WalkRules(rules.include, rules.exclude, rules.hidden, rules.follow_links)


def _sum_up(
    plan: Plan, tally: Tally, catalogue: dict[str, IndexedFile]
) -> tuple[UpdateSummary, list[IndexedFile]]:
    """The summary, and the files whose documents in the index are replaced or gone.

    A file that held more documents than now has lost the difference, the others are updates.
    """
    added = updated = removed = 0
    unchanged = plan.unchanged + sum(catalogue[key].documents for key in tally.same)
    gone = list(plan.removed)
    for key, now in tally.documents.items():
        indexed = catalogue.get(key)
        before = indexed.documents if indexed else 0
        if not now and key in tally.failed:
            unchanged += before  # what cannot be read any more is kept as it was
            continue
        updated += min(before, now)
        added += max(0, now - before)
        removed += max(0, before - now)
        gone += [indexed] if indexed else []
    removed += sum(indexed.documents for indexed in plan.removed)
    held = sum(indexed.documents for indexed in catalogue.values())
    return (
        UpdateSummary(
            added=added,
            updated=updated,
            removed=removed,
            unchanged=unchanged,
            total=held + added - removed,
            size=tally.size,
            seconds=0.0,
            problems=tuple(plan.problems + tally.problems),
        ),
        gone,
    )
