"""Brings an index up to date with its documents, in one atomic step.

Changed and new files are read into segments of their own, what they replace is marked as
deleted, small segments are merged, and one commit makes all of it the index.
"""

from __future__ import annotations

import contextlib
import shlex
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from vnsearch.errors import (
    IndexDamagedError,
    IndexNotFoundError,
    IndexVersionError,
    OutdatedIndexError,
    VnsearchError,
)
from vnsearch.files import make_folder, sync_folder
from vnsearch.index.catalogue import IndexedFile, read_catalogue, shown_path
from vnsearch.index.commit import IndexWriter
from vnsearch.index.folder import is_own_index, not_written, refuse_indexes, refuse_other_files
from vnsearch.index.making.document_size import checked_size
from vnsearch.index.making.merge import Share, merge
from vnsearch.index.making.run import Entry
from vnsearch.index.segment.reader import Segment, SegmentEntry
from vnsearch.index.toc import open_segments, recover_roots
from vnsearch.index.update_rules import Reports, UpdateRules
from vnsearch.index.updating.chunk_indexer import report_chunk
from vnsearch.index.updating.forget import plan_to_forget, without
from vnsearch.index.updating.ingest import Ingest, Tally
from vnsearch.index.updating.named_roots import forget, is_inside, remember, was_named
from vnsearch.index.updating.plan import Plan, make_plan, why_unread
from vnsearch.index.updating.targets import Target, TargetChooser, Targets, is_below
from vnsearch.index.updating.tiers import as_it_is, choose_merges, delete_documents
from vnsearch.index.updating.touched import with_times
from vnsearch.records import (
    Problem,
    Root,
    RootRules,
    UpdateSummary,
    What,
)

_DEFAULT = "seeds"


def update_folder(
    directory: str, paths: list[str], rules: UpdateRules, reports: Reports
) -> UpdateSummary:
    """What `vnsearch.update_index` does where an index is a folder."""
    refuse_indexes(paths)
    run = _rehearse if rules.dry_run else _update
    try:
        return run(directory, paths, rules, reports)
    except OSError as error:
        raise not_written(directory, error) from error


def targets_of(directory: str, paths: Sequence[str], settings: RootRules) -> Sequence[Target]:
    """What an update of these paths would read, else of all roots; raises VnsearchError."""
    rules = UpdateRules(settings=settings)
    return _choose(directory, list(paths), rules, _known_roots(directory, True)).chosen


def _update(
    directory: str, paths: list[str], rules: UpdateRules, reports: Reports
) -> UpdateSummary:
    refuse_other_files(directory)
    make_folder(directory)
    writer = IndexWriter(directory, anew=rules.rebuild, wait=rules.wait)
    try:
        before = _known_roots(directory, needed=not (paths and rules.rebuild))
        entries = [segment.entry() for segment in writer.segments]
        if rules.forget:
            leave = plan_to_forget(directory, entries, before, rules.forget)
            writer.commit_index(without(directory, entries, leave), leave.roots)
            problems = (*_left(directory, writer), *forget_paths(directory, rules.forget))
            return replace(leave.summary, problems=problems)
        targets = _choose(directory, paths, rules, before)
        outside = [path for path in paths if not is_inside(directory, path)]
        unkept = remember_paths(directory, outside)
        catalogue = read_catalogue([Segment(directory, entry) for entry in entries])
        plan = make_plan(directory, targets, catalogue, rules.check)
        with contextlib.closing(Ingest(directory, catalogue, reports)) as ingest:
            written = ingest.run(plan, rules.jobs)
            summary, gone = sum_up(plan, ingest.tally, catalogue)
            summary = replace(summary, problems=(*unkept, *summary.problems))
            lost = any(problem.failed for problem in summary.problems)
            new = writer.generation == 0 and not lost  # a slip of the keyboard makes no index
            changed = targets.roots != list(before) and not (writer.generation == 0 and lost)
            touched = with_times(directory, entries, catalogue, ingest.tally.same)
            if written or gone or rules.rebuild or new or changed or touched != entries:
                groups = choose_merges(delete_documents(touched, gone), written)
                merged = list(_merge(directory, groups, ingest.share))
                writer.commit_index(merged, targets.roots)
            else:
                writer.abandon()
    except BaseException:
        if not writer.is_closed:
            writer.abandon()
        raise
    return summary


def _left(directory: str, writer: IndexWriter) -> Iterator[Problem]:
    """The files that still hold what was forgotten, or may hold it again after a power loss."""
    for path, error in writer.left:
        yield Problem(path, "not removed", detail=error.strerror or str(error))
    try:
        sync_folder(directory)
    except OSError as error:
        yield Problem(directory, "not removed", detail=error.strerror or str(error))


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


def _choose(
    directory: str, paths: list[str], rules: UpdateRules, before: Sequence[Root]
) -> Targets:
    """What is read; `seeds` where an index has no roots and none are named."""
    now = paths if paths or before else [_DEFAULT]
    if not (paths or before or is_own_index(directory)):
        raise VnsearchError(f"the index {directory} is another user's: name what is to be read")
    named = now or [shown_path(root.path, directory) for root in before]
    targets = TargetChooser(directory, before, rules.given, rules.settings).choose(named)
    return held_targets(
        targets,
        before,
        rules.rebuild,
        may_be_read=lambda target: (
            is_inside(directory, target.path) or was_named(directory, target.path, now)
        ),
        holds=lambda root: _holds(directory, root),
    )


def held_targets(
    targets: Targets,
    before: Sequence[Root],
    rebuild: bool,
    may_be_read: Callable[[Target], bool],
    holds: Callable[[str], bool],
) -> Targets:
    """The targets, those marked that may not be read; for a rebuild with the roots that it
    reads alone. `holds` tells whether the index has documents of a root.

    Raises VnsearchError where a rebuild would lose documents.
    """
    chosen = [target._replace(may_be_read=may_be_read(target)) for target in targets.chosen]
    if not rebuild:
        return Targets(chosen, targets.roots)
    _refuse_to_lose(chosen, {root.path for root in before}, holds)
    read = [target.root for target in chosen]
    return Targets(chosen, [root for root in targets.roots if root in read])


def remember_paths(directory: str, paths: Sequence[str]) -> list[Problem]:
    """Keep that this user named paths outside the folder of the index."""
    try:
        remember(directory, paths)
    except OSError as error:
        return [_unkept(path, "not remembered", error) for path in paths]
    return []


def forget_paths(directory: str, paths: Sequence[str]) -> tuple[Problem, ...]:
    """Keep no more that this user named the paths; the index has dropped them."""
    try:
        forget(directory, paths)
    except OSError as error:
        return tuple(_unkept(path, "not forgotten", error) for path in paths)
    return ()


def _unkept(path: str, what: What, error: OSError) -> Problem:
    return Problem(path, what, detail=error.strerror or str(error), failed=False)


def _refuse_to_lose(
    chosen: Sequence[Target], known: Collection[str], holds: Callable[[str], bool]
) -> None:
    for target in chosen:
        if not target.may_be_read:
            every = shlex.join(each.path for each in chosen)
            raise VnsearchError(
                f"{target.path} lies outside the folder that holds the index, and was never "
                "named here by you: name all that is to be read, "
                f"'vnsearch index --rebuild {every}'"
            )
        why = why_unread(target.path) if target.root.path in known else ""
        if why and holds(target.root.path):
            read = (o.path for o in chosen if o is not target and not why_unread(o.path))
            others = shlex.join(read) or "PATH"
            raise VnsearchError(
                f"{target.path} {why}, and a rebuild would lose what "
                "the index holds of it: bring it back, or leave it out with "
                f"'vnsearch index --rebuild {others}'"
            )


def _holds(directory: str, root: str) -> bool:
    """Whether the index has documents of a root; a damaged one may have."""
    try:
        catalogue = read_catalogue(open_segments(directory)[1])
    except IndexNotFoundError:
        return False
    except (IndexDamagedError, IndexVersionError):
        return True
    return any(is_below(path, root) for path in catalogue)


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
    before = _known_roots(directory, needed=not (paths and rules.rebuild))
    if rules.forget:
        entries = [segment.entry for segment in segments]
        return plan_to_forget(directory, entries, before, rules.forget).summary
    catalogue = read_catalogue(segments)
    plan = make_plan(
        directory, _choose(directory, paths, rules, before), catalogue, rules.check
    )
    return rehearsed(directory, plan, catalogue, reports)


def rehearsed(
    directory: str, plan: Plan, catalogue: Mapping[str, IndexedFile], reports: Reports
) -> UpdateSummary:
    """The summary that carrying out a plan would have: its files are read, nothing is kept."""
    with contextlib.closing(Ingest(directory, catalogue, reports)) as ingest:
        for chunk, file, read_rules in ingest.work(plan):
            report = report_chunk(chunk, read_rules, checked_size)
            ingest.count((chunk, file, read_rules), report)
    return sum_up(plan, ingest.tally, catalogue)[0]


def sum_up(
    plan: Plan, tally: Tally, catalogue: Mapping[str, IndexedFile]
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
